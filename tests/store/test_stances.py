"""Stances out of the record with what positions need to know of them, and judgements that only ever grow in number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.records import Finding, Judgement, Reading, Span, Told
from onrecord.settings import Database
from onrecord.store import PageVersion, View, Wanted, Writer
from onrecord.vocabulary import Act, Decision
from tests.quell import ESCORTS, READER, frigates, keep, matter, melnar, melnar_copied, pellanor_turns
from tests.strategies import judgements, readings

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def path(database: Database) -> Database:
    return database


@pytest.fixture
def view(path: Database) -> Iterator[View]:
    keep(path, matter())
    with View(path) as opened:
        yield opened


def judgement(id_: str, decision: Decision = Decision.ACCEPT, *, undoes: str | None = None) -> Judgement:
    reading = melnar()
    stance = reading.stances[0]
    finding = Finding("melnar", stance.evidence, stance.holder, stance.act, stance.measure)
    stands = {Decision.ACCEPT: stance, Decision.CORRECT: replace(stance, act=Act.DEMANDS)}
    return Judgement(id_, finding, decision, stands.get(decision), "Ada", NOON, undoes)


def test_a_stance_is_told_with_its_article_and_its_words(view: View) -> None:
    (told,) = view.told(Wanted(article="turns"))
    reading = pellanor_turns()

    assert told == Told(
        stance=reading.stances[0],
        article="turns",
        page="turns.html",
        outlet="Hallmere Courier",
        published=date(2025, 5, 15),
        updated=None,
        copy_of=None,
        order=0,
        words="Pellanor will send one minehunter after all, if parliament approves, Mikkel Orvik said",
        condition_words=("if parliament approves",),
    )


def test_stances_come_by_date_and_the_undated_last(view: View) -> None:
    told = list(view.told())

    assert [each.article for each in told[:2]] == ["frigates", "frigates"]
    assert [each.article for each in told[-3:]] == ["turns", "agreed", "undated"]
    assert len(told) == 14
    assert view.counts().stances == 14
    assert {each.copy_of for each in told if each.article == "copied"} == {"melnar"}
    threat = next(each for each in told if each.stance.act is Act.THREATENS)
    assert threat.order == melnar().article.text.index("warships") > 0


def test_stances_that_are_wanted_are_found(view: View) -> None:
    def found(wanted: Wanted) -> set[tuple[str, str]]:
        return {(each.article, each.stance.id) for each in view.told(wanted)}

    assert found(Wanted(holder="ORVIK")) == {("turns", "p1")}
    assert found(Wanted(holder="pellanor")) == {("turns", "p1"), ("melnar", "p3"), ("copied", "p3")}
    assert found(Wanted(act=Act.UNDECIDED)) == {("undated", "p1")}
    assert found(Wanted(measure="southern LANE")) == {("frigates", "p2")}
    assert found(Wanted(holder="karsova", act=Act.OPPOSES, outlet="post")) == {("intrusion", "p1")}
    assert found(Wanted(since=date(2025, 5, 16))) == {("agreed", "p1")}
    assert found(Wanted(measure="%")) == set()
    # Both are in the article, but not of one stance.
    assert found(Wanted(holder="pellanor", act=Act.THREATENS)) == set()
    assert list(view.readings(Wanted(holder="pellanor", act=Act.THREATENS))) == []
    assert [reading.article.id for reading in view.readings(Wanted(act=Act.THREATENS))] == ["melnar", "copied"]


def test_a_measure_is_found_by_its_name_in_the_codebook(path: Database) -> None:
    reading = frigates()
    stances = (replace(reading.stances[0], codebook="Escorts"), reading.stances[1])
    keep(path, [replace(reading, stances=stances)])

    with View(path) as view:
        assert [each.stance.measure for each in view.told(Wanted(measure="escorts"))] == [ESCORTS]


def test_a_page_that_changed_tells_only_what_it_says_now(path: Database) -> None:
    with Writer(path) as writer:
        before, after = melnar(), melnar_copied()
        writer.keep(PageVersion("melnar.html", "1", "1"), [before], READER)
        writer.keep(PageVersion("melnar.html", "2", "2"), [after], READER)
    with View(path) as view:
        assert {each.article for each in view.told()} == {"copied"}
        assert {each.article for each in view.told(Wanted(every_version=True))} == {"melnar", "copied"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(reading=readings())
def test_what_is_told_quotes_the_article(path: Database, reading: Reading) -> None:
    # Every example changes the same page, so that only its own stances are current.
    with Writer(path) as writer:
        writer.keep(PageVersion("page", repr(reading), "1"), [reading], READER)
    with View(path) as view:
        told = list(view.told())

    assert [each.stance for each in told] == list(reading.stances)
    for each in told:
        assert each.words == each.stance.evidence.quote(reading.article.text)
        assert each.condition_words == tuple(
            condition.span.quote(reading.article.text) for condition in each.stance.conditions
        )
        assert each.finding.evidence == each.stance.evidence


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(made=st.lists(judgements(), max_size=4, unique_by=lambda each: each.id))
def test_judgements_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, made: list[Judgement]) -> None:
    path = tmp_path_factory.mktemp("judged") / "record.db"
    with Writer(path) as writer:
        for each in made:
            writer.judge(each)
    with View(path) as view:
        assert view.judgements() == tuple(made)


def test_a_judgement_is_kept_once_and_survives_a_new_reading(path: Database) -> None:
    with Writer(path) as writer, View(path) as view:
        writer.keep(PageVersion("melnar.html", "1", "1"), [melnar()], READER)
        writer.judge(judgement("j1", Decision.CORRECT))
        writer.judge(judgement("j1", Decision.CORRECT))
        writer.keep(PageVersion("melnar.html", "1", "1"), [replace(melnar(), stances=())], "by hand 2")

        assert view.judgements() == view.judgements("melnar") == (judgement("j1", Decision.CORRECT),)
        assert view.judgements("turns") == ()
        assert list(view.told()) == []
        ((_, stands),) = view.judged()
        assert stands is not None
        assert (stands.stance.act, stands.words) == (Act.DEMANDS, "Karsova rejected the escorts")
        assert stands.page == "melnar.html"


def test_what_is_taken_back_stays_and_must_be_there(path: Database) -> None:
    with Writer(path) as writer, View(path) as view:
        writer.judge(judgement("j1", Decision.REJECT))
        writer.judge(judgement("j2", Decision.UNDO, undoes="j1"))
        with pytest.raises(UsageError, match="no judgement j9"):
            writer.judge(judgement("j3", Decision.UNDO, undoes="j9"))

        assert [each.id for each in view.judgements()] == ["j1", "j2"]
        assert [stands for _, stands in view.judged()] == [None, None]


def test_a_judgement_on_an_article_that_the_record_lacks_is_kept(path: Database) -> None:
    with Writer(path) as writer, View(path) as view:
        writer.judge(judgement("j1"))

        assert list(view.judged()) == [(judgement("j1"), None)]


@pytest.mark.parametrize(
    "spoil",
    [
        {"decision": Decision.UNDO, "stance": None},
        {"undoes": "j0"},
        {"stance": None},
        {"decision": Decision.REJECT},
        {"when": NOON.replace(tzinfo=None) + timedelta()},
    ],
)
def test_a_judgement_that_contradicts_itself_cannot_be_made(spoil: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"stands by it|taken back|time zone"):
        replace(judgement("j1"), **spoil)  # type: ignore[arg-type]


def test_a_finding_is_about_words_and_not_about_a_reader(view: View) -> None:
    (told,) = view.told(Wanted(article="agreed"))

    assert told.finding == Finding("agreed", Span(22, 55), "Karsova", Act.COMMITS, ESCORTS)
