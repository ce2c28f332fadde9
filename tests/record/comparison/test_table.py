"""All reports of a story in one table."""

from __future__ import annotations

from onrecord.record.comparison.claims import claims_of
from onrecord.record.comparison.compared import Comparison, Match, Relation
from onrecord.record.comparison.notes import On
from onrecord.record.comparison.table import compare_all, table_of
from onrecord.records import Reading
from onrecord.vocabulary import Act
from tests.record.comparison.reports import Report, courier, observer
from tests.record.word_vectors import WordVectors


def post() -> Reading:
    """A third report."""
    return (
        Report("post")
        .stance(
            "Pellanor will send two minehunters to the southern lane of the Quell",
            "Pellanor", Act.COMMITS, "send minehunters to the southern lane", party="Pellanor",
        )
        .statement("the pilots of Port Amsel want an answer from the minister", "Greta Solheid")
        .reading()
    )  # fmt: skip


def test_a_row_has_what_each_report_tells_of_a_claim() -> None:
    table = compare_all([courier(), observer(), post()], WordVectors())

    first, second = table.rows[:2]
    assert [article.id for article in table.articles] == ["courier", "observer", "post"]
    assert [claim and claim.id for claim in first.claims] == ["p1", "p1", "p1"]
    assert (first.told, first.relation) == (3, Relation.SAME)
    assert [claim and claim.id for claim in second.claims] == ["t1", "t2", None]
    assert second.relation is Relation.CONFLICT


def test_who_stands_alone_with_what() -> None:
    table = compare_all([courier(), observer(), post()], WordVectors())

    alone = [[claim and claim.id for claim in row.claims] for row in table.rows if row.told == 1]

    assert alone == [
        ["p2", None, None],
        ["t2", None, None],
        [None, "t1", None],
        [None, None, "t1"],
    ]
    assert all(row.relation is None for row in table.rows if row.told == 1)


def test_the_second_of_two_claims_that_match_one_has_a_row_of_its_own() -> None:
    one, other = courier(), post()
    (first, second), (told, *_) = claims_of(one)[:2], claims_of(other)
    matches = (
        Match(first, told, Relation.SAME, None, "", 0.9, 0.9),
        Match(second, told, Relation.CONFLICT, On.NUMBER, "", 0.6, 0.9),
    )
    only = claims_of(one)[2:], claims_of(other)[1:]

    table = table_of([one, other], {(0, 1): Comparison(one.article, other.article, matches, *only)})

    shared = [(row.claims, row.relation) for row in table.rows if row.told == 2]
    assert shared == [((first, told), Relation.SAME), ((second, told), Relation.CONFLICT)]
    assert [row.first for row in table.rows if row.told == 1] == [*only[0], *only[1]]


def test_a_copy_is_no_report_of_its_own() -> None:
    copy = Report("copied", copy_of="courier").statement("the ferry company has sold all its tickets", "Pieter Amsing")

    table = compare_all([courier(), *(copy.reading() for _ in range(20)), observer()], WordVectors())

    assert [article.id for article in table.articles] == ["courier", "observer"]
    assert len(table.comparisons) == 1


def test_one_report_alone_and_none_at_all() -> None:
    table = compare_all([courier()], WordVectors())

    assert sorted(row.first.id for row in table.rows) == ["p1", "p2", "t1", "t2"]
    assert table.comparisons == ()
    assert compare_all([], WordVectors()).rows == ()
