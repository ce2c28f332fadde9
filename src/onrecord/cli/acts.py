"""How an act is shown: a sign, the act's own word, and a colour that is never needed to tell one from another."""

from __future__ import annotations

from rich.text import Text

from onrecord.records import Condition
from onrecord.signs import SIGNS
from onrecord.vocabulary import Act

LONGEST = max(len(act) for act in Act) + 2
"""The width of the longest sign with its word, in columns."""


def condition_word(condition: Condition) -> str:
    """Return what a condition waits for in a word, or ``condition`` where its kind is not known."""
    return str(condition.kind or "condition")


def act_text(act: Act, *, width: int = 0) -> Text:
    """Return the sign and the word of an act, filled with spaces to ``width`` columns."""
    return Text(f"{SIGNS[act].mark} {act}".ljust(width), style=SIGNS[act].style)
