"""Quotations of two reports, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.comparison.quotations import Quoting, compare_quotations

WHOLE = "We did not close a strait to see it opened over our heads, and we will not pay for it"


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (WHOLE + ".", Quoting.SAME),
        ("we will not pay for it", Quoting.SHORTENED),
        ("We did not close a strait … and we will not pay for it", Quoting.SHORTENED),
        ("We did not close [the] strait to see it opened over our heads", Quoting.SHORTENED),
        ("We did not close it to see it opened over our heads … we will not pay for it", Quoting.REWORDED),
        ("We did not shut a strait to see it opened over our heads, and we will not pay for it", Quoting.REWORDED),
        ("We did not close a strait to see it opened over our heads, and we won’t pay for it", Quoting.REWORDED),
    ],
)
def test_how_the_same_words_are_quoted(other: str, how: Quoting) -> None:
    found = compare_quotations([WHOLE], [other])

    assert found is not None
    assert found.how is how


def test_two_renderings_of_one_sentence_differ_in_their_words() -> None:
    found = compare_quotations(
        ["we proceed from the premise that the lane is open to all"],
        ["we proceed from the fact that the lane is open to all"],
    )

    assert found is not None
    assert (found.how, found.words_a, found.words_b) == (Quoting.REWORDED, ("premise",), ("fact",))


def test_one_word_of_a_short_quotation_may_be_another() -> None:
    found = compare_quotations(["storm and thunder"], ["storm and plunder"])

    assert found is not None
    assert (found.how, found.words_a, found.words_b) == (Quoting.REWORDED, ("thunder",), ("plunder",))
    assert compare_quotations(["storm and thunder"], ["calm and plunder"]) is None


@pytest.mark.parametrize(
    ("one", "other", "changed"),
    [
        ("a broader, calmer passage", "All of it has to be part of a broader, much calmer passage", ((), ("much",))),
        ("deeply regrets the grave mistake", "deeply regrets this grave mistake", (("the",), ("this",))),
    ],
)
def test_a_few_words_that_are_the_same_but_for_one_are_reworded(
    one: str, other: str, changed: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    found = compare_quotations([one], [other])

    assert found is not None
    assert (found.how, found.words_a, found.words_b) == (Quoting.REWORDED, *changed)


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        ("we proceed from a premise that a lane is open to all", 0),
        ("we proceed from the premise that the lane is opening to all", 0),
        ("we proceed from the fact that the lane is open to all", 1),
        ("we proceed from the premise that the lane is closed and mined, not open to all", 2),
    ],
)
def test_words_that_carry_the_sense_are_told_from_the_rest(other: str, changed: int) -> None:
    found = compare_quotations(["we proceed from the premise that the lane is open to all"], [other])

    assert found is not None
    assert (found.how, found.sense_changed) == (Quoting.REWORDED, changed)


def test_of_several_pieces_one_may_be_reworded() -> None:
    found = compare_quotations(
        ["You fight the tide", "I say there has been no collision whatsoever,", "There is no debt whatsoever."],
        ["I say there was no collision whatsoever"],
        "You fight the tide. I say there has been no collision whatsoever, there is no debt whatsoever.",
        "“I say there was no collision whatsoever” with the ferry",
    )

    assert found is not None
    assert (found.how, found.words_a, found.words_b) == (Quoting.REWORDED, ("has", "been"), ("was",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("they pay for the health care of every sailor", "they pay for the healthcare of every sailor"),
        ("a toll of 9 percent on every ship", "a toll of 9% on every ship"),
        ("we will not wait beyond 27 February for the charts", "we will not wait beyond 27 Feb. for the charts"),
        ("the truth is that the tide did turn", "the truth is -- is that the tide did turn"),
    ],
)
def test_another_spelling_is_no_other_wording(one: str, other: str) -> None:
    found = compare_quotations([one], [other])

    assert found is not None
    assert found.how is Quoting.SHORTENED


def test_words_between_two_pieces_of_a_quotation_are_left_out_and_not_changed() -> None:
    found = compare_quotations(
        ["We did not close a strait", "and we will not pay for it"],
        ["We did not close a strait, we said, and we will not pay for it"],
    )

    assert found is not None
    assert found.how is Quoting.SHORTENED


def test_a_quotation_that_the_other_report_has_without_marks_can_be_reworded() -> None:
    told = "Captain Bidell of the harbour, a slow and weary pilot, must go"

    found = compare_quotations(["Captain Biddel of the harbour, a slow and weary pilot, must go"], [], "", told)

    assert found is not None
    assert (found.how, found.words_a, found.words_b) == (Quoting.REWORDED, ("biddel",), ("bidell",))
    assert found.changed == 1


def test_what_a_teller_shifts_is_no_change_of_the_words() -> None:
    told = "that they would not pay for a strait that was closed over their heads"

    found = compare_quotations(["We will not pay for a strait that is closed over our heads"], [], "", told)

    assert found is not None
    assert found.how is Quoting.PARAPHRASED


def test_words_without_marks_paraphrase_a_quotation() -> None:
    told = "Melnar said that they did not close a strait to see it opened"

    found = compare_quotations([WHOLE], [], WHOLE, told)

    assert found is not None
    assert found.how is Quoting.PARAPHRASED
    assert compare_quotations([], [WHOLE], told, WHOLE) == found


def test_different_sentences_have_nothing_in_common() -> None:
    assert compare_quotations([WHOLE], ["The grain of the summer must be landed first"]) is None
    assert compare_quotations([WHOLE], [], WHOLE, "The grain must be landed first") is None
    assert compare_quotations([], []) is None


_words = st.lists(
    st.sampled_from(["we", "close", "open", "the", "strait", "lane", "pay", "for", "it", "now", "and", "never"]),
    max_size=14,
)


@given(_words, _words)
def test_it_does_not_matter_which_report_comes_first(one: list[str], other: list[str]) -> None:
    found = compare_quotations([" ".join(one)], [" ".join(other)])
    turned = compare_quotations([" ".join(other)], [" ".join(one)])

    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.how is turned.how
        assert (found.words_a, found.words_b) == (turned.words_b, turned.words_a)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    compare_quotations([one], [other], one, other)
    same = compare_quotations([one], [one])

    assert same is None or same.how is Quoting.SAME
