"""Statements reviewed on the page: the least certain first, corrected, taken back, kept when dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.records import Reading, Statement
from onrecord.settings import Database
from onrecord.store import PageVersion, Reviews, Writer
from onrecord.vocabulary import Decision, Polarity, QuotationKind
from tests.quell import keep, melnar, pellanor_turns, where
from tests.web.reviewing import Browser


def said(reading: Reading, cue: str, content: tuple[str, ...], name: str, confidence: float) -> Statement:
    text = reading.article.text
    return Statement(
        id="t1",
        source=None,
        name=name,
        party=None,
        cue=(where(text, cue),),
        content=tuple(where(text, words) for words in content),
        kind=QuotationKind.INDIRECT,
        polarity=Polarity.ASSERTED,
        within=None,
        when=None,
        confidence=confidence,
    )


@pytest.fixture
def database(tmp_path: Path) -> Database:
    first, second = melnar(), pellanor_turns()
    one = said(first, "rejected", ("the escorts",), "Davor Melnar", 0.6)
    # No stance was read from this one, so that its doubt counts half.
    two = said(second, "said", ("Pellanor will send one minehunter", "if parliament approves"), "Orvik", 0.5)
    stances = tuple(replace(each, from_statement="t1") for each in first.stances)
    keep(
        tmp_path / "quell.db", [replace(first, statements=(one,), stances=stances), replace(second, statements=(two,))]
    )
    return tmp_path / "quell.db"


@pytest.fixture
def ada(database: Database, serve: Callable[[Database], TestClient]) -> Browser:
    return Browser(serve(database))


def judged(database: Database) -> list[tuple[str, Decision]]:
    with Reviews(database) as reviews:
        return [(each.finding.article, each.decision) for each in reviews.statements_judged()]


def test_statements_come_by_doubt_and_by_what_was_read_from_them(ada: Browser, database: Database) -> None:
    ada.open("/review/statements")
    assert ada.path.endswith("/melnar")
    assert ada.find("#context mark.cue") == ["rejected"]
    ada.decide("skip")
    assert ada.path.endswith("/turns")
    ada.decide("accept")
    assert ada.path.endswith("/melnar")
    ada.decide("reject")
    assert ada.path.startswith("/review/stance/")
    assert judged(database) == [("melnar", Decision.SKIP), ("turns", Decision.ACCEPT), ("melnar", Decision.REJECT)]


def test_statements_that_were_skipped_come_again_in_turn(ada: Browser) -> None:
    ada.open("/review/statements")
    places = []
    for _ in range(4):
        places.append(ada.path)
        ada.decide("skip")

    assert [place.rpartition("/")[2] for place in places] == ["melnar", "turns", "melnar", "turns"]
    assert ada.path == places[0]


def test_a_statement_is_corrected_and_that_is_taken_back(ada: Browser, database: Database) -> None:
    ada.open("/review/statements").decide("skip")
    assert ada.fields("#correct form")["words"] == "Pellanor will send one minehunter\n…\nif parliament approves"
    ada.correct(name="Mikkel Orvik", polarity="denied", words="one minehunter")
    with Reviews(database) as reviews:
        made = reviews.statements_judged()[-1]
    assert made.statement is not None
    text = pellanor_turns().article.text
    assert [span.quote(text) for span in made.statement.content] == ["one minehunter"]
    assert (made.statement.name, made.statement.polarity) == ("Mikkel Orvik", Polarity.DENIED)
    assert made.finding.name == "Orvik"

    ada.undo()
    assert ada.path.endswith("/turns")
    assert "read by the machine" in ada.text
    ada.correct(words="words that nobody said")
    assert ada.page.status_code == 400
    ada.correct(words="one minehunter", polarity="shouted")
    assert "no polarity" in ada.text


def test_a_correction_to_nobody_in_particular_says_so(ada: Browser) -> None:
    address = ada.open("/review/statements").path
    ada.correct(name="")
    ada.open(address)
    assert "corrects: a source that is not named, asserted" in ada.text
    assert "None" not in ada.text


def test_a_statement_that_a_new_reading_drops_is_shown_as_such(ada: Browser, database: Database) -> None:
    address = ada.open("/review/statements").path
    ada.decide("accept")
    with Writer(database) as writer:
        found = replace(melnar(), statements=(), reader="by hand 2")
        writer.keep(PageVersion("melnar.html", "1", "1"), [found], "by hand 2")
    ada.open(address)
    assert "no longer finds this statement" in ada.text
    assert "local accepts" in ada.text
    assert ada.open(address.replace("/review/statement/", "/review/statement/0")).page.status_code == 404
