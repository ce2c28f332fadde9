"""Entries that stand for each other."""

from __future__ import annotations

from dataclasses import replace

from onrecord.record.codebook import Measure
from onrecord.record.overlap import overlaps
from tests.record.test_matching import STRAIT
from tests.record.word_vectors import WordVectors


def test_entries_of_their_own_do_not_overlap() -> None:
    assert overlaps(STRAIT, WordVectors()) == []


def test_an_entry_whose_name_another_answers_to_is_told() -> None:
    twin = Measure("convoys", "send warships as escorts of ships", phrases=("sail in convoys",))

    found = overlaps(replace(STRAIT, measures=(*STRAIT.measures, twin)), WordVectors())

    assert ("convoys", "escort-ships") in {(each.measure, each.other) for each in found}
    assert all(0.5 < each.confidence <= 1 for each in found)
    assert [each.confidence for each in found] == sorted((each.confidence for each in found), reverse=True)
