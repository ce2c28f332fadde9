"""Numbers in a text: how many of what, and whether two of them can both be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.comparison.numerals import Bound
from onrecord.record.comparison.quantities import Quantity, quantities_in, same_number


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("At least 26 countries signed", 26, "", Bound.OVER),
        ("twenty-six countries", 26, "", Bound.EXACT),
        ("a dozen ships were turned back", 12, "", Bound.EXACT),
        ("$16 billion in grain", 16e9, "$", Bound.EXACT),
        ("nearly 90 percent of the crews", 90, "percent", Bound.ABOUT),
        ("up to 1,250 miles", 1250, "", Bound.UNDER),
        ("two dozen ministers", 24, "", Bound.EXACT),
        ("more than three dozen ministers", 36, "", Bound.OVER),
        ("half a dozen ships", 6, "", Bound.EXACT),
        ("a half-dozen ships", 6, "", Bound.EXACT),
        ("about half a million crowns", 500_000, "", Bound.ABOUT),
        ("no less than 20 ships", 20, "", Bound.OVER),
        ("not less than 20 ships", 20, "", Bound.OVER),
        ("not more than 20 ships", 20, "", Bound.UNDER),
        ("20+ ships", 20, "", Bound.OVER),
        ("20-plus ships", 20, "", Bound.OVER),
        ("exports decreased 12 percent", 12, "percent", Bound.EXACT),
        ("the coroner declared 14 people dead", 14, "", Bound.EXACT),
        ("the harbour master marked 300 ships", 300, "", Bound.EXACT),
        ("in summary 20 crews", 20, "", Bound.EXACT),
        ("they may 20 times a day", 20, "", Bound.EXACT),
        ("in May 300 ships passed", 300, "", Bound.EXACT),
        ("in June 12 percent of the crews left", 12, "percent", Bound.EXACT),
        ("three and a half million people", 3_500_000, "", Bound.EXACT),
        ("two-and-a-half million people", 2_500_000, "", Bound.EXACT),
        ("two and a half thousand ships", 2_500, "", Bound.EXACT),
        ("three and a half years", 3.5, "", Bound.EXACT),
        ("1.5 million people", 1_500_000, "", Bound.EXACT),
        ("half a million people", 500_000, "", Bound.EXACT),
        ("a million and a half people", 1_500_000, "", Bound.EXACT),
        ("$2 and a half billion in aid", 2.5e9, "$", Bound.EXACT),
        ("nearly a quarter of a million people", 250_000, "", Bound.ABOUT),
        ("three-quarters of a million people", 750_000, "", Bound.EXACT),
        ("more than two and three-quarter million people", 2_750_000, "", Bound.OVER),
        ("3½ million people", 3_500_000, "", Bound.EXACT),
        ("3 1/2 million people", 3_500_000, "", Bound.EXACT),
        ("two and a half percent of the crews", 2.5, "percent", Bound.EXACT),
        ("a hundred and fifty ships", 150, "", Bound.EXACT),
        ("two hundred and fifty thousand crowns", 250_000, "", Bound.EXACT),
        ("some two hundred thousand people", 200_000, "", Bound.ABOUT),
        ("five thousand three hundred ships", 5_300, "", Bound.EXACT),
        ("£1.2m in fines", 1_200_000, "£", Bound.EXACT),
    ],
)
def test_a_quantity_has_its_value_unit_and_bound(text: str, value: float, unit: str, bound: Bound) -> None:
    (found,) = quantities_in(text)

    assert (found.value, found.unit, found.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "on May 14, 2025",
        "on 15 May the council",
        "ON 15 MAY",
        "from 15-16 May",
        "between 3 and 16 Sept. 2025",
        "on Sept. 4 the council",
        "at 2:30 am",
        "the 3rd convoy",
        "one of them",
        "in 1984",
        "several thousand people",
        "the twenty-fifth convoy",
        "in the season of 2024-25",
        "the years 1939–45",
        "from 1990 to 1995",
        "on Sept. 10-15",
        "on Sept. 10–15",
    ],
)
def test_dates_times_and_ranks_are_no_quantities(text: str) -> None:
    assert quantities_in(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from one hundred to two hundred ships", [100, 200]),
        ("from two to three million people", [2e6, 3e6]),
        ("from 10 to 15 percent of the crews", [10, 15]),
        ("paid $5 to 10 people", [5, 10]),
        ("won by 61 to 39 votes", [61, 39]),
        ("two ports and three ships", [2, 3]),
        ("sent in 2024 to 3,000 people", [3_000]),
        ("one thousand and two million people", [1_000, 2_000_000]),
        ("1.5 million and 2.5 million people", [1_500_000, 2_500_000]),
        ("three million people and a half-dozen ships", [3_000_000, 6]),
        ("100 and 50 ships", [100, 50]),
        ("the pier is 1.2m wide", [1.2]),
    ],
)
def test_numbers_beside_each_other_stay_apart(text: str, values: list[float]) -> None:
    assert [each.value for each in quantities_in(text)] == values


@pytest.mark.parametrize(
    ("text", "least", "most", "unit", "bound"),
    [
        ("two to three million people", 2e6, 3e6, "", Bound.EXACT),
        ("two or three ships", 2, 3, "", Bound.EXACT),
        ("10-15 percent of the crews", 10, 15, "percent", Bound.EXACT),
        ("10–15% of the crews", 10, 15, "percent", Bound.EXACT),
        ("10% to 15% of the crews", 10, 15, "percent", Bound.EXACT),
        ("about 10 to 15 per cent of the crews", 10, 15, "percent", Bound.ABOUT),
        ("between 5,000 and 6,000 troops", 5_000, 6_000, "", Bound.EXACT),
        ("between five and six thousand troops", 5_000, 6_000, "", Bound.EXACT),
        ("between one hundred and two hundred ships", 100, 200, "", Bound.EXACT),
        ("three to four hundred thousand people", 300_000, 400_000, "", Bound.EXACT),
        ("three and a half to four million people", 3.5e6, 4e6, "", Bound.EXACT),
        ("500,000 to 1 million people", 500_000, 1e6, "", Bound.EXACT),
        ("2000 to 3000 troops", 2_000, 3_000, "", Bound.EXACT),
        ("two to three dozen ships", 24, 36, "", Bound.EXACT),
        ("$2 billion to $3 billion in aid", 2e9, 3e9, "$", Bound.EXACT),
        ("$2-$3 billion in aid", 2e9, 3e9, "$", Bound.EXACT),
        ("$2 to 3 billion in aid", 2e9, 3e9, "$", Bound.EXACT),
        ("£1.2-1.5m in fines", 1.2e6, 1.5e6, "£", Bound.EXACT),
        ("up to 10-15 ships", 10, 15, "", Bound.UNDER),
        ("10 to 15+ ships", 10, 15, "", Bound.OVER),
    ],
)
def test_a_range_is_one_quantity(text: str, least: float, most: float, unit: str, bound: Bound) -> None:
    found = only(text)

    assert (found.value, found.top, found.unit, found.bound) == (least, most, unit, bound)


@given(st.integers(1, 99), st.sampled_from(["hundred", "thousand", "million", "billion"]))
def test_half_of_a_scale_is_the_same_before_it_and_behind_it(number: int, scale: str) -> None:
    texts = (f"{number} and a half {scale} ships", f"{number} {scale} and a half ships", f"{number}.5 {scale} ships")
    assert len({only(text).value for text in texts}) == 1


@given(st.text(st.sampled_from("12,./½ -andhlfquresixtymioc$")))
def test_any_text_gives_numbers_of_its_own_words(text: str) -> None:
    assert all(each.words in text and each.value >= 0 for each in quantities_in(text))


def only(text: str) -> Quantity:
    (found,) = quantities_in(text)
    return found


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("14 ships", "14 ships", True),
        ("14 ships", "15 ships", False),
        ("about 14 ships", "15 ships", True),
        ("more than a dozen ships", "14 ships", True),
        ("more than a dozen ships", "9 ships", False),
        ("up to 20 ships", "14 ships", True),
        ("up to 20 ships", "25 ships", False),
        ("more than 12 ships", "about 20 ships", True),
        ("about 12 ships", "at least 20 ships", False),
        ("up to 12 ships", "about 20 ships", False),
        ("about 12 ships", "up to 20 ships", True),
        ("10 to 15 ships", "12 ships", True),
        ("10 to 15 ships", "15 ships", True),
        ("10 to 15 ships", "16 ships", False),
        ("10 to 15 ships", "nine ships", False),
        ("10 to 15 ships", "about 16 ships", True),
        ("10 to 15 ships", "more than 12 ships", True),
        ("10 to 15 ships", "more than 20 ships", False),
        ("10 to 15 ships", "up to 9 ships", False),
        ("10 to 15 ships", "14 to 20 ships", True),
        ("10 to 15 ships", "20 to 30 ships", False),
        ("up to 10-15 ships", "3 ships", True),
        ("two to three million people", "2.4 million people", True),
    ],
)
def test_whether_two_numbers_can_both_be_right(one: str, other: str, agree: bool) -> None:
    assert only(one).agrees(only(other)) is agree
    assert only(other).agrees(only(one)) is agree


def test_numbers_of_different_things_are_not_compared() -> None:
    assert only("14 ships").is_of(only("fifteen ships"))
    assert only("14 European states").is_of(only("15 states"))
    assert not only("14 ships").is_of(only("15 states"))
    assert not only("14 ships").is_of(only("14 percent"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("more than a dozen coastal states", "Fourteen nations", True),
        ("14 countries of the inner sea", "fourteen nations", True),
        ("more than a dozen states", "Nine nations", False),
        ("fifteen states", "fourteen countries", False),
        ("fifteen vessels", "15 nations", False),
        ("the harbour states", "fifteen states", False),
        ("nearly thirty wounded", "29 injured", True),
    ],
)
def test_groups_are_the_same_by_their_number_in_digits_or_words_and_whatever_they_are_called(
    one: str, other: str, same: bool
) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


@given(st.text(max_size=80))
def test_any_text_can_be_looked_through(text: str) -> None:
    for found in quantities_in(text):
        assert found.words in text
        assert 0 <= found.value <= found.top
        assert found.agrees(found)


def test_numbers_beside_the_same_words_may_count_the_same() -> None:
    (one,) = quantities_in("450 had been rescued")
    (other,) = quantities_in("363 of them were rescued by noon")
    (unlike,) = quantities_in("363 ships waited")

    assert not one.is_of(other)
    assert one.stands_with(other)
    assert not one.stands_with(unlike)
