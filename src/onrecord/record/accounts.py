"""What a day's entries tell: who says what of whom, and which act counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record.acts import DIRECTIONS, WEIGHTS, Direction
from onrecord.record.entries import Entry
from onrecord.vocabulary import Act

# Words by which an article tells that what it tells here came first, or came last, wherever it stands in the text.
_FIRST = re.compile(
    r"\b(?:initially|originally|at first|earlier|previously|formerly|until (?:now|recently|then))\b", re.I
)
_LAST = re.compile(r"\b(?:now|eventually|subsequently|since then|no longer)\b", re.I)


@dataclass(slots=True)  # not frozen, as entries are not
class Said:
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


def accounts_of(group: Sequence[Entry]) -> list[Said]:
    """Part what is told on a day by who tells it: each article (of copies: one), through each teller, of each actor.

    ``group`` are the entries of one day, in their order.
    """
    if each_once(group):
        return [
            Said(entry.strand.actor, entry.source, entry.via, entry.direction, (entry.act,), (entry,))
            for entry in group
        ]
    speaking: dict[str, tuple[bool, str, str]] = {}
    for entry in group:
        here = (entry.told.article != entry.witness, entry.told.article, entry.told.page)
        speaking[entry.witness] = min(here, speaking.get(entry.witness, here))
    parted: dict[tuple[str, tuple[str, ...], str], list[Entry]] = defaultdict(list)
    for entry in group:
        if speaking[entry.witness][1:] == (entry.told.article, entry.told.page):
            parted[entry.witness, entry.via, entry.strand.actor].append(entry)
    said = []
    for (_, via, actor), told in parted.items():
        path = _path(told)
        said.append(Said(actor, told[0].source, via, DIRECTIONS[path[-1]], path, tuple(told)))
    return said


def each_once(group: Sequence[Entry]) -> bool:
    """Tell whether no witness tells more than one of the entries."""
    return len({entry.witness for entry in group}) == len(group)


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
    act = prevailing(accounts, stood)
    counted = [said for said in accounts if said.own] or accounts
    return max((said.path for said in counted if said.act is act), key=lambda path: (len(path), path))


def prevailing(told: Sequence[Said] | Sequence[Entry], stood: Act | None) -> Act:
    """The act that stays of those told on a day; entries may be given where each witness tells one of them."""
    own = [each for each in told if not each.via]
    sources: dict[Act, set[str]] = defaultdict(set)
    for each in own or told:
        sources[each.act].add(each.source)
    most = max(map(len, sources.values()))
    first, *others = [act for act, theirs in sources.items() if len(theirs) == most]
    if not others:
        return first
    standing = DIRECTIONS[stood] if stood is not None else None
    return max((first, *others), key=lambda act: (act is stood, DIRECTIONS[act] is standing, WEIGHTS[act]))
