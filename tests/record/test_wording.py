"""Phrases taken apart into the words that they are compared by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.wording import stem, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [("negotiate", "negotiations"), ("train", "training"), ("monitor", "monitors"), ("deploy", "deployed")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_words_that_say_little_and_amounts_are_left_out() -> None:
    assert wording("hold a cease-fire").stems == wording("keep the ceasefire").stems
    assert wording("raise 40 percent duties").stems == wording("raise 15 percent duties").stems


def test_a_state_is_the_same_in_every_form() -> None:
    assert wording("stop buying Norwegian fish").names == {"Norway"}
    assert wording("stop buying fish from Norway").stems == wording("stop buying Norwegian fish").stems


def test_bodies_of_one_organisation_stay_apart() -> None:
    assembly, council = wording("convene the General Assembly"), wording("convene the Security Council")

    assert assembly.names == council.names == {"United Nations"}
    assert assembly.stems != council.stems


@pytest.mark.parametrize(("phrase", "undoes"), [("lift sanctions", True), ("impose sanctions", False), ("", False)])
def test_a_verb_that_ends_something_is_known(phrase: str, undoes: bool) -> None:
    assert wording(phrase).undoes is undoes


@given(st.text(max_size=40))
def test_any_text_can_be_taken_apart(text: str) -> None:
    found = wording(text)

    assert "" not in found.stems
    assert {f"={name}" for name in found.names} <= found.stems
