"""Which story an article is in: the one whose articles it is most like, if it is like enough, or a new one.

Articles choose in one order, whatever order they came in: by day, those without a date last, and within a day by chance
that is always the same for an article. Each sees only those before it, so that a story is extended and never made anew
by what comes later (single-pass clustering; Allan, Papka and Lavrenko, "On-line new event detection and tracking", 1998).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

LEAST_LINK = 0.05
"""Pairs less likely than that to report one event are not kept."""
LEAST = 0.3
"""How likely an article must report a story's event to be in it."""
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Link:
    """An earlier article that may report the same event, the story it is in, and how likely it reports the same."""

    story: int
    likeness: float


def chosen(links: Iterable[Link], barred: Collection[int] = ()) -> int | None:
    """Return the story that an article with these links to earlier ones is in; ``None`` if it founds a new one.

    It is as like a story as it is on average like those three of its articles that are nearest. ``barred`` are the stories
    that a reviewer keeps it out of. Of stories that it is equally like, the one with the smallest key is taken.
    """
    of_story: dict[int, list[float]] = defaultdict(list)
    for link in links:
        if link.story not in barred:
            of_story[link.story].append(link.likeness)
    likeness = {story: _mean(sorted(found)[-_NEAREST:]) for story, found in of_story.items()}
    best = max(likeness, key=lambda story: (likeness[story], -story), default=None)
    return best if best is not None and likeness[best] >= LEAST else None


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
