"""Reading from Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import PageEmpty, PageNotFound, ReaderError, UsageError
from onrecord.reading.plugin import load_reader
from tests.pages_written import html, write_pages

TEXT = """The harbour board met on Tuesday evening to talk about the ferry that links the two banks of the river.

Ilse Marr said the ferry would stay. The board will meet again next month to settle what remains open."""

pytestmark = pytest.mark.usefixtures("plugins")


def quotes(readings: tuple[onrecord.Reading, ...]) -> list[str]:
    return [
        span.quote(reading.article.text) for reading in readings for said in reading.statements for span in said.content
    ]


def test_an_empty_text_is_not_the_current_folder() -> None:
    with pytest.raises(PageEmpty):
        onrecord.read("", reader="plain")


def test_a_text_is_read() -> None:
    (reading,) = onrecord.read(
        TEXT, title="Ferry to stay", outlet="Harbour Post", published="2031-05-02", reader="plain"
    )

    assert quotes((reading,)) == ["the ferry would stay"]
    assert reading.article.text.startswith("Ferry to stay\n\nThe harbour board")
    assert reading.article.title == "Ferry to stay"
    assert reading.article.outlet == "Harbour Post"
    assert reading.article.published == onrecord.Dated(date(2031, 5, 2), "given by the caller")
    assert reading.reader == "plain 1"


def test_a_file_and_a_folder_are_read(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 3)
    reader = load_reader("plain")

    assert len(quotes(onrecord.read(pages / "page001.html", reader=reader))) == 1
    assert len(quotes(onrecord.read(str(pages), reader=reader, published=date(2031, 5, 2)))) == 3


def test_what_cannot_be_read_is_raised(tmp_path: Path) -> None:
    empty, bad = tmp_path / "empty.html", tmp_path / "bad.html"
    empty.write_bytes(b"")
    bad.write_text(html("At last the chair asked the clerk to point beyond the text with a stick."))

    with pytest.raises(PageNotFound):
        onrecord.read("nowhere.html", reader="plain")
    with pytest.raises(PageNotFound):
        onrecord.read(tmp_path / "no where.html", reader="plain")
    with pytest.raises(PageEmpty):
        onrecord.read(empty, reader="plain")
    with pytest.raises(ReaderError, match="where the text has no words"):
        onrecord.read(bad, reader="hostile")
    with pytest.raises(UsageError, match="no reader called 'nobody'"):
        onrecord.read(TEXT, reader="nobody")
    with pytest.raises(ValueError, match="isoformat"):
        onrecord.read(TEXT, published="yesterday", reader="plain")
