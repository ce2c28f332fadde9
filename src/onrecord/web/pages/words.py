"""What the words on the pages mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.web.asking import Asked
from onrecord.web.views import View, routes_of
from onrecord.web.words import GROUPS


@dataclass(frozen=True, slots=True)
class WordsPage:
    """Definitions by groups."""

    groups: Mapping[str, Mapping[str, str]]

    title = "What the words mean"

    def as_json(self) -> dict[str, Any]:
        """Give the definitions by groups."""
        return {group: dict(words) for group, words in self.groups.items()}

    def columns(self) -> Sequence[str]:
        """The columns of the table of words."""
        return ("group", "word", "meaning")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each word."""
        for group, words in self.groups.items():
            yield from ((group, word, meaning) for word, meaning in words.items())


def words(_asked: Asked) -> WordsPage:
    """Fill the page of definitions."""
    return WordsPage(GROUPS)


routes = routes_of(
    View(
        path="/words",
        name="words",
        summary="What the words on the pages mean",
        gives="definitions by groups",
        template="words.html",
        page=words,
    )
)
