"""A family name alone means whom all know by it, not the relative who is named in full beside him."""

from __future__ import annotations

import pytest

from onrecord.reading.actors import Identity
from tests.reading.actors.test_resolve import document, identities

LATE = "President Tarn left for the port. {} The crowd cheered. Tarn said it rained."


def named(text: str, *phrases: str) -> list[str | None]:
    return [identity.name for identity in identities(document(text), *phrases)]


@pytest.mark.parametrize(
    "introduction",
    [
        "His daughter Ina Tarn stayed behind.",
        "Ina Tarn, the president’s wife, stayed behind.",
        "Ina Tarn and Lee Carr, his daughter and her husband, stayed behind.",
        "Ina Tarn urged Tarn to stay.",
    ],
)
def test_a_relative_is_meant_by_the_full_name_only(introduction: str) -> None:
    assert named(LATE.format(introduction), "Tarn", "Ina Tarn", "Tarn") == ["Tarn", "Ina Tarn", "Tarn"]


def test_the_president_keeps_the_full_name_that_the_article_gives_later() -> None:
    text = "President Tarn left. His daughter Ina Tarn stayed. President Bo Tarn is 70. Tarn said it rained."
    assert named(text, "Tarn", "Ina Tarn", "Bo Tarn", "Tarn") == ["Bo Tarn", "Ina Tarn", "Bo Tarn", "Bo Tarn"]


@pytest.mark.parametrize(
    "text",
    [
        "President Tarn left for the port. President Bo Tarn is 70, and Tarn said it rained.",
        "Tarn left for the port. Bo Tarn is 70, and Tarn said it rained.",
        "President Tarn left for the port. Bo Tarn is 70. Tarn said it rained.",
    ],
)
def test_who_is_named_in_full_later_may_be_the_same(text: str) -> None:
    assert named(text, "Tarn", "Bo Tarn", "Tarn") == ["Bo Tarn"] * 3


@pytest.mark.parametrize("opener", ["Assume", "Ultimately", "Undercutting"])
def test_a_verb_or_adverb_that_opens_a_sentence_is_no_given_name(opener: str) -> None:
    text = f"President Bo Tarn left. {opener} Tarn stays, the talks go on. Tarn said so."
    assert named(text, "Bo Tarn", "Tarn", "Tarn") == ["Bo Tarn"] * 3


@pytest.mark.parametrize("given", ["Mark", "Kelly"])
def test_a_given_name_that_looks_like_one_stays(given: str) -> None:
    assert named(f"Tarn won. {given} Vell lost. Vell said so.", f"{given} Vell", "Vell") == [f"{given} Vell"] * 2
    again = f"Minister {given} Vell lost. {given} Vell is 70. Vell said so."
    assert named(again, f"{given} Vell", f"{given} Vell", "Vell") == [f"{given} Vell"] * 3


def test_a_short_title_is_no_given_name() -> None:
    assert named("President Bo Tarn left. “Pres. Tarn is right,” she said.", "Pres. Tarn") == ["Bo Tarn"]


@pytest.mark.parametrize(("people", "party"), [("American", "United States"), ("South American", None)])
def test_a_continent_is_no_state(people: str, party: str | None) -> None:
    [diplomat] = identities(document(f"A {people} diplomat said it rained."), f"A {people} diplomat")
    assert diplomat == Identity(f"{people} diplomat", party)
