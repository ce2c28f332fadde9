"""An index says the same whatever the order of its input, and after a change the same as one built anew."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.entries import day_told
from onrecord.record.index import PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.records import Told
from onrecord.vocabulary import Act
from tests.record.telling import ARTICLES, SHIPS, cell, day, everything, position, records, said_on, told


@settings(max_examples=60)
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(tellings: list[Told], chance: random.Random) -> None:
    shuffled = list(tellings)
    chance.shuffle(shuffled)
    assert everything(PositionIndex(shuffled)) == everything(PositionIndex(tellings))


@settings(max_examples=40)
@given(records(), records(), st.lists(st.sampled_from(ARTICLES), max_size=6), st.booleans())
def test_articles_replaced_one_by_one_give_what_building_anew_gives(
    first: list[Told], second: list[Told], replaced: list[str], asked: bool
) -> None:
    index = PositionIndex(first)
    now = {article: [each for each in first if each.article == article] for article in ARTICLES}
    for article in replaced:
        if asked:
            everything(index)
        now[article] = [each for each in second if each.article == article]
        index.replace(article, now[article])
    anew = PositionIndex([each for tellings in now.values() for each in tellings])
    assert everything(index) == everything(anew)
    assert index.measures() == anew.measures()
    assert [index.subjects(kind) for kind in SubjectKind] == [anew.subjects(kind) for kind in SubjectKind]
    for kind in SubjectKind:
        assert sorted(index.first_days(kind)) == sorted(anew.first_days(kind))
        assert sorted(index.cells(kind, day(3))) == sorted(anew.cells(kind, day(3)))
    parties = anew.subjects(SubjectKind.PARTY)
    assert [index.members(party) for party in parties] == [anew.members(party) for party in parties]


@settings(max_examples=40)
@given(records(), records())
def test_replacing_touches_all_cells_that_change(first: list[Told], second: list[Told]) -> None:
    index = PositionIndex(first)
    before = everything(index)
    touched = index.replace("gull", [each for each in second if each.article == "gull"])
    after = everything(index)
    assert {each for each in before.keys() | after.keys() if before.get(each) != after.get(each)} <= touched


@settings(max_examples=40)
@given(records())
def test_a_position_quotes_stances_that_show_its_act(tellings: list[Told]) -> None:
    for kind in SubjectKind:
        for each in PositionIndex(tellings).positions(kind):
            assert each.told
            assert all(stance.stance.act is each.act for stance in each.told)
            assert set(each.told) <= set(tellings)
            assert 1 <= each.sources <= len(each.articles)


@settings(max_examples=60)
@given(records())
def test_as_of_a_day_stands_what_stood_before_the_rest_was_told(tellings: list[Told]) -> None:
    # Full names and no copies: who is who, and who copies whom, is asked of the whole record on any day.
    plain = [replace(each, copy_of=None) for each in tellings if each.stance.holder in ("Davor Melnar", "Ilse Melnar")]
    index, before = PositionIndex(plain), PositionIndex(filter(_told_by_the_third, plain))
    for kind in SubjectKind:
        assert {cell for cell, first in index.first_days(kind) if first <= day(3).toordinal()} == set(
            before.cells(kind)
        )
        for each in before.cells(kind):
            then, now = before.position(each), index.position(each, day(3))
            assert then is not None
            assert now is not None
            assert replace(then, subject=now.subject) == now


def _told_by_the_third(told: Told) -> bool:
    if day_told(told):
        return day_told(told) <= day(3).toordinal()
    return told.published is not None and told.published <= day(3)


@settings(max_examples=40)
@given(records())
def test_as_of_a_day_nothing_later_counts(tellings: list[Told]) -> None:
    index = PositionIndex(tellings)
    for kind in SubjectKind:
        for each in index.positions(kind, day(3)):
            assert each.last is None or each.last <= day(3)


def test_stances_of_another_article_do_not_replace_one() -> None:
    with pytest.raises(ValueError, match="another article than gull"):
        PositionIndex().replace("gull", [told(Act.OPEN, "heron")])


def test_a_stance_given_twice_is_one_and_two_stances_cannot_share_an_id() -> None:
    one = told(Act.OPEN, "gull", day(1))
    assert position(one, one).told == (one,)
    with pytest.raises(ValueError, match="one id in article gull"):
        PositionIndex([one, told(Act.DECLINES, "gull", day(1))])


@pytest.mark.parametrize("comes", [True, False])
def test_an_own_word_that_goes_or_comes_changes_what_a_later_claim_does(comes: bool) -> None:
    own = told(Act.COMMITS, "heron", day(1))
    claims = [
        told(Act.COMMITS, "gull", day(1), via=("Coll Hargrave",)),
        told(Act.ACTED, "jay", day(3), via=("Coll Hargrave",)),
        told(Act.DECLINES, "kite", day(5), via=("Coll Hargrave",)),
    ]
    before, after = ([], [own]) if comes else ([own], [])
    for told_later in (claims, claims[::2]):
        index = PositionIndex([*before, *told_later])
        everything(index)
        index.replace("heron", after)
        assert everything(index) == everything(PositionIndex([*after, *told_later]))


def test_an_article_taken_out_leaves_nothing_behind() -> None:
    index = PositionIndex([told(Act.OPEN, "gull", day(1))])
    assert index.replace("gull", []) == {cell(), cell("valdrania", kind=SubjectKind.PARTY)}
    assert index.position(cell()) is None
    assert index.history(cell()) is None
    assert not index.subjects(SubjectKind.ACTOR)
    assert not index.measures()


def test_all_that_was_told_of_one_name_goes_to_whom_it_turns_out_to_mean_and_back() -> None:
    full = [told(Act.OPEN, f"gull{number}", day(number)) for number in (1, 4, 6)]
    short = [told(Act.COMMITS, f"heron{number}", day(number), holder="Melnar") for number in (2, 4, 5)]
    undated = told(Act.ACTED, "kite", None, holder="Melnar")
    second = told(Act.DECLINES, "ibis", day(3), holder="Ilse Melnar")
    known = [*full, *short, undated]
    index = PositionIndex(known)
    for asked in (False, True):
        for other in ([second], []):
            index.replace("ibis", other)
            if asked:
                assert everything(index) == everything(PositionIndex([*known, *other]))
    index.replace("ibis", [second])
    assert index.replace("heron4", []) == {cell("melnar (valdrania)"), cell("valdrania", kind=SubjectKind.PARTY)}
    assert everything(index) == everything(PositionIndex([*full, short[0], short[2], undated, second]))


def test_a_measure_is_its_codebook_id_or_its_phrase_or_what_the_user_says() -> None:
    stances = [
        told(Act.OPEN, "gull", day(1), measure="Send  Ships"),
        told(Act.OPEN, "heron", day(1), measure="dispatch a fleet"),
    ]
    assert PositionIndex(stances).measures() == ["dispatch a fleet", SHIPS]
    assert PositionIndex(stances, measure_of=lambda stance: "navy").measures() == ["navy"]


def test_the_day_is_that_of_the_words_else_that_of_publication() -> None:
    on_the_second = told(Act.OPEN, "gull", day(4), when=said_on(day(2)))
    unresolved = told(Act.OPEN, "gull", day(4), when=said_on(None))
    in_the_future = told(Act.OPEN, "gull", day(4), when=said_on(day(9)))
    after_an_update = told(Act.OPEN, "gull", day(4), when=said_on(day(9)), updated=day(9))
    days = [position(each).since for each in (on_the_second, unresolved, in_the_future, after_an_update)]
    assert days == [day(2), None, day(4), day(9)]


def test_members_are_those_who_speak_for_a_party() -> None:
    index = PositionIndex([told(Act.OPEN, "gull", day(1)), told(Act.OPEN, "heron", day(1), holder="Valdrania")])
    (party,) = index.subjects(SubjectKind.PARTY)
    assert [member.name for member in index.members(party)] == ["Davor Melnar", "Valdrania"]


def test_a_second_person_of_the_name_parts_what_was_one_row() -> None:
    index = PositionIndex([told(Act.OPEN, "gull", day(1)), told(Act.COMMITS, "heron", day(2), holder="Melnar")])
    assert [each.name for each in index.subjects(SubjectKind.ACTOR)] == ["Davor Melnar"]
    index.replace("ibis", [told(Act.DECLINES, "ibis", day(3), holder="Ilse Melnar")])
    assert [each.name for each in index.subjects(SubjectKind.ACTOR)] == ["Davor Melnar", "Ilse Melnar", "Melnar"]
    index.replace("ibis", [])
    assert [each.name for each in index.subjects(SubjectKind.ACTOR)] == ["Davor Melnar"]


def test_whom_a_family_name_alone_means_is_asked_anew_as_stances_come_and_go() -> None:
    def telling(article: str, holder: str, numbers: range, party: str = "Valdrania") -> list[Told]:
        return [
            told(Act.OPEN, article, day(1), holder=holder, party=party, measure=f"send {n} ships", order=n)
            for n in numbers
        ]

    davor = telling("a", "Davor Melnar", range(9))
    index = PositionIndex([*davor, *telling("c", "Melnar", range(2))])
    for article, now, named in (
        ("b", telling("b", "Ilse Melnar", range(1)), ["Davor Melnar", "Ilse Melnar"]),
        ("a", davor[:8], ["Davor Melnar", "Ilse Melnar", "Melnar"]),
        ("a", [*davor, *telling("a", "Davor A. Melnar", range(10, 20))], ["Davor A. Melnar", "Ilse Melnar"]),
        ("a", [*davor[:4], *telling("a", "Davor Melnar", range(10, 15), "Karsova")], ["Davor Melnar", "Ilse Melnar"]),
    ):
        index.replace(article, now)
        fresh = PositionIndex(each for one in "abc" for each in index.read(one))
        assert [each.name for each in index.subjects(SubjectKind.ACTOR)] == named
        assert index.subjects(SubjectKind.ACTOR) == fresh.subjects(SubjectKind.ACTOR)
        assert all(index.position(each) == fresh.position(each) for each in fresh.cells(SubjectKind.ACTOR))
