"""The two dumps that the project began with, by structure and numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord.pages.articles import articles_of
from onrecord.records import Article, Page
from onrecord.vocabulary import BlockKind

FURNITURE = ("Short Url", "Follow", "sec ago", "Updated", "•", "Key Points")


def read(shared: Path, number: str) -> tuple[Article, ...]:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    return articles_of(Page(str(path), path.read_bytes()))


def count(article: Article, kind: BlockKind) -> int:
    return sum(block.kind is kind for block in article.blocks)


def test_the_first_dump_holds_two_articles(shared: Path) -> None:
    first, second = read(shared, "000")
    assert (first.dateline, second.dateline) == ("PARIS", "LAGOS")
    assert first.agency == "AFP"
    assert first.published is None
    assert first.updated is not None
    assert first.updated.value == date(2025, 10, 23)
    assert (second.published, second.updated) == (None, None)
    for article in (first, second):
        assert article.title is not None
        assert article.text.count(article.title) == 1
        assert count(article, BlockKind.SUMMARY) == 1
        assert not any(words in article.text for words in FURNITURE)
    assert count(first, BlockKind.CAPTION) == 1
    assert count(first, BlockKind.HEADING) == 2
    assert count(first, BlockKind.PARAGRAPH) >= 30


def test_the_second_dump_is_one_article_that_says_little_of_itself(shared: Path) -> None:
    (article,) = read(shared, "002")
    assert count(article, BlockKind.SUMMARY) == 3
    assert count(article, BlockKind.CAPTION) == 1
    assert count(article, BlockKind.HEADING) == 2
    assert count(article, BlockKind.HEADLINE) == 0
    assert count(article, BlockKind.PARAGRAPH) == 23
    assert (article.title, article.outlet, article.published, article.updated) == (None, None, None, None)
    assert not any(words in article.text for words in FURNITURE)
