"""From scores to spans: distances from an anchor, best paths, anchors."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.decoding import (
    DISTANCE_BUCKETS,
    SENTENCE_REACH,
    BoolArray,
    FloatArray,
    Labelled,
    anchors_of,
    best_paths,
    distance_buckets,
    sentence_distances,
)
from onrecord.reading.tokens import Pieces, Window
from onrecord.records import Span


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


def pieces(words: int, heads: list[bool] | None = None) -> Pieces:
    """Pieces of five letters each; those that are no heads go on a word."""
    at = np.arange(words, dtype=np.int64) * 5
    whole = np.array(heads if heads is not None else [True] * words)
    return Pieces(ids=at + 1000, case=np.ones(words, dtype=np.int64), starts=at, ends=at + 4, heads=whole)


@st.composite
def scored(draw: st.DrawFn) -> tuple[FloatArray, BoolArray]:
    """Scores of some anchors over some pieces for three roles and none; some pieces go on the word before them."""
    anchors, width = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = rng.normal(scale=3.0, size=(anchors, width, 7)).astype(np.float32)
    pads = rng.random((anchors, width)) < 0.2
    pads[:, 0] = False
    return scores, pads


LEVEL = np.zeros((7, 7), dtype=np.float32)
"""Steps between roles that add nothing."""


@given(scored())
def test_an_inside_follows_its_own_begin_or_inside(case: tuple[FloatArray, BoolArray]) -> None:
    labels, certainty = best_paths(*case, LEVEL)
    assert ((certainty >= 0) & (certainty <= 1)).all()
    for row in labels.tolist():
        words = [label for label in row if label != -1]
        for before, label in zip([0, *words], words, strict=False):
            if label and label % 2 == 0:
                assert before in {label - 1, label}


@given(scored())
def test_pieces_that_go_on_a_word_take_no_label(case: tuple[FloatArray, BoolArray]) -> None:
    labels, _ = best_paths(*case, LEVEL)
    assert ((labels == -1) == case[1]).all()


def test_of_two_paths_the_steps_between_roles_decide() -> None:
    doubtful = np.log(np.array([[[0.1, 0.9, 0.0], [0.5, 0.0, 0.5], [0.5, 0.0, 0.5]]], dtype=np.float32) + 1e-6)
    pads = np.zeros((1, 3), dtype=np.bool_)
    steps = np.zeros((3, 3), dtype=np.float32)
    steps[2, 0] = 1.0  # an inside is rather left than gone on from
    steps[1, 2] = 0.5

    assert best_paths(doubtful, pads, steps)[0].tolist() == [[1, 2, 0]]
    assert best_paths(doubtful, pads, -steps)[0].tolist() in ([[1, 0, 0]], [[1, 2, 2]])


def test_an_anchor_goes_as_far_as_inside_leads_and_begins_in_the_core_alone() -> None:
    found = pieces(6)
    begin = np.array([0.9, 0.0, 0.0, 0.8, 0.0, 0.7], dtype=np.float32)
    inside = np.array([0.0, 0.8, 0.1, 0.0, 0.9, 0.0], dtype=np.float32)

    anchors = anchors_of(begin, inside, found, Window(0, 6, 0, 5), threshold=0.5)

    assert anchors.first.tolist() == [0, 3]
    assert anchors.last.tolist() == [1, 4]
    assert np.allclose(anchors.probability, [0.9, 0.8])


def test_an_anchor_of_several_pieces_is_quoted_whole() -> None:
    found = pieces(5, [True, True, False, True, True])
    labelled = Labelled(np.array([0, 1, -1, 2, 0]), np.ones(5, dtype=np.float32), found, Window(0, 5, 0, 5))
    assert labelled.anchor(1, 1) == Span(5, 14)
    assert labelled.runs(1) == [(1, 4, 1.0)]
    assert labelled.span(1, 4) == Span(5, 19)
