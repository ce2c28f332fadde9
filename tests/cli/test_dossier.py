"""``onrecord init`` and ``onrecord codebook``: a dossier from its making to a changed codebook."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.record.codebook import load_codebook
from onrecord.store import View
from tests.cli.running import Run
from tests.quell import ESCORTS, frigates, keep, melnar
from tests.record.word_vectors import WordVectors

CODEBOOK = """
[[measures]]
id = "escorts"
label = "escort ships through the strait"
definition = "Warships accompany merchant ships."
phrases = ["send frigates to escort ships"]

[[measures]]
id = "opera"
label = "build an opera house"
definition = "A house for opera is built."
"""
LANE = """
[[measures]]
id = "clear-lane"
label = "clear the southern lane"
definition = "Mines are cleared from the lane."
"""


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> WordVectors:
    """Vectors by words, so that no weights are loaded."""
    vectors = WordVectors()
    monkeypatch.setattr("onrecord.record.vectors.EncoderVectors", lambda _weights: vectors)
    return vectors


@pytest.fixture
def dossier(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dossier with five stances in its record; the current folder lies within it."""
    run("init", "Quell strait", "--codebook", "empty")
    folder = tmp_path / "quell-strait"
    (folder / "codebook.toml").write_text(CODEBOOK, encoding="utf8")
    keep(folder / "onrecord.db", [frigates(), melnar()])
    monkeypatch.chdir(folder / "pages")
    return folder


def measures_kept(folder: Path) -> dict[str, str | None]:
    with View(folder / "onrecord.db") as view:
        return {stance.measure: stance.codebook for reading in view.readings() for stance in reading.stances}


def test_a_new_dossier_begins_with_the_general_codebook(run: Run, tmp_path: Path) -> None:
    made = run("init", "Border crossing")

    folder = tmp_path / "border-crossing"
    assert made.code == 0
    assert "onrecord read" in made.err
    assert tomllib.loads((folder / "dossier.toml").read_text(encoding="utf8"))["name"] == "Border crossing"
    assert "deploy-troops" in load_codebook(folder / "codebook.toml")
    assert (folder / "pages").is_dir()


def test_a_new_dossier_may_begin_with_none(run: Run, tmp_path: Path) -> None:
    run("init", 'The "Quell" strait', "--folder", "mine", "--codebook", "empty")

    found = load_codebook(tmp_path / "mine" / "codebook.toml")
    assert (found.name, found.measures) == ('The "Quell" strait', ())


def test_a_dossier_is_not_made_twice(run: Run) -> None:
    run("init", "Border crossing")
    again = run("init", "Border crossing")

    assert again.code == 2
    assert "there is one already" in again.err


def test_a_name_without_letters_asks_for_a_folder(run: Run) -> None:
    assert "give --folder" in run("init", "…").err


def test_commands_within_a_dossier_use_its_database(run: Run, dossier: Path) -> None:
    assert len(run("list", "--json").lines) == 2


def test_a_database_that_is_named_goes_before_the_dossiers(run: Run, dossier: Path) -> None:
    assert "no such database" in run("list", "--db", "other.db").err


def test_reading_without_a_path_reads_the_sources_of_the_dossier(run: Run, dossier: Path) -> None:
    page = (
        "<html><head><title>Ferry</title></head><body><article><h1>Ferry resumes</h1>"
        + "<p>“The ferry will sail again from Monday,” the harbour master Ilse Fennimark said in Hallmere.</p>" * 6
        + "</article></body></html>"
    )
    (dossier / "pages" / "ferry.html").write_text(page, encoding="utf8")

    done = run("read")

    assert done.code == 0, done.err
    assert "pages/ferry.html" in {line["page"] for line in run("list", "--json").lines}


def test_a_source_of_the_dossier_that_is_not_there_is_no_bad_page(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "Border crossing")
    monkeypatch.chdir("border-crossing")
    Path("pages").rmdir()

    done = run("read")

    assert done.code == 2
    assert done.err.startswith("not found: pages: no such file or folder")
    assert run("quarantine").code == 0


