"""Doubtful stances in the review: a list beside the queue, decided about by the same keys, in the record once accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.records import Reading
from onrecord.settings import Database
from onrecord.store import Matches, PageVersion, View, Writer
from onrecord.vocabulary import Decision
from tests.quell import ESCORTS, charts, doubted, keep, matter, report
from tests.web.reviewing import Browser

CELL = "/cell?subject=teodor+vash&measure=escort+ships+through+the+strait"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The Quell matter with two doubtful stances."""
    path = tmp_path / "quell.db"
    keep(path, [*(each for each in matter() if each.article.id != "charts"), doubted()])
    return path


@pytest.fixture
def ada(serve: Callable[[Database], TestClient], record: Path) -> Browser:
    return Browser(serve(record))


def waiting(ada: Browser) -> list[str]:
    return [line["measure"] for line in ada.client.get("/review/doubtful.json").json()["doubtful"]]


def positions(ada: Browser) -> list[str]:
    return [line for line in ada.client.get("/matrix.csv").text.splitlines() if "Vash" in line and "supports" in line]


def open_(ada: Browser, number: int) -> Browser:
    """Open the page of the stance in a line of the list."""
    line = ada.client.get("/review/doubtful.json").json()["doubtful"][number]
    return ada.open(f"/review/stance/{line['ref']}/{line['article']}")


def anew(record: Path, reading: Reading, address: str = "charts.html", reader: str = "by hand 2") -> None:
    with Writer(record) as writer:
        writer.keep(PageVersion(address, "1", "1"), [replace(reading, reader=reader)], reader)


def test_the_review_leads_to_a_list_of_them_the_most_likely_first(ada: Browser) -> None:
    assert "2 doubtful" in ada.open("/review").find(".keys a")
    assert "2 doubtful" in ada.open("/review/queue").text

    ada.open("/review/doubtful")

    assert ada.find("tbody th") == [
        "Davor Melnar demands: inspect ships on its quays",
        f"Teodor Vash supports: {ESCORTS}",
    ]
    assert ada.find("tbody td.n") == ["0.25", "0.20"]
    assert "Begin" in ada.text


def test_the_dossier_counts_them_beside_what_waits(ada: Browser) -> None:
    assert "2 doubtful, not counted" in ada.open("/dossier").find(".figures a")
    assert ada.client.get("/dossier.json").json()["doubtful"] == 2


def test_those_on_measures_of_the_codebook_come_before_others(ada: Browser, record: Path) -> None:
    with Matches(record) as matches:
        numbers = matches.waiting("first")
        (asked,) = [each for each in matches.doubtful_of_readings(numbers) if each.measure == ESCORTS]
        matches.keep({}, numbers, "first", {(asked.reading, asked.position): "escorts"})

    assert waiting(ada) == [ESCORTS, "inspect ships on its quays"]


def test_they_come_as_json_and_csv(ada: Browser) -> None:
    line = ada.client.get("/review/doubtful.json").json()["doubtful"][1]

    assert (line["holder"], line["act"], line["confidence"]) == ("Teodor Vash", "supports", 0.2)
    assert line["conditions"] == ["provided that ships are inspected on Karsovan quays"]
    rows = ada.client.get("/review/doubtful.csv").text.splitlines()
    assert rows[0].split(",") == list(line)
    assert len(rows) == 3
    assert ada.client.get("/review/doubtful?page=2").status_code == 404


def test_they_are_nowhere_else(ada: Browser) -> None:
    for address in ("/matrix.csv", "/review/queue.json", "/articles/charts", "/search?q=quays", "/timeline", "/actors"):
        assert "inspect ships on its quays" not in ada.client.get(address).text
    assert "14 wait for review" in ada.open("/review").text


def test_one_is_looked_at_with_its_words_and_the_same_keys(ada: Browser) -> None:
    open_(ada, 1)

    assert ada.find("#context mark.evidence")
    assert ada.find(".keys kbd") == ["a", "r", "c", "s", "u"]
    assert ada.find("p.by .mark") == ["read by the machine", "doubtful"]
    assert ada.find("p.by") == ["read by the machine confidence 0.20 doubtful"]
    assert "too unlikely to count" in ada.text
    assert ada.find("section.beside > p:first-child") == ["2 doubtful"]


def test_one_accepted_is_in_the_record_at_once_and_undone_is_out_of_it(ada: Browser) -> None:
    assert positions(ada) == []

    address = open_(ada, 1).path
    ada.decide("accept")

    assert len(positions(ada)) == 1
    assert waiting(ada) == ["inspect ships on its quays"]
    # On to the next doubtful one, and from the last to the queue.
    assert "inspect ships on its quays" in ada.find("h1")[0]
    assert ada.decide("skip").path.startswith("/review/stance/")
    assert "wait for review" in ada.text

    ada.open(address)
    assert "decided by a person" in ada.text
    assert "too unlikely" not in ada.text
    ada.open("/review").undo()
    ada.undo()

    assert positions(ada) == []
    assert waiting(ada) == ["inspect ships on its quays", ESCORTS]


