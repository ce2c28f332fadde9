"""Rows and columns of the matrix, and what stands where nothing is told."""

from __future__ import annotations

from onrecord.record.index import PositionIndex
from onrecord.record.matrix import Matrix, matrix
from onrecord.record.positions import NOT_MENTIONED, SubjectKind
from onrecord.vocabulary import Act
from tests.record.telling import SHIPS, day, told

INDEX = PositionIndex(
    [
        told(Act.UNDECIDED, "gull", day(1)),
        told(Act.DECLINES, "heron", day(5)),
        told(Act.COMMITS, "heron", day(5), measure="lend money", order=5),
        told(Act.OPPOSES, "ibis", day(3), holder="Karsova", party="Karsova", measure="lend money"),
    ]
)


def shown(table: Matrix) -> dict[str, list[str]]:
    return {
        row.name: [str(value.value) if value is NOT_MENTIONED else str(value.act) for value in values]
        for row, values in zip(table.rows, table.values, strict=True)
    }


def test_who_is_mentioned_most_comes_first_and_not_mentioned_is_no_refusal() -> None:
    table = matrix(INDEX, SubjectKind.ACTOR)
    assert table.columns == ("lend money", SHIPS)
    assert shown(table) == {"Davor Melnar": ["commits", "declines"], "Karsova": ["opposes", "not mentioned"]}
    assert [each.act for each in table.positions()] == [Act.COMMITS, Act.DECLINES, Act.OPPOSES]


def test_as_of_a_day_only_what_was_told_by_then_is_shown() -> None:
    assert shown(matrix(INDEX, SubjectKind.ACTOR, as_of=day(1))) == {"Davor Melnar": ["undecided"]}
    assert matrix(INDEX, SubjectKind.ACTOR, as_of=day(1)).columns == (SHIPS,)


def test_what_is_asked_for_is_shown_even_if_nothing_is_told() -> None:
    karsova = [subject for subject in INDEX.subjects(SubjectKind.ACTOR) if subject.name == "Karsova"]
    table = matrix(INDEX, SubjectKind.ACTOR, subjects=karsova, measures=[SHIPS, "dig a canal"])
    assert shown(table) == {"Karsova": ["not mentioned", "not mentioned"]}


def test_parties_have_a_matrix_of_their_own() -> None:
    assert shown(matrix(INDEX, SubjectKind.PARTY, measures=[SHIPS])) == {"Valdrania": ["declines"]}
