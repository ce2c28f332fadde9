"""The review queue: what is least certain and most consequential comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.record.queue import BASE, Due, Reason, due_in, queue
from onrecord.records import Told
from onrecord.vocabulary import Act
from tests.record.telling import cell, day, told


def followed(act: Act, article: str, number: int, confidence: float = 0.6, **more: object) -> Told:
    made = told(act, article, day(number), confidence=confidence, **more)  # type: ignore[arg-type]
    return replace(made, stance=replace(made.stance, codebook="ships"))


def dues(*tellings: Told, at: Cell | None = None) -> dict[str, Due]:
    index = PositionIndex(tellings)
    asked = at or cell(measure="ships")
    position, history = index.position(asked), index.history(asked)
    assert position is not None
    assert history is not None
    return {due.told.article: due for due in due_in(position, history)}


def test_the_only_source_of_a_position_has_it_all_at_stake() -> None:
    found = dues(followed(Act.OPEN, "gull", 2))
    assert found["gull"].stake == pytest.approx(BASE + 1)
    assert found["gull"].reasons == (Reason.ONLY_SOURCE,)
    assert found["gull"].urgency == pytest.approx(0.4 * (BASE + 1))


def test_an_article_that_goes_back_and_forth_names_each_reason_once() -> None:
    acts = (Act.COMMITS, Act.DECLINES, Act.COMMITS, Act.DECLINES)
    tellings = [followed(act, "gull", 2, order=place) for place, act in enumerate(acts)]
    found = dues(*(replace(each, stance=replace(each.stance, id=f"p{each.order}")) for each in tellings))
    assert found["gull"].stake == pytest.approx(BASE + 3)
    assert found["gull"].reasons == (Reason.ONLY_SOURCE, Reason.REVERSES)


def test_several_sources_share_what_is_at_stake() -> None:
    found = dues(followed(Act.OPEN, "gull", 2), followed(Act.OPEN, "heron", 2))
    assert found["gull"].stake == found["heron"].stake == pytest.approx(BASE + 0.5)
    assert found["gull"].reasons == (Reason.ONE_SOURCE,)


def test_a_reversal_counts_more_than_another_change_and_what_it_supersedes_counts_little() -> None:
    reversed_ = dues(followed(Act.COMMITS, "gull", 2), followed(Act.DECLINES, "heron", 3))
    softened = dues(followed(Act.COMMITS, "gull", 2), followed(Act.OPEN, "heron", 3))
    assert reversed_["heron"].stake == pytest.approx(BASE + 2)
    assert reversed_["heron"].reasons == (Reason.ONLY_SOURCE, Reason.REVERSES)
    assert softened["heron"].stake == pytest.approx(BASE + 1.5)
    assert reversed_["gull"].stake == pytest.approx(BASE)
    assert reversed_["gull"].reasons == (Reason.PAST,)


def test_both_sides_of_an_open_contradiction_are_at_stake() -> None:
    found = dues(followed(Act.COMMITS, "gull", 2), followed(Act.DECLINES, "heron", 2))
    assert all(Reason.DISPUTED in due.reasons for due in found.values())
    assert min(due.stake for due in found.values()) >= BASE + 1


def test_copies_and_measures_that_nobody_follows_weigh_less() -> None:
    original, copied = followed(Act.OPEN, "gull", 2), followed(Act.OPEN, "heron", 2, copy_of="gull")
    found = dues(original, copied)
    assert found["heron"].stake == pytest.approx(0.2 * found["gull"].stake)
    assert dues(told(Act.OPEN, "gull", day(2)), at=cell())["gull"].stake == pytest.approx(0.5 * (BASE + 1))


def test_what_a_person_made_certain_is_not_due() -> None:
    assert dues(followed(Act.OPEN, "gull", 2, confidence=1.0)) == {}


def test_the_queue_goes_by_doubt_times_stake_and_has_each_stance_once() -> None:
    tellings = [
        followed(Act.OPEN, "sure", 2, 0.95, holder="Ilse Marr"),
        followed(Act.OPEN, "unsure", 2, 0.55, holder="Mikkel Orvik"),
        followed(Act.COMMITS, "past", 1, 0.5, holder="Oda Brandt"),
        followed(Act.OPEN, "now", 3, 0.6, holder="Oda Brandt", updated=None),
    ]
    index = PositionIndex(tellings)
    every = [
        due
        for kind in SubjectKind
        for each in index.cells(kind)
        if (position := index.position(each)) and (history := index.history(each))
        for due in due_in(position, history)
    ]
    found = queue(every)
    assert len(found) == len(tellings) < len(every)
    assert [due.told.article for due in found][:2] == ["now", "unsure"]
    assert [due.urgency for due in found] == sorted((due.urgency for due in found), reverse=True)


@given(st.permutations([0.5, 0.6, 0.7, 0.8]))
def test_no_order_matters(confidences: list[float]) -> None:
    some = [followed(Act.OPEN, f"a{number}", 2, each) for number, each in enumerate((0.5, 0.6, 0.7, 0.8))]
    shuffled = [some[(0.5, 0.6, 0.7, 0.8).index(each)] for each in confidences]
    assert queue(dues(*shuffled).values()) == queue(dues(*some).values())
