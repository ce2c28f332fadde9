"""Which story an article is in: that of the article which it is most like, if it is like that story, or a new one.

Articles choose in one order, whatever order they came in: by day, those without a date last, and within a day by chance
that is always the same for an article. Each sees only those before it, so that a story is extended and never made anew
by what comes later (single-pass clustering; Allan, Papka and Lavrenko, "On-line new event detection and tracking", 1998).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST_LINK = 0.05
"""Pairs less likely than that to report one event are not kept."""
LEAST = 0.35
"""How likely an article must report the same event as one of a story's articles to be in it."""
LEAST_UNDATED = 0.5
"""How likely that must be of an article without a day, beside all other events that it may report."""
LEAST_OF_ALL = 0.3
"""How likely it must be on average that it reports the same event as each of them: else one story would lead to the next."""

_SURE = 1e-3
"""No chance is taken for nearer to one than that."""


@dataclass(frozen=True, slots=True)
class Link:
    """An earlier article that may report the same event, the story it is in, and how likely it reports the same."""

    story: int
    likeness: float


def chosen(links: Iterable[Link], sizes: Mapping[int, int], least: float = LEAST) -> int | None:
    """Return the story that an article with these links to earlier ones is in; ``None`` if it founds a new one.

    It is in that story which has the article it is most like, and which it is like on the whole. ``sizes`` counts the
    earlier articles of the stories that it may be in; other stories are barred. Of stories with articles that it is
    equally like, the one with the smallest key is taken.
    """
    of_story = _by_story(links)
    near = {
        story: max(found)
        for story, found in of_story.items()
        if story in sizes and max(found) >= least and sum(found) >= LEAST_OF_ALL * sizes[story]
    }
    return max(near, key=lambda story: (near[story], -story), default=None)


def chosen_undated(links: Sequence[Link], sizes: Mapping[int, int], least: float = LEAST_UNDATED) -> int | None:
    """Return the story of an article without a day, as :func:`chosen` does for one with a day.

    A matter that goes on for years has many events that its words fit. The article reports one of them, so that their
    chances exclude each other: that of the best story is its odds over one and the odds of all that are likely.
    """
    best = chosen(links, sizes, least)
    if best is None:
        return None
    odds = {story: _odds(max(found)) for story, found in _by_story(links).items() if max(found) >= least}
    return best if odds[best] / (1 + sum(odds.values())) >= least else None


def _by_story(links: Iterable[Link]) -> dict[int, list[float]]:
    found: dict[int, list[float]] = defaultdict(list)
    for link in links:
        found[link.story].append(link.likeness)
    return found


def _odds(chance: float) -> float:
    return chance / max(1 - chance, _SURE)
