"""What a reviewer decided counts, whatever a reader finds later."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.decided import Decided, after_review, standing
from onrecord.record.index import PositionIndex
from onrecord.records import Finding, Judgement, Told
from onrecord.vocabulary import Act, Decision
from tests.record.telling import cell, day, position, told

READ = told(Act.OPEN, "gull", day(2))
RIGHT = told(Act.DECLINES, "gull", day(2))


def decided(
    number: int, decision: Decision, kept: Told | None = None, undoes: int | None = None, of: Finding = READ.finding
) -> Decided:
    when = datetime(2025, 6, 1, number, tzinfo=UTC)
    undone = f"j{undoes}" if undoes is not None else None
    return Decided(Judgement(f"j{number}", of, decision, kept.stance if kept else None, "reviewer", when, undone), kept)


REJECTED = decided(1, Decision.REJECT)
CORRECTED = decided(2, Decision.CORRECT, RIGHT)
ACCEPTED = decided(3, Decision.ACCEPT, READ)


def acts(*decisions: Decided, read: tuple[Told, ...] = (READ,)) -> list[Act]:
    return [each.stance.act for each in after_review(read, decisions)]


def test_each_decision_does_what_it_says() -> None:
    assert acts() == [Act.OPEN]
    assert acts(REJECTED) == []
    assert acts(CORRECTED) == [Act.DECLINES]
    assert acts(ACCEPTED) == [Act.OPEN]


def test_what_a_person_decided_is_certain() -> None:
    assert [each.stance.confidence for each in after_review([READ], [ACCEPTED])] == [1.0]
    assert [each.stance.confidence for each in after_review([READ], [CORRECTED])] == [1.0]


def test_the_latest_decision_counts() -> None:
    assert acts(REJECTED, CORRECTED) == acts(CORRECTED, REJECTED) == [Act.DECLINES]


def test_what_is_taken_back_does_not_count_and_taking_back_can_be_taken_back() -> None:
    back = decided(4, Decision.UNDO, undoes=2)
    assert acts(REJECTED, CORRECTED, back) == []
    assert acts(REJECTED, CORRECTED, back, decided(5, Decision.UNDO, undoes=4)) == [Act.DECLINES]


def test_decisions_outlive_a_reading_that_no_longer_finds_the_stance() -> None:
    assert acts(CORRECTED, read=()) == [Act.DECLINES]
    assert acts(ACCEPTED, read=()) == [Act.OPEN]
    assert acts(REJECTED, read=()) == []


def test_a_reading_that_comes_to_what_a_person_said_does_not_double_it() -> None:
    assert acts(CORRECTED, read=(RIGHT,)) == [Act.DECLINES]


def test_another_phrase_for_the_measure_is_the_same_finding_where_only_one_fits() -> None:
    rephrased = told(Act.OPEN, "gull", day(2), measure="dispatch ships")
    another = told(Act.OPEN, "gull", day(2), measure="lend money")
    assert acts(REJECTED, read=(rephrased,)) == []
    assert acts(REJECTED, read=(rephrased, another)) == [Act.OPEN, Act.OPEN]


def test_a_decision_moves_the_position_and_a_new_reading_does_not_move_it_back() -> None:
    index = PositionIndex([READ])
    assert index.decide([CORRECTED]) >= {cell()}
    for _ in range(2):
        found = index.position(cell())
        assert found is not None
        assert (found.act, found.confidence) == (Act.DECLINES, 1.0)
        index.replace("gull", [READ])
    assert found == PositionIndex([READ], [CORRECTED]).position(cell())
    assert found != position(READ)


def test_a_stance_accepted_on_one_page_counts_once_though_another_page_with_the_article_lacks_it() -> None:
    was = told(Act.COMMITS, "gull", day(1), page="gull.html")
    read = replace(was, stance=replace(was.stance, target="Karsova"))
    elsewhere = told(Act.DEMANDS, "gull", day(1), page="gull.txt", order=40, measure="lend money")
    accepted = Judgement("j1", was.finding, Decision.ACCEPT, was.stance, "ada", datetime(2025, 6, 1, tzinfo=UTC), None)
    for tellings in ([read, elsewhere], [elsewhere, read]):
        found = PositionIndex(tellings, [Decided(accepted, was)]).position(cell())
        assert found is not None
        assert found.told == (replace(read, stance=replace(read.stance, confidence=1.0)),)


def test_a_correction_without_its_words_is_refused_and_so_is_one_of_another_article() -> None:
    with pytest.raises(ValueError, match="as its article tells it"):
        Decided(CORRECTED.judgement)
    with pytest.raises(ValueError, match="as its article tells it"):
        Decided(REJECTED.judgement, READ)
    with pytest.raises(ValueError, match="told by the article"):
        Decided(CORRECTED.judgement, told(Act.OPEN, "heron"))


@given(st.lists(st.sampled_from(["reject", "correct", "undo"]), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_given_does_not_matter(kinds: list[str], chance: random.Random) -> None:
    some = []
    for number, kind in enumerate(kinds):
        if kind == "undo":
            some += [decided(number, Decision.UNDO, undoes=chance.randrange(number))] if number else []
        else:
            some.append(decided(number, Decision(kind), RIGHT if kind == "correct" else None))
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(some)
