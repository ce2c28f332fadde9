"""What stances were matched with: kept for each reading, asked anew for another codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.settings import Database
from onrecord.store import Matches, View, Writer
from tests.quell import ESCORTS, READER, frigates, keep, melnar
from tests.store.test_store import version_of


@pytest.fixture
def matched(database: Database) -> Database:
    keep(database, [frigates(), melnar()])
    return database


def test_every_reading_waits_until_it_is_matched_with_the_same(matched: Database) -> None:
    with Matches(matched) as matches:
        numbers = matches.waiting("first")
        matches.keep({}, numbers[:1], "first")

        assert len(numbers) == 2
        assert matches.waiting("first") == numbers[1:]
        assert matches.waiting("second") == numbers


def test_a_stance_is_asked_with_the_words_that_show_it(matched: Database) -> None:
    with Matches(matched) as matches:
        asked = matches.of_readings(matches.waiting("first"))

    assert len(asked) == 5
    assert (asked[0].article, asked[0].holder, asked[0].measure) == ("frigates", "Ilse Fennimark", ESCORTS)
    assert asked[0].evidence == "Brennland will send two frigates to escort ships through the strait"
    assert asked[0].codebook is None


def test_what_is_kept_is_shown_counted_and_changed(matched: Database) -> None:
    with Matches(matched) as matches:
        numbers = matches.waiting("first")
        asked = matches.of_readings(numbers)
        escorts = {(each.reading, each.position): "escorts" for each in asked if each.measure == ESCORTS}
        matches.keep(escorts, numbers, "first")

        assert matches.counts() == {"escorts": 3, None: 2}
        assert [each.measure for each in matches.unmatched()] == [e.measure for e in asked if e.measure != ESCORTS]
        with View(matched) as view:
            shown = {stance.codebook for reading in view.readings() for stance in reading.stances}
        assert shown == {"escorts", None}

        matches.keep(dict.fromkeys(escorts), numbers, "second")

        assert matches.counts() == {None: 5}


def test_earlier_versions_of_a_page_are_left_alone(matched: Database) -> None:
    with Writer(matched) as writer:
        writer.keep(version_of("melnar.html", content="2"), [frigates()], READER)

    with Matches(matched) as matches:
        asked = matches.of_readings(matches.waiting("first"))

    assert {each.article for each in asked} == {"frigates"}


def test_vectors_are_kept_for_one_version_of_the_weights(matched: Database) -> None:
    with Matches(matched) as matches:
        matches.keep_vectors("one", {ESCORTS: b"abc", "x": b"d"})
        matches.keep_vectors("one", {ESCORTS: b"abc"})

        assert matches.vectors("one", [ESCORTS, "y"]) == {ESCORTS: b"abc"}
        assert matches.vectors("two", [ESCORTS]) == {}

        matches.keep_vectors("two", {ESCORTS: b"efg"})

        assert matches.vectors("one", [ESCORTS]) == {}
        assert matches.vectors("two", [ESCORTS]) == {ESCORTS: b"efg"}


def test_more_phrases_than_a_query_may_name_are_asked_for(matched: Database) -> None:
    phrases = {f"measure {n}": str(n).encode() for n in range(3000)}
    with Matches(matched) as matches:
        matches.keep_vectors("one", phrases)

        assert matches.vectors("one", list(phrases)) == phrases


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        Matches(tmp_path / "none.db")

    assert not (tmp_path / "none.db").exists()
