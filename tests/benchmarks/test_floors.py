"""Floors only rise, and every figure is held to its own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.floors import FLOORS, Measured, earlier_versions, fallen, flatten, parse

NAMES = st.sampled_from(["pages.html", "pages.dump", "actors.name"])
VERSIONS = st.dictionaries(NAMES, st.floats(0, 100))


def test_floors_are_named_by_benchmark_and_path() -> None:
    floors, retired = parse('[pages]\n"html.f1" = 0.93\n[retired]\n"pages.dump" = "measured otherwise now"\n')
    assert floors == {"pages.html.f1": 0.93}
    assert retired == {"pages.dump"}


def test_figures_are_named_by_their_path() -> None:
    assert dict(flatten({"html": {"f1": 0.9, "pages": 80}, "ok": True, "note": "x"})) == {
        "html.f1": 0.9,
        "html.pages": 80,
    }


@pytest.mark.parametrize(
    ("value", "holds"), [(0.93, True), (0.94, True), (0.92, False), (None, False), (math.nan, False)]
)
def test_a_figure_that_is_low_or_missing_does_not_hold(value: float | None, holds: bool) -> None:
    assert Measured("pages.html", 0.93, value).holds is holds


def test_a_lowered_floor_is_told_even_if_it_fell_long_ago() -> None:
    lines = fallen(
        {"pages.html": 0.91}, frozenset(), [{"pages.html": 0.90}, {"pages.html": 0.93}, {"pages.html": 0.90}]
    )
    assert lines == ["pages.html: 0.91, but it once stood at 0.93"]


def test_a_floor_may_not_vanish_without_a_reason() -> None:
    assert fallen({}, frozenset(), [{"pages.html": 0.9}]) == ["pages.html: gone, but it once stood at 0.9"]
    assert fallen({}, frozenset({"pages.html"}), [{"pages.html": 0.9}]) == []


@given(VERSIONS, st.lists(VERSIONS))
def test_only_floors_below_an_earlier_one_are_told(now: dict[str, float], earlier: list[dict[str, float]]) -> None:
    told = {line.partition(":")[0] for line in fallen(now, frozenset(), earlier)}
    lower = {name for version in earlier for name, floor in version.items() if now.get(name, -1.0) < floor}
    assert told == lower


def test_our_own_floors_have_not_fallen() -> None:
    floors, retired = parse(FLOORS.read_text(encoding="utf-8"))
    assert fallen(floors, retired, earlier_versions(FLOORS)) == []
