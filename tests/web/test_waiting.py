"""What waits for review stays in order while positions change, as if it were gathered anew."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.record_maker import Maker
from onrecord.record.decided import Decided
from onrecord.record.index import PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.record.queue import Due
from onrecord.records import Finding, Judgement, Told
from onrecord.vocabulary import Decision
from onrecord.web.review.desk import SHOWN_S, Desk
from onrecord.web.review.waiting import Waiting

NOON = datetime(2031, 5, 20, 12, tzinfo=UTC)


def judgement(number: int, told: Told, decision: Decision, who: str = "Ada", undoes: str | None = None) -> Judgement:
    stance = told.stance if decision in (Decision.ACCEPT, Decision.CORRECT) else None
    return Judgement(f"j{number}", told.finding, decision, stance, who, NOON + timedelta(seconds=number), undoes)


@pytest.mark.parametrize("seed", range(3))
def test_what_waits_is_the_same_as_if_gathered_anew(seed: int) -> None:
    told = Maker(seed).stances(600)
    index, chance = PositionIndex(told), random.Random(seed)
    waiting = Waiting(index)
    made: list[Decided] = []
    for number in range(40):
        one = chance.choice(told)
        decision = chance.choice([Decision.ACCEPT, Decision.REJECT, Decision.SKIP, Decision.UNDO])
        undoes = chance.choice(made).judgement if decision is Decision.UNDO and made else None
        if undoes is not None:
            made.append(Decided(Judgement(f"j{number}", undoes.finding, decision, None, "Ada", NOON, undoes.id)))
        elif decision is not Decision.UNDO:
            each = judgement(number, one, decision)
            made.append(Decided(each, one if each.stance else None))
        else:
            continue
        waiting.refresh(index.decide(made[-1:]))
    anew = PositionIndex(told, made)
    assert list(waiting) == list(Waiting(anew))
    for kind in SubjectKind:
        assert {cell: index.position(cell) for cell in index.cells(kind)} == {
            cell: anew.position(cell) for cell in anew.cells(kind)
        }


@pytest.fixture
def told() -> Sequence[Told]:
    return Maker(1).stances(60)


def findings(dues: Sequence[Due | None]) -> list[Finding]:
    return [due.told.finding for due in dues if due is not None]


def test_two_reviewers_are_shown_different_stances_for_a_while(told: Sequence[Told]) -> None:
    now = [0.0]
    desk = Desk(PositionIndex(told), (), clock=lambda: now[0])
    first, second, *_ = [due.told.finding for due in desk.waiting]
    desk.show(first, "Ada")
    assert findings([desk.next_for("Ada"), desk.next_for("Ben")]) == [first, second]
    now[0] = SHOWN_S + 1
    assert findings([desk.next_for("Ben")]) == [first]


def test_what_was_skipped_comes_last_for_who_skipped_it_alone(told: Sequence[Told]) -> None:
    desk = Desk(PositionIndex(told), ())
    first, second, *_ = [due.told for due in desk.waiting]
    desk.take_in([(judgement(1, first, Decision.SKIP), None)], ())
    assert findings([desk.next_for("Ada"), desk.next_for("Ben")]) == [second.finding, first.finding]
    back = Judgement("j2", first.finding, Decision.UNDO, None, "Ada", NOON + timedelta(hours=1), "j1")
    desk.take_in([(back, None)], ())
    assert findings([desk.next_for("Ada")]) == [first.finding]


def test_if_all_was_skipped_the_first_skipped_comes_first(told: Sequence[Told]) -> None:
    index = PositionIndex(told)
    desk = Desk(index, ())
    every = [due.told for due in desk.waiting]
    random.Random(1).shuffle(every)
    desk.take_in([(judgement(number, each, Decision.SKIP), None) for number, each in enumerate(every)], ())
    assert findings([desk.next_for("Ada")]) == [every[0].finding]


def test_a_correction_is_judged_as_what_it_corrects(told: Sequence[Told]) -> None:
    one = told[0]
    stance = replace(one.stance, holder="Somebody Else")
    made = replace(judgement(1, one, Decision.CORRECT), stance=stance)
    desk = Desk(PositionIndex(told), [(made, replace(one, stance=stance))])
    assert desk.meant(replace(one, stance=stance).finding) == desk.meant(one.finding) == one.finding
