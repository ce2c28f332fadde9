"""Which word of a name is the family name is learnt from how the article shortens it, not from a fixed order."""

from __future__ import annotations

import pytest

from onrecord.reading.actors import Identity
from tests.reading.actors.test_resolve import document, identities

LEADER = "Oru Han Vel"
ENVOY = "Mina Oru"


def named(text: str, *phrases: str) -> list[str | None]:
    return [identity.name for identity in identities(document(text), *phrases)]


def test_a_family_name_that_stands_first_goes_before_a_name_that_ends_alike() -> None:
    text = f"{LEADER} spoke at the port. Oru said it rained. {ENVOY}, an envoy, listened. “It will stop,” Oru said."
    assert named(text, LEADER, "Oru", ENVOY, "Oru") == [LEADER, LEADER, ENVOY, LEADER]


def test_a_name_that_is_never_said_short_takes_nothing_from_one_that_ends_so() -> None:
    text = f"{ENVOY} spoke at the port. Oru said it rained. {LEADER} was at sea. “It will stop,” Oru said."
    assert named(text, ENVOY, "Oru", LEADER, "Oru") == [ENVOY, ENVOY, LEADER, ENVOY]


def test_who_is_said_short_by_the_last_word_is_so_whoever_shares_the_first() -> None:
    text = "Tarn Vell spoke. Vell said it rained. Bo Tarn listened. “It will stop,” Tarn said. Vell left."
    assert named(text, "Tarn Vell", "Vell", "Bo Tarn", "Tarn") == ["Tarn Vell", "Tarn Vell", "Bo Tarn", "Bo Tarn"]


def test_a_title_tells_two_of_one_family_name_apart() -> None:
    text = (
        f"President {LEADER} spoke at the port. Oru said it rained. Ambassador {ENVOY} listened. "
        "“It will stop,” Ambassador Oru said. President Oru left, said Tarn."
    )
    assert named(text, "Ambassador Oru", "President Oru") == [ENVOY, LEADER]


@pytest.mark.parametrize("text", ["Oru Rules The Waves", "Oru’s Fleet"])
def test_a_headline_knows_a_family_name_that_stands_first(text: str) -> None:
    report = document(f"Canadian Premier {LEADER} spoke at the port. Oru said it rained.", headline=text)
    assert identities(report, "Oru") == [Identity(LEADER, "Canada")]


def test_an_aide_serves_the_person_whose_family_name_stands_first() -> None:
    text = f"Canadian Premier {LEADER} spoke. Oru left. Lee Carr, a spokesman for Oru, said it rained in France."
    assert identities(document(text), "Lee Carr, a spokesman for Oru,") == [Identity("Lee Carr", "Canada")]


def test_words_that_follow_a_family_name_by_chance_make_nobody_bear_it_first() -> None:
    text = "Oru spoke at the port. A call for Oru Quell, a demand. “It rained,” Oru said. Mina Oru left. Oru said so."
    assert named(text, "Oru", "Mina Oru", "Oru") == [ENVOY, ENVOY, ENVOY]