def test_a_new_dossier_says_what_it_lacks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "Border crossing")
    monkeypatch.chdir("border-crossing")

    assert "there is nothing to read in pages: save pages there" in run("read").err
    assert run("stories").err == "no stories found: nothing has been read yet; `onrecord read PATH` reads pages\n"
    assert "there is no stance that matches no measure" in run("codebook", "suggest").err
    assert run("why", "the mayor", "open the bridge").err == (
        "onrecord: no actor in the record is called 'the mayor'; it has no positions yet\n"
    )


def test_outside_a_dossier_reading_needs_a_path(run: Run) -> None:
    done = run("read")

    assert done.code == 2
    assert "Give a path" in done.err


def test_stances_are_matched_once_and_anew_when_the_codebook_changes(
    run: Run, dossier: Path, words: WordVectors
) -> None:
    first = run("codebook", "match")
    assert "5 stances matched with 2 measures" in first.err
    assert measures_kept(dossier)[ESCORTS] == "escorts"
    assert measures_kept(dossier)["clear the southern lane"] is None

    words.asked.clear()
    assert "as it is" in run("codebook", "match").err
    assert words.asked == []

    (dossier / "codebook.toml").write_text(CODEBOOK + LANE, encoding="utf8")
    assert "5 stances matched with 3 measures" in run("codebook", "match").err
    assert measures_kept(dossier)["clear the southern lane"] == "clear-lane"
    # The stances' own vectors are kept: only the new entry's words are looked at.
    assert ESCORTS not in words.asked


def test_measures_are_proposed_from_stances_that_match_none(run: Run, dossier: Path) -> None:
    found = run("codebook", "suggest", "--least", "1", "--json").lines

    assert {each["label"] for each in found} == {"clear the southern lane", "turn warships back"}
    lane = next(each for each in found if each["label"] == "clear the southern lane")
    assert (lane["id"], lane["stances"], lane["articles"], lane["holders"]) == (
        "clear-the-southern-lane",
        1,
        1,
        ["Lisandria"],
    )
    assert lane["examples"] == ["Lisandria promised to clear the southern lane once the fund is open"]


def test_proposals_can_be_put_into_the_codebook(run: Run, dossier: Path) -> None:
    entries = run("codebook", "suggest", "--least", "1", "--toml").out
    (dossier / "codebook.toml").write_text(CODEBOOK + "\n" + entries, encoding="utf8")

    assert "no measure" in run("codebook", "suggest", "--least", "1").err


def test_few_proposals_are_shown_and_the_rest_is_counted(run: Run, dossier: Path) -> None:
    done = run("codebook", "suggest", "--least", "1", "--most", "1")

    assert "1 stance in 1 article" in done.out
    assert "1 more" in done.err


def test_check_tells_what_overlaps_and_what_matches_nothing(run: Run, dossier: Path) -> None:
    twin = CODEBOOK.replace('id = "opera"', 'id = "convoys"').replace("build an opera house", "escort merchant ships")
    (dossier / "codebook.toml").write_text(twin + LANE, encoding="utf8")

    done = run("codebook", "check", "--json")

    assert done.code == 1
    found = [(line["finding"], line["measure"]) for line in done.lines]
    assert ("overlap", "convoys") in found
    assert ("no stance", "clear-lane") not in found


def test_check_names_entries_without_stances(run: Run, dossier: Path) -> None:
    done = run("codebook", "check")

    assert done.code == 1
    assert "opera matches no stance of the record" in done.out
    assert "escorts" not in done.out


def test_check_speaks_of_the_file_before_anything_is_read(run: Run, dossier: Path) -> None:
    (dossier / "onrecord.db").unlink()

    done = run("codebook", "check")

    assert done.code == 0
    assert "nothing has been read yet" in done.err


@pytest.mark.parametrize("command", ["match", "suggest", "check"])
def test_a_broken_codebook_is_named(run: Run, dossier: Path, command: str) -> None:
    (dossier / "codebook.toml").write_text('[[measures]]\nid = "escorts"\n', encoding="utf8")

    done = run("codebook", command)

    assert done.code == 2
    assert "codebook.toml: measure 'escorts': label is missing" in done.err


def test_a_record_of_no_dossier_has_no_codebook(run: Run) -> None:
    done = run("codebook", "match")

    assert done.code == 2
    assert "belongs to no dossier" in done.err
