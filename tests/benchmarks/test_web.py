"""The benchmark of the page: a small record of the same make, every view asked for once."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import web
from benchmarks.web import measure
from benchmarks.web_record import made_record
from onrecord.store import Comparisons, View
from onrecord.web import live, shelves
from tests.record.word_vectors import WordVectors


def test_every_view_is_measured_on_a_made_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (live, shelves, web):
        monkeypatch.setattr(module, "phrase_vectors", WordVectors)
    database = tmp_path / "made.db"
    made_record(database, 120, 600)

    measured = measure(database, 2)

    views = {each.view for each in measured.timings}
    assert {"dossier", "stories", "story", "two reports, never compared", "a story's table, compared ahead"} <= views
    waited = {each.view: each.waits for each in measured.timings}
    assert not waited["two reports, compared ahead"]
    assert not waited["a story's table, compared ahead"]
    assert measured.articles == 121
    with View(database) as view, Comparisons(database) as kept:
        assert any(len(story.witnesses) > 1 for story in view.stories())
        assert kept.keys()


def test_the_same_seed_makes_the_same_record(tmp_path: Path) -> None:
    found = []
    for name in ("one.db", "two.db"):
        made_record(tmp_path / name, 30, 90)
        with View(tmp_path / name) as view:
            found.append((list(view.told()), [[each.id for each in story.reports] for story in view.stories()]))

    assert found[0] == found[1]
