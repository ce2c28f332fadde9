"""Reports side by side: kept once compared, worked out ahead, and never behind what readings and reviewers say."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.pipeline import comparing
from onrecord.pipeline.comparing import ComparedReports
from onrecord.pipeline.following import phrase_vectors
from onrecord.pipeline.grouping import group_waiting
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.comparison.table import compare_all
from onrecord.record.vectors import Vectors
from onrecord.record.verdicts import statement_finding
from onrecord.records import Finding, Judgement, Reading, StatementJudgement
from onrecord.settings import Database
from onrecord.store import Comparisons, PageVersion, Reviews, View, Writer
from onrecord.vocabulary import Act, Decision
from onrecord.web import kept as kept_in_memory
from onrecord.web.ahead import Ahead
from onrecord.web.awaited import AGAIN_S
from tests.quell import READER, charts, frigates, keep, melnar, melnar_elsewhere, pellanor_turns
from tests.record.word_vectors import WordVectors
from tests.web.spoken import keep_grouped, spoken, whole_matter

Serve = Callable[[Database], TestClient]
NOW = datetime(2025, 6, 1, tzinfo=UTC)


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    """A record with stories."""
    path = tmp_path / "grouped.db"
    keep_grouped(path, whole_matter())
    return path


def two(client: TestClient, a: str, b: str) -> list[dict[str, str]]:
    """The lines of two reports compared."""
    answer = client.get("/comparison.json", params={"a": a, "b": b})
    assert answer.status_code == 200, answer.text
    matches: list[dict[str, str]] = answer.json()["matches"]
    return matches


def reject(path: Path, reading: Reading) -> None:
    """Reject all stances of a reading."""
    with Reviews(path) as reviews:
        for held in reading.stances:
            finding = Finding(reading.article.id, held.evidence, held.holder, held.act, held.measure)
            id_ = f"{reading.article.id} {held.id}"
            reviews.judge(Judgement(id_, finding, Decision.REJECT, None, "Ana", NOW, None))


def test_a_judgement_and_taking_it_back_show_at_once(serve: Serve, grouped: Path) -> None:
    client = serve(grouped)
    before = client.get("/comparison.json?a=melnar&b=copied").json()
    assert two(client, "melnar", "copied")

    reject(grouped, melnar())

    assert two(client, "melnar", "copied") == []
    with Reviews(grouped) as reviews:
        for judgement, _ in reviews.judged():
            back = f"back {judgement.id}"
            reviews.judge(
                Judgement(back, judgement.finding, Decision.UNDO, None, "Ana", datetime.now(UTC), judgement.id)
            )
    assert client.get("/comparison.json?a=melnar&b=copied").json() == before


def test_a_corrected_statement_shows_in_the_table_of_its_story(serve: Serve, grouped: Path) -> None:
    client = serve(grouped)
    said = spoken().statements[2]
    whose = "/across.json?story=spoken"
    claims = client.get(whose).json()["claims"]
    assert any(told["id"] == said.id for claim in claims for told in claim["told"].values())

    made = StatementJudgement("h", statement_finding("spoken", said), Decision.REJECT, None, "Ana", NOW, None)
    with Reviews(grouped) as reviews:
        reviews.judge(made)

    claims = client.get(whose).json()["claims"]
    assert claims
    assert not any(told["id"] == said.id for claim in claims for told in claim["told"].values())


def test_a_new_reading_is_compared_anew(serve: Serve, grouped: Path) -> None:
    client = serve(grouped)
    before = two(client, "melnar", "copied")
    read = melnar()
    other = replace(read, reader="another 2", stances=tuple(replace(each, act=Act.SUPPORTS) for each in read.stances))

    keep(grouped, [other])

    assert two(client, "melnar", "copied") != before


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, serve: Serve) -> Iterator[threading.Event]:
    """Comparing waits until it is told to go on, and visitors wait for nothing."""
    go_on = threading.Event()

    def slowly(a: Reading, b: Reading, vectors: Vectors) -> Comparison:
        assert go_on.wait(60)
        return compare(a, b, vectors)

    monkeypatch.setattr(comparing, "compare", slowly)
    monkeypatch.setattr(kept_in_memory, "PATIENCE_S", 0.01)
    yield go_on
    go_on.set()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/across?story=melnar", "what most of them tell comes first"),
        ("/comparison?a=melnar&b=copied", "Claims that both tell"),
    ],
)
def test_what_has_not_been_compared_is_said_to_be_so_and_comes_by_itself(
    serve: Serve, grouped: Path, slow: threading.Event, address: str, shown: str
) -> None:
    client = serve(grouped)

    first = client.get(address)

    assert first.status_code == 200
    assert first.headers["refresh"] == str(AGAIN_S)
    assert "being compared" in first.text
    assert "look now" in first.text
    assert shown not in first.text
    assert "JSON" not in first.text
    slow.set()
    later = first
    for _ in range(2000):
        later = client.get(address)
        if "refresh" not in later.headers:
            break
    assert shown in later.text
    assert "being compared" not in later.text


def test_data_of_what_has_not_been_compared_is_whole(serve: Serve, grouped: Path, slow: threading.Event) -> None:
    client = serve(grouped)
    assert "being compared" in client.get("/across?story=melnar").text
    slow.set()

    given = client.get("/across.json?story=melnar")

    assert "refresh" not in given.headers
    with View(grouped) as view:
        ids = [each.id for story in view.stories_called("melnar") for each in story.witnesses]
        readings = view.readings_called(ids)
    table = compare_all([readings[id_] for id_ in ids], phrase_vectors())
    assert given.json()["claims"] == [
        {
            "relation": str(row.relation or "only here"),
            "on": list(dict.fromkeys(str(match.on) for match in row.matches if match.on is not None)),
            "told": {
                article.id: {"id": claim.id, "words": claim.words}
                for article, claim in zip(table.articles, row.claims, strict=True)
                if claim is not None
            },
        }
        for row in table.rows
    ]


def test_while_a_table_is_worked_out_what_is_compared_already_can_be_seen(
    serve: Serve, grouped: Path, slow: threading.Event
) -> None:
    client = serve(grouped)
    story = max(client.app.state.record.current().stories.by_id.values(), key=lambda each: len(each.witnesses))  # type: ignore[attr-defined]
    ids = sorted(each.id for each in story.witnesses)
    assert len(ids) > 2
    with View(grouped) as view, Comparisons(grouped) as kept:
        readings = view.readings_called(ids)
        slow.set()
        ComparedReports(kept, phrase_vectors()).two(readings[ids[0]], readings[ids[1]])
        slow.clear()

    page = client.get(f"/across?story={story.id}").text

    assert f"So far 1 of {len(ids) * (len(ids) - 1) // 2} pairs" in page
    assert "Compared already" in page
    assert page.count('href="/comparison') == 1


def test_comparing_ahead_keeps_what_the_pages_of_stories_offer(grouped: Path) -> None:
    with View(grouped) as view:
        stories = [each for each in view.stories() if len(each.witnesses) > 1]
    assert stories
    ahead = Ahead(grouped, WordVectors())
    try:
        count = ahead.go_on()
        with Comparisons(grouped) as kept:
            offered = {
                tuple(sorted((a.id, b.id)))
                for story in stories
                for a in story.witnesses
                for b in story.witnesses
                if a.id != b.id
            }
            assert kept.keys().keys() == offered
        assert count == len(offered)
        assert ahead.go_on() == 0

        reject(grouped, melnar())

        touched = sum("melnar" in pair for pair in offered)
        assert touched
        assert ahead.go_on() == touched
    finally:
        ahead.close()


def test_what_is_kept_of_an_article_goes_with_it(tmp_path: Path) -> None:
    path, vectors = tmp_path / "three.db", WordVectors()
    readings = [melnar(), frigates(), pellanor_turns()]
    keep(path, readings)
    with Comparisons(path) as kept:
        ComparedReports(kept, vectors).table(readings)
        assert len(kept.keys()) == 3
        assert kept.vectors(vectors.version, ["melnar"])
        with Writer(path) as writer:
            writer.keep(PageVersion("melnar.html", "gone", "gone"), [], READER)

        ahead = Ahead(path, vectors)
        try:
            ahead.go_on()
        finally:
            ahead.close()

        assert kept.keys().keys() == {("frigates", "turns")}
        assert kept.vectors(vectors.version, ["melnar", "frigates", "turns"]).keys() == {"frigates", "turns"}


def test_articles_that_come_back_as_they_were_are_compared_anew(grouped: Path) -> None:
    leaving = [charts(), melnar_elsewhere()]
    ahead = Ahead(grouped, WordVectors())
    try:
        ahead.go_on()
        with Comparisons(grouped) as kept, Writer(grouped) as writer:
            before = kept.keys()
            assert before
            for reading in leaving:
                writer.keep(PageVersion(reading.article.page, "gone", "gone"), [], READER)
            group_waiting(writer, WordVectors())
            ahead.go_on()
            assert kept.keys() == {}

            keep(grouped, leaving)
            group_waiting(writer, WordVectors())
            ahead.go_on()

            assert kept.keys() == before
    finally:
        ahead.close()


def test_comparing_ahead_stops_when_nobody_wants_it_and_goes_on_later(grouped: Path) -> None:
    ahead = Ahead(grouped, WordVectors())
    try:
        assert ahead.go_on(lambda: False) == 0
        assert ahead.go_on() > 0
    finally:
        ahead.close()
