"""Two reports compared: what matches, how it relates, and what is told by one only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from onrecord.record.comparison.as_json import comparison_to_json
from onrecord.record.comparison.compared import Comparison, Relation, compare
from onrecord.record.comparison.notes import On
from onrecord.records import Article, Reading
from onrecord.vocabulary import Act
from tests.record.comparison.reports import Report, courier, observer
from tests.record.word_vectors import WordVectors
from tests.strategies import readings


def found(a: Reading, b: Reading) -> Comparison:
    return compare(a, b, WordVectors())


def pairs(comparison: Comparison) -> dict[tuple[str, str], Relation]:
    return {(match.a.id, match.b.id): match.relation for match in comparison.matches}


def test_what_both_tell_is_matched_and_the_rest_is_told_by_one_only() -> None:
    comparison = found(courier(), observer())

    assert pairs(comparison) == {("p1", "p1"): Relation.SAME, ("t1", "t2"): Relation.CONFLICT}
    assert [claim.id for claim in comparison.only_a] == ["p2", "t2"]
    assert [claim.id for claim in comparison.only_b] == ["t1"]


def test_a_quotation_in_other_words_is_a_conflict_on_the_wording() -> None:
    (match,) = (match for match in found(courier(), observer()).matches if match.a.id == "t1")

    assert (match.relation, match.on, match.note) == (Relation.CONFLICT, On.WORDING, "A: people; B: fools")


def test_it_does_not_matter_which_report_comes_first() -> None:
    there, back = found(courier(), observer()), found(observer(), courier())

    assert {(b, a): relation for (a, b), relation in pairs(back).items()} == pairs(there)
    assert (back.only_a, back.only_b) == (there.only_b, there.only_a)
    assert {match.on for match in back.matches} == {match.on for match in there.matches}


def test_a_report_tells_the_same_as_itself() -> None:
    comparison = found(courier(), courier())

    assert pairs(comparison) == {(id_, id_): Relation.SAME for id_ in ("p1", "p2", "t1", "t2")}
    assert comparison.only_a == comparison.only_b == ()


def test_unrelated_reports_have_nothing_in_common() -> None:
    harbour = (
        Report("harbour")
        .stance(
            "The choir of Northgate cancelled its concert", "choir of Northgate", Act.ACTED, "cancel the concert"
        )
        .statement("rehearsals begin again once the organ is repaired", "Ada Quist")
        .reading()
    )  # fmt: skip

    comparison = found(courier(), harbour)

    assert comparison.matches == ()
    assert len(comparison.only_a) == 4
    assert len(comparison.only_b) == 2


def test_what_different_people_say_is_not_joined_because_a_few_words_are_the_same() -> None:
    """Of two reports of one event, in which everything is about the same."""
    one = (
        Report("one")
        .statement("“A strait that opens in autumn feeds nobody”", "Milan Oster", party="Karsova")
        .statement("“I do not talk about batteries on a Wednesday”", "Ruta Zelen", party="Karsova")
        .statement("parliament would debate the plan for the strait next Tuesday", "Jana Kovel", party="Karsova")
        .reading()
    )
    other = (
        Report("other")
        .statement("“Nobody insures a communique”", "Dunmore Line")
        .statement(
            "“We need four hundred more, and I told the minister so on Monday”", "Pieter Amsing", party="Lisandria"
        )
        .statement("work on the strait would start within the week", "Hanne Lindqvar", party="Brennland")
        .reading()
    )

    assert found(one, other).matches == ()


def test_a_report_without_any_statement_matches_nothing() -> None:
    empty = Reading(Article("empty", "empty.html", "", ()), (), (), "by hand")

    comparison = found(courier(), empty)

    assert (comparison.matches, comparison.only_b) == ((), ())
    assert len(comparison.only_a) == 4
    assert found(empty, empty) == Comparison(empty.article, empty.article, (), (), ())


def told(words: str, act: Act = Act.COMMITS) -> Reading:
    measure = "send minehunters to the southern lane"
    return Report("told").stance(words, "Pellanor", act, measure, party="Pellanor").reading()


WORDS = "Pellanor will send two minehunters to the southern lane of the Quell"


@pytest.mark.parametrize(
    "other",
    [
        told("On Thursday Pellanor will send two minehunters to the southern lane of the Quell, near the old fort"),
        told("Pellanor's cabinet agreed that it will send minehunters to the southern lane if parliament approves"),
    ],
)
def test_who_tells_more_does_not_contradict(other: Reading) -> None:
    (match,) = found(told(WORDS), other).matches

    assert match.relation in (Relation.SAME, Relation.DETAIL)
    assert (match.on is None) == (match.relation is Relation.SAME)


def test_doubtful_claims_match_less_surely() -> None:
    def sure(confidence: float) -> Reading:
        return (
            Report("sure")
            .stance(WORDS, "Pellanor", Act.COMMITS, "send minehunters", party="Pellanor", confidence=confidence)
            .reading()
        )

    (certain,), (doubtful,) = (found(sure(each), sure(each)).matches for each in (0.95, 0.3))

    assert certain.confidence > doubtful.confidence


def test_json_has_what_is_agreed() -> None:
    line = comparison_to_json(found(courier(), observer()), "s1")

    assert list(line) == ["schema", "a", "b", "story", "matches", "only_a", "only_b"]
    assert (line["a"], line["b"], line["story"]) == ("courier", "observer", "s1")
    for match in line["matches"]:
        assert {"a", "b", "relation", "on", "note", "confidence"} <= set(match)
        assert (match["on"] is None) == (match["relation"] == "same")
        assert len(match["note"].split()) <= 14
    assert comparison_to_json(found(courier(), observer()))["story"] is None


def ids(comparison: Comparison) -> Iterator[set[str]]:
    for matched, only in (
        ({match.a.id for match in comparison.matches}, comparison.only_a),
        ({match.b.id for match in comparison.matches}, comparison.only_b),
    ):
        yield matched
        yield {claim.id for claim in only}


@settings(max_examples=40)
@given(readings(), readings())
def test_whatever_is_read_can_be_compared_either_way_round(one: Reading, other: Reading) -> None:
    there, back = found(one, other), found(other, one)

    assert sorted((match.b.id, match.a.id, match.relation) for match in back.matches) == sorted(
        (match.a.id, match.b.id, match.relation) for match in there.matches
    )
    matched_a, only_a, matched_b, only_b = ids(there)
    assert not matched_a & only_a
    assert not matched_b & only_b
    for match in there.matches:
        assert match.a.words.strip()
        assert match.b.words.strip()
        assert (match.on is None) == (match.relation is Relation.SAME)
