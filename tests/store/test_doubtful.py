"""Doubtful stances: kept with their reading and given back, apart from those that count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.records import Judgement, Told
from onrecord.settings import Database
from onrecord.store import Matches, PageVersion, Reviews, View, Wanted, Writer
from onrecord.vocabulary import Act, Decision
from tests.quell import CHARTS, ESCORTS, READER, charts, doubted, keep

NOON = datetime(2025, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def path(database: Database) -> Database:
    keep(database, [doubted()])
    return database


def escorted(view: View) -> Told:
    (told,) = view.doubtful(Wanted(measure=ESCORTS))
    return told


def test_they_are_given_back_with_their_reading_and_are_none_of_its_stances(path: Database) -> None:
    with View(path) as view:
        (reading,) = view.readings()

        assert reading == doubted()
        assert {each.stance.measure for each in view.told()} == {CHARTS}
        assert view.counts().stances == 2
        assert list(view.readings(Wanted(act=Act.SUPPORTS))) == []


def test_they_are_told_with_their_words_and_picked_like_others(path: Database) -> None:
    with View(path) as view:
        told = escorted(view)

        assert (told.stance.id, told.page, told.outlet) == ("d2", "charts.html", "The Observer")
        assert told.words == "Teodor Vash called on Karsova to hand over its mine charts"
        assert told.condition_words == ("provided that ships are inspected on Karsovan quays",)
        assert [each.stance.id for each in view.doubtful()] == ["d1", "d2"]
        assert [each.stance.id for each in view.doubtful(Wanted(holder="melnar"))] == ["d1"]
        assert [each.stance.id for each in view.doubtful(Wanted(act=Act.SUPPORTS, outlet="observer"))] == ["d2"]
        assert list(view.doubtful(Wanted(act=Act.OPEN))) == []


def test_they_are_counted_once_wherever_their_article_stands(path: Database) -> None:
    with Writer(path) as writer, View(path) as view:
        writer.keep(PageVersion("again.html", "1", "1"), [doubted()], READER)
        assert len(list(view.doubtful())) == 4

        assert view.count_doubtful() == 2
        assert view.doubted(["charts", "other"]) == {each.finding for each in view.doubtful()}
        assert view.doubted(["other"]) == set()

        writer.keep(PageVersion("again.html", "2", "2"), [charts()], READER)
        writer.keep(PageVersion("charts.html", "2", "2"), [charts()], READER)
        assert view.count_doubtful() == 0


def test_a_new_reading_takes_its_own_in_their_place(path: Database) -> None:
    with Writer(path) as writer, View(path) as view:
        writer.keep(PageVersion("charts.html", "1", "1"), [replace(charts(), reader="by hand 2")], "by hand 2")

        assert list(view.doubtful()) == []
        assert len(list(view.doubtful(Wanted(every_version=True)))) == 2

        assert writer.keep_unchanged(PageVersion("charts.html", "1", "1"), READER)
        assert len(list(view.doubtful())) == 2


def test_they_are_matched_with_the_codebook_and_do_not_count(path: Database) -> None:
    with Matches(path) as matches, View(path) as view:
        numbers = matches.waiting("first")
        asked = matches.doubtful_of_readings(numbers)
        found = {(each.reading, each.position): "escorts" for each in asked if each.measure == ESCORTS}
        matches.keep({}, numbers, "first", found)

        assert [each.measure for each in asked] == ["inspect ships on its quays", ESCORTS]
        assert asked[1].evidence == escorted(view).words
        assert escorted(view).stance.codebook == "escorts"
        assert matches.counts() == {None: 2}
        assert {each.measure for each in matches.unmatched()} == {CHARTS}


def test_an_accepted_one_is_on_the_measure_that_it_is_matched_with_now(path: Database) -> None:
    with Matches(path) as matches, View(path) as view, Reviews(path) as reviews:
        told = escorted(view)
        reviews.judge(Judgement("j1", told.finding, Decision.ACCEPT, told.stance, "Ada", NOON, None))
        reviews.judge(Judgement("j2", told.finding, Decision.REJECT, None, "Bo", NOON, None))
        numbers = matches.waiting("first")
        matches.keep({}, numbers, "first", {(numbers[0], 1): "escorts"})

        for judged in (list(view.judged()), reviews.judged()):
            (_, accepted), (_, rejected) = judged
            assert accepted is not None
            assert accepted.stance == replace(told.stance, codebook="escorts")
            assert rejected is None

        # What a reviewer corrected is on the measure that the reviewer gave.
        corrected = replace(told.stance, codebook="charts")
        reviews.judge(Judgement("j3", told.finding, Decision.CORRECT, corrected, "Ada", NOON, None))
        (_, stands) = reviews.judged(2)[0]
        assert stands is not None
        assert stands.stance == corrected


def test_a_review_finds_what_current_readings_doubt(path: Database) -> None:
    with Reviews(path) as reviews, Writer(path) as writer:
        found = reviews.told_in("charts")
        assert found is not None
        assert [each.stance.id for each in found.doubtful] == ["d1", "d2"]
        assert [each.stance.id for each, _ in found.told] == ["p1", "p2"]

        writer.keep(PageVersion("charts.html", "1", "1"), [replace(charts(), reader="by hand 2")], "by hand 2")
        after = reviews.told_in("charts")
        assert after is not None
        assert after.doubtful == []
