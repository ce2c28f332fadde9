"""Sources: files, folders, JSON lines, standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import stat
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import PageError, PageNotAllowed, PageNotFound, PageNotText, PageTooLarge, PageTruncated
from onrecord.pages import sources
from onrecord.pages.refs import PageRef
from onrecord.pages.sources import refs_of
from onrecord.records import Dated, Given


def names(refs: list[PageRef]) -> list[str]:
    return [Path(ref.address).name for ref in refs]


def test_a_folder_gives_its_pages_in_order_and_leaves_out_what_is_none(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "c.html.gz", ".hidden.html", "style.css", "photo.jpg", "data.json", "plain"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "inner.htm").write_text("x", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "no.html").write_text("x", encoding="utf-8")
    assert names(list(refs_of(str(tmp_path)))) == ["a.txt", "inner.htm", "b.html", "c.html.gz", "plain"]


def test_a_file_is_loaded_as_it_was_saved_with_what_is_given(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(b"<p>x</p>"))
    (ref,) = refs_of(str(path), Given(outlet="Lisse Herald"))
    page = ref.load()
    assert page.address == str(path)
    assert page.content == path.read_bytes()
    assert page.given.outlet == "Lisse Herald"


def test_references_can_be_sent_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "two"}\nbad\n', encoding="utf-8")
    for ref in refs_of(str(tmp_path)):
        again = pickle.loads(pickle.dumps(ref))
        assert again.address == ref.address


def test_nothing_there_is_a_page_that_is_not_found() -> None:
    (ref,) = refs_of("no/such/place")
    with pytest.raises(PageNotFound, match="no/such/place: no such file"):
        ref.load()


def test_a_folder_that_cannot_be_listed_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("x", encoding="utf-8")
    scandir = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    closed, opened = refs_of(str(tmp_path))
    assert opened.load().content == b"x"
    with pytest.raises(PageNotAllowed, match="closed: no permission to list the folder"):
        closed.load()


def test_a_file_without_permission_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.html"
    path.write_text("x", encoding="utf-8")
    (ref,) = refs_of(str(path))

    def refusing(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(PageNotAllowed, match=r"secret\.html: no permission"):
        ref.load()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    (ref,) = refs_of(str(path))
    with pytest.raises(PageTooLarge, match="50 MB"):
        ref.load()


@pytest.mark.parametrize("name", ["pipe", "pipe.jsonl"])
def test_a_pipe_is_no_page(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    os.mkfifo(path, stat.S_IRUSR | stat.S_IWUSR)
    assert list(refs_of(str(tmp_path))) == []


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.html"
    os.mkfifo(path, stat.S_IRUSR | stat.S_IWUSR)
    (ref,) = refs_of(str(path))
    with pytest.raises(PageNotFound, match="not a regular file"):
        ref.load()


@pytest.mark.parametrize("name", ["loop.html", "loop.jsonl"])
def test_a_link_that_leads_nowhere_but_to_itself_does_not_hide_the_others(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / name)
    (tmp_path / "z.html").write_text("x", encoding="utf-8")
    loop, good = refs_of(str(tmp_path))
    assert good.load().content == b"x"
    with pytest.raises(PageNotFound, match="loop"):
        loop.load()


def test_json_lines_give_text_and_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl.gz"
    line = {"id": "k1", "outlet": "Lisse Herald", "date": "2031-05-04", "title": "T", "text": "Grain.", "topic": "x"}
    rows = [
        json.dumps(line),
        "",
        json.dumps({"text": "More.", "url": "https://lisse.example/2"}),
        json.dumps({"text": "a"}),
    ]
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    first, second, third = refs_of(str(path))
    page = first.load()
    assert page.media_type == "text/x-article"
    assert page.content == b"Grain."
    assert page.given == Given("Lisse Herald", "T", None, page.given.published)
    assert page.given.published is not None
    assert page.given.published.value.isoformat() == "2031-05-04"
    assert [first.address, second.address, third.address] == [f"{path}#k1", "https://lisse.example/2", f"{path}:4"]


def test_what_the_user_gives_goes_before_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x", "outlet": "Other", "date": "2031-05-04"}\n', encoding="utf-8")
    given = Given(outlet="Mine", published=Dated(date(2030, 1, 1), "given"))
    (ref,) = refs_of(str(path), given)
    assert ref.load().given == given


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": 3}', '{"text": "x", "date": "yesterday"}', "\x00\xff"])
def test_a_bad_line_is_one_bad_page(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "good"}}\n{line}\n{{"text": "good too"}}\n', encoding="utf-8")
    first, bad, last = refs_of(str(path))
    assert first.load().content == b"good"
    assert last.load().content == b"good too"
    with pytest.raises(PageNotText, match=r"a\.jsonl:2: "):
        bad.load()


def test_a_compressed_file_of_lines_that_ends_early_keeps_its_good_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    rows = "".join(json.dumps({"text": os.urandom(400).hex()}) + "\n" for _ in range(50))
    path.write_bytes(gzip.compress(rows.encode())[:9000])
    *good, last = refs_of(str(path))
    assert len(good) >= 5
    with pytest.raises(PageTruncated):
        last.load()


def test_standard_input_is_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"Grain ships.")))
    (ref,) = refs_of("-")
    assert ref.address.startswith("standard input")
    assert ref.load().content == b"Grain ships."


def test_sources_of_other_packages_are_asked_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def theirs(location: str, given: Given) -> list[PageRef] | None:
        return [PageRef("theirs", sources.FileLoad(location, given))] if location.startswith("feed:") else None

    own = list(entry_points(group="onrecord.sources"))
    other = SimpleNamespace(name="zz", value="elsewhere:theirs", load=lambda: theirs)
    monkeypatch.setattr("onrecord.pages.sources.entry_points", lambda group: [*own, other])
    assert [ref.address for ref in refs_of("feed:x")] == ["theirs"]


def test_every_failure_is_a_page_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").mkdir()
    for ref in refs_of(str(tmp_path)):
        with pytest.raises(PageError):
            ref.load()
