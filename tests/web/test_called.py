"""What articles call an actor is counted over all that it said, however many pages the list of it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.records import Reading, Statement
from onrecord.settings import Database
from onrecord.vocabulary import Polarity, QuotationKind
from onrecord.web.pages.actors import SAID
from tests.quell import keep, report, where
from tests.web.conftest import Serve
from tests.web.reviewing import Browser

SOURCES = ("The minister", "He", "Davor Melnar", "The minister", "The old sailor")
TIMES = SAID // 2
EXPECTED = {"“The minister” ×50", "“The old sailor” ×25"}


def spoken(number: int) -> Reading:
    """An article that quotes Davor Melnar once, under one of several names."""
    text = f"{SOURCES[number % len(SOURCES)]} said it rained on day {number}."
    said = Statement(
        id="t1",
        source=where(text, text[: text.index(" said")]),
        name="Davor Melnar",
        party="Karsova",
        cue=(where(text, "said"),),
        content=(where(text, "it rained"),),
        kind=QuotationKind.INDIRECT,
        polarity=Polarity.ASSERTED,
        within=None,
        when=None,
        confidence=0.8,
    )
    return replace(report(f"a{number:03}", text, ()), statements=(said,))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    keep(tmp_path / "quell.db", map(spoken, range(len(SOURCES) * TIMES)))
    return tmp_path / "quell.db"


def called(ada: Browser) -> set[str]:
    (shown,) = [each for each in ada.find("dl.facts dd") if "minister" in each]
    return set(shown.split(", "))


def test_the_count_is_that_of_all_pages(database: Database, serve: Serve) -> None:
    ada = Browser(serve(database)).open("/actors/davor%20melnar")
    assert len(ada.find("ol.tellings > li")) == SAID
    assert called(ada) == EXPECTED
    assert called(ada.open("/actors/davor%20melnar?page=2")) == EXPECTED
    assert ada.open("/actors/davor%20melnar.json").page.json()["called"] == ["The minister", "The old sailor"]


def test_what_a_reviewer_rejects_or_gives_to_another_does_not_count(database: Database, serve: Serve) -> None:
    ada = Browser(serve(database))
    left = Counter(SOURCES * TIMES)
    for decided in ({"decision": "reject"}, {"name": "Orvik"}):
        ada.open("/review/statements")
        (source,) = ada.find("#context mark.source")
        left[source] -= 1
        _ = ada.decide("reject") if "decision" in decided else ada.correct(**decided)
    ada.open("/actors/davor%20melnar")
    assert called(ada) == {f"“{each}” ×{left[each]}" for each in ("The minister", "The old sailor")}
