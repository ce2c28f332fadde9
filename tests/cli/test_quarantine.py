"""What is in quarantine goes when nothing stands behind it any more, and stays as long as that is not known."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.running import Result, Run
from tests.pages_written import html, write_pages

pytestmark = pytest.mark.usefixtures("plugins")

_TEXT = (
    "The harbour board met on Tuesday.\n\nIlse Marr said the ferry would stay.\n\nThe board will meet again in June."
)


def line(**more: str) -> str:
    return json.dumps({"text": _TEXT, "title": "Ferry to stay", "date": "2031-05-02", **more})


def addresses(run: Run) -> list[str]:
    return [str(entry["address"]) for entry in run("quarantine", "--json").lines]


def read(run: Run, *places: str | Path) -> Result:
    return run("read", *places, "--reader", "hostile")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", 1)


@pytest.mark.parametrize("place", ["pages/all.jsonl", "pages", "."])
def test_a_mended_line_leaves_the_quarantine(run: Run, pages: Path, place: str) -> None:
    lines = pages / "all.jsonl"
    lines.write_text("\n".join([line(url="https://post.example/1"), "{not json", "[]"]))
    read(run, "pages")
    assert addresses(run) == ["pages/all.jsonl:2", "pages/all.jsonl:3"]

    lines.write_text("\n".join([line(url="https://post.example/1"), line(url="https://post.example/2"), "[]"]))
    mended = read(run, place)

    assert "no longer in quarantine: pages/all.jsonl:2: not found there any more" in mended.err
    assert addresses(run) == ["pages/all.jsonl:3"]


def test_a_bad_line_that_moved_is_one_bad_line(run: Run, pages: Path) -> None:
    lines = pages / "all.jsonl"
    lines.write_text("[]\n")
    read(run, "pages")
    lines.write_text(f"{line()}\n[]\n")
    read(run, "pages")

    assert addresses(run) == ["pages/all.jsonl:2"]


def test_a_line_with_an_address_of_its_own_goes_with_its_file(run: Run, pages: Path) -> None:
    lines = pages / "all.jsonl"
    lines.write_text(line(url="https://post.example/1", text="Here we raise an error, and it is told at some length."))
    read(run, "pages")
    assert addresses(run) == ["https://post.example/1"]

    lines.write_text(line(url="https://post.example/2"))
    read(run, "pages")

    assert addresses(run) == []


def test_a_deleted_page_leaves_the_quarantine_when_its_folder_is_read(run: Run, pages: Path) -> None:
    for name in ("empty.html", "deep/empty.html"):
        (pages / name).parent.mkdir(exist_ok=True)
        (pages / name).write_bytes(b"")
    read(run, "pages")

    (pages / "empty.html").unlink()
    shutil.rmtree(pages / "deep")
    again = read(run, "pages", "--retry")

    assert again.code == 0
    assert "no longer in quarantine: pages/deep/empty.html: not found there any more\n" in again.err
    assert addresses(run) == []


def test_a_deleted_page_leaves_the_quarantine_when_it_is_asked_for_itself(run: Run, pages: Path) -> None:
    (pages / "empty.html").write_bytes(b"")
    read(run, "pages/empty.html")
    (pages / "empty.html").unlink()

    asked = read(run, "pages/empty.html", "--retry")

    assert asked.code == 2
    assert "not found: pages/empty.html" in asked.err
    assert "no longer in quarantine: pages/empty.html" in asked.err
    assert addresses(run) == []


def test_what_a_run_does_not_come_to_stays(run: Run, pages: Path, tmp_path: Path) -> None:
    others = write_pages(tmp_path / "others", 1)
    hidden = pages / ".drafts.jsonl"
    for bad in (others / "empty.html", pages / "table.csv"):
        bad.write_bytes(b"")
    hidden.write_text("[]\n")
    waiting = ["others/empty.html", "pages/.drafts.jsonl:1", "pages/table.csv"]
    read(run, "others", "pages/table.csv", hidden)
    assert addresses(run) == waiting

    (others / "empty.html").unlink()
    read(run, "pages")

    assert addresses(run) == waiting
    assert read(run, "others/nowhere").code == 2
    assert addresses(run) == waiting


def test_what_is_not_looked_at_stays(run: Run, pages: Path) -> None:
    packed = pages / "all.jsonl.gz"
    packed.write_bytes(gzip.compress(f"{line()}\n{line()}\n[]\n".encode()))
    read(run, "pages")
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-12])
    read(run, "pages")
    assert "pages/all.jsonl.gz:3" in addresses(run)

    packed.write_bytes(whole)
    read(run, "pages")
    assert addresses(run) == ["pages/all.jsonl.gz:3"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_lies_in_a_locked_folder_stays(run: Run, pages: Path) -> None:
    locked = pages / "locked"
    locked.mkdir()
    (locked / "empty.html").write_bytes(b"")
    read(run, "pages")
    locked.chmod(0)
    read(run, "pages")
    assert addresses(run) == ["pages/locked", "pages/locked/empty.html"]

    locked.chmod(0o700)
    (locked / "empty.html").write_text(html())
    read(run, "pages")
    assert addresses(run) == []


def test_a_missing_folder_takes_nothing_with_it(run: Run, pages: Path) -> None:
    (pages / "empty.html").write_bytes(b"")
    read(run, "pages")
    pages.rename(pages.with_name("away"))

    read(run, "pages")

    assert addresses(run) == ["pages/empty.html"]
