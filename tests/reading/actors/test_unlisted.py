"""States that no data file lists, and offices whose state a report leaves open."""

from __future__ import annotations

import pytest

from onrecord.reading.actors import Identity
from onrecord.reading.actors.lexicon import lexicon
from onrecord.reading.actors.unlisted import learn
from tests.reading.actors.test_resolve import document, identities, parties


@pytest.mark.parametrize(
    ("text", "phrase", "party"),
    [
        ("Ostmark's President Ada Marlow said no.", "Ostmark's President Ada Marlow", "Ostmark"),
        ("President Ada Marlow of Ostmark said no.", "President Ada Marlow", "Ostmark"),
        ("The president of Ostmark, Ada Marlow, said no.", "Ada Marlow", "Ostmark"),
        ("Ostmarkian Foreign Minister Ada Marlow left Ostmark.", "Ostmarkian Foreign Minister Ada Marlow", "Ostmark"),
        ("Rain fell in Vellona. The Vellonan government said no.", "The Vellonan government", "Vellona"),
        ("In Vellona's parliament it rained. A senior Vellonan diplomat left Vellona.", "A senior Vellonan", "Vellona"),
        ("Secretary-General Bo Tarn of the Long Lake Union said no.", "Secretary-General Bo Tarn", "Long Lake Union"),
        ("An official of the Long Lake Union said no.", "An official of the Long Lake Union", "Long Lake Union"),
    ],
)
def test_owner_of_an_office_is_the_party_as_the_report_writes_it(text: str, phrase: str, party: str) -> None:
    assert parties(text, phrase) == [party]


def test_party_learnt_at_one_mention_holds_throughout() -> None:
    report = document(
        "President Ada Marlow said it rained.",
        "“It is wet,” Marlow said.",
        "The plan of Prime Minister Ada Marlow of Ostmark is old.",
    )
    assert {identity.party for identity in identities(report, "President Ada Marlow", "Marlow")} == {"Ostmark"}


def test_whose_office_it_is_may_be_a_person() -> None:
    text = "Premier Bo Tarn spoke. Tarn's foreign minister, the Tarn government and Orla Vell's navy said no."
    assert learn(text, lexicon(), {"Bo", "Tarn", "Orla", "Vell"}) is lexicon()


def test_capitals_are_learnt_with_their_states() -> None:
    words = learn("Ostmark's government met in Holm, the capital of Ostmark.", lexicon(), ())
    holm = words.lookup("Holm")
    assert holm is not None
    assert (holm.party, holm.kind) == ("Ostmark", "capital")
    assert lexicon().lookup("Holm") is None


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Marlow said no.",
        "Government spokeswoman Ada Marlow said no.",
        "Prime Minister Ada Marlow said no.",
        "President Ada Marlow said rain fell in Ostmark. Ostmark is wet, and from Ostmark to Vell an American swam.",
        "Ada Marlow spoke for the club. Its president, Ada Marlow, met an American in Washington.",
    ],
)
def test_no_state_is_invented_for_a_bare_office(text: str) -> None:
    assert parties(text, "Ada Marlow") == [None]


def test_bare_office_is_american_in_an_american_report() -> None:
    assert parties("President Ada Marlow said no. The White House and Congress agreed.", "President Ada Marlow") == [
        "United States"
    ]


def test_bare_office_is_left_open_among_states_that_are_named_alike() -> None:
    text = (
        "Foreign Minister Ada Marlow said no. Ostmark's government and Ostmark's navy agreed with Vellona's government. "
        "Vellona's navy is small."
    )
    assert parties(text, "Foreign Minister Ada Marlow") == [None]


def test_opposition_is_that_of_the_place_named_with_it() -> None:
    text = "The opposition leader in Vellona, Bo Tarn, said no. Vellona's government and Ostmark's government agreed."
    assert parties(text, "Bo Tarn") == ["Vellona opposition"]


def test_who_speaks_for_a_person_speaks_for_the_party_of_that_person() -> None:
    text = "Ostmark's Prime Minister Ada Marlow left. A spokesman for Prime Minister Ada Marlow said no."
    assert parties(text, "A spokesman for Prime Minister Ada Marlow") == ["Ostmark"]
    text = "Prime Minister Ada Marlow left. A spokesman for Prime Minister Ada Marlow said no."
    assert parties(text, "A spokesman for Prime Minister Ada Marlow") == [None]


@pytest.mark.parametrize(
    "title", ["Secretary-General", "Vice-President", "Attorney-General", "Director-General", "Deputy Prime Minister"]
)
def test_compound_titles_are_no_part_of_the_name(title: str) -> None:
    assert identities(document(f"{title} Ada Marlow said no."), f"{title} Ada Marlow")[0].name == "Ada Marlow"


def test_dateline_is_nobody_that_it_could_mean() -> None:
    report = document("GREAT HOLM/VELL (TPA) - Ostmark's government met on Friday. It said no.")
    assert identities(report, "It") == [Identity("Ostmark", "Ostmark")]
