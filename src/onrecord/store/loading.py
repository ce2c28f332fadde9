"""From the tables to records, a batch of readings at a time in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Table, bindparam, select

from onrecord.records import Article, Condition, Finding, Judgement, Reading, Span, Stance, Told
from onrecord.store import rows
from onrecord.store.schema import (
    articles,
    blocks,
    doubtful_stances,
    pages,
    readings,
    stance_conditions,
    stances,
    statement_spans,
    statements,
)
from onrecord.store.wanted import READINGS
from onrecord.vocabulary import Act, Decision

_AT_ONCE = 200


class Head(NamedTuple):
    """What must be known of an article to tell its stances; taken out of the row once, as an article has many."""

    id: str
    address: str
    outlet: str | None
    published: date | None
    updated: date | None
    copy_of: str | None
    text: str


_TOLD: list[ColumnElement[Any]] = [
    articles.c.id,
    pages.c.address,
    *(articles.c[name] for name in ("outlet", "published", "updated", "copy_of", "text")),
]

_NUMBERS: BindParameter[Sequence[int]] = bindparam("numbers", expanding=True)
_BLOCKS = select(blocks).where(blocks.c.article.in_(_NUMBERS)).order_by(blocks.c.article, blocks.c.position)
_ARTICLES = select(articles, pages.c.address).select_from(articles.join(pages)).where(articles.c.n.in_(_NUMBERS))


def load_readings(connection: Connection, numbers: Sequence[int]) -> Iterator[Reading]:
    """Yield the readings with these keys, in this order."""
    for first in range(0, len(numbers), _AT_ONCE):
        yield from _readings(connection, numbers[first : first + _AT_ONCE])


def load_articles(connection: Connection, numbers: Collection[int]) -> dict[int, Article]:
    """Return the articles with these keys, by key."""
    found: dict[int, Article] = {}
    wanted = sorted(numbers)
    for first in range(0, len(wanted), _AT_ONCE):
        part = wanted[first : first + _AT_ONCE]
        of_article: dict[int, list[Row[Any]]] = {n: [] for n in part}
        for row in connection.execute(_BLOCKS, {"numbers": part}):
            of_article[row.article].append(row)
        for row in connection.execute(_ARTICLES, {"numbers": part}):
            found[row.n] = rows.article_from(row, of_article[row.n])
    return found


def load_told(connection: Connection, numbers: Sequence[int], wanted: Sequence[ColumnElement[bool]]) -> Iterator[Told]:
    """Yield the stances of the readings with these keys that meet the conditions, in this order."""
    for first in range(0, len(numbers), _AT_ONCE):
        yield from _told(connection, numbers[first : first + _AT_ONCE], wanted)


def load_doubtful(
    connection: Connection, numbers: Sequence[int], wanted: Sequence[ColumnElement[bool]] = ()
) -> Iterator[Told]:
    """Yield the doubtful stances of the readings with these keys that meet the conditions, in this order."""
    for first in range(0, len(numbers), _AT_ONCE):
        part = numbers[first : first + _AT_ONCE]
        doubted = _parts(connection, doubtful_stances, part, wanted)
        heads = _heads(connection, list(doubted), _TOLD)
        for n in (n for n in part if n in doubted):
            article = Head(*heads[n][: len(_TOLD)])
            yield from [told_from(article, rows.doubtful_stance_from(row)) for row in doubted[n]]


def load_doubted(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[Finding, str | None]]:
    """Yield what current readings of the articles with these ids doubt, with the measure of the codebook that it matches."""
    doubted = doubtful_stances.c
    names = ("evidence_start", "evidence_end", "holder", "act", "measure", "codebook")
    asked = select(articles.c.id, *(doubted[name] for name in names))
    joined = READINGS.join(doubtful_stances, doubted.reading == readings.c.n)
    for first in range(0, len(ids), _AT_ONCE):
        here = articles.c.id.in_(ids[first : first + _AT_ONCE])
        for row in connection.execute(asked.select_from(joined).where(readings.c.current, here)):
            evidence = Span(row.evidence_start, row.evidence_end)
            yield Finding(row.id, evidence, row.holder, Act(row.act), row.measure), row.codebook


def load_heads(connection: Connection, ids: Collection[str]) -> dict[str, Head]:
    """Return what :func:`told_from` needs of the articles with these ids; of several versions, a current one."""
    found: dict[str, Head] = {}
    wanted = sorted(ids)
    for first in range(0, len(wanted), _AT_ONCE):
        here = articles.c.id.in_(wanted[first : first + _AT_ONCE])
        heads = select(*_TOLD).select_from(READINGS).where(here)
        for row in connection.execute(heads.order_by(readings.c.current, readings.c.n)):
            found[row.id] = Head(*row)
    return found


def load_judged(connection: Connection, made: Sequence[Judgement]) -> list[tuple[Judgement, Told | None]]:
    """Return each judgement with the stance that stands by it as its article tells it.

    The article's words are taken from any version of the page; ``None`` where no stance stands by the judgement, or the
    record does not have the article. What was accepted and is among the doubtful ones of a current reading is on the
    measure of the codebook that it is matched with there: nobody else has it to match it anew.
    """
    heads = load_heads(connection, {each.finding.article for each in made if each.stance})
    accepted = {each.finding.article for each in made if each.decision is Decision.ACCEPT}
    measures = dict(load_doubted(connection, sorted(accepted)))
    found: list[tuple[Judgement, Told | None]] = []
    for each in made:
        head = heads.get(each.finding.article)
        told = told_from(head, each.stance) if head and each.stance else None
        if told and each.decision is Decision.ACCEPT and told.finding in measures:
            told = replace(told, stance=replace(told.stance, codebook=measures[told.finding]))
        found.append((each, told))
    return found


def told_from(article: Head, stance: Stance) -> Told:
    """Return a stance as its article tells it."""
    return Told(
        stance=stance,
        article=article.id,
        page=article.address,
        outlet=article.outlet,
        published=article.published,
        updated=article.updated,
        copy_of=article.copy_of,
        order=stance.evidence.start,
        words=stance.evidence.quote(article.text),
        condition_words=tuple([condition.span.quote(article.text) for condition in stance.conditions]),
    )


def _readings(connection: Connection, numbers: Sequence[int]) -> list[Reading]:
    columns = [column for column in articles.c if column is not articles.c.n]
    by_number = _heads(connection, numbers, [*columns, pages.c.address, readings.c.article, readings.c.reader])
    of_article = _parts(connection, blocks, [row.article for row in by_number.values()])
    said, stood = _parts(connection, statements, numbers), _parts(connection, stances, numbers)
    doubted = _parts(connection, doubtful_stances, numbers)
    spans: dict[tuple[int, int], dict[str, tuple[Span, ...]]] = defaultdict(dict)
    for reading, parts in _parts(connection, statement_spans, numbers).items():
        for part in parts:
            roles = spans[reading, part.statement]
            roles[part.role] = (*roles.get(part.role, ()), Span(part.start, part.end))
    conditions = _stance_conditions(connection, numbers)
    return [
        Reading(
            article=rows.article_from(by_number[n], of_article[by_number[n].article]),
            statements=tuple(rows.statement_from(row, spans[n, row.position]) for row in said[n]),
            stances=tuple(rows.stance_from(row, conditions[n, row.position]) for row in stood[n]),
            reader=by_number[n].reader,
            doubtful=tuple(rows.doubtful_stance_from(row) for row in doubted[n]),
        )
        for n in numbers
    ]


def _told(connection: Connection, numbers: Sequence[int], wanted: Sequence[ColumnElement[bool]]) -> Iterator[Told]:
    by_number = _heads(connection, numbers, _TOLD)
    conditions = _stance_conditions(connection, numbers)
    stood = _parts(connection, stances, numbers, wanted)
    for n in numbers:
        article = Head(*by_number[n][: len(_TOLD)])
        for row in stood[n]:
            yield told_from(article, rows.stance_from(row, conditions[n, row.position]))


def _heads(
    connection: Connection, numbers: Sequence[int], columns: Sequence[ColumnElement[Any]]
) -> dict[int, Row[Any]]:
    """Return, by the key of the reading, these columns of readings, articles and pages."""
    shown = [*columns, readings.c.n]
    heads = connection.execute(select(*shown).select_from(READINGS).where(readings.c.n.in_(numbers)))
    return {row.n: row for row in heads}


def _stance_conditions(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, int], tuple[Condition, ...]]:
    conditions: dict[tuple[int, int], tuple[Condition, ...]] = defaultdict(tuple)
    for reading, parts in _parts(connection, stance_conditions, numbers).items():
        for part in parts:
            conditions[reading, part.stance] += (rows.condition_from(part),)
    return conditions


def _parts(
    connection: Connection, table: Table, owners: Sequence[int], wanted: Sequence[ColumnElement[bool]] = ()
) -> dict[int, list[Row[Any]]]:
    """Return the rows of a table of parts by their owner, in order; the owner's key is the table's first column."""
    owner, *_ = table.primary_key.columns
    found = select(table).where(owner.in_(owners), *wanted).order_by(*table.primary_key.columns)
    by_owner: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(found):
        by_owner[row[0]].append(row)
    return by_owner
