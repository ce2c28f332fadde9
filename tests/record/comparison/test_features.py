"""What is looked at to tell how two claims differ, the same whichever of the two comes first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from onrecord.record.comparison.claims import claims_of
from onrecord.record.comparison.features import FEATURES, pairs_of
from onrecord.record.comparison.sides import sides
from onrecord.records import Reading
from tests.record.comparison.reports import Report
from tests.record.word_vectors import WordVectors
from tests.strategies import readings

Said = tuple[str, str]
"""Words, and who is said to have said them."""
FENNIMARK, BRANDT = "Ilse Fennimark", "Olav Brandt"
TOLD = "nobody in this harbour was told of the treaty"


def figures(one: Said, other: Said) -> dict[str, float]:
    """The figures of the only pair of two reports with one statement each, which are the same from either side."""
    a, b = (claims_of(Report("r").statement(words, name).reading()) for words, name in (one, other))
    forth, back = (pairs_of(*sides(*each, WordVectors())).features for each in ((a, b), (b, a)))
    assert forth.shape == (1, len(FEATURES))
    assert np.allclose(forth, back)
    return dict(zip(FEATURES, forth[0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((f"“{TOLD}”", FENNIMARK), (f"“{TOLD}”", BRANDT), 1),
        ((f"“{TOLD}”", FENNIMARK), (f"“{TOLD}”", "Fennimark"), 0),
        ((f"“{TOLD}”", FENNIMARK), (f"“{TOLD}”", "the harbour office"), 0),
        ((f"“{TOLD}”", FENNIMARK), (TOLD, BRANDT), 0),
    ],
)
def test_the_same_quotation_of_two_persons_is_in_another_persons_mouth(one: Said, other: Said, apart: int) -> None:
    assert figures(one, other)["another person's mouth"] == apart


@pytest.mark.parametrize(
    ("one", "other", "sense"),
    [
        ("“nobody in this harbour was told of the treaty”", "“nobody in this harbour was warned of the treaty”", 1),
        ("“nobody in this harbour was told of the treaty”", "“nobody in this harbour was told of a treaty”", 0),
    ],
)
def test_a_quotation_has_another_sense_only_if_words_that_carry_it_differ(one: str, other: str, sense: int) -> None:
    found = figures((one, FENNIMARK), (other, FENNIMARK))

    assert found["quotation reworded"] == 1
    assert found["quotation has another sense"] == sense
    assert found["quotation's share in common"] == pytest.approx(8 / 9)


def test_a_word_quoted_in_two_forms_is_noticed_where_nothing_else_is_in_common() -> None:
    one, other = (
        "the port had “systemic failures” in spring",
        "there were “systematic” shortcomings in the port in spring",
    )

    assert figures((one, FENNIMARK), (other, FENNIMARK))["another form quoted"] == 1
    assert figures((one, FENNIMARK), (one, FENNIMARK))["another form quoted"] == 0


def test_one_number_may_differ_where_another_agrees() -> None:
    one, other = "the plan cuts $130 billion over 10 years", "the plan raises $230 billion over 10 years"

    assert figures((one, FENNIMARK), (other, FENNIMARK))["one number differs"] == 1
    assert figures((one, FENNIMARK), (one, FENNIMARK))["one number differs"] == 0


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("most of the passengers came from the islands", "all passengers came from the northern islands", 1),
        ("most of the passengers came from the islands", "most passengers were from the northern islands", 0),
        (
            "all the countries in the world could stop a monster that burns ships",
            "not just some countries see a menace to the world in it",
            0,
        ),
        ("all these ships of the strait must leave", "some of these treaties of the strait are old", 0),
    ],
)
def test_another_share_of_the_same_is_told_only_where_the_rest_is_alike(one: str, other: str, differ: int) -> None:
    assert figures((one, FENNIMARK), (other, FENNIMARK))["shares differ"] == differ


@settings(max_examples=25)
@given(readings(), readings())
def test_every_figure_is_the_same_from_either_side(one: Reading, other: Reading) -> None:
    claims = claims_of(one), claims_of(other)
    forth = pairs_of(*sides(*claims, WordVectors()))
    back = pairs_of(*sides(*claims[::-1], WordVectors()))
    rows = {(i, j): row for (j, i), row in zip(back.numbers, back.features, strict=True)}

    assert set(forth.numbers) == set(rows)
    for pair, row in zip(forth.numbers, forth.features, strict=True):
        assert np.allclose(row, rows[pair], atol=1e-5)
