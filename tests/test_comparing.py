"""Comparisons are worked out once, kept, and never shown of what no longer stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import DatabaseBusy
from onrecord.pipeline.comparing import ComparedReports
from onrecord.record.comparison.claims import claims_of
from onrecord.record.comparison.compared import Comparison, compare
from onrecord.record.comparison.table import compare_all
from onrecord.records import Reading
from onrecord.store import Comparisons
from onrecord.vocabulary import Act
from tests.quell import frigates, keep, melnar, melnar_elsewhere, pellanor_turns
from tests.record.word_vectors import WordVectors


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Comparisons]:
    """Where comparisons of the Quell matter are kept."""
    path = tmp_path / "quell.db"
    keep(path, [melnar()])
    with Comparisons(path) as comparisons:
        yield comparisons


def rounded(found: Comparison) -> Comparison:
    """The comparison with its chances as exact as two ways of adding them up agree."""
    matches = (
        replace(each, confidence=round(each.confidence, 5), certainty=round(each.certainty, 5))
        for each in found.matches
    )
    return replace(found, matches=tuple(matches))


@pytest.mark.parametrize("pair", [(melnar(), melnar_elsewhere()), (frigates(), pellanor_turns())])
def test_what_is_kept_is_what_comparing_gives_whichever_comes_first(
    kept: Comparisons, pair: tuple[Reading, Reading]
) -> None:
    for number, (a, b) in enumerate((pair, pair[::-1], pair)):
        vectors = WordVectors()

        found = ComparedReports(kept, vectors).two(a, b)

        assert rounded(found) == rounded(compare(a, b, WordVectors()))
        assert bool(vectors.asked) is (number == 0)


def test_nothing_is_worked_out_twice(kept: Comparisons) -> None:
    first, second = WordVectors(), WordVectors()
    readings = [melnar(), frigates(), pellanor_turns()]
    ComparedReports(kept, first).table(readings)

    table = ComparedReports(kept, second).table(readings)

    assert first.asked
    assert not second.asked
    assert [rounded(each) for each in table.comparisons] == [
        rounded(each) for each in compare_all(readings, WordVectors()).comparisons
    ]


def test_a_new_reading_or_a_decision_is_compared_anew_and_takes_the_place_of_what_was_kept(kept: Comparisons) -> None:
    a, b = melnar(), melnar_elsewhere()
    ComparedReports(kept, WordVectors()).two(a, b)
    before = kept.keys()
    changed = replace(b, stances=tuple(replace(each, act=Act.SUPPORTS) for each in b.stances))

    found = ComparedReports(kept, WordVectors()).two(a, changed)

    assert rounded(found) == rounded(compare(a, changed, WordVectors()))
    assert kept.keys().keys() == before.keys()
    assert kept.keys() != before


def test_other_weights_compare_anew(kept: Comparisons) -> None:
    vectors = WordVectors()
    ComparedReports(kept, vectors).two(melnar(), melnar_elsewhere())
    vectors.asked.clear()
    vectors.version = "others"

    ComparedReports(kept, vectors).two(melnar(), melnar_elsewhere())

    assert vectors.asked


def test_pairs_tell_how_many_were_new(kept: Comparisons) -> None:
    compared = ComparedReports(kept, WordVectors())
    readings = [melnar(), frigates(), pellanor_turns()]

    assert compared.pairs(readings, [(0, 1), (1, 2)]) == 2
    assert compared.pairs(readings, [(0, 1), (0, 2), (1, 2)]) == 1


def test_vectors_of_claims_are_computed_once_and_give_the_very_same_comparison(kept: Comparisons) -> None:
    a, b, c = melnar(), frigates(), pellanor_turns()
    ComparedReports(kept, WordVectors()).table([a, b])
    vectors = WordVectors()

    with_kept = ComparedReports(kept, vectors).table([a, b, c])

    texts = {claim.words for claim in (*claims_of(a), *claims_of(b))}
    assert vectors.asked
    assert texts.isdisjoint(vectors.asked)
    assert with_kept.comparisons == compare_all([a, b, c], WordVectors()).comparisons


def test_only_what_a_decision_changes_is_computed_anew(kept: Comparisons) -> None:
    a, b = melnar(), melnar_elsewhere()
    ComparedReports(kept, WordVectors()).two(a, b)
    vectors = WordVectors()
    changed = replace(b, stances=tuple(replace(each, measure="talk to Galdria about fish") for each in b.stances))

    ComparedReports(kept, vectors).two(a, changed)

    assert set(vectors.asked) == {"talk to Galdria about fish"}


def test_what_cannot_be_kept_is_given_all_the_same(kept: Comparisons, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_given: object) -> None:
        raise DatabaseBusy("somebody else writes")

    monkeypatch.setattr(kept, "keep", locked)
    monkeypatch.setattr(kept, "keep_vectors", locked)

    found = ComparedReports(kept, WordVectors()).two(melnar(), melnar_elsewhere())

    assert found == compare(melnar(), melnar_elsewhere(), WordVectors())
    assert kept.keys() == {}


def test_what_is_known_tells_what_is_missing(kept: Comparisons) -> None:
    compared = ComparedReports(kept, WordVectors())
    readings = [melnar(), frigates(), pellanor_turns()]
    compared.two(readings[2], readings[0])

    known = compared.known(readings)

    assert set(known.found) == {(0, 2)}
    assert set(known.missing) == {(0, 1), (1, 2)}
    assert compared.completed_table(known) == compare_all(readings, WordVectors())
