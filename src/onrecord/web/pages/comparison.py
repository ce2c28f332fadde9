"""Two reports side by side: where they differ, what both tell, what one alone tells; the differing words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from onrecord.export.compared import COMPARISON_COLUMNS, comparison_rows
from onrecord.record.comparison.as_json import comparison_to_json
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import Comparison, Match, Relation
from onrecord.record.comparison.differing import differing
from onrecord.records import Article, Reading, Span
from onrecord.signs import SIGNS
from onrecord.web.asking import Asked, Missing, Parameter
from onrecord.web.awaited import Awaited
from onrecord.web.context import Part
from onrecord.web.live import Current
from onrecord.web.pages.addresses import mark_id
from onrecord.web.review.applied import reviewed
from onrecord.web.templating import address
from onrecord.web.views import View, routes_of

RELATION_SIGNS: Final = MappingProxyType({Relation.SAME: "=", Relation.DETAIL: "~", Relation.CONFLICT: "≠"})
"""What stands for a relation; its own word always stands beside it."""


@dataclass(frozen=True, slots=True)
class ClaimCell:
    """A claim as one report tells it; ``parts`` are its words, those marked that the other report lacks."""

    claim: Claim
    sign: str
    parts: tuple[Part, ...]
    address: str


@dataclass(frozen=True, slots=True)
class MatchLine:
    """Two claims that are about the same."""

    match: Match
    sign: str
    a: ClaimCell
    b: ClaimCell


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two reports: the matches in which they differ, those in which they do not, and what either alone tells."""

    comparison: Comparison
    story: str | None
    differ: tuple[MatchLine, ...]
    same: tuple[MatchLine, ...]
    only_a: tuple[ClaimCell, ...]
    only_b: tuple[ClaimCell, ...]

    @property
    def title(self) -> str:
        """Whose reports they are."""
        return _title(self.comparison.a, self.comparison.b)

    def as_json(self) -> dict[str, Any]:
        """Give the comparison, schema ``onrecord/1``."""
        return comparison_to_json(self.comparison, self.story)

    def columns(self) -> Sequence[str]:
        """The columns of the lines about matches and lone claims."""
        return COMPARISON_COLUMNS

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each match and for each claim that one report alone tells (``only a``, ``only b``)."""
        return comparison_rows(self.comparison)


def comparison(asked: Asked) -> ComparisonPage | Awaited:
    """Fill the page, or tell that the reports are being compared.

    Raises :class:`~onrecord.web.asking.Missing` if one of the articles is not in the record.
    """
    current = asked.current
    one, other = readings_of(current, [asked.choice(name, "") for name in ("a", "b")])
    found = _compared(asked, one, other)
    if found is None:
        articles = (one.article, other.article)
        return Awaited(_title(*articles), "These two reports are being compared.", articles)
    lines = [_line(match, found) for match in found.matches]
    differ = [line for line in lines if line.match.relation is not Relation.SAME]
    differ.sort(key=lambda line: line.match.relation is not Relation.CONFLICT)
    stories = [current.stories.by_article.get(article) for article in (one.article.id, other.article.id)]
    story = stories[0].id if stories[0] is not None and stories[0] is stories[1] else None
    return ComparisonPage(
        comparison=found,
        story=story,
        differ=tuple(differ),
        same=tuple(line for line in lines if line.match.relation is Relation.SAME),
        only_a=tuple(claim_cell(claim, found.a, ()) for claim in found.only_a),
        only_b=tuple(claim_cell(claim, found.b, ()) for claim in found.only_b),
    )


def _compared(asked: Asked, one: Reading, other: Reading) -> Comparison | None:
    """Give the comparison of two reports; ``None`` if a visitor would have to wait for it."""
    current = asked.current
    key = ((one.article.id, other.article.id), current.decisions)
    known = current.store.compared.known([one, other])

    def worked_out() -> Comparison:
        return current.store.compared.completed(known)[0, 1]

    found = current.compared.get if asked.whole or not known.missing else current.compared.soon
    return found(key, worked_out)


def compared_at(a: Article, b: Article) -> str:
    """Give the address at which two reports are compared."""
    return address("comparison", a=a.id, b=b.id)


def _title(a: Article, b: Article) -> str:
    return f"Side by side: {a.outlet or 'outlet unknown'} and {b.outlet or 'outlet unknown'}"


def readings_of(current: Current, ids: Sequence[str]) -> list[Reading]:
    """Give the readings of articles after review; raise :class:`~onrecord.web.asking.Missing` if there is none of one."""
    found = current.store.view.readings_called(ids)
    for missing in (article for article in ids if article not in found):
        raise Missing(f"there is no article {missing!r} in the record")
    with current.lock:
        return [reviewed(current.desk, found[article]).reading for article in ids]


def claim_cell(claim: Claim, article: Article, marked: Sequence[Span]) -> ClaimCell:
    """Make the cell of a claim with some of its words marked."""
    parts: list[Part] = []
    place = 0
    for span in marked:
        parts += [Part(claim.words[place : span.start], False), Part(span.quote(claim.words), True)]
        place = span.end
    parts.append(Part(claim.words[place:], False))
    where = f"{address('articles', article.id)}#{mark_id(claim.id)}"
    return ClaimCell(claim, SIGNS[claim.act].mark if claim.act is not None else "", tuple(parts), where)


def _line(match: Match, found: Comparison) -> MatchLine:
    one, other = differing(match.a.words, match.b.words)
    sign = RELATION_SIGNS[match.relation]
    return MatchLine(match, sign, claim_cell(match.a, found.a, one), claim_cell(match.b, found.b, other))


routes = routes_of(
    View(
        path="/comparison",
        name="comparison",
        summary="Two reports side by side: same, more detail, conflict, only here",
        gives="the comparison, schema onrecord/1",
        template="comparison.html",
        page=comparison,
        locked=False,
        parameters=(
            Parameter("a", "the id of an article", required=True),
            Parameter("b", "the id of another article", required=True),
        ),
    )
)
