"""Distances from a cue, as the network sees them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.attribution import DISTANCE_BUCKETS, SENTENCE_REACH, distance_buckets, sentence_distances


@given(st.lists(st.integers(-300, 300), min_size=1, max_size=50))
def test_buckets_keep_order_and_stay_in_range(offsets: list[int]) -> None:
    buckets = distance_buckets(np.array(sorted(offsets)))
    assert all(0 <= b < DISTANCE_BUCKETS for b in buckets.tolist())
    assert sorted(buckets.tolist()) == buckets.tolist()


def test_near_words_have_buckets_of_their_own() -> None:
    near = distance_buckets(np.arange(-8, 9))
    assert len(set(near.tolist())) == 17


def test_sentences_far_away_count_alike() -> None:
    distances = sentence_distances(np.array([0, 3, 9, 30]), 9)
    assert distances.tolist() == [0, 0, SENTENCE_REACH, 2 * SENTENCE_REACH]
