"""Numbers that cannot both be right."""

from __future__ import annotations

import pytest

from onrecord.record.comparison.claims import claims_of
from onrecord.record.comparison.compared import Relation, compare
from onrecord.record.comparison.notes import On
from onrecord.record.comparison.numbers import numbers_contradict
from onrecord.records import Reading
from onrecord.vocabulary import Act
from tests.record.comparison.reports import Report
from tests.record.word_vectors import WordVectors

TOLD = "Fifteen states have put their names to the plan, and none of them was pushed"


@pytest.mark.parametrize(
    ("other", "contradict"),
    [
        ("Fourteen states have put their names to the plan, and none of them was pushed", True),
        ("14 states have put their names to the plan", True),
        ("More than a dozen states have put their names to the plan, and none of them was pushed", False),
        ("About fourteen states have put their names to the plan, and none of them was pushed", False),
        ("15 states have put their names to the plan, and none of them was pushed", False),
        ("Coastal states have put their names to the plan, and none of them was pushed", False),
        ("Fourteen states have asked for more time", False),
        ("Fourteen to sixteen states have put their names to the plan, and none of them was pushed", False),
        ("Between 14 and 16 states have put their names to the plan, and none of them was pushed", False),
        ("10-12 states have put their names to the plan, and none of them was pushed", True),
        ("Ten to twelve states have put their names to the plan, and none of them was pushed", True),
    ],
)
def test_one_sentence_with_another_exact_number_contradicts(other: str, contradict: bool) -> None:
    words = "On Tuesday the minister told the assembly: "
    a, b = (claims_of(Report("r").statement(words + each, "Ilse Fennimark").reading())[0] for each in (TOLD, other))

    assert numbers_contradict(a, b) is contradict
    assert numbers_contradict(b, a) is contradict


@pytest.mark.parametrize(
    ("one", "may_be", "differ"),
    [
        (
            "The council of the strait met the envoys on {} for talks about the escorts",
            ("15 May", "16 May"),
            ("15 ferries", "16 ferries"),
        ),
        ("The navy of the strait turned back {} ships on its way to the harbour", ("20+", "26"), ("20", "26")),
    ],
)
def test_days_of_a_month_and_so_many_or_more_contradict_nothing(
    one: str, may_be: tuple[str, str], differ: tuple[str, str]
) -> None:
    for numbers, contradict in ((may_be, False), (differ, True)):
        a, b = (claims_of(Report("r").statement(one.format(n), "Ilse Fennimark").reading())[0] for n in numbers)

        assert numbers_contradict(a, b) is contradict
        assert numbers_contradict(b, a) is contradict


def telling(id_: str, quotation: str) -> Reading:
    """A report in which a minister is quoted, among others who say other things."""
    return (
        Report(id_)
        .statement("the ferry company has sold all its tickets for the week", "Pieter Amsing")
        .statement(f"“{quotation}”", "Ilse Fennimark", party="Brennland")
        .stance("Lisandria postponed the harbour budget", "Lisandria", Act.ACTED, "postpone the harbour budget")
        .reading()
    )


def test_a_surely_matched_quotation_with_another_number_is_a_conflict_whatever_was_learnt() -> None:
    comparison = compare(telling("one", TOLD), telling("two", TOLD.replace("Fifteen", "Fourteen")), WordVectors())

    (match,) = (match for match in comparison.matches if match.a.holder == "Ilse Fennimark")
    assert (match.relation, match.on) == (Relation.CONFLICT, On.NUMBER)
    assert match.note == "A: Fifteen; B: Fourteen"
    assert match.certainty == 1


def test_a_number_that_the_other_report_gives_elsewhere_in_the_sentence_is_no_sure_conflict() -> None:
    """Aligned, one number stands in the other's place, though both reports tell the same of the deputy."""
    one = Report("one").statement(
        "the keeper had a total of 610 guarded nights while her deputy had guarded 225 nights", "Ilse Fennimark"
    )
    other = Report("two").statement("the deputy had a total of 225 guarded nights", "Ilse Fennimark")

    (match,) = compare(one.reading(), other.reading(), WordVectors()).matches
    assert numbers_contradict(match.a, match.b)
    assert match.relation is not Relation.CONFLICT


def test_one_quotation_is_one_whatever_else_its_speaker_says_beside_it() -> None:
    one, other = Report("one"), Report("two")
    words = f"“{TOLD}”, and Brennland would send two frigates and pay 300 million crowns into the fund for the strait"
    one.statement(words, "Ilse Fennimark", party="Brennland")
    other.statement("Brennland would send two frigates and pay 300 million crowns to the fund", "Ilse Fennimark")
    other.statement(f"“{TOLD.replace('Fifteen', 'Fourteen')}”", "Ilse Fennimark", party="Brennland")

    found = compare(one.reading(), other.reading(), WordVectors()).matches

    assert ("t2", Relation.CONFLICT, On.NUMBER) in {(match.b.id, match.relation, match.on) for match in found}


@pytest.mark.parametrize("number", ["More than a dozen", "At least fifteen", "About sixteen", "15"])
def test_numbers_that_can_both_be_right_are_no_conflict(number: str) -> None:
    comparison = compare(telling("one", TOLD), telling("two", TOLD.replace("Fifteen", number)), WordVectors())

    (match,) = (match for match in comparison.matches if match.a.holder == "Ilse Fennimark")
    assert match.relation is not Relation.CONFLICT or match.on is not On.NUMBER
