"""Windows tile every article, pieces quote it, and the letter case is kept."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.encoder import shipped_weights
from onrecord.reading.tokens import (
    MAX_PIECES,
    Case,
    curl,
    pieces_of,
    sentence_ranges,
    windows_of,
)
from onrecord.reading.wordpiece import WordPiece
from onrecord.records import Span


@pytest.fixture(scope="module")
def vocabulary() -> WordPiece:
    return WordPiece.load(shipped_weights() / "vocab.txt")


lengths = st.lists(st.integers(1, MAX_PIECES - 40), max_size=40)


@given(lengths, st.integers(0, 80))
def test_cores_tile_the_article_and_no_window_is_too_long(sizes: list[int], context: int) -> None:
    ranges, at = [], 0
    for size in sizes:
        ranges.append((at, at + size))
        at += size
    windows = windows_of(ranges, context)
    cores = [(w.core_start, w.core_end) for w in windows]
    assert [a for a, _ in cores] == [0, *(b for _, b in cores[:-1])][: len(cores)]
    assert not cores or cores[-1][1] == at
    for window in windows:
        assert window.start <= window.core_start < window.core_end <= window.end
        assert window.end - window.start <= MAX_PIECES


def test_a_window_begins_with_context_where_there_is_room() -> None:
    windows = windows_of([(n * 30, n * 30 + 30) for n in range(30)], context=40)
    assert all(w.core_start - w.start >= 40 for w in windows[1:])
    assert all(w.end - w.core_end >= 40 for w in windows[:-1])


@given(st.text(max_size=300))
def test_pieces_lie_in_the_text_and_in_order(text: str) -> None:
    pieces = pieces_of(text, WordPiece.load(shipped_weights() / "vocab.txt"))
    assert all(0 <= a <= b <= len(text) for a, b in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))
    assert sorted(pieces.starts.tolist()) == pieces.starts.tolist()
    assert len(pieces.ids) == len(pieces.case) == len(pieces.heads)


@given(st.text(max_size=200))
def test_curling_keeps_every_offset(text: str) -> None:
    curled = curl(text)
    assert len(curled) == len(text)
    assert all(a == b or a in "\"'" for a, b in zip(text, curled, strict=True))


def test_straight_marks_open_before_a_word_and_close_after_one() -> None:
    assert curl("She said: \"No.\" 'Why?' he'd ask.") == "She said: “No.” ‘Why?' he'd ask."


def test_each_piece_knows_the_case_of_its_word(vocabulary: WordPiece) -> None:
    text = "Varenland told NATO-like UNO it won't, iPhone 26"
    pieces = pieces_of(text, vocabulary)
    case = {text[a:b]: Case(c) for a, b, c in zip(pieces.starts, pieces.ends, pieces.case, strict=True)}
    assert case["told"] is Case.LOWER
    assert case["26"] is Case.NONE
    title = [Case(c) for a, c in zip(pieces.starts, pieces.case, strict=True) if a < len("Varenland")]
    assert set(title) == {Case.TITLE}


def test_a_sentence_longer_than_a_window_is_cut(vocabulary: WordPiece) -> None:
    text = "word " * 1000
    pieces = pieces_of(text, vocabulary)
    ranges = sentence_ranges(pieces, [Span(0, len(text))])
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(pieces.ids)
    assert all(a < b <= a + MAX_PIECES for a, b in ranges)
    assert all(before[1] == after[0] for before, after in pairwise(ranges))
