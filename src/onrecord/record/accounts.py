"""What a day's entries tell: who says what of whom, and which act counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.record.acts import DIRECTIONS, WEIGHTS, Direction
from onrecord.record.entries import Entry
from onrecord.vocabulary import Act

# Words by which an article tells that what it tells here came first, or came last, wherever it stands in the text.
_FIRST = re.compile(
    r"\b(?:initially|originally|at first|earlier|previously|formerly|until (?:now|recently|then))\b", re.I
)
_LAST = re.compile(r"\b(?:now|eventually|subsequently|since then|no longer)\b", re.I)


class Said(NamedTuple):
    """What one witness, through one teller, tells of one actor on a day: acts in order, and the one it ends with."""

    actor: str
    source: str
    via: tuple[str, ...]
    direction: Direction
    path: tuple[Act, ...]
    entries: tuple[Entry, ...]

    @property
    def act(self) -> Act:
        """The act that counts: the last one told."""
        return self.path[-1]

    @property
    def own(self) -> bool:
        """Tell whether it is the holder's own word or the outlet's own report."""
        return not self.via


def accounts_of(group: Sequence[Entry], actors: Sequence[str]) -> list[Said]:
    """Part what is told on a day by who tells it: each article (of copies: one), through each teller, of each actor.

    ``group`` are the entries of one day, in their order; ``actors`` gives the actor's key for each ``Entry.holder``.
    """
    if len({entry.witness for entry in group}) == len(group):
        return [
            Said(actors[entry.holder], entry.source, entry.told.stance.via, entry.direction, (entry.act,), (entry,))
            for entry in group
        ]
    speaking: dict[str, tuple[bool, str, str]] = {}
    for entry in group:
        here = (entry.article != entry.witness, entry.article, entry.told.page)
        speaking[entry.witness] = min(here, speaking.get(entry.witness, here))
    parted: dict[tuple[str, tuple[str, ...], str], list[Entry]] = defaultdict(list)
    for entry in group:
        if speaking[entry.witness][1:] == (entry.article, entry.told.page):
            parted[entry.witness, entry.told.stance.via, actors[entry.holder]].append(entry)
    said = []
    for (_, via, actor), told in parted.items():
        path = _path(told)
        said.append(Said(actor, told[0].source, via, DIRECTIONS[path[-1]], path, tuple(told)))
    return said


def _path(told: list[Entry]) -> tuple[Act, ...]:
    """The acts that an article goes through: of those that point the same way, the one that binds most."""
    if len(told) == 1:
        return (told[0].act,)
    path: list[Act] = []
    if any(entry.direction is not told[0].direction for entry in told):
        told = sorted(told, key=lambda entry: (_in_time(entry.told.words), entry.place))
    for entry in told:
        if path and DIRECTIONS[path[-1]] is entry.direction:
            path[-1] = max(path[-1], entry.act, key=WEIGHTS.__getitem__)
        else:
            path.append(entry.act)
    return tuple(path)


def _in_time(words: str) -> int:
    """Whether words say of themselves that they tell what was before (-1) or came after (1)."""
    return bool(_LAST.search(words)) - bool(_FIRST.search(words))


def chosen(accounts: Sequence[Said], stood: Act | None) -> tuple[Act, ...]:
    """The acts that a day brings, the last one staying: see the order of precedence at the top of this module."""
    own = [said for said in accounts if said.own]
    counted = own or accounts
    sources: dict[Act, set[str]] = defaultdict(set)
    for said in counted:
        sources[said.act].add(said.source)
    standing = DIRECTIONS[stood] if stood is not None else None
    act = max(sources, key=lambda act: (len(sources[act]), act is stood, DIRECTIONS[act] is standing, WEIGHTS[act]))
    return max((said.path for said in counted if said.act is act), key=lambda path: (len(path), path))
