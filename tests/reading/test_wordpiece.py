"""Our WordPiece gives what the library for it gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import BertWordPieceTokenizer

from onrecord.reading.encoder import shipped_weights
from onrecord.reading.wordpiece import WordPiece

VOCABULARY = shipped_weights() / "vocab.txt"
OURS = WordPiece.load(VOCABULARY)
THEIRS = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True, strip_accents=True)

PROSE = st.lists(
    st.sampled_from(
        [
            "Varenland",
            "Zürich",
            "naïve",
            "U.S.",
            "don’t",
            "“no”",
            "€5bn",
            "$1,000",
            "3.5%",
            "—",
            "北京",
            "co\u00adop",
            "x_y",
            "İ",
            "ſ",
        ]
    )
    | st.text(st.characters(max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=12),
    max_size=25,
).map(" ".join)


def ids(text: str) -> list[int]:
    return [number for _, word in OURS.words(text) for number in word.ids]


@given(PROSE)
def test_pieces_are_those_of_the_library(text: str) -> None:
    assert ids(text) == THEIRS.encode(text, add_special_tokens=False).ids


@given(st.text(max_size=200))
def test_offsets_lie_in_the_text_whatever_it_is(text: str) -> None:
    at = 0
    for chunk, word in OURS.words(text):
        assert len(word.ids) == len(word.bounds)
        assert at <= chunk + word.start
        for start, end in word.bounds:
            assert 0 <= start <= end <= word.end
        at = chunk + word.end
    assert at <= len(text)


def test_a_word_that_no_pieces_make_is_unknown() -> None:
    assert ids("☃") == [OURS.ids["[UNK]"]]
    assert ids("a" * 101) == [OURS.ids["[UNK]"]]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200b"])
def test_nothing_gives_nothing(text: str) -> None:
    assert ids(text) == []
