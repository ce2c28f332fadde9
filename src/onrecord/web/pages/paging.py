"""Long lists in parts: HTML shows one part at a time, JSON and CSV the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a list: ``first`` and ``last`` count from 1, both 0 if the list is empty; ``number`` of ``parts``."""

    number: int
    parts: int
    first: int
    last: int
    in_all: int

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """Give the part of a list."""
        return items[max(self.first - 1, 0) : self.last]


def part_of(in_all: int, number: int, size: int) -> Part | None:
    """Give the part with this number, the first being 1; ``None`` if the list does not go so far."""
    parts = max(1, -(-in_all // size))
    if number > parts:
        return None
    first = (number - 1) * size
    return Part(number, parts, first + 1 if in_all else 0, min(first + size, in_all), in_all)
