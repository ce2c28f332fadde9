"""The signs that stand for acts wherever the record is shown; the act's own word always stands beside them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from onrecord.vocabulary import Act

NOT_MENTIONED = "·"
"""Stands where no article tells a stance. It is never a refusal."""

CONDITION = "if"
"""Stands beside an act that depends on conditions."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands for an act: a character one column wide, and a colour."""

    mark: str
    style: str


SIGNS: Final = MappingProxyType(
    {
        Act.ACTED: Sign("●", "bold green"),
        Act.COMMITS: Sign("✓", "green"),
        Act.OPEN: Sign("○", "cyan"),
        Act.UNDECIDED: Sign("?", "yellow"),
        Act.DECLINES: Sign("✗", "red"),
        Act.DEMANDS: Sign("!", "magenta"),
        Act.SUPPORTS: Sign("+", "green"),
        Act.OPPOSES: Sign("−", "red"),
        Act.THREATENS: Sign("▲", "bold red"),
    }
)
