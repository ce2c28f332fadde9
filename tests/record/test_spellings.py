"""Spellings of one person's name are one actor; namesakes and relatives are not."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.actors import Holder, anchors, hinges, named, resolve
from onrecord.record.positions import SubjectKind
from onrecord.record.roster import Roster
from onrecord.record.spellings import Borne, one_person, spelling

NAMES = (
    "Volodar Melnychenko", "Volodar Melnichenko", "Wolodar Melnitchenko", "Ilse Melnychenko", "Melnychenko", "Melnichenko",
    "Volodar", "Wolodar", "Vell", "Dragan Vell", "Dragan O. Vell", "Dragan Tarn Vell", "Dragan Marlow Vell", "Jan Lai", "Jan Lee",
    "Tem Su Yong", "Tem Su-yong", "Tem Su-Yong", "Su-yong", "Ada O'Tarn", "Ada O’Tarn", "O’Tarn",
    "Marlow Vell", "Oru Marlow Vell", "26 nations", "Twenty-six countries", "26 nations at the table",
)  # fmt: skip
holders = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from((None, "Valdrania", "Karsova"))), max_size=10, unique=True
)


def same(one: Holder, *others: Holder) -> bool:
    found = resolve([one, *others])
    return len({subject.key for subject in found.values()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodar Melnyskyy", "Volodar Melnyskiy"),
        ("Sergey Tarnov", "Sergei Tarnov"),
        ("Bob Tarnov", "Robert Tarnov"),
        ("Steve Tarnov", "Steven Tarnov"),
        ("Aleksey Tarnov", "Alexei Tarnov"),
        ("Muammar Qadhari", "Moammar Gadhari"),
        ("Mohamed al-Tarni", "Mohammed el-Tarni"),
        ("Bashir al-Tarn", "Bashir Tarn"),
        ("Viktor Tarnovich", "Viktor Tarnovych"),
        ("Dragan Vell", "Dragan Marlow Vell"),
        ("Javan Tarn", "Mihal Javan Tarn"),
    ],
)
def test_spellings_of_one_name_are_one_actor_in_one_party(one: str, other: str) -> None:
    assert same((one, "Valdrania"), (other, "Valdrania"))
    assert not same((one, "Valdrania"), (other, "Karsova"))
    assert not same((one, None), (other, None))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodar Melnychenko", "Ilse Melnychenko"),
        ("Jan Lai", "Jan Lee"),
        ("Dragan Vell", "Dragan O.M. Vell"),
        ("Dragan Tarn Vell", "Dragan Marlow Vell"),
        ("Carl Levan", "Carl Levin"),
        ("Javan Tarn", "Mihal J. Tarn"),
        ("Tem Su Yong", "Tem Su Jong"),
    ],
)
def test_namesakes_and_relatives_are_not(one: str, other: str) -> None:
    assert not same((one, "Valdrania"), (other, "Valdrania"))


@pytest.mark.parametrize(
    "forms",
    [
        ("Tem Su Yong", "Tem Su-Yong", "Tem Su-yong", "TEM SU-YONG", "Su-yong"),
        ("Jean-Marc Vell", "Jean Marc Vell", "Jean‑Marc Vell"),
        ("Ada O'Tarn", "Ada O’Tarn", "Ada OTarn", "O’Tarn", "O'Tarn"),
        ("Bashir al-Tarni", "Bashir Al-Tarni", "Bashir al Tarni", "al-Tarni"),
        ("Ilse Marlow-Tarn", "Ilse Marlow Tarn", "Marlow-Tarn"),
    ],
)
def test_hyphens_capitals_and_apostrophes_do_not_tell_two_apart(forms: tuple[str, ...]) -> None:
    assert same(*((form, None) for form in forms))
    assert same((forms[0], "Valdrania"), (forms[1], "Karsova"))


def test_half_a_double_name_is_another_persons() -> None:
    assert not same(("Ilse Marlow-Tarn", "Valdrania"), ("Tarn", "Valdrania"))
    assert not same(("Jean-Marc Vell", "Valdrania"), ("Jean-Paul Vell", "Valdrania"))


def test_capitals_throughout_are_not_shown_where_there_is_another_form() -> None:
    (subject,) = set(resolve([("TEM SU-YONG", None), ("Tem Su-yong", None)]).values())
    assert subject.name == "Tem Su-yong"
    assert named([subject], "su yong") == named([subject], "Su-Yong") == [subject]


def test_an_unknown_party_is_no_hindrance_unless_two_may_be_meant() -> None:
    assert same(("Sergey Tarnov", "Valdrania"), ("Sergei Tarnov", None))
    three = [("Sergey Tarnov", "Valdrania"), ("Sergei Tarnov", None), ("Serguey Tarnoff", "Karsova")]
    assert not same(three[0], three[2])
    found = resolve([("Sergey Tarnov", "Valdrania"), ("Sergei Tarnov", None), ("Sergeï Tarnow", "Karsova")])
    assert len({subject.key for subject in found.values()}) == 3


def test_who_leaves_a_name_out_is_nobody_where_two_bear_different_ones() -> None:
    found = resolve((name, "Valdrania") for name in ("Dragan Vell", "Dragan Tarn Vell", "Dragan Marlow Vell"))
    assert len({subject.key for subject in found.values()}) == 3


def test_a_family_name_alone_is_found_in_any_spelling() -> None:
    found = resolve([("Volodar Melnychenko", "Valdrania"), ("Melnichenko", "Valdrania"), ("Melnitchenko", None)])
    (subject,) = set(found.values())
    assert subject.name == "Volodar Melnychenko"
    assert named([subject], "Melnichenko") == [subject]


def test_groups_of_states_are_one_by_their_number() -> None:
    assert same(("26 nations", None), ("Twenty-six countries", None), ("the 26 states", None))
    assert same(("more than two dozen countries", None), ("over 24 nations", None))
    subjects = set(resolve([("26 nations", None), ("Twenty-six nations", None)]).values())
    assert [subject.name for subject in subjects] == ["26 nations"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("26 nations", "25 nations"),
        ("26 nations", "more than 26 nations"),
        ("26 nations", "26 European nations"),
        ("26 nations", "ministers of 26 nations"),
        ("26 nations", "26 ships"),
        ("two nations", "two countries"),
    ],
)
def test_groups_that_something_tells_apart_are_not(one: str, other: str) -> None:
    assert not same((one, None), (other, None))


@given(holders, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(some: list[Holder], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert resolve(some) == resolve(shuffled)


def bearing_on(asked: set[Holder], some: list[Holder]) -> set[Holder]:
    words = {word for holder in asked for word in hinges(holder[0])}
    return asked | {holder for holder in some if words & set(anchors(holder[0]))}


@given(holders)
def test_names_on_which_nothing_hinges_do_not_matter(some: list[Holder]) -> None:
    whole = resolve(some)
    for holder in some:
        near = bearing_on(bearing_on({holder}, some), some)
        assert resolve(near)[holder].key == whole[holder].key


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from((None, "Valdrania", "France", "Norway")), st.booleans()),
        max_size=24,
    )
)
def test_a_roster_knows_them_as_they_come_and_go(course: list[tuple[str, str | None, bool]]) -> None:
    roster, counts = Roster(), Counter[Holder]()
    for name, party, comes in course:
        holder = (name, party)
        change = 1 if comes or not counts[holder] else -1
        counts[holder] += change
        roster.count(roster.number(holder), change)
        roster.settle()
        present = resolve([each for each, count in counts.items() if count], counts)
        assert roster.assigned() == {each: subject.key for each, subject in present.items()}
        assert all(roster.subject(SubjectKind.ACTOR, each.key) == each for each in present.values())


def test_who_has_fewer_stances_may_be_outvoted() -> None:
    roster = Roster()
    for party, change in (("Norway", 1), ("Norway", 1), ("France", 1), ("Norway", -1)):
        roster.count(roster.number(("Dragan Vell", party)), change)
        roster.settle()
    assert roster.subject(SubjectKind.ACTOR, "dragan vell").party == "France"


@given(st.text(alphabet="abdeghijkmoqwxyz-'", max_size=12))
def test_spelling_a_spelling_changes_nothing_but_letters_that_meet_anew(word: str) -> None:
    plain = spelling(word)
    assert not set("oeyqxgw") & set(plain)
    assert one_person({word: Borne((word, word), frozenset())}) == {word: word}


def test_who_is_called_by_the_second_name_stays_apart_where_two_may_be_meant() -> None:
    three = [(name, "Valdrania") for name in ("Javan Tarn", "Mihal Javan Tarn", "Oru Javan Tarn")]
    assert len(set(resolve(three).values())) == 3
