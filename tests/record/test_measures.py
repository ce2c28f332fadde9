"""Phrases grouped into measures: the same groups whatever the order."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.measures import Grouping, grouped
from tests.record.word_vectors import WordVectors

COUNTS = {
    "escort ships through the strait": 5,
    "escort ships": 2,
    "escort merchant ships through the strait": 1,
    "hand over mine charts": 3,
    "hand over the charts of mines": 1,
    "lift the grain embargo": 2,
    "impose the grain embargo": 2,
    "build an opera house": 1,
}
# By word vectors alone; what ships is learnt for the encoder's.
BY_WORDS = Grouping(np.array([-4.0, 3.0, 3.0, 2.0, 0.5, -3.0, -2.0]), 0.5)


def test_wordings_of_one_measure_are_joined_under_the_commonest() -> None:
    found = grouped(COUNTS, WordVectors(), BY_WORDS)

    assert found["escort ships"] == "escort ships through the strait"
    assert found["escort merchant ships through the strait"] == "escort ships through the strait"
    assert found["hand over the charts of mines"] == "hand over mine charts"
    assert found["build an opera house"] == "build an opera house"


def test_ending_a_measure_is_another_measure() -> None:
    found = grouped(COUNTS, WordVectors(), BY_WORDS)

    assert found["lift the grain embargo"] != found["impose the grain embargo"]


@settings(max_examples=30)
@given(st.integers(0, 1 << 30))
def test_the_groups_do_not_depend_on_the_order(seed: int) -> None:
    shuffled = list(COUNTS.items())
    Random(seed).shuffle(shuffled)

    assert grouped(dict(shuffled), WordVectors(), BY_WORDS) == grouped(COUNTS, WordVectors(), BY_WORDS)


@settings(max_examples=30)
@given(st.dictionaries(st.text(max_size=12), st.integers(1, 5), max_size=12))
def test_each_phrase_is_in_the_group_of_one_that_leads_itself(counts: dict[str, int]) -> None:
    found = grouped(counts, WordVectors())

    assert found.keys() == counts.keys()
    assert all(found[leader] == leader for leader in found.values())
    assert all(counts[leader] >= counts[phrase] for phrase, leader in found.items())


def test_many_phrases_are_grouped_in_batches_as_one_by_one() -> None:
    counts = {
        f"build bridge {letter}{other}": 1
        for letter in "abcdefghijklmnopqrstuvwxyz"
        for other in "abcdefghijklmnopqrstuvwxyz"
    }

    found = grouped(counts | COUNTS, WordVectors(), BY_WORDS)

    assert found["escort ships"] == "escort ships through the strait"
    assert len(found) == len(counts) + len(COUNTS)
