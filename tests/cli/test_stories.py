"""``onrecord stories`` and ``story``."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.pipeline.copying import find_waiting
from onrecord.pipeline.grouping import group_waiting
from onrecord.store import PageVersion, Writer
from tests.cli.running import Run
from tests.record.word_vectors import WordVectors
from tests.test_grouping import press
from tests.wires import READER, reading


@pytest.fixture(autouse=True)
def record(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record in the folder that the command line runs in."""
    monkeypatch.setattr("onrecord.pipeline.following.phrase_vectors", WordVectors)
    with Writer(Path("onrecord.db")) as writer:
        for each in press():
            writer.keep(PageVersion(each.page, "1", "1"), [reading(each)], READER)
        find_waiting(writer)
        group_waiting(writer, WordVectors())


def story_with(run: Run, article: str) -> str:
    found = [line for line in run("stories", "--json").lines if article in {r["article"] for r in line["reports"]}]
    assert len(found) == 1
    return str(found[0]["story"])


def test_stories_are_listed_with_outlets_days_and_copies(run: Run) -> None:
    result = run("stories")
    lines = {line.split()[0]: line for line in result.out.splitlines()[1:] if not line.startswith(" ")}
    ships = lines[story_with(run, "ships")]
    assert ships.split()[1:5] == ["2031-05-05", "2031-05-06", "2", "1"]
    assert "The ships Gazette, " in ships
    assert "unknown" in lines[story_with(run, "quay")]
    assert len(lines) == 4


@pytest.mark.parametrize("width", [70, 80, 120])
def test_stories_keep_to_the_width_and_show_their_headlines(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    out = run("stories").out

    assert max(map(len, out.splitlines())) <= width
    assert all(each["headline"][:30] in out for each in run("stories", "--json").lines)


def test_stories_since_a_day_with_enough_reports(run: Run) -> None:
    ships = story_with(run, "ships")
    assert [each["story"] for each in run("stories", "--since", "2031-05-06", "--least", "2", "--json").lines] == [
        ships
    ]
    assert "no stories" in run("stories", "--since", "2040-01-01").err


def test_stories_as_csv(run: Run) -> None:
    head, *lines = run("stories", "--csv").out.splitlines()
    assert head == "id,first,last,articles,copies,outlets,headline"
    assert any("2031-05-05,2031-05-06,3,1," in line and line.endswith("islands") for line in lines)
    assert run("stories", "--csv", "--json").code == 2


def test_a_story_shows_its_copies_beneath_their_original(run: Run) -> None:
    out = run("story", story_with(run, "ships")[:6]).out
    assert "2031-05-05 to 2031-05-06, 2 reports, 1 copy of 3 outlets" in out
    lines = out.splitlines()
    [copied] = [n for n, line in enumerate(lines) if "copy: " in line]
    assert "ships " in lines[copied - 1]
    assert run("story", "ships-too").out == out
    assert run("story", "ships-too", "--json").lines[0]["witnesses"] == 2


@pytest.mark.parametrize("command", [("story", "nothing"), ("story", "s"), ("story", "merge", "ships")])
def test_what_is_no_story_or_several_is_said(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command)
    assert (result.code, result.out) == (2, "")
    assert "stor" in result.err


def test_stories_are_merged_split_and_the_same_again(run: Run) -> None:
    before = run("stories").out
    merged = run("story", "merge", "chess", "bridge", "--who", "Ada")
    assert "story undo" in merged.err
    assert story_with(run, "chess") == story_with(run, "bridge")
    assert run("story", "split", "chess", "chess", "--who", "Bo").code == 0
    assert run("stories").out == before
    first, second = run("story", "decisions", "--json").lines
    assert (first["who"], second["who"], second["apart"]) == ("Ada", "Bo", ["chess"])
    assert run("story", "undo", second["id"]).code == 0
    assert story_with(run, "chess") == story_with(run, "bridge-too")
    assert run("story", "undo", first["id"]).code == 0
    assert run("stories").out == before


def test_a_copy_is_not_taken_out_and_neither_is_everything(run: Run) -> None:
    ships = story_with(run, "ships")
    assert "is a copy of ships" in run("story", "split", ships, "ships-copy").err
    assert run("story", "split", ships, "ships", "ships-too").code == 2
    assert "no articles of the story" in run("story", "split", ships, "bridge").err
    assert "no decisions" in run("story", "undo", "nothing").err


def test_a_story_goes_by_the_id_it_had_before_an_earlier_report_came(run: Run) -> None:
    bridge, chess = story_with(run, "bridge"), story_with(run, "chess")
    run("story", "merge", "bridge", "chess")
    assert run("story", bridge).out == run("story", chess).out
