"""All reports of a story compared: a row for each claim, a column for each report, and who stands alone with what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.record.comparison.claims import Claim, claims_of
from onrecord.record.comparison.compared import Comparison, Match, Relation, compare
from onrecord.record.vectors import RememberedVectors, Vectors
from onrecord.records import Article, Reading

_Key = tuple[int, str]
"""The number of a report and the id of a claim in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as each report tells it: ``claims`` in the order of the table's articles, ``None`` where one does not tell it.

    ``matches`` are those between the claims of the row. ``relation`` is the weakest of theirs: a conflict if two of them
    conflict, the same only if all are; of a claim that one report alone tells it is ``None``.
    """

    claims: tuple[Claim | None, ...]
    matches: tuple[Match, ...]

    @property
    def told(self) -> int:
        """How many reports tell it."""
        return sum(claim is not None for claim in self.claims)

    @property
    def relation(self) -> Relation | None:
        """How its claims relate."""
        found = {match.relation for match in self.matches}
        return next((each for each in (Relation.CONFLICT, Relation.DETAIL, Relation.SAME) if each in found), None)

    @property
    def on(self) -> tuple[str, ...]:
        """On what its claims differ, each once."""
        differing = (match.on for match in self.matches if match.relation is not Relation.SAME and match.on is not None)
        return tuple(dict.fromkeys(str(on) for on in differing))

    @property
    def first(self) -> Claim:
        """The claim of the first report that tells it."""
        return next(claim for claim in self.claims if claim is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """The independent reports of a story, their copies aside, and what they tell: what most of them tell comes first.

    ``comparisons`` are those of each two of the reports.
    """

    articles: tuple[Article, ...]
    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]


def compare_all(readings: Sequence[Reading], vectors: Vectors) -> Table:
    """Compare the reports of a story, each with each; a report that copies another one of them is left out.

    The order of the readings is that of the table's columns.
    """
    known = {reading.article.id for reading in readings}
    own = [each for each in readings if each.article.copy_of not in known or each.article.copy_of == each.article.id]
    remembered = RememberedVectors(vectors)
    return table_of(own, {(x, y): compare(own[x], own[y], remembered) for x, y in combinations(range(len(own)), 2)})


def table_of(readings: Sequence[Reading], found: Mapping[tuple[int, int], Comparison]) -> Table:
    """Put together the comparisons of each two of the reports, which are given by their places, the earlier one first."""
    return Table(tuple(each.article for each in readings), tuple(_rows(readings, found)), tuple(found.values()))


def _rows(readings: Sequence[Reading], found: Mapping[tuple[int, int], Comparison]) -> Iterator[Row]:
    """Join claims by their matches, the surest first, so that no row has two claims of one report."""
    rows: dict[_Key, dict[int, Claim]] = {}
    joined: list[tuple[_Key, Match]] = []
    apart: list[tuple[int, int, Match]] = []
    for x, y, match in _surest_first(found):
        one = rows.setdefault((x, match.a.id), {x: match.a})
        other = rows.setdefault((y, match.b.id), {y: match.b})
        if one is not other:
            if one.keys() & other.keys():
                apart.append((x, y, match))
                continue
            one |= other
            rows.update({(n, claim.id): one for n, claim in one.items()})
        joined.append(((x, match.a.id), match))
    matches: dict[int, list[Match]] = defaultdict(list)
    for key, match in joined:
        matches[id(rows[key])].append(match)
    shared = {id(row): row for row in rows.values() if len(row) > 1}
    made = [Row(_in_columns(row, len(readings)), tuple(matches[key])) for key, row in shared.items()]
    # What no row took stands beside its match in a row of its own: one report tells in two claims what another tells in one.
    for x, y, match in apart:
        if min(len(rows[x, match.a.id]), len(rows[y, match.b.id])) == 1:
            made.append(Row(_in_columns({x: match.a, y: match.b}, len(readings)), (match,)))
    yield from sorted(made, key=lambda row: (-row.told, _place(row)))
    for n, reading in enumerate(readings):
        alone = [
            {claim.id for claim in (each.only_a if x == n else each.only_b)}
            for (x, y), each in found.items()
            if n in (x, y)
        ]
        for claim in claims_of(reading):
            if all(claim.id in ids for ids in alone):
                yield Row(_in_columns({n: claim}, len(readings)), ())


def _surest_first(found: Mapping[tuple[int, int], Comparison]) -> list[tuple[int, int, Match]]:
    links = [(x, y, match) for (x, y), comparison in found.items() for match in comparison.matches]
    return sorted(
        links,
        key=lambda link: (
            -round(link[2].confidence, 6),
            link[0],
            link[1],
            link[2].a.around,
            link[2].b.around,
            link[2].a.id,
        ),
    )


def _in_columns(claims: Mapping[int, Claim], count: int) -> tuple[Claim | None, ...]:
    return tuple(claims.get(n) for n in range(count))


def _place(row: Row) -> tuple[int, int, str]:
    column = next(n for n, claim in enumerate(row.claims) if claim is not None)
    return column, row.first.around.start, row.first.id
