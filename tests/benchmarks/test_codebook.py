"""The codebooks that matching is measured with, and their answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.codebook import CODEBOOKS, Judged, answers, figures
from onrecord.record.codebook import load_codebook
from onrecord.record.matching import Match


@pytest.mark.parametrize("name", sorted(answers()))
def test_every_answer_is_a_measure_of_its_codebook(name: str) -> None:
    codebook = load_codebook(CODEBOOKS / f"{name}.toml")

    given = {measure for stances in answers()[name].values() for measure in stances.values()}

    assert given - {None} <= {measure.id for measure in codebook.measures}


def test_every_stance_of_the_articles_has_an_answer(shared: Path) -> None:
    for articles in answers().values():
        for article, stances in articles.items():
            gold = json.loads((shared / "gold" / "dev" / f"{article}.json").read_text(encoding="utf8"))
            assert [stance["id"] for stance in gold["stances"]] == list(stances)


def test_none_of_these_is_an_answer_that_can_be_right_or_wrong() -> None:
    def judged(right: str | None, said: str | None) -> Judged:
        return Judged("a", "p1", "phrase", right, Match(said, 0.75))

    found = figures([judged("x", "x"), judged("x", None), judged(None, None), judged(None, "x")])

    assert (found["stances"], found["right"]) == (4, 0.5)
    assert (found["on a measure"], found["right of those"]) == (2, 0.5)
    assert found["mean confidence"] == 0.75
