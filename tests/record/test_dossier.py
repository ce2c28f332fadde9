"""A dossier's folder: made, found from within, and refused where its settings say what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import CodebookError
from onrecord.record.codebook import general_text, load_codebook
from onrecord.record.dossier import find_dossier, load_dossier, make_dossier


def test_a_dossier_is_made_and_found_from_folders_within(tmp_path: Path) -> None:
    made = make_dossier(tmp_path / "crossing", 'The "border" crossing', general_text())
    (tmp_path / "crossing" / "pages" / "may").mkdir()

    found = find_dossier(tmp_path / "crossing" / "pages" / "may")

    assert found is not None
    assert found == load_dossier(made.folder.resolve())
    assert (found.name, found.database) == ('The "border" crossing', found.folder / "onrecord.db")
    assert [source.name for source in found.sources] == ["pages"]
    assert load_codebook(found.codebook).measures


def test_outside_a_dossier_there_is_none(tmp_path: Path) -> None:
    assert find_dossier(tmp_path) is None


def test_the_database_may_be_a_servers(tmp_path: Path) -> None:
    address = "postgresql://desk@localhost/crossing"
    (tmp_path / "dossier.toml").write_text(f'database = "{address}"', encoding="utf8")

    assert load_dossier(tmp_path).database == address


def test_nothing_of_an_old_dossier_is_written_over(tmp_path: Path) -> None:
    make_dossier(tmp_path, "One", 'name = "mine"\n')

    with pytest.raises(CodebookError, match="there is one already"):
        make_dossier(tmp_path, "Two", "")

    assert load_dossier(tmp_path).name == "One"
    assert (tmp_path / "codebook.toml").read_text(encoding="utf8") == 'name = "mine"\n'


def test_paths_of_the_settings_are_relative_to_the_folder(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").write_text('database = "kept/mine.db"\nsources = ["a", "b/c.html"]\n', encoding="utf8")

    found = load_dossier(tmp_path)

    assert (found.name, found.database, found.codebook) == (
        tmp_path.name,
        tmp_path / "kept" / "mine.db",
        tmp_path / "codebook.toml",
    )
    assert found.sources == (tmp_path / "a", tmp_path / "b" / "c.html")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = [", "not TOML"),
        ("databse = 'x.db'", "unknown key 'databse'"),
        ("sources = 'pages'", "sources must be a list"),
        ("database = 3", "database must be a text"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "dossier.toml").write_text(text, encoding="utf8")

    with pytest.raises(CodebookError) as raised:
        find_dossier(tmp_path)

    assert said in str(raised.value)
    assert str(tmp_path / "dossier.toml") in str(raised.value)
