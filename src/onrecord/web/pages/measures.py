"""Measures: what the dossier follows, who stands where on each, and by what names it is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.named import names_of
from onrecord.record.positions import SubjectKind
from onrecord.record.recorded import Recorded
from onrecord.web.asking import PAGE, Asked, Missing, Parameter
from onrecord.web.live import Current
from onrecord.web.pages.addresses import measure_address
from onrecord.web.pages.cell import measure_known
from onrecord.web.pages.paging import Part, part_of
from onrecord.web.pages.standing import BY, COLUMNS, Standing, Stands
from onrecord.web.views import View, routes_of

SHOWN = 200
"""How many measures or positions a page of HTML lists."""

OTHERS = "Other measures"


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure: ``acts`` counts the parties and lone actors that stand on it, by act; of the codebook if ``followed``."""

    key: str
    label: str
    group: str
    definition: str
    followed: bool
    holders: int
    acts: tuple[tuple[str, int], ...]
    address: str


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All measures that the filter leaves: the codebook's first, and of its groups those on which most stand."""

    measures: tuple[MeasureLine, ...]
    part: Part
    shown: tuple[tuple[str, tuple[MeasureLine, ...]], ...]

    title = "Measures"

    def as_json(self) -> dict[str, Any]:
        """Give all measures."""
        names = ("key", "label", "group", "definition", "followed", "holders")
        return {
            "measures": [
                {**{name: getattr(each, name) for name in names}, "acts": dict(each.acts)} for each in self.measures
            ]
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about measures."""
        return ("key", "label", "group", "definition", "followed", "holders", "acts")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each measure."""
        for each in self.measures:
            acts = tuple(f"{act} {count}" for act, count in each.acts)
            yield each.key, each.label, each.group, each.definition, each.followed, each.holders, acts


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure: what belongs to it, all that articles call it, and who stands where on it."""

    line: MeasureLine
    by: SubjectKind
    names: tuple[str, ...]
    examples: tuple[str, ...]
    stands: tuple[Stands, ...]
    part: Part
    shown: tuple[Stands, ...]
    recorded: Recorded

    @property
    def title(self) -> str:
        """What the measure is called."""
        return self.line.label

    def as_json(self) -> dict[str, Any]:
        """Give the measure and the positions on it."""
        return {
            "key": self.line.key,
            "label": self.line.label,
            "definition": self.line.definition,
            "names": list(self.names),
            "positions": [each.as_json(self.recorded) for each in self.stands],
        }

    def columns(self) -> Sequence[str]:
        """The columns of the lines about positions."""
        return COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each position."""
        return (each.row(self.recorded) for each in self.stands)


def measures(asked: Asked) -> MeasuresPage:
    """Fill the list of measures; raise :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    current = asked.current
    words = folded(asked.one("name") or "")
    recorded = current.recorded
    known = dict.fromkeys([*(entry.id for entry in current.codebook.measures), *recorded.phrases])
    keys = [key for key in known if not words or any(words in folded(name) for name in names_of(recorded, key))]
    lines = _by_group(current, list(_lines(current, keys)))
    part = part_of(len(lines), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far; begin at its first page")
    groups: dict[str, list[MeasureLine]] = {}
    for line in part.of(lines):
        groups.setdefault(line.group, []).append(line)
    return MeasuresPage(tuple(lines), part, tuple((label, tuple(theirs)) for label, theirs in groups.items()))


def measure(asked: Asked) -> MeasurePage:
    """Fill the page of a measure; raise :class:`~onrecord.web.asking.Missing` if there is none with that key."""
    current, key = asked.current, asked.path["key"]
    measure_known(current, key)
    kind = SubjectKind(asked.choice("by", "actor"))
    standing = Standing(current, None)
    stands = [standing.of(each) for each in current.positions(kind) if each.measure == key]
    stands.sort(key=lambda each: (str(each.position.direction), folded(each.position.subject.name)))
    part = part_of(len(stands), asked.number("page", 1), SHOWN)
    if part is None:
        raise Missing("the list does not go so far; begin at its first page")
    entry = current.codebook.measure(key)
    return MeasurePage(
        line=next(_lines(current, [key])),
        by=kind,
        names=tuple(names_of(current.recorded, key)),
        examples=entry.examples if entry else (),
        stands=tuple(stands),
        part=part,
        shown=tuple(part.of(stands)),
        recorded=current.recorded,
    )


def _lines(current: Current, keys: Sequence[str]) -> Iterator[MeasureLine]:
    wanted = set(keys)
    acts: dict[str, Counter[str]] = defaultdict(Counter)
    for position in current.positions(SubjectKind.ACTOR):
        if position.measure in wanted:
            acts[position.measure][str(position.act)] += 1
    group_of = {key: label for label, theirs in current.recorded.groups.items() for key in theirs}
    followed = {entry.id: entry for entry in current.codebook.measures}
    for key in keys:
        entry = followed.get(key)
        yield MeasureLine(
            key=key,
            label=current.label(key),
            group=group_of.get(key, OTHERS),
            definition=entry.definition if entry else "",
            followed=entry is not None,
            holders=acts[key].total(),
            acts=tuple(acts[key].most_common()),
            address=measure_address(key),
        )


def _by_group(current: Current, lines: Sequence[MeasureLine]) -> list[MeasureLine]:
    """Order measures by groups, those on which most stand first, and in a group likewise; others come last."""
    places = {label: place for place, label in enumerate([*current.recorded.groups, OTHERS])}
    holders: Counter[str] = Counter()
    for line in lines:
        holders[line.group] += line.holders

    def place(line: MeasureLine) -> tuple[bool, int, int, int, str]:
        return line.group == OTHERS, -holders[line.group], places[line.group], -line.holders, folded(line.label)

    return sorted(lines, key=place)


routes = routes_of(
    View(
        path="/measures",
        name="measures",
        summary="The measures of the codebook, and what else stances are about",
        gives="measures with how many stand on them, by act",
        template="measures.html",
        page=measures,
        parameters=(Parameter("name", "only those with these words in a name"), PAGE),
    ),
    View(
        path="/measures/{key:path}",
        name="measure",
        summary="A measure: definition, names, who stands where on it",
        gives="the measure and all positions on it",
        template="measure.html",
        page=measure,
        parameters=(BY, PAGE),
    ),
)
