"""What a note says of two claims that differ."""

from __future__ import annotations

from onrecord.record.comparison.claims import Claim, claims_of
from onrecord.record.comparison.notes import On, note_of
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
