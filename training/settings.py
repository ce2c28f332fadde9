"""The settings file beside the weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from onrecord.reading.encoder import weights_version


def settle(folder: Path, changes: Mapping[str, object]) -> None:
    """Write changed settings into ``config.json`` of ``folder``, and the version that they make."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf8")) if path.exists() else {}
    config = {**config, **changes}
    for _ in range(2):  # the version is a hash of the settings as they stand in the file
        path.write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", encoding="utf8")
        config["version"] = weights_version(folder)


def least_confidence(f1: Mapping[float, float]) -> float:
    """Choose the least confidence with which a finding is kept, from the F1 (percent) that each one tried has.

    It is the highest of those within a point of the best: on few articles a point is chance, and of two thresholds that
    are as good the one that lets fewer errors into the record is better.
    """
    best = max(f1.values())
    return max(least for least, value in f1.items() if value >= best - 1.0)
