"""Reports of one event compared: the same, more detail, conflict, only here. ``docs/comparison.md`` has the rules."""
