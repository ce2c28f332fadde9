from __future__ import annotations

import pytest

from onrecord.reading.actors import Identity, Mention, resolve
from onrecord.records import Span
from tests.reading.actors.test_resolve import document, identities, parties


def who(text: str, *phrases: str) -> list[Identity]:
    return identities(document(text), *phrases)


@pytest.mark.parametrize("thing", ["country", "nation", "own country", "homeland"])
def test_the_country_of_somebody_is_the_state_he_belongs_to(thing: str) -> None:
    text = f"Norwegian Premier Ada Marlow met rivals from Chad. She said her {thing} would send no ships."
    assert who(text, "Norwegian Premier Ada Marlow", f"her {thing}")[1] == Identity("Norway", "Norway")


def test_a_country_named_by_whose_it_is() -> None:
    text = "Norwegian Premier Ada Marlow left Chad. Marlow's country will send no ships. The premier's nation waits."
    assert who(text, "Marlow's country", "The premier's nation") == [Identity("Norway", "Norway")] * 2


def test_our_country_in_a_quotation_is_that_of_whoever_speaks() -> None:
    report = document("Chad waited. “Our country will send no ships,” Norwegian Premier Ada Marlow said.")
    at = report.text.index
    ours = Mention(Span(at("Our"), at(" will")))
    spoken = Mention(
        Span(at("Norwegian"), at(" said")), (Span(at("said"), at("said") + 4),), (Span(at("“"), at(" Norwegian")),)
    )
    assert resolve(report, [ours, spoken])[0] == Identity("Norway", "Norway")


def test_the_country_of_a_private_person_has_no_other_name() -> None:
    assert who("Bo Tarn, a baker, said no. He said his country was cold.", "Bo Tarn", "his country")[1] == Identity(
        "Bo Tarn's country", None
    )


def test_what_belongs_to_a_country_is_called_by_the_state() -> None:
    text = "Norwegian Premier Ada Marlow spoke. She said her country's fishermen would wait, and her army as well."
    assert who(text, "Norwegian Premier Ada Marlow", "her country's fishermen", "her army")[1:] == [
        Identity("Norway's fishermen", "Norway"),
        Identity("Norway's army", "Norway"),
    ]


def test_the_party_of_a_politician_is_the_party() -> None:
    text = "Sen. Bo Tarn, R-Ariz., voted no. His party will vote yes."
    assert who(text, "Sen. Bo Tarn, R-Ariz.,", "His party")[1] == Identity("Republicans", "Republicans")


@pytest.mark.parametrize(
    "phrase",
    [
        "Norway's western allies",
        "Norwegian allies",
        "Marlow's critics",
        "the allies of Norway",
        "some of Marlow's staunchest supporters",
        "European officials",
        "several Arab leaders",
        "a senior Western diplomat",
        "Foreign governments",
        "world leaders",
        "church leaders",
        "Norway and six other nations",
        "the coalition and Norway",
    ],
)
def test_a_group_does_not_speak_for_one_whom_it_only_names(phrase: str) -> None:
    text = f"Norwegian Premier Ada Marlow spoke in Oslo, Norway. Norway listened. {phrase} said no."
    assert parties(text, phrase) == [None]


@pytest.mark.parametrize(
    ("phrase", "party"),
    [
        ("Norwegian officials", "Norway"),
        ("European Union leaders", "European Union"),
        ("Marlow's Republican allies", "Republicans"),
        ("NATO allies", "NATO"),
        ("its Chadian allies", "Chad"),
        ("supporters of the Taliban", "Taliban"),
        ("The Norwegian-led coalition", "Norwegian-led coalition"),
        ("Norway and its allies", "Norway"),
        ("Norwegian and Chadian officials", "Norway and Chad"),
        ("The leaders of Norway, Chad and Poland", "Norway, Chad and Poland"),
        ("Authorities in Norway and Chad", "Norway and Chad"),
    ],
)
def test_a_group_speaks_for_what_it_is_itself(phrase: str, party: str) -> None:
    text = f"Norwegian Premier Ada Marlow spoke in Oslo, Norway. Norway listened. {phrase} said no."
    assert parties(text, phrase) == [party]


def test_a_name_that_begins_with_a_quotation_mark_is_shown_without() -> None:
    text = "The “league of the patient” said no. The league waited."
    assert who(text, "The “league of the patient”") == [Identity("league of the patient", None)]


def test_countries_of_one_who_has_only_one_are_nobodys() -> None:
    text = "Norwegian Premier Ada Marlow spoke. Bakers complained. Some said their countries would wait."
    assert Identity("Norway's countries", "Norway") not in who(text, "Norwegian Premier Ada Marlow", "their countries")
