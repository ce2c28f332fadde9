"""The review as a person goes through it, with forms alone: what is decided is kept, seen, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from starlette.testclient import TestClient

from onrecord.settings import Database
from onrecord.store import PageVersion, Reviews, View, Writer
from onrecord.vocabulary import Act, Decision
from tests.quell import keep, matter, melnar
from tests.web.reviewing import Browser


@pytest.fixture
def ada(pages: TestClient) -> Browser:
    return Browser(pages)


def judged(path: Database) -> list[tuple[str, Decision]]:
    with View(path) as view:
        return [(each.finding.article, each.decision) for each in view.judgements()]


def test_the_review_begins_with_what_is_most_urgent_and_shows_its_words_and_keys(ada: Browser) -> None:
    ada.open("/review")

    assert ada.page.status_code == 200
    assert ada.path.startswith("/review/stance/")
    assert ada.path.endswith("/agreed")
    assert "14 wait for review" in ada.text
    assert "only source" in ada.text
    assert ada.find("#context mark.evidence")
    assert ada.find(".keys kbd") == ["a", "r", "c", "s", "u"]
    assert "read by the machine" in ada.text


def test_accepting_rejecting_and_skipping_go_on_and_are_kept(ada: Browser, record: Path) -> None:
    ada.open("/review").decide("accept")
    assert ada.path.endswith("/turns")
    ada.decide("reject")
    assert ada.path.endswith("/melnar")
    ada.decide("skip")
    assert ada.path.endswith("/charts")

    assert judged(record) == [
        ("agreed", Decision.ACCEPT),
        ("turns", Decision.REJECT),
        ("copied", Decision.SKIP),
        ("melnar", Decision.SKIP),
    ]
    with View(record) as view:
        accepted = view.judgements()[0]
    assert accepted.who == "local"
    assert accepted.stance is not None


def test_what_was_skipped_comes_last_and_then_again(ada: Browser, record: Path) -> None:
    ada.open("/review").decide("skip")
    # Three of the other thirteen are in a copy, and are decided with the original.
    for _ in range(10):
        assert not ada.path.endswith("/agreed")
        ada.decide("accept")
    assert ada.path.endswith("/agreed")
    ada.decide("reject")
    assert "Nothing waits for review" in ada.text
    ada.undo()
    assert ada.path.endswith("/agreed")


def test_undoing_shows_what_was_undone_and_goes_further_back_each_time(ada: Browser, record: Path) -> None:
    first = ada.open("/review").path
    ada.decide("accept")
    second = ada.path
    ada.decide("reject")
    assert "your last: reject of Mikkel Orvik commits" in ada.text

    ada.undo()
    assert ada.path == second
    assert "your last: accept of Karsova commits" in ada.text
    ada.undo()
    assert ada.path == first
    assert "nothing decided yet" in ada.text
    assert [decision for _, decision in judged(record)] == [
        *(Decision.ACCEPT, Decision.REJECT, Decision.UNDO, Decision.UNDO)
    ]


def test_a_correction_changes_act_holder_measure_and_words(ada: Browser, record: Path) -> None:
    ada.open("/review/stance").page  # noqa: B018
    ada.open("/review").decide("accept")
    assert ada.path.endswith("/turns")
    words = "one minehunter after all"
    ada.correct(act="open", holder="Pellanor", party="Pellanor", measure="send a minehunter", words=words)

    with View(record) as view:
        made = view.judgements()[-1]
        text = next(each.article.text for each in view.readings() if each.article.id == "turns")
    assert made.decision is Decision.CORRECT
    stance = made.stance
    assert stance is not None
    assert (stance.act, stance.holder, stance.measure) == (Act.OPEN, "Pellanor", "send a minehunter")
    assert stance.evidence.quote(text) == words
    assert (stance.trigger, stance.mention) == (None, None)
    assert made.finding.act is Act.COMMITS
    why = ada.client.get("/matrix.json").text
    assert "send a minehunter" in why


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, "nothing is corrected"),
        ({"words": "words that nobody wrote"}, "do not stand in the article"),
        ({"words": "   "}, "it needs words"),
        ({"act": "shouts"}, "there is no act 'shouts'"),
        ({"holder": " "}, "needs a holder"),
        ({"measure": "m" * 301}, "at most 300 characters"),
        ({"codebook": "unknown"}, "the codebook has no measure"),
        ({"token": "short"}, "has no token"),
    ],
)
def test_a_correction_that_cannot_be_is_said_and_nothing_is_kept_or_lost(
    ada: Browser, record: Path, changed: dict[str, str], why: str
) -> None:
    ada.open("/review").correct(**({"target": "the lane"} if "words" in changed or "act" in changed else {}), **changed)

    assert ada.page.status_code == 400
    (said,) = ada.find("[role=alert]")
    assert why in said
    assert judged(record) == []
    if "target" in ada.fields("#correct form") and "words" in changed:
        assert ada.fields("#correct form")["target"] == "the lane"


def test_a_form_that_is_sent_twice_counts_once(ada: Browser, record: Path) -> None:
    fields = ada.open("/review").fields("form.decide") | {"decision": "accept"}
    for _ in range(3):
        assert ada.client.post("/review/decide", data=fields).status_code == 200
    assert judged(record) == [("agreed", Decision.ACCEPT)]


def test_a_position_follows_what_was_decided_at_once(ada: Browser) -> None:
    def stands() -> list[str]:
        return ada.client.get("/matrix.csv").text.splitlines()

    before = stands()
    ada.open("/review").decide("reject")
    after = stands()
    assert after != before
    ada.undo()
    assert stands() == before


def test_a_new_reading_after_review_changes_nothing_that_was_decided(
    ada: Browser, record: Path, serve: Callable[[Database], TestClient]
) -> None:
    address = ada.open("/review").path
    while not ada.path.endswith("/turns"):
        ada.decide("accept")
    turned = ada.path
    ada.correct(act="open")
    # A new reader finds nothing in one article, and the same as before in the others.
    with Writer(record) as writer:
        for reading in matter():
            empty = reading.article.id in ("turns", "agreed")
            found = replace(reading, stances=() if empty else reading.stances, reader="by hand 2")
            writer.keep(PageVersion(reading.article.page, "1", "1"), [found], "by hand 2")

    ada.open(address)
    assert ada.page.status_code == 200
    assert "A new reading of the article no longer finds this stance." in ada.text
    assert "it stands in the record by that decision" in ada.text
    ada.open(turned)
    assert "dropped by a new reading" in ada.text
    corrected = [line for line in ada.client.get("/matrix.csv").text.splitlines() if "Orvik" in line]
    assert corrected
    assert "open" in corrected[0]
    # It can be decided about all the same.
    ada.open(turned).decide("reject")
    assert not [line for line in ada.client.get("/matrix.csv").text.splitlines() if "Orvik" in line]


def test_a_stance_in_an_earlier_version_of_a_page_is_shown_as_such(ada: Browser, record: Path) -> None:
    address = ada.open("/review").path
    changed = replace(melnar(), article=replace(melnar().article, id="changed", page="agreed.html"))
    with Writer(record) as writer:
        writer.keep(PageVersion("agreed.html", "2", "2"), [changed], "by hand 1")

    ada.open(address)
    assert "in an earlier version of the page" in ada.text


@pytest.mark.parametrize("address", ["/review/stance/0123456789abcdef/agreed", "/review/stance/0123/none", "/review/x"])
def test_what_was_never_found_has_its_own_page(ada: Browser, address: str) -> None:
    assert ada.open(address).page.status_code == 404


def test_a_record_without_stances_has_nothing_to_review(
    tmp_path: Path, serve: Callable[[Database], TestClient]
) -> None:
    keep(tmp_path / "empty.db", [])
    ada = Browser(serve(tmp_path / "empty.db")).open("/review")
    assert ada.page.status_code == 200
    assert "Nothing waits for review" in ada.text


def test_a_locked_database_keeps_what_was_decided_in_the_page_to_be_sent_again(ada: Browser, record: Path) -> None:
    ada.open("/review")
    with Writer(record) as writer, writer.copying():
        ada.decide("accept")
        assert ada.page.status_code == 503
        assert "another process is writing" in ada.text
    ada.send("main form")
    assert ada.page.status_code == 200
    assert judged(record) == [("agreed", Decision.ACCEPT)]


def test_a_database_that_is_removed_meanwhile_loses_nothing(ada: Browser, record: Path, tmp_path: Path) -> None:
    ada.open("/review")
    moved = record.rename(tmp_path / "moved.db")
    ada.decide("accept")
    assert ada.page.status_code == 503
    assert not record.exists()
    moved.rename(record)
    ada.send("main form")
    assert ada.page.status_code == 200
    with Reviews(record) as reviews:
        assert reviews.made() == (1, 0, 0)


def test_forms_of_others_are_refused(ada: Browser, record: Path) -> None:
    fields = ada.open("/review").fields("form.decide") | {"decision": "accept"}
    other_site = {"sec-fetch-site": "cross-site"}
    assert ada.client.post("/review/decide", data=fields, headers=other_site).status_code == 403
    assert ada.client.post("/review/decide", data=fields | {"csrf": "0" * 64}).status_code == 403
    assert ada.client.post("/review/decide", data={**fields, "words": "w" * 70_000}).status_code == 413
    assert ada.client.post("/review/decide", content=b"\xff\xfe").status_code == 400
    ada.client.cookies.clear()
    assert ada.client.post("/review/decide", data=fields).status_code == 403
    assert judged(record) == []


def test_the_review_goes_on_while_the_record_is_being_computed_anew(
    ada: Browser, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = ada.client.app.state.record  # type: ignore[attr-defined]
    computed, go_on = live._computed, Event()

    def slowly() -> object:
        go_on.wait(30)
        return computed()

    ada.open("/review")
    monkeypatch.setattr(live, "_computed", slowly)
    monkeypatch.setattr("onrecord.web.live.WAIT_S", 0.2)
    with Writer(record) as writer:
        writer.keep(PageVersion("new.html", "1", "1"), [replace(melnar(), stances=())], "by hand 1")
    try:
        seen = [ada.path]
        for _ in range(3):
            seen.append(ada.decide("reject").path)
            assert "is being computed anew" in ada.text
        assert len(set(seen)) == 4
        seen.append(ada.undo().path)
        assert seen[-1] == seen[2]
    finally:
        go_on.set()
    monkeypatch.setattr("onrecord.web.live.WAIT_S", 60.0)
    ada.open("/review/decisions")
    assert [each.split()[-1] for each in ada.find("tbody td:nth-child(3)")] == ["undo", *["reject"] * 3]


def test_the_queue_is_a_list_and_data(ada: Browser) -> None:
    ada.open("/review/queue")
    assert len(ada.find("tbody tr")) == 14
    waiting = ada.client.get("/review/queue.json").json()["waiting"]
    assert len(waiting) == 14
    assert [each["urgency"] for each in waiting] == sorted((each["urgency"] for each in waiting), reverse=True)
    assert waiting[0]["reasons"] == ["only source"]
    assert ada.client.get("/review/queue.csv").text.count("\n") == 15
    assert ada.client.get("/review/queue?page=9").status_code == 404
    ada.open(f"/review/stance/{waiting[3]['ref']}/{waiting[3]['article']}").decide("accept")
    assert len(ada.client.get("/review/queue.json").json()["waiting"]) == 13


def test_who_decided_what_when_from_what_to_what(ada: Browser) -> None:
    ada.open("/review").decide("reject").decide("skip")
    ada.correct(act="supports")
    ada.undo().decide("accept")

    lines = ada.client.get("/review/decisions.json").json()["decisions"]
    assert [(each["decision"], each["state"]) for each in reversed(lines)] == [
        ("reject", "counts"),
        ("skip", "left"),
        ("correct", "taken back"),
        ("undo", "takes back"),
        ("accept", "counts"),
    ]
    accept, undo, correct, _skip, reject = lines
    assert (reject["before"], reject["after"]) == ("Karsova commits escort ships through the strait", "rejected")
    assert correct["after"] == correct["before"].replace(" demands ", " supports ")
    assert (undo["before"], undo["after"]) == (correct["after"], correct["before"])
    assert accept["before"] == accept["after"] == correct["before"]
    assert {each["who"] for each in lines} == {"local"}
    assert len(ada.open("/review/decisions").find("tbody tr")) == 5
    assert len(ada.open("/review/decisions?who=nobody").find("tbody tr")) == 0


def test_the_article_shows_what_stands_after_review_and_who_says_so(ada: Browser) -> None:
    ada.open("/articles/melnar")
    before = ada.find(".findings li")
    assert all("machine, 0.90" in line for line in before)
    stances = [each for each in ada.client.get("/review/queue.json").json()["waiting"] if each["article"] == "melnar"]
    rejected, corrected = stances[0], stances[1]
    ada.open(f"/review/stance/{rejected['ref']}/melnar").decide("reject")
    ada.open(f"/review/stance/{corrected['ref']}/melnar").correct(holder="Somebody Else")

    ada.open("/articles/melnar")
    after = ada.find(".findings li")
    assert len(after) == len(before) - 1
    (line,) = [line for line in after if "corrected by local" in line]
    assert "Somebody Else" in line
    reading = ada.client.get("/articles/melnar.json").json()
    assert [each["confidence"] for each in reading["stances"]].count(1.0) == 1
    # The link beside it leads to where it can be decided otherwise.
    ada.open(f"/review/stance/{corrected['ref']}/melnar")
    assert "local corrects" in ada.text


def test_a_database_that_a_newer_version_takes_over_is_left_alone(ada: Browser, record: Path) -> None:
    ada.open("/review")
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ada.decide("accept")
    assert ada.page.status_code == 503
    assert "written by a newer version of onrecord" in ada.text
    assert ada.client.get("/dossier.json").status_code == 503
    with closing(sqlite3.connect(record)) as connection:
        assert connection.execute("SELECT count(*) FROM judgements").fetchone() == (0,)


def waiting_in(ada: Browser, article: str) -> list[dict[str, object]]:
    return [each for each in ada.client.get("/review/queue.json").json()["waiting"] if each["article"] == article]


def test_what_is_decided_goes_for_the_copies_too_and_is_taken_back_with_them(ada: Browser, record: Path) -> None:
    one = waiting_in(ada, "melnar")[0]
    ada.open(f"/review/stance/{one['ref']}/melnar")
    assert "and in 1 copy of the article" in ada.text
    before = len(waiting_in(ada, "copied"))
    ada.decide("reject")
    assert judged(record) == [("copied", Decision.REJECT), ("melnar", Decision.REJECT)]
    assert len(waiting_in(ada, "copied")) == before - 1
    ada.undo()
    assert ada.path.endswith("/melnar")
    assert len(waiting_in(ada, "copied")) == before
    assert "nothing decided yet" in ada.text

    ada.correct(holder="Somebody Else")
    with View(record) as view:
        on_copy, on_original = [each.stance for each in view.judgements()[-2:]]
        text = next(each.article.text for each in view.readings() if each.article.id == "copied")
    assert on_copy is not None
    assert on_original is not None
    assert on_copy.holder == on_original.holder == "Somebody Else"
    assert on_copy.evidence.quote(text) == one["words"]


def test_a_reviewer_may_leave_the_copies_out(ada: Browser, record: Path) -> None:
    one = waiting_in(ada, "melnar")[0]
    ada.open(f"/review/stance/{one['ref']}/melnar")
    fields = {name: value for name, value in ada.fields("form.decide").items() if name != "copies"}
    ada.client.post("/review/decide", data=fields | {"decision": "accept"})
    assert judged(record) == [("melnar", Decision.ACCEPT)]


def test_a_refused_correction_leaves_the_copies_as_they_were_ticked(ada: Browser) -> None:
    one = waiting_in(ada, "melnar")[0]
    ada.open(f"/review/stance/{one['ref']}/melnar")
    assert ada.fields("#correct form")["copies"] == "yes"
    wrong = ada.fields("#correct form") | {"holder": ""}
    ada.page = ada.client.post("/review/decide", data=wrong)
    assert (ada.page.status_code, ada.fields("#correct form")["copies"]) == (400, "yes")
    ada.page = ada.client.post("/review/decide", data={name: wrong[name] for name in wrong if name != "copies"})
    assert ada.page.status_code == 400
    assert "copies" not in ada.fields("#correct form")