def test_one_rejected_leaves_the_list_and_one_skipped_stays(ada: Browser, record: Path) -> None:
    open_(ada, 0).decide("skip")
    assert ESCORTS in ada.find("h1")[0]
    assert len(waiting(ada)) == 2

    ada.decide("reject")

    assert waiting(ada) == ["inspect ships on its quays"]
    assert positions(ada) == []
    with View(record) as view:
        assert [each.decision for each in view.judgements()] == [Decision.SKIP, Decision.REJECT]
    lines = ada.client.get("/review/decisions.json").json()["decisions"]
    assert [(line["before"], line["after"], line["standing"]) for line in lines] == [
        (f"doubtful: Teodor Vash supports {ESCORTS}", "rejected", "doubtful"),
        ("doubtful: Davor Melnar demands inspect ships on its quays", "left to others", "doubtful"),
    ]
    assert ada.client.get("/review/decisions.json?show=dropped").json()["decisions"] == []


def test_one_corrected_counts_as_it_was_corrected(ada: Browser) -> None:
    open_(ada, 1).correct(act="demands")

    (line,) = [each for each in ada.client.get("/matrix.csv").text.splitlines() if "Vash" in each and ESCORTS in each]
    assert "demands" in line
    assert waiting(ada) == ["inspect ships on its quays"]


def test_a_cell_shows_them_apart_with_where_they_are_decided_about(ada: Browser) -> None:
    ada.open(CELL)

    assert "not mentioned" in ada.text
    assert "Doubtful, not counted" in ada.find("h2")
    assert ada.find("li.told p.words") == ["Teodor Vash called on Karsova to hand over its mine charts"]
    assert '<a href="/review/stance/' in ada.page.text
    assert "Doubtful, not counted" in ada.open(CELL.replace("teodor+vash", "inner+sea+union&by=party")).find("h2")
    assert "Doubtful, not counted" not in ada.open(f"{CELL}&as_of=2025-05-13").find("h2")
    assert ada.client.get(CELL.replace("/cell", "/cell.json")).json()["stances"] == []

    open_(ada, 1).decide("accept")

    ada.open(CELL)
    assert "Doubtful, not counted" not in ada.find("h2")
    assert len(ada.find("li.told")) == 1


def test_a_decision_stays_when_the_article_is_read_anew(ada: Browser, record: Path) -> None:
    address = open_(ada, 1).path
    ada.decide("accept")
    ada.decide("reject")
    reading = doubted()
    anew(record, doubted())

    assert waiting(ada) == []
    assert len(positions(ada)) == 1

    # The accepted one is no longer among what the reader doubts; then it is found for good.
    anew(record, replace(reading, doubtful=reading.doubtful[:1]), reader="by hand 3")
    assert len(positions(ada)) == 1
    assert "dropped by a new reading" in ada.open(address).text
    counts = (*reading.stances, replace(reading.doubtful[1], id="p3"))
    anew(record, replace(reading, stances=counts, doubtful=()), reader="by hand 4")
    assert len(positions(ada)) == 1
    assert "dropped" not in ada.open(address).text
    assert "doubtful" not in ada.find("p.by .mark")


def test_an_article_at_two_addresses_has_each_once(ada: Browser, record: Path) -> None:
    anew(record, doubted(), "again.html")
    assert len(waiting(ada)) == 2

    open_(ada, 1).decide("accept")

    assert waiting(ada) == ["inspect ships on its quays"]
    assert len(positions(ada)) == 1
    assert len(ada.client.get(CELL.replace("/cell", "/cell.json")).json()["stances"]) == 1


def test_what_is_decided_goes_for_what_a_copy_doubts_or_finds(ada: Browser, record: Path) -> None:
    first = doubted()
    copy = report("printed", first.article.text, charts().stances, outlet="Harbour Post", copy_of="charts")
    found = replace(first.doubtful[1], id="p3", confidence=0.6)
    keep(record, [replace(copy, stances=(*copy.stances, found), doubtful=first.doubtful[:1])])
    assert len(waiting(ada)) == 3

    open_(ada, 2)
    assert "and in 1 copy of the article" in ada.text
    ada.decide("reject")
    assert not [line for line in ada.client.get("/matrix.csv").text.splitlines() if "supports" in line]
    open_(ada, 0).decide("reject")
    assert waiting(ada) == []


def test_without_any_the_list_says_so_and_nothing_leads_to_it(pages_without: Browser) -> None:
    ada = pages_without

    assert "None waits" in ada.open("/review/doubtful").text
    assert not [link for link in ada.open("/review").find(".keys a") if "doubtful" in link]


@pytest.fixture
def pages_without(serve: Callable[[Database], TestClient], tmp_path: Path) -> Browser:
    path = tmp_path / "plain.db"
    keep(path, matter())
    return Browser(serve(path))
