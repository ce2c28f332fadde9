"""Comparisons as sheets: of two reports a line for each match and each lone claim, of a story a line for each claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import Comparison, Match
from onrecord.record.comparison.table import Row, Table
from onrecord.records import Article

_MATCH = ("relation", "on", "note", "confidence", "certainty")
_ARTICLE = ("article", "outlet", "published")
_CLAIM = ("claim", "kind", "holder", "via", "act", "measure", "words")

COMPARISON_COLUMNS = (*_MATCH, *(f"{side}_{name}" for side in "ab" for name in (*_ARTICLE, *_CLAIM)))
"""The columns of two reports' comparison: of the match, and of each side's report and claim."""


def comparison_rows(comparison: Comparison) -> Iterator[Sequence[object]]:
    """Yield a line for each match, and one for each claim that one report alone tells (``only a``, ``only b``)."""
    a, b = comparison.a, comparison.b
    for match in comparison.matches:
        yield (*_match(match), *_article(a), *_claim(match.a), *_article(b), *_claim(match.b))
    for alone in comparison.only_a:
        yield (*_alone("only a"), *_article(a), *_claim(alone), *_article(b), *_claim(None))
    for alone in comparison.only_b:
        yield (*_alone("only b"), *_article(a), *_claim(None), *_article(b), *_claim(alone))


def table_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a story's table: how its claims relate, whose they are, and a column for each report."""
    reports = (f"{each.outlet or 'outlet unknown'} ({each.id})" for each in table.articles)
    return ("relation", "on", "told", "holder", "act", "measure", *reports)


def table_rows(table: Table) -> Iterator[Sequence[object]]:
    """Yield a line for each claim, with the words of each report that tells it; ``told``: how many do.

    Holder, act and measure are those of the first report that tells it. What one report alone tells is ``only here``.
    """
    for row in table.rows:
        first = row.first
        words = (claim.words if claim else None for claim in row.claims)
        yield (relation_word(row), row.on, row.told, first.holder, _text(first.act), first.measure, *words)


def relation_word(row: Row) -> str:
    """Return a word for how the claims of a row relate."""
    return "only here" if row.relation is None else str(row.relation)


def _match(match: Match) -> tuple[object, ...]:
    return str(match.relation), _text(match.on), match.note, round(match.confidence, 4), round(match.certainty, 4)


def _alone(relation: str) -> tuple[object, ...]:
    return (relation, *(None for _ in _MATCH[1:]))


def _article(article: Article) -> tuple[object, ...]:
    published = article.published and article.published.value.isoformat()
    return article.id, article.outlet, published


def _claim(claim: Claim | None) -> tuple[object, ...]:
    if claim is None:
        return (None,) * len(_CLAIM)
    return claim.id, str(claim.kind), claim.holder, claim.via, _text(claim.act), claim.measure, claim.words


def _text(value: object) -> str | None:
    return None if value is None else str(value)
