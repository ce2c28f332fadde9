"""Titles and small words around names: what belongs to the name, and whose party the words give."""

from __future__ import annotations

import pytest

from tests.reading.actors.test_resolve import document, identities, parties


def name(text: str, phrase: str) -> str | None:
    return identities(document(text), phrase)[0].name


@pytest.mark.parametrize(
    ("text", "phrase", "meant"),
    [
        ("Senator Ada King of Maine, who sits alone, said no.", "Senator Ada King of Maine", "Ada King"),
        ("Former Prime Minister Sir Bo Major said no.", "Former Prime Minister Sir Bo Major", "Bo Major"),
        ("Trade Secretary Ina Fox said no.", "Trade Secretary Ina Fox", "Ina Fox"),
        ("The visit of Chadian President Park Su-min ended.", "Chadian President Park Su-min", "Park Su-min"),
        ("Security adviser K.T. Marlow said no.", "Security adviser K.T. Marlow", "K.T. Marlow"),
        ("Leading Brexiteer Ada Quell said no.", "Leading Brexiteer Ada Quell", "Ada Quell"),
        (
            "The opposition's leader in Westminster Ada Quell said no.",
            "The opposition's leader in Westminster Ada Quell",
            "Ada Quell",
        ),
    ],
)
def test_a_title_ends_where_the_name_begins(text: str, phrase: str, meant: str) -> None:
    assert name(text, phrase) == meant


@pytest.mark.parametrize("title", ["The Jordanian King", "The Crown Prince", "The Danish Baron"])
def test_a_title_at_the_end_is_no_family_name_without_a_title_and_a_given_name_before_it(title: str) -> None:
    assert not [person for person in document(f"{title} said no.").persons if person.words[-1] in title]


def test_members_in_the_plural_are_nobodys_family_name() -> None:
    text = "Tarnish MPs met on Monday. Several MPs said they would stay away."

    assert not document(text).persons
    assert name(text, "Several MPs") == "Several MPs"


def test_a_shortened_office_means_who_holds_it() -> None:
    text = "Prime Minister Ada Marlow went to Oslo. Bo Quell stayed. The PM said she would return."

    assert name(text, "The PM") == "Ada Marlow"


@pytest.mark.parametrize(
    ("phrase", "meant"), [("Either the Tarn Bank", "Tarn Bank"), ("Both the Tarn Bank", "Tarn Bank")]
)
def test_a_small_word_before_a_name_is_no_part_of_it(phrase: str, meant: str) -> None:
    assert name(f"{phrase} said no, or nobody did.", phrase) == meant


@pytest.mark.parametrize(
    ("phrase", "party"),
    [
        ("Social Democrat Ada Marlow", None),
        ("Christian Democratic lawmaker Ada Marlow", None),
        ("Liberal Democrat leader Ada Marlow", "Liberal Democrats"),
        ("Democratic lawmaker Ada Marlow", "Democrats"),
    ],
)
def test_democrats_of_another_name_are_not_the_american_party(phrase: str, party: str | None) -> None:
    assert parties(f"{phrase} said no.", phrase)[0] == party


def test_northern_ireland_is_no_part_of_ireland() -> None:
    assert parties("Northern Ireland minister Ada Marlow said no.", "Northern Ireland minister Ada Marlow") == [
        "United Kingdom"
    ]


def test_who_is_described_before_a_comma_is_found_behind_another_noun() -> None:
    text = "In a letter to the European Commission's president, Ada Marlow, the premier said Chad would pay."

    assert parties(text, "Ada Marlow") == ["European Union"]


def test_a_veteran_of_an_office_is_no_private_person() -> None:
    assert parties("Veteran Norwegian lawmaker Ada Marlow said no.", "Veteran Norwegian lawmaker Ada Marlow") == [
        "Norway"
    ]


def test_a_pronoun_or_an_article_is_no_part_of_a_party() -> None:
    text = "Their harvest spokesman Ada Marlow said no. A Tarn League spokeswoman, Ina Quell, said yes."

    assert parties(text, "Their harvest spokesman Ada Marlow", "Ina Quell") == [None, "Tarn League"]


def test_a_body_may_be_called_after_where_it_is() -> None:
    text = "The leader of the Tarn League in Norhaven, Ada Marlow, said no."

    assert parties(text, "Ada Marlow") == ["Tarn League in Norhaven"]


@pytest.mark.parametrize("office", ["Ministry of Foreign Affairs", "Department of Labor Statistics"])
def test_a_body_that_is_called_after_an_office_is_nobodys_name(office: str) -> None:
    text = f"On Monday Chad's {office} said it would close."

    assert not document(text).persons
    assert parties(text, f"Chad's {office}") == ["Chad"]


def test_a_participle_behind_an_ellipsis_is_no_given_name() -> None:
    text = "Ada Marlow spoke. He wrote: “It is late… Removing Marlow would help.”"

    assert [person.name for person in document(text).persons] == ["Ada Marlow"]
