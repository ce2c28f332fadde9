"""Which words are chosen for a measure, from how likely each is one of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from onrecord.reading.decoding import Labelled
from onrecord.reading.stances.finding import measure_words, target_of
from onrecord.reading.tokens import Pieces, Window
from onrecord.records import Span


def chosen(*scores: float, pads: tuple[bool, ...] | None = None) -> list[bool]:
    found = measure_words(np.array([scores], dtype=np.float32), np.array([pads or (False,) * len(scores)]))
    return [bool(word) for word in found[0]]


def test_likely_words_are_chosen_and_unlikely_ones_are_not() -> None:
    assert chosen(4.0, -6.0, 3.0, 5.0, -4.0) == [True, False, True, True, False]


def test_where_none_is_sure_the_few_that_may_be_are_chosen_together() -> None:
    assert chosen(-1.0, -1.1, -7.0, -1.2) == [True, True, False, True]


def test_a_word_that_may_be_is_left_out_beside_many_that_are_sure() -> None:
    assert chosen(*(6.0,) * 9, -1.0) == [True] * 9 + [False]


def test_what_is_no_word_is_never_chosen() -> None:
    assert chosen(1.0, 9.0, 2.0, pads=(False, True, False)) == [True, False, True]


@given(st.lists(st.floats(-12, 12, width=32), min_size=1, max_size=20))
def test_one_word_at_least_is_chosen_whatever_the_order(scores: list[float]) -> None:
    found = chosen(*scores)
    assert any(found)
    assert_array_equal(chosen(*reversed(scores)), found[::-1])
    assert found[int(np.argmax(scores))]


def pieces(words: int) -> Pieces:
    at = np.arange(words, dtype=np.int64) * 5
    return Pieces(
        ids=at + 1000, case=np.ones(words, dtype=np.int64), starts=at, ends=at + 4, heads=np.ones(words, dtype=np.bool_)
    )


def target(labels: list[int], certainty: list[float]) -> Span | None:
    size = len(labels)
    row = Labelled(np.array(labels), np.array(certainty, dtype=np.float32), pieces(size), Window(0, size, 0, size))
    return target_of(row)


def test_a_target_is_the_surest_word_and_those_that_stand_right_beside_it() -> None:
    assert target([5, 0, 5, 5, 5, 0], [0.8, 0.9, 0.6, 0.9, 0.7, 0.9]) == Span(10, 24)
    assert target([5, 0, 5, 5, 5, 0], [0.95, 0.9, 0.6, 0.9, 0.7, 0.9]) == Span(0, 4)


def test_without_a_word_of_it_there_is_no_target() -> None:
    assert target([0, 1, 0], [0.9, 0.9, 0.9]) is None
