"""Which words are chosen for a measure, from how likely each is one of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from onrecord.reading.stances.finding import measure_words


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
