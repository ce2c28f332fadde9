"""Judgements on stances, statements and actors: each kept once, in order, whatever is read anew."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.records import (
    ActorJudgement,
    Finding,
    Judgement,
    Reading,
    Span,
    Statement,
    StatementFinding,
    StatementJudgement,
)
from onrecord.settings import Database
from onrecord.store import PageVersion, Reviews, Writer
from onrecord.vocabulary import ActorDecision, Decision
from tests.quell import READER, keep, melnar, pellanor_turns
from tests.strategies import readings, words

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def reviews(database: Database) -> Iterator[Reviews]:
    keep(database, [melnar()])
    with Reviews(database) as opened:
        yield opened


def rejected(id_: str, who: str = "Ada") -> Judgement:
    stance = melnar().stances[0]
    finding = Finding("melnar", stance.evidence, stance.holder, stance.act, stance.measure)
    return Judgement(id_, finding, Decision.REJECT, None, who, NOON, None)


def on_statement(id_: str, statement: Statement | None, undoes: str | None = None) -> StatementJudgement:
    decision = Decision.UNDO if undoes else Decision.CORRECT if statement else Decision.REJECT
    return StatementJudgement(
        id_, StatementFinding("melnar", Span(3, 9), None), decision, statement, "Ada", NOON, undoes
    )


def on_actor(id_: str, undoes: str | None = None) -> ActorJudgement:
    if undoes:
        return ActorJudgement(id_, ActorDecision.UNDO, "orvik", (), (), None, "Ada", NOON, undoes)
    holders = (("Orvik", "Pellanor"), ('The "Captain"', None))
    return ActorJudgement(id_, ActorDecision.MERGE, "mikkel orvik", ("orvik",), holders, "M. Orvik", "Ada", NOON, None)


def test_each_kind_is_kept_once_and_counted(reviews: Reviews) -> None:
    made = (rejected("j1"), on_statement("s1", None), on_actor("a1"))
    assert [reviews.judge(each) for each in made] == [True, True, True]
    assert [reviews.judge(each) for each in made] == [False, False, False]

    assert reviews.made() == (1, 1, 1)
    assert reviews.judged() == [(made[0], None)]
    assert reviews.statements_judged() == reviews.statements_judged("melnar") == (made[1],)
    assert reviews.statements_judged("other") == ()
    assert reviews.actors_judged() == (made[2],)


def test_each_kind_is_taken_back_by_its_own(reviews: Reviews) -> None:
    reviews.judge(on_actor("a1"))
    reviews.judge(on_statement("s1", None))
    reviews.judge(on_actor("a2", undoes="a1"))
    reviews.judge(on_statement("s2", None, undoes="s1"))
    with pytest.raises(UsageError, match="no judgement a1"):
        reviews.judge(on_statement("s3", None, undoes="a1"))

    assert [each.undoes for each in reviews.actors_judged()] == [None, "a1"]
    assert [each.undoes for each in reviews.statements_judged()] == [None, "s1"]


def test_what_is_new_is_given_with_its_words(reviews: Reviews) -> None:
    stance = melnar().stances[0]
    reviews.judge(rejected("j1"))
    reviews.judge(replace(rejected("j2"), decision=Decision.ACCEPT, stance=stance))

    ((judgement, told),) = reviews.judged(skip=1)
    assert judgement.id == "j2"
    assert told is not None
    assert (told.words, told.page) == (stance.evidence.quote(melnar().article.text), "melnar.html")


def test_many_at_once_are_all_kept_and_none_twice(reviews: Reviews) -> None:
    made = [rejected(f"j{number}", who=f"reviewer {number % 8}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        # Each is sent twice, as by a reader who presses a key again.
        new = list(pool.map(reviews.judge, [*made, *made]))

    assert sum(new) == 40
    assert {each.id for each, _ in reviews.judged()} == {each.id for each in made}
    assert reviews.made() == (40, 0, 0)


def opened(database: Database) -> Reviews:
    Writer(database).close()
    return Reviews(database)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(reading=readings(), name=st.none() | words, who=words)
def test_any_statement_comes_back_as_it_was(database: Database, reading: Reading, name: str | None, who: str) -> None:
    with opened(database) as reviews:
        before = len(reviews.statements_judged())
        for number, statement in enumerate(reading.statements):
            finding = StatementFinding("any", Span(0, number), name)
            reviews.judge(
                StatementJudgement(f"{before} {number}", finding, Decision.CORRECT, statement, who, NOON, None)
            )
        kept = reviews.statements_judged(skip=before)
        assert [each.statement for each in kept] == list(reading.statements)
        assert {(each.finding.name, each.who) for each in kept} <= {(name, who)}


def test_an_article_is_given_in_any_version_and_told_whether_it_is_current(database: Database) -> None:
    with Writer(database) as writer:
        writer.keep(PageVersion("page", "1", "1"), [melnar()], READER)
        writer.keep(PageVersion("page", "2", "2"), [pellanor_turns()], READER)
    with Reviews(database) as reviews:
        before, now = reviews.article("melnar"), reviews.article("turns")
        assert before is not None
        assert now is not None
        assert (before[0].text, before[1]) == (melnar().article.text, False)
        assert now[1]
        assert reviews.article("none") is None
        assert reviews.versions("melnar") == ["turns"]
