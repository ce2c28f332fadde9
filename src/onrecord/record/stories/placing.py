"""Which story an article is in: that of the article which it is most like, if it is like enough, or a new one.

Articles choose in one order, whatever order they came in: by day, those without a date last, and within a day by chance
that is always the same for an article. Each sees only those before it, so that a story is extended and never made anew
by what comes later (single-pass clustering; Allan, Papka and Lavrenko, "On-line new event detection and tracking", 1998).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

LEAST_LINK = 0.05
"""Pairs less likely than that to report one event are not kept."""
LEAST = 0.4
"""How likely an article must report the same event as another one to be in its story."""


@dataclass(frozen=True, slots=True)
class Link:
    """An earlier article that may report the same event, the story it is in, and how likely it reports the same."""

    story: int
    likeness: float


def chosen(links: Iterable[Link], barred: Collection[int] = (), least: float = LEAST) -> int | None:
    """Return the story that an article with these links to earlier ones is in; ``None`` if it founds a new one.

    It is in the story of the article that it is most like. ``barred`` are the stories that a reviewer keeps it out of. Of
    articles that it is equally like, that in the story with the smallest key counts.
    """
    allowed = [link for link in links if link.story not in barred and link.likeness >= least]
    best = max(allowed, key=lambda link: (link.likeness, -link.story), default=None)
    return None if best is None else best.story
