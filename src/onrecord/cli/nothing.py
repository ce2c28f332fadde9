"""What is said where nothing was found, so that it leads on."""

from __future__ import annotations

from onrecord.cli.terminal import say
from onrecord.store import View


def say_nothing(view: View, what: str, **asked: object) -> None:
    """Say that nothing was found, and what to ask instead; ``asked`` are the values of the options that pick."""
    options = [f"--{name.replace('_', '-')}" for name, value in asked.items() if value not in (None, ())]
    if not view.counts().articles:
        say(f"no {what} found: nothing has been read yet; `onrecord read PATH` reads pages")
    elif options:
        say(f"no {what} found with {' and '.join(options)}; ask for less, or leave one out")
    else:
        say(f"no {what} found in what was read")
