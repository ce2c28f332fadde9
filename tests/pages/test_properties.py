"""What holds for any page whatever: offsets quote, blocks tile the text, and nothing but a PageError is raised."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import PageError
from onrecord.pages.articles import articles_of
from onrecord.pages.characters import clean_text, one_line
from onrecord.pages.stamps import stamps_of
from onrecord.records import Article, Page
from onrecord.vocabulary import BlockKind
from tests.pages.written import BODY, FOOTER, MENU, SECOND, TITLE, html

FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = [
    TITLE,
    *BODY,
    *SECOND,
    *MENU.split("\n"),
    *FOOTER.split("\n"),
    "Updated 4 May 2031",
    "- A point of the report",
    "",
    "“",
]
TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<a href='x'>",
    "</a>",
    "<h1>",
    "<figcaption>",
    "<br>",
    "<table><tr><td>",
    "&amp;",
    "<!--",
    "<",
]


def check(article: Article) -> None:
    """Assert that the blocks are in order, quote exactly, and tile the text with an empty line between them."""
    at = 0
    for number, block in enumerate(article.blocks):
        assert block.start == (at + 2 if number else 0)
        assert number == 0 or article.text[at : block.start] == "\n\n"
        quoted = block.span.quote(article.text)
        assert quoted == one_line(quoted)
        assert quoted
        assert block.kind is not BlockKind.HEADLINE or number == 0
        at = block.end
    assert at == len(article.text)
    assert clean_text(article.text) == article.text


def read(content: bytes, media_type: str | None) -> None:
    """Assert that reading gives articles that hold together, the same ones twice, or a PageError with its address."""
    page = Page("any", content, media_type)
    try:
        found = articles_of(page)
    except PageError:
        with pytest.raises(PageError, match=r"^any: "):
            articles_of(page)
        return
    assert found
    for article in found:
        check(article)
    assert articles_of(page) == found


@FEW
@given(st.lists(st.sampled_from(LINES), max_size=40), st.booleans())
def test_any_dump_of_known_lines(lines: list[str], apart: bool) -> None:
    read(("\n\n" if apart else "\n").join(lines).encode(), "text/plain")


@FEW
@given(st.text(max_size=400), st.sampled_from(["text/plain", "text/html", "text/x-article", None]))
def test_any_text_at_all(text: str, media_type: str | None) -> None:
    read(text.encode("utf-8", errors="surrogatepass"), media_type)


@FEW
@given(st.binary(max_size=400))
def test_any_bytes_at_all(content: bytes) -> None:
    read(content, None)


@FEW
@given(st.lists(st.sampled_from(TAGS + BODY[:3] + [TITLE, "\u202e", "\0"]), max_size=30))
def test_any_markup(parts: list[str]) -> None:
    read(html(["".join(parts), *BODY[3:]]).encode(), None)


@FEW
@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@FEW
@given(st.lists(st.text(max_size=60), max_size=5))
def test_stamps_of_anything(lines: list[str]) -> None:
    for dated in stamps_of(lines):
        assert dated is None or dated.evidence in lines
