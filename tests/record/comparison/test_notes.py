"""What a note says of two claims that differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.record.comparison.claims import Claim, claims_of
from onrecord.record.comparison.notes import On, may_differ_on, note_of
from tests.record.comparison.reports import Report

TOLD = "we proceed from the premise that the treaty is in force"


def claim(words: str) -> Claim:
    """The claim of a report in which a minister says these words."""
    (told,) = claims_of(Report("r").statement(words, "Ilse Fennimark").reading())
    return told


def test_a_quotation_told_without_marks_in_other_words_is_noted_with_both() -> None:
    quoted, told = claim(f"“{TOLD}”"), claim(TOLD.replace("premise", "fact"))

    assert note_of(quoted, told, On.WORDING) == "A: premise; B: fact"
    assert note_of(told, quoted, On.WORDING) == "A: fact; B: premise"


def test_only_the_numbers_that_the_other_report_lacks_are_noted() -> None:
    one = claim("the ferry had seven crew and 155 passengers with 16 children")
    other = claim("there were 155 passengers on the ferry, 138 adults and 16 children")

    assert note_of(one, other, On.NUMBER) == "A: seven; B: 138"
    assert note_of(claim("more than nine ships and 31 boats"), claim("two barges"), On.NUMBER) == (
        "A: more than nine, 31; B: two"
    )


def test_what_makes_one_of_two_statements_firmer_is_noted() -> None:
    one, other = claim("the talks could resume in the spring"), claim("the talks will resume in the spring")

    assert note_of(one, other, On.STRENGTH) == "A: could; B: will"
    assert may_differ_on(one, other, On.STRENGTH)
    assert not may_differ_on(one, claim("the talks could resume soon"), On.STRENGTH)


@pytest.mark.parametrize(
    ("on", "one", "other"),
    [
        (On.NUMBER, "all 26 ships were in the strait", "the strait had 26 ships"),
        (On.NUMBER, "every aspect of it", "all the evidence of it"),
        (On.TIME, "it was signed on Monday", "Monday was the day of it"),
        (On.WORDING, "we keep the strait open", "the strait is kept open"),
        (On.ATTRIBUTION, "we keep the strait open", "the strait is kept open"),
        (On.ACTOR, "we keep the strait open", "the strait is kept open"),
    ],
)
def test_what_both_give_alike_is_nothing_to_differ_on(on: On, one: str, other: str) -> None:
    assert not may_differ_on(claim(one), claim(other), on)


def test_a_name_in_another_form_is_no_other_holder() -> None:
    full = claim("we keep the strait open")
    short = replace(full, id="t9", holder="Fennimark")

    assert not may_differ_on(full, short, On.ATTRIBUTION)
    assert note_of(full, short, On.ACTOR) == ""
    assert note_of(full, replace(short, via=("Harbour Gazette",)), On.ATTRIBUTION) == "A: –; B: Harbour Gazette"
    assert note_of(full, replace(full, holder="Olav Brandt"), On.ACTOR) == "A: Ilse Fennimark; B: Olav Brandt"
