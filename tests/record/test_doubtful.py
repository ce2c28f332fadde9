"""Doubtful stances: which of them wait, in which order, and whose positions they would be on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.record.decided import Decided, after_review, undecided
from onrecord.record.doubtful import doubts_of, likeliest
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.record.reviewed import Review, told_of
from onrecord.records import Judgement, Told
from onrecord.vocabulary import Act, Decision
from tests.quell import CHARTS, ESCORTS, charts, doubted, matter
from tests.record.telling import told as telling

BEARERS = [*["Davor Melnar"] * 19, "Ilse Melnar"]
READING = doubted()
QUAYS, SUPPORTED = told_of(READING, READING.doubtful)
ON_ESCORTS = Cell(SubjectKind.ACTOR, "teodor vash", ESCORTS)


def decided(decision: Decision, stands: Told | None = None, *, of: Told = SUPPORTED, day: int = 1) -> Decided:
    when = datetime(2025, 6, day, tzinfo=UTC)
    undoes = "j1" if decision is Decision.UNDO else None
    return Decided(
        Judgement(f"j{day}", of.finding, decision, stands.stance if stands else None, "Ada", when, undoes), stands
    )


ACCEPTED = decided(Decision.ACCEPT, SUPPORTED)
UNDONE = decided(Decision.UNDO, day=2)


def record() -> PositionIndex:
    return PositionIndex([told for reading in matter() for told in told_of(reading)])


@pytest.mark.parametrize(
    ("decisions", "left"),
    [
        ([], [QUAYS, SUPPORTED]),
        ([ACCEPTED], [QUAYS]),
        ([decided(Decision.REJECT)], [QUAYS]),
        ([decided(Decision.SKIP)], [QUAYS, SUPPORTED]),
        ([ACCEPTED, UNDONE], [QUAYS, SUPPORTED]),
        # Somebody corrected another stance to what this one says.
        ([decided(Decision.CORRECT, SUPPORTED, of=told_of(charts())[0])], [QUAYS]),
        # Decided about as an earlier reader phrased the measure.
        (
            [decided(Decision.REJECT, of=replace(SUPPORTED, stance=replace(SUPPORTED.stance, measure="escorts")))],
            [QUAYS],
        ),
    ],
)
def test_what_was_decided_about_waits_no_more(decisions: list[Decided], left: list[Told]) -> None:
    assert undecided([QUAYS, SUPPORTED], decisions) == left


def test_what_stands_at_two_addresses_waits_once() -> None:
    elsewhere = replace(QUAYS, page="elsewhere.html")

    assert undecided([QUAYS, elsewhere], []) == [QUAYS]


def test_accepting_makes_a_position_and_undoing_takes_it_away() -> None:
    index = record()
    assert index.position(ON_ESCORTS) is None

    touched = index.decide([ACCEPTED])
    position = index.position(ON_ESCORTS)

    assert ON_ESCORTS in touched
    assert position is not None
    assert (position.act, position.confidence, position.told[0].words) == (Act.SUPPORTS, 1.0, SUPPORTED.words)
    assert index.decide([UNDONE]) == touched
    assert index.position(ON_ESCORTS) is None


def test_an_accepted_one_keeps_apart_from_one_of_its_id_that_a_new_reading_brings() -> None:
    moved = [replace(told, stance=replace(told.stance, id="d2")) for told in told_of(charts())[:1]]

    left = after_review(moved, [ACCEPTED])

    assert [(each.stance.id, each.stance.measure) for each in left] == [("d2", CHARTS), ("d2-2", ESCORTS)]
    assert PositionIndex(moved, [ACCEPTED]).position(ON_ESCORTS) is not None


def test_the_likeliest_come_first_and_before_them_those_of_the_codebook() -> None:
    followed = replace(SUPPORTED, stance=replace(SUPPORTED.stance, codebook="escorts"))

    assert sorted([SUPPORTED, QUAYS, followed], key=likeliest) == [followed, QUAYS, SUPPORTED]


def test_they_are_found_by_whose_position_they_would_be_on() -> None:
    doubts = doubts_of(record(), [SUPPORTED, QUAYS])

    assert doubts.by_cell[ON_ESCORTS] == [SUPPORTED]
    assert doubts.by_cell[Cell(SubjectKind.PARTY, "inner sea union", ESCORTS)] == [SUPPORTED]
    melnar = next(each for each in doubts.subjects if each.key == "davor melnar")
    assert doubts.measures_of(melnar) == {"inspect ships on its quays"}


def test_a_name_that_holds_nothing_else_is_who_it_is_among_all_names() -> None:
    short = replace(SUPPORTED, stance=replace(SUPPORTED.stance, holder="Vash"))
    stranger = replace(QUAYS, stance=replace(QUAYS.stance, holder="Runa Pell", party=None))

    doubts = doubts_of(record(), [short, stranger])

    assert doubts.by_cell[ON_ESCORTS] == [short]
    assert ("runa pell", "Runa Pell") in {(each.key, each.name) for each in doubts.subjects}
    assert doubts_of(record(), []).subjects == []


def test_a_doubtful_one_that_is_rejected_is_nothing_left_out() -> None:
    made = Judgement("j1", SUPPORTED.finding, Decision.REJECT, None, "Ada", datetime(2025, 6, 1, tzinfo=UTC), None)
    review = Review([(made, None)])

    assert review.rejected(READING) == 0
    assert review.rejected(replace(READING, doubtful=())) == 1


def test_a_family_name_alone_is_whom_the_record_knows_by_it() -> None:
    known = [
        telling(Act.OPEN, "gull", holder=name, measure=f"send {n} ships", order=n) for n, name in enumerate(BEARERS)
    ]
    doubtful = telling(Act.OPEN, "heron", holder="Melnar", party="Valdrania")
    index = PositionIndex(known)
    cells = doubts_of(index, [doubtful]).by_cell
    index.replace("heron", [doubtful])
    assert Cell(SubjectKind.ACTOR, "davor melnar", index.measure_of(doubtful.stance)) in cells
    assert all(index.position(cell) is not None for cell in cells)
