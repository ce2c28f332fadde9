"""Contradictions that nothing has settled: a claim against a holder's own word is kept, however many there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.index import PositionIndex
from onrecord.record.positions import ContradictionKind, Position
from onrecord.records import Told
from onrecord.vocabulary import Act
from tests.record.telling import cell, day, everything, told

FIRST = date(2025, 1, 1)
OWN = told(Act.COMMITS, "own", FIRST)


def claim(number: int) -> Told:
    """What another camp claims so many days after the holder's own word."""
    return told(Act.DECLINES, f"claim{number:05}", FIRST + timedelta(number), via=("Coll Hargrave",))


def stands(index: PositionIndex) -> Position:
    found = index.position(cell())
    assert found is not None
    return found


def test_one_more_claim_makes_nothing_anew_that_was_found_before() -> None:
    index = PositionIndex([OWN, *map(claim, range(1, 40))])
    before = stands(index).contradictions
    index.replace("claim00040", [claim(40)])
    after = stands(index).contradictions
    assert len(after) == len(before) + 1 == 40
    assert all(one is other for one, other in zip(before, after, strict=False))
    assert after[-1].accounts[0].told == (OWN,)


@pytest.mark.parametrize(("number", "left"), [(0, 40), (20, 21), (40, 1)])
def test_an_own_word_settles_the_claims_before_it_and_they_are_open_again_without_it(number: int, left: int) -> None:
    again = told(Act.COMMITS, "again", FIRST + timedelta(number))
    index = PositionIndex([OWN, *map(claim, range(1, 41))])
    everything(index)
    index.replace("again", [again])
    assert len(stands(index).contradictions) == left  # one of the same day among them
    assert everything(index) == everything(PositionIndex([OWN, again, *map(claim, range(1, 41))]))
    index.replace("again", [])
    assert len(stands(index).contradictions) == 40


def test_a_claim_stands_against_the_latest_own_word_before_it() -> None:
    index = PositionIndex([OWN, claim(5), claim(9)])
    assert [each.accounts[0].told for each in stands(index).contradictions] == [(OWN,), (OWN,)]
    later = told(Act.COMMITS, "later", FIRST + timedelta(7))
    index.replace("later", [later])
    history = index.history(cell())
    assert history is not None
    assert [each.accounts[0].told for each in history.contradictions] == [(OWN,), (later,)]
    assert [each.is_open for each in history.contradictions] == [False, True]
    assert stands(index).contradictions == history.contradictions[1:]


_CLAIMS = st.lists(
    st.builds(
        lambda number, on, act, own: told(
            act, f"article{number}", day(on), via=() if own else ("Coll Hargrave",), outlet="Post" if on % 2 else None
        ),
        st.integers(0, 12),
        st.integers(1, 9),
        st.sampled_from([Act.COMMITS, Act.DECLINES, Act.OPPOSES, Act.OPEN]),
        st.sampled_from([True, False, False]),
    ),
    max_size=16,
    unique_by=lambda each: each.article,
)


@settings(max_examples=80)
@given(_CLAIMS, _CLAIMS)
def test_what_is_open_is_so_whatever_came_first(first: list[Told], second: list[Told]) -> None:
    index = PositionIndex(first)
    now = {each.article: each for each in first}
    for each in second:
        everything(index)
        now[each.article] = each
        index.replace(each.article, [each])
    assert everything(index) == everything(PositionIndex(now.values()))


@settings(max_examples=80)
@given(_CLAIMS)
def test_open_is_what_no_own_word_of_a_later_day_settles(tellings: list[Told]) -> None:
    index = PositionIndex(tellings)
    for each in index.cells(cell().kind):
        history, position = index.history(each), index.position(each)
        assert history is not None
        assert position is not None
        for found in history.contradictions:
            assert found.on is not None
            assert found.is_open is not any(
                told.published > found.on for told in tellings if told.published and not told.stance.via
            )
            if found.kind is ContradictionKind.REPORTS:
                assert all(any(not told.stance.via for told in account.told) for account in found.accounts)
        assert position.contradictions == tuple(found for found in history.contradictions if found.is_open)
