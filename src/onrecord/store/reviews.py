"""What reviewers decided: appended, each once, and never changed; read back in the order in which it was made."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, case, exists, func, select

from onrecord.errors import UsageError
from onrecord.records import ActorJudgement, Article, Judgement, Statement, StatementJudgement, Told
from onrecord.settings import Database
from onrecord.store import rows
from onrecord.store.database import PATIENCE_S, OpenDatabase
from onrecord.store.loading import load_doubtful, load_judged, load_readings, load_told
from onrecord.store.review_rows import (
    actor_judgement_from,
    actor_judgement_values,
    statement_judgement_from,
    statement_judgement_values,
)
from onrecord.store.schema import articles, blocks, judgements, pages, readings, stances, statements
from onrecord.store.schema_people import actor_judgements, statement_judgements
from onrecord.store.wanted import READINGS

AnyJudgement = Judgement | StatementJudgement | ActorJudgement


@dataclass(frozen=True, slots=True)
class ToldIn:
    """An article, whether it is a current version of its page, and the stances that any reading ever found in it.

    Each stance comes with whether a current reading finds it; those that one finds come last. ``doubtful`` are those that
    a current reading doubts.
    """

    article: Article
    is_current: bool
    told: list[tuple[Told, bool]]
    doubtful: list[Told]


class Reviews(OpenDatabase):
    """Keeps and gives what reviewers decided. May be used by several threads, and by several processes at once.

    Every method raises a :class:`~onrecord.errors.StoreError` where the database cannot be used. A judgement whose
    keeping returned is in the database even if the process is killed the next moment.
    """

    def __init__(self, path: Database, patience_s: float = PATIENCE_S) -> None:
        """Open the database, which must be there. ``patience_s``: how long to wait for a lock."""
        super().__init__(path, create=False, patience_s=patience_s)
        # Threads wait for each other in line here; at the database they would ask again and again whose turn it is.
        self._line = threading.Lock()

    def judge(self, judgement: AnyJudgement) -> bool:
        """Append a judgement, and tell whether it is new: appending the same twice changes nothing.

        Raises :class:`~onrecord.errors.UsageError` if it takes back a judgement that is not there.
        """
        return self.judge_all([judgement])

    def judge_all(self, made: Sequence[AnyJudgement]) -> bool:
        """Append judgements that belong together, all of them or none; tell whether any is new.

        Raises :class:`~onrecord.errors.UsageError` as :meth:`judge` does.
        """
        with self._line, self._write() as connection:
            new = [append_judgement(connection, each) for each in made]
        return any(new)

    def made(self) -> tuple[int, int, int]:
        """Count the judgements on stances, on statements and on actors."""
        tables = (judgements, statement_judgements, actor_judgements)
        counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
        with self._glance() as connection:
            on_stances, on_statements, on_actors = connection.execute(select(*counts)).one()
        return on_stances, on_statements, on_actors

    def judged(self, skip: int = 0) -> list[tuple[Judgement, Told | None]]:
        """Return the judgements on stances after the first ``skip``, each with the stance that stands by it as told.

        The article's words are taken from any version of the page; ``None`` where no stance stands by the judgement, or
        the record does not have the article. What was accepted of the doubtful ones of a current reading is on the
        measure of the codebook that it is matched with now.
        """
        with self._look() as connection:
            made = [rows.judgement_from(row) for row in connection.execute(_in_order(judgements, skip))]
            return load_judged(connection, made)

    def statements_judged(self, article: str | None = None, skip: int = 0) -> tuple[StatementJudgement, ...]:
        """Return the judgements on statements after the first ``skip``, of all articles or of the one with this id."""
        here = [] if article is None else [statement_judgements.c.article == article]
        with self._look() as connection:
            found = connection.execute(_in_order(statement_judgements, skip).where(*here))
            return tuple(statement_judgement_from(row) for row in found)

    def actors_judged(self) -> tuple[ActorJudgement, ...]:
        """Return the judgements on who is who."""
        with self._look() as connection:
            return tuple(actor_judgement_from(row) for row in connection.execute(_in_order(actor_judgements, 0)))

    def article(self, id_: str) -> tuple[Article, bool] | None:
        """Return the article with this id, and whether it is a current version of its page; ``None`` if it is not there.

        Of several with the id, a current one is taken.
        """
        with self._look() as connection:
            return _article(connection, id_)

    def told_in(self, id_: str) -> ToldIn | None:
        """Return the article with this id and all stances ever found in it; ``None`` if it is not there."""
        found = select(readings.c.n, readings.c.current).select_from(READINGS).where(articles.c.id == id_)
        with self._look() as connection:
            known = _article(connection, id_)
            if known is None:
                return None
            numbers = connection.execute(found.order_by(readings.c.current, readings.c.n)).all()
            parts = [(now, [number for number, current in numbers if bool(current) is now]) for now in (False, True)]
            told = [(each, now) for now, here in parts if here for each in load_told(connection, here, ())]
            doubtful = list(load_doubtful(connection, parts[-1][1]))
        return ToldIn(*known, told, doubtful)

    def said_in(self, id_: str) -> list[tuple[Statement, bool]]:
        """Return the statements that any reading ever found in the article with this id, those of current readings last.

        Each comes with whether a current reading finds it.
        """
        found = select(readings.c.n, readings.c.current).select_from(READINGS).where(articles.c.id == id_)
        with self._look() as connection:
            numbers = connection.execute(found.order_by(readings.c.current, readings.c.n)).all()
            read = load_readings(connection, [number for number, _ in numbers])
            return [
                (said, bool(current))
                for (_, current), reading in zip(numbers, read, strict=True)
                for said in reading.statements
            ]

    def uncertain(self, most: int) -> tuple[tuple[int, int], ...]:
        """Return the places (key of the reading, position) of so many statements of current readings that may be wrong.

        The probability of being wrong counts half where no stance was read from the statement; the highest come first.
        """
        bears = exists().where(stances.c.reading == statements.c.reading, stances.c.from_statement == statements.c.id)
        urgency = (1.0 - statements.c.confidence) * case((bears, 1.0), else_=0.5)
        found = (
            select(statements.c.reading, statements.c.position)
            .select_from(statements.join(readings, statements.c.reading == readings.c.n))
            .where(readings.c.current, statements.c.confidence < 1)
            .order_by(urgency.desc(), statements.c.reading, statements.c.position)
            .limit(most)
        )
        with self._look() as connection:
            return tuple((row.reading, row.position) for row in connection.execute(found))

    def versions(self, id_: str) -> list[str]:
        """Return the ids of the current articles on the page on which the article with this id stands."""
        page = select(pages.c.address).select_from(articles.join(pages)).where(articles.c.id == id_)
        current = (
            select(articles.c.id)
            .select_from(READINGS)
            .where(readings.c.current, pages.c.address.in_(page))
            .order_by(articles.c.n)
        )
        with self._look() as connection:
            return list(dict.fromkeys(connection.execute(current).scalars()))


def _article(connection: Connection, id_: str) -> tuple[Article, bool] | None:
    found = (
        select(articles, pages.c.address, readings.c.current)
        .select_from(READINGS)
        .where(articles.c.id == id_)
        .order_by(readings.c.current.desc(), readings.c.n.desc())
    )
    row = connection.execute(found).first()
    if row is None:
        return None
    parts = connection.execute(select(blocks).where(blocks.c.article == row.n).order_by(blocks.c.position)).all()
    return rows.article_from(row, parts), bool(row.current)


def append_judgement(connection: Connection, judgement: AnyJudgement) -> bool:
    """Append a judgement in a transaction that writes; tell whether it is new."""
    table, values = _row(judgement)
    known = select(table.c.id)
    if connection.execute(known.where(table.c.id == judgement.id)).first():
        return False
    undoes = judgement.undoes
    if undoes is not None and not connection.execute(known.where(table.c.id == undoes)).first():
        raise UsageError(f"no judgement {undoes} that could be taken back")
    connection.execute(table.insert(), values)
    return True


def _row(judgement: AnyJudgement) -> tuple[Table, rows.Values]:
    match judgement:
        case Judgement():
            return judgements, rows.judgement_values(judgement)
        case StatementJudgement():
            return statement_judgements, statement_judgement_values(judgement)
        case ActorJudgement():
            return actor_judgements, actor_judgement_values(judgement)


def _in_order(table: Table, skip: int) -> Select[Any]:
    return select(table).order_by(table.c.n).offset(skip)
