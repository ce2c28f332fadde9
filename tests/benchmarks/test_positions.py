"""The benchmark of positions measures what it says, at a scale that a test can afford."""

from __future__ import annotations

from benchmarks.positions import measure
from benchmarks.record_maker import Maker


def test_the_same_seed_makes_the_same_stances() -> None:
    assert Maker(1).stances(200) == Maker(1).stances(200)
    assert Maker(1).stances(200) != Maker(2).stances(200)


def test_made_stances_have_what_a_record_has() -> None:
    told = Maker(1).stances(2000)
    assert any(each.copy_of for each in told)
    assert any(each.stance.via for each in told)
    assert any(each.stance.when for each in told)
    assert any(each.published is None for each in told)
    assert any(each.condition_words for each in told)


def test_one_article_more_costs_a_small_part_of_computing_all_anew() -> None:
    measured = measure(6000)
    assert measured.positions > 1000
    assert measured.update_ms_median / 1000 < measured.positions_seconds / 20
