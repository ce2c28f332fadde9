"""Names of one actor become one row; where it is open who is meant, rows stay apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.actors import Holder, anchors, named, party_named, resolve
from tests.record.telling import HOLDERS

NAMES = (
    "Davor Melnar", "Melnar", "President Melnar", "Davor K. Melnar", "Ilse Melnar", "Davor Melnar Jr.", "davor melnar",
    "Kim Sorrel Tay", "Kim", "Tay", "US", "the United States", "U.S. government", "Karsova", "the Karsova", "26 envoys",
    "White House", "EU", "European Union", "European Commission", "the envoys", "", "  ", "Mr.", "Jr.",
)  # fmt: skip
PARTIES = (None, "Valdrania", "Karsova", "United States", "US", "EU", "valdrania")
holders = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(max_size=12), st.none() | st.sampled_from(PARTIES)), max_size=12
)


def keys(*given_holders: Holder) -> list[str]:
    found = resolve(given_holders)
    return [found[holder].key for holder in given_holders]


@given(holders, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(some: list[Holder], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert resolve(some) == resolve(shuffled)


@given(holders)
def test_who_shares_no_anchor_does_not_matter(some: list[Holder]) -> None:
    whole = resolve(some)
    for holder in some:
        near = [other for other in some if set(anchors(other[0])) & set(anchors(holder[0]))]
        assert resolve(near)[holder].key == whole[holder].key


@given(holders)
def test_everybody_is_somebody_and_persons_of_two_parties_do_not_share_a_short_name(some: list[Holder]) -> None:
    found = resolve([*some, ("Melnar", "Valdrania"), ("Ilse Melnar", "Karsova")])
    assert found.keys() == {*some, ("Melnar", "Valdrania"), ("Ilse Melnar", "Karsova")}
    if ("Ilse Melnar", "Valdrania") not in found and ("Ilse Melnar", "valdrania") not in found:
        assert found["Melnar", "Valdrania"] != found["Ilse Melnar", "Karsova"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("US", "United States"), ("the United States", "United States")),
        (("U.S. government", "United States"), ("Washington", "United States")),
        (("EU", "EU"), ("European Union", None)),
        (("Davor Melnar", "Valdrania"), ("President Davor Melnar", None)),
        (("Davor K. Melnar", "Valdrania"), ("Davor Melnar", "Valdrania")),
        (("Davor Melnar", "Valdrania"), ("Melnar", "Valdrania")),
        (("Davor Melnar", "Valdrania"), ("Melnar", None)),
        (("Dávor Melnár", "Valdrania"), ("Davor Melnar", "Valdrania")),
        (("Davor Melnar", "Valdrania"), ("Davor Melnar", "Free Harbour")),
        (("Kesh Sorrel Tay", "Galdria"), ("Kesh", "Galdria")),
        (("the envoys", "Karsova"), ("Envoys", None)),
    ],
)
def test_one_actor(one: Holder, other: Holder) -> None:
    assert len(set(keys(one, other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("White House", "United States"), ("US", "United States")),
        (("European Commission", "EU"), ("EU", "EU")),
        (("Davor Melnar", "Valdrania"), ("Melnar", "Karsova")),
        (("Davor Melnar", "Valdrania"), ("Ilse Melnar", "Valdrania")),
        (("Davor Melnar", "Valdrania"), ("Davor Melnar Jr.", "Valdrania")),
        (("the envoys", "Karsova"), ("the envoys", "Valdrania")),
        (("26 countries", None), ("25 countries", None)),
    ],
)
def test_two_actors(one: Holder, other: Holder) -> None:
    assert len(set(keys(one, other))) == 2


def test_a_short_name_that_two_bear_stays_by_itself() -> None:
    found = keys(("Davor Melnar", "Valdrania"), ("Ilse Melnar", "Valdrania"), ("Melnar", "Valdrania"))
    assert len(set(found)) == 3


def test_the_fullest_name_is_shown_with_the_party() -> None:
    (subject,) = set(resolve([("Melnar", "Valdrania"), ("President Davor Melnar", "Valdrania")]).values())
    assert (subject.name, subject.party) == ("Davor Melnar", "Valdrania")


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("US", "United States"),
        ("White House", "United States"),
        ("EU", "European Union"),
        ("the Valdrania", "Valdrania"),
    ],
)
def test_parties_are_listed_under_one_name(party: str, name: str) -> None:
    assert party_named(party) == name


def test_subjects_are_found_by_any_form_of_their_name_or_by_a_word_of_it() -> None:
    subjects = sorted(set(resolve([*HOLDERS, ("US", None)]).values()))
    assert [each.name for each in named(subjects, "U.S.")] == ["United States"]
    assert [each.name for each in named(subjects, "Ilse")] == ["Ilse Melnar"]
    assert named(subjects, "Galdria") == []


BOTH: dict[Holder, int] = {
    ("Davor Melnar", "Valdrania"): 9,
    ("Ilse Melnar", "Valdrania"): 1,
    ("Melnar", "Valdrania"): 3,
}


def test_a_family_name_alone_means_whom_nearly_all_stances_of_its_bearers_are_of() -> None:
    found = resolve(BOTH, BOTH)
    assert found["Melnar", "Valdrania"] == found["Davor Melnar", "Valdrania"]
    fewer = BOTH | {("Davor Melnar", "Valdrania"): 8}
    assert resolve(fewer, fewer)["Melnar", "Valdrania"].name == "Melnar"


def test_an_actor_is_called_as_most_stances_call_it_and_of_the_party_that_most_give() -> None:
    counts: dict[Holder, int] = {
        ("Davor K. Melnar", "Valdrania"): 2,
        ("Davor Melnar", "Karsova"): 1,
        ("Davor Melnar", "Valdrania"): 3,
    }
    (subject,) = set(resolve(counts, counts).values())
    assert (subject.name, subject.party) == ("Davor Melnar", "Valdrania")
    other = counts | {("Davor Melnar", "Karsova"): 6}
    (subject,) = set(resolve(other, other).values())
    assert subject.party == "Karsova"
