"""Who is who as reviewers have it goes before what names alone say, and outlives new readings."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.identities import identities_of
from onrecord.record.index import PositionIndex
from onrecord.record.positions import SubjectKind
from onrecord.records import ActorJudgement, Told
from onrecord.vocabulary import Act, ActorDecision
from tests.record.telling import day, told

FULL = told(Act.COMMITS, "gull", day(2))
SHORT = told(Act.OPEN, "heron", day(3), holder="Melnar", party=None)
OTHER = told(Act.DECLINES, "ibis", day(4), holder="Mikkel Orvik", party="Pellanor")
BODY = told(Act.OPEN, "jay", day(5), holder="the harbour office", party="Valdrania")


def judged(
    number: int,
    decision: ActorDecision,
    actor: str,
    *,
    others: tuple[str, ...] = (),
    holders: tuple[tuple[str, str | None], ...] = (),
    name: str | None = None,
    undoes: int | None = None,
) -> ActorJudgement:
    when = datetime(2025, 6, 1, number, tzinfo=UTC)
    undone = None if undoes is None else f"j{undoes}"
    return ActorJudgement(f"j{number}", decision, actor, others, holders, name, "Ada", when, undone)


MERGE = judged(
    1, ActorDecision.MERGE, "davor melnar", others=("mikkel orvik",), holders=(("Mikkel Orvik", "Pellanor"),)
)
SPLIT = judged(2, ActorDecision.SPLIT, "davor melnar", holders=(("Melnar", None),))
RENAME = judged(3, ActorDecision.RENAME, "davor melnar", name="D. Melnar")


def actors(*judgements: ActorJudgement, tellings: tuple[Told, ...] = (FULL, SHORT, OTHER, BODY)) -> dict[str, set[str]]:
    """The name of each actor, with the articles that tell where it stands."""
    index = PositionIndex(tellings, identities=identities_of(judgements))
    found = {}
    for subject in index.subjects(SubjectKind.ACTOR):
        cells = [cell for cell in index.cells(SubjectKind.ACTOR) if cell.key == subject.key]
        positions = [index.history(cell) for cell in cells]
        found[subject.name] = {each.article for position in positions if position for each in position.told}
    return found


def test_names_alone_say_who_is_who() -> None:
    assert actors() == {"Davor Melnar": {"gull", "heron"}, "Mikkel Orvik": {"ibis"}, "harbour office": {"jay"}}


def test_merged_actors_are_one_and_keep_the_name_of_the_first() -> None:
    assert actors(MERGE) == {"Davor Melnar": {"gull", "heron", "ibis"}, "harbour office": {"jay"}}


def test_a_new_form_of_a_merged_actors_name_follows_it() -> None:
    titled = told(Act.OPEN, "kite", day(6), holder="President Mikkel Orvik", party="Pellanor")
    assert actors(MERGE, tellings=(FULL, OTHER, titled)) == {"Davor Melnar": {"gull", "ibis", "kite"}}


def test_a_merge_outlives_a_reading_in_which_its_name_would_be_anothers() -> None:
    short = judged(1, ActorDecision.MERGE, "mikkel orvik", others=("melnar",), holders=(("Melnar", None),))
    assert actors(short, tellings=(SHORT, OTHER)) == {"Mikkel Orvik": {"heron", "ibis"}}
    # Now there is a full name that the short one would be part of.
    assert actors(short) == {"Davor Melnar": {"gull"}, "Mikkel Orvik": {"heron", "ibis"}, "harbour office": {"jay"}}


def test_a_name_that_is_split_off_is_an_actor_of_its_own() -> None:
    found = actors(SPLIT)
    assert found["Davor Melnar"] == {"gull"}
    assert found["Melnar"] == {"heron"}


def test_a_renamed_actor_is_called_so_and_merging_goes_on() -> None:
    assert set(actors(RENAME)) == {"D. Melnar", "Mikkel Orvik", "harbour office"}
    assert actors(RENAME, MERGE)["D. Melnar"] == {"gull", "heron", "ibis"}


def test_what_is_taken_back_no_longer_counts() -> None:
    back = judged(4, ActorDecision.UNDO, "davor melnar", undoes=1)
    assert actors(MERGE, back) == actors()


def test_merging_a_merged_actor_takes_along_whom_it_had() -> None:
    further = judged(
        5,
        ActorDecision.MERGE,
        "harbour office (valdrania)",
        others=("davor melnar",),
        holders=(("Davor Melnar", "Valdrania"), ("Melnar", None), ("Mikkel Orvik", "Pellanor")),
    )
    assert actors(MERGE, further) == {"harbour office": {"gull", "heron", "ibis", "jay"}}


def test_an_index_that_learns_of_decisions_is_as_one_that_knew_them() -> None:
    steps = [MERGE, SPLIT, RENAME, judged(4, ActorDecision.UNDO, "davor melnar", undoes=1)]
    index = PositionIndex([FULL, SHORT, OTHER, BODY])
    list(index.positions(SubjectKind.ACTOR))
    for number in range(1, len(steps) + 1):
        known = identities_of(steps[:number])
        assert index.identify(known)
        anew = PositionIndex([FULL, SHORT, OTHER, BODY], identities=known)
        for kind in SubjectKind:
            assert index.subjects(kind) == anew.subjects(kind)
            assert set(index.cells(kind)) == set(anew.cells(kind))
            for cell in anew.cells(kind):
                assert index.position(cell) == anew.position(cell)
                assert index.history(cell) == anew.history(cell)


def test_the_names_of_an_actor_are_given_with_their_parties() -> None:
    index = PositionIndex([FULL, SHORT, OTHER, BODY], identities=identities_of([MERGE]))
    melnar = next(each for each in index.subjects(SubjectKind.ACTOR) if each.key == "davor melnar")
    assert index.holders(melnar) == [("Davor Melnar", "Valdrania"), ("Melnar", None), ("Mikkel Orvik", "Pellanor")]


@given(st.permutations([MERGE, SPLIT, RENAME]), st.permutations([FULL, SHORT, OTHER, BODY]))
def test_no_order_matters(judgements: list[ActorJudgement], tellings: list[Told]) -> None:
    assert actors(*judgements, tellings=tuple(tellings)) == actors(MERGE, SPLIT, RENAME)
