"""Saved pages for the tests, of an invented outlet about an invented ferry."""

from __future__ import annotations

from pathlib import Path

_PAGE = """<!doctype html><html lang="en"><head><title>{headline}</title>
<meta property="og:site_name" content="{outlet}">{published}</head><body><article><h1>{headline}</h1>
<p>HALDEN: The harbour board met on Tuesday evening to talk about the ferry that links the two banks of the river,
which has run since the spring and has carried more people than anyone had thought.</p>
<p>{words}</p>
<p>The board will meet again next month to settle what remains open, and people from both banks of the river are
invited to come and to ask their questions about the boats and the crews.</p></article></body></html>"""


def html(
    words: str = "Ilse Marr said the ferry would stay.",
    *,
    headline: str = "Ferry to stay open through winter",
    outlet: str = "Harbour Post",
    published: str | None = "2031-05-02",
) -> str:
    """Return a page with one article."""
    dated = f'<meta property="article:published_time" content="{published}T08:00:00Z">' if published else ""
    return _PAGE.format(words=words, headline=headline, outlet=outlet, published=dated)


def write_pages(folder: Path, count: int) -> Path:
    """Write ``count`` pages that differ, each with one statement, and return their folder."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = html(f"Ilse Marr said the ferry would stay for {number} winters.", headline=f"Ferry plan {number}")
        (folder / f"page{number:03}.html").write_text(text, encoding="utf-8")
    return folder
