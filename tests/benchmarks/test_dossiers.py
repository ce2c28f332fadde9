"""Lists of what a dossier's record should hold, and how a record is checked against them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.demo import DEMO, TRUTH, figures
from benchmarks.dossiers import Expected, Outcome, check, load_expected
from onrecord.record.codebook import load_codebook
from onrecord.records import Told
from onrecord.vocabulary import Act, ConditionKind
from scripts.first_dossier import DOSSIER
from tests.record.telling import told

LISTS = {TRUTH: DEMO / "codebook.toml", DOSSIER / "expected.toml": DOSSIER / "codebook.toml"}
EXPECTED = Expected(("Valdrania", "Coll Hargrave"), ("ships",), (Act.DECLINES,), on=date(2025, 5, 15))


def stance(act: Act, measure: str | None = "ships", *, day: int = 15, holder: str = "Coll Hargrave") -> Told:
    found = told(act, "gull", date(2025, 5, day), holder=holder, party=None)
    return replace(found, stance=replace(found.stance, codebook=measure))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_what_is_expected_is_about_measures_of_the_codebook(path: Path) -> None:
    known = {measure.id for measure in load_codebook(LISTS[path]).measures}

    expected = load_expected(path)

    assert len(expected) > 30
    assert {measure for each in expected for measure in each.measures} <= known


def test_the_demonstrations_list_has_everybody_of_its_table() -> None:
    readme = (DEMO / "README.md").read_text(encoding="utf8")
    table = readme.partition("## Who stands where")[2].partition("\n## ")[0]
    holders = re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)
    named = {name for holder in holders for name in re.findall(r"[A-Z]\w+ [A-Z]\w+", holder.partition("(")[2])}

    listed = {name for each in load_expected(TRUTH) for name in each.who}

    assert len(named) > 10
    assert named <= listed


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (stance(Act.DECLINES), Outcome.FOUND),
        (stance(Act.DECLINES, holder="COLL HARGRAVE"), Outcome.FOUND),
        (stance(Act.OPEN), Outcome.WRONG_ACT),
        (stance(Act.DECLINES, "fund"), Outcome.MISSING),
        (stance(Act.DECLINES, None), Outcome.MISSING),
        (stance(Act.DECLINES, day=14), Outcome.MISSING),
        (stance(Act.DECLINES, holder="Davor Melnar"), Outcome.MISSING),
    ],
)
def test_a_position_is_found_by_holder_measure_day_and_act(found: Told, outcome: Outcome) -> None:
    (checked,) = check([EXPECTED], [found])

    assert checked.outcome is outcome


def test_a_position_is_looked_for_in_its_article() -> None:
    expected = replace(EXPECTED, article="first")

    outcomes = [
        each.outcome
        for ids in ({"gull"}, {"heron"})
        for each in check([expected], [stance(Act.DECLINES)], {"first": ids})
    ]

    assert outcomes == [Outcome.FOUND, Outcome.MISSING]


def test_figures_count_conditions_among_what_is_found() -> None:
    conditional = replace(EXPECTED, conditional=True)
    bare, bound = (
        stance(Act.DECLINES),
        told(
            Act.DECLINES,
            "heron",
            date(2025, 5, 15),
            holder="Coll Hargrave",
            conditions=(("if it must", ConditionKind.EVENT),),
        ),
    )
    bound = replace(bound, stance=replace(bound.stance, codebook="ships"))
    found = [*check([conditional], [bare]), *check([conditional], [bound]), *check([EXPECTED], [])]

    assert figures(found) == {
        "places": 3,
        "found": pytest.approx(2 / 3),
        "found with the act": pytest.approx(2 / 3),
        "conditions of those": 0.5,
    }
