"""Reports side by side: kept once compared, worked out ahead, and never behind what readings and reviewers say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record.verdicts import statement_finding
from onrecord.records import Finding, Judgement, Reading, StatementJudgement
from onrecord.settings import Database
from onrecord.store import Comparisons, Reviews, View
from onrecord.vocabulary import Act, Decision
from onrecord.web.ahead import Ahead
from tests.quell import frigates, keep, pellanor_turns
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
    before = client.get("/comparison.json?a=frigates&b=turns").json()
    assert two(client, "frigates", "turns")

    reject(grouped, frigates())

    assert two(client, "frigates", "turns") == []
    with Reviews(grouped) as reviews:
        for judgement, _ in reviews.judged():
            back = f"back {judgement.id}"
            reviews.judge(
                Judgement(back, judgement.finding, Decision.UNDO, None, "Ana", datetime.now(UTC), judgement.id)
            )
    assert client.get("/comparison.json?a=frigates&b=turns").json() == before


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
    before = two(client, "frigates", "turns")
    read = pellanor_turns()
    other = replace(read, reader="another 2", stances=tuple(replace(each, act=Act.SUPPORTS) for each in read.stances))

    keep(grouped, [other])

    assert two(client, "frigates", "turns") != before


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

        reject(grouped, pellanor_turns())

        touched = sum("turns" in pair for pair in offered)
        assert ahead.go_on() == touched
    finally:
        ahead.close()


def test_comparing_ahead_stops_when_nobody_wants_it_and_goes_on_later(grouped: Path) -> None:
    ahead = Ahead(grouped, WordVectors())
    try:
        assert ahead.go_on(lambda: False) == 0
        assert ahead.go_on() > 0
    finally:
        ahead.close()
