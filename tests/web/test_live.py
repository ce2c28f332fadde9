"""A record that changes while it is served: the pages follow it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.records import Judgement
from onrecord.store import Writer
from onrecord.vocabulary import Act, Decision
from onrecord.web import live
from tests.quell import ESCORTS, galdria, keep, matter, melnar, report, stance, told
from tests.web.conftest import Serve
from tests.web.reading_html import page, words


def act_of(pages: TestClient, subject: str) -> str | None:
    lines = pages.get("/matrix.json", params={"by": "actor", "measure": ESCORTS}).json()["positions"]
    return next((line["act"] for line in lines if line["subject"] == subject), None)


def test_what_is_read_meanwhile_is_shown(serve: Serve, record: Path) -> None:
    pages = serve(record)
    before = pages.get("/dossier.json").json()["counts"]["articles"]
    text = "Sant Ariel will send one ship to escort others through the strait."

    keep(record, [report("new", text, [stance(text, text, "Sant Ariel", Act.COMMITS, ESCORTS)])])

    assert pages.get("/dossier.json").json()["counts"]["articles"] == before + 1
    assert act_of(pages, "Sant Ariel") == "commits"
    assert "send one ship to escort others" in words(page(pages.get("/search?q=ship+others").text))
    assert pages.get("/articles/new").status_code == 200


def test_a_judgement_is_taken_in_and_so_is_its_being_taken_back(serve: Serve, record: Path) -> None:
    pages = serve(record)
    assert act_of(pages, "Ines Dacorra") == "undecided"
    finding = told(galdria().article, galdria().stances[0]).finding
    when = datetime(2025, 6, 1, tzinfo=UTC)
    rejected = Judgement("j1", finding, Decision.REJECT, None, "Ada", when, None)

    with Writer(record) as writer:
        writer.judge(rejected)
    after = act_of(pages, "Ines Dacorra")
    with Writer(record) as writer:
        undone = Judgement("j2", finding, Decision.UNDO, None, "Ada", when.replace(day=2), "j1")
        writer.judge(undone)

    assert after is None
    assert act_of(pages, "Ines Dacorra") == "undecided"


def test_after_a_judgement_all_pages_say_what_a_new_start_says(serve: Serve, record: Path) -> None:
    pages = serve(record)
    finding = told(melnar().article, melnar().stances[0]).finding
    with Writer(record) as writer:
        writer.judge(Judgement("j1", finding, Decision.REJECT, None, "Ada", datetime(2025, 6, 1, tzinfo=UTC), None))

    again = serve(record)

    for address in (
        "/matrix.json",
        "/timeline.json",
        "/actors.json",
        "/measures.json",
        "/matrix.json?as_of=2025-05-14",
    ):
        assert pages.get(address).json() == again.get(address).json()


def test_while_it_is_computed_anew_the_pages_show_what_was_before_and_say_so(
    serve: Serve, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = serve(record)
    text = "Galdria declines to send ships."

    keep(record, [report("late", text, [stance(text, text, "Galdria", Act.DECLINES, ESCORTS)])])
    with monkeypatch.context() as patched:
        patched.setattr(live, "WAIT_S", 0.0)
        answer = pages.get("/matrix")
        shown = answer.text

    assert answer.headers["x-onrecord-behind"] == "yes"

    assert "being computed anew" in shown
    assert act_of(pages, "Galdria") == "declines"
    assert "being computed anew" not in pages.get("/matrix").text
    assert "x-onrecord-behind" not in pages.get("/matrix.json").headers


def test_what_changed_since_the_last_visit_rests_on_what_was_read_since(serve: Serve, record: Path) -> None:
    pages = serve(record)
    moment = datetime.now(UTC).isoformat()
    assert pages.get("/dossier.json", params={"since": moment}).json()["news"] == {
        "since": moment,
        "articles": 0,
        "events": [],
    }
    text = "Sant Ariel will send one ship to escort others through the strait."

    new = report("new", text, [stance(text, text, "Sant Ariel", Act.COMMITS, ESCORTS, party="Sant Ariel")])
    keep(record, [new])
    news = pages.get("/dossier.json", params={"since": moment}).json()["news"]

    assert news["articles"] == 1
    assert [(event["subject"], event["step"]) for event in news["events"]] == [("Sant Ariel", "first")]
    lines = pages.get("/articles.json", params={"read_since": moment}).json()["articles"]
    assert [line["id"] for line in lines] == ["new"]


def test_a_moment_is_shown_in_the_time_that_it_was_asked_in(pages: TestClient) -> None:
    assert "Since 2025-05-10 12:00 UTC+02:00" in pages.get("/dossier?since=2025-05-10T12:00:00%2B02:00").text
    assert "Since 2025-05-10 12:00 UTC:" in pages.get("/dossier?since=2025-05-10T12:00:00Z").text


def test_the_browser_remembers_the_last_visit(serve: Serve, record: Path) -> None:
    pages = serve(record)
    assert "first visit" in pages.get("/dossier").text

    pages.cookies.set("onrecord_visit", "20250501T100000Z/20250510T120000Z", domain="testserver.local")
    shown = pages.get("/dossier").text

    assert "Since 2025-05-10 12:00 UTC" in shown
    assert f"{len(matter())} articles were" in shown
    # A visit goes on as long as somebody looks: the one before it stays the last one.
    assert "Since 2025-05-10 12:00 UTC" in pages.get("/dossier").text


def test_a_cookie_that_says_nonsense_counts_for_nothing(serve: Serve, record: Path) -> None:
    pages = serve(record)

    for nonsense in ("x", "20250501T100000Z", "99999999T999999Z/1", "/" * 50, "<script>"):
        answer = pages.get("/dossier", headers={"cookie": f"onrecord_visit={nonsense}"})
        assert answer.status_code == 200
        assert "first visit" in answer.text


def test_dates_that_are_asked_for_are_those_of_statements(serve: Serve, record: Path) -> None:
    pages = serve(record)

    days = {line["on"] for line in pages.get("/timeline.json?since=2025-05-15").json()["events"]}

    assert days
    assert all(date.fromisoformat(day) >= date(2025, 5, 15) for day in days)
