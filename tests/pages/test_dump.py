"""Text dumps: the articles in them, without what stood around."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from onrecord.errors import PageWithoutArticle
from onrecord.pages.articles import articles_of
from onrecord.records import Article, Given, Page
from onrecord.vocabulary import BlockKind
from tests.pages.written import BODY, FOOTER, MENU, SECOND, SECOND_TITLE, TITLE, dump


def read(text: str) -> tuple[Article, ...]:
    return articles_of(Page("page.txt", text.encode()))


def of_kind(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.quote(article.text) for block in article.blocks if block.kind is kind]


def test_a_page_is_its_headline_and_report() -> None:
    (article,) = read(dump())
    assert article.text == "\n\n".join([TITLE, *BODY])
    assert article.title == TITLE
    assert article.dateline == "ARVENA"
    assert article.published is None
    assert article.updated is not None
    assert article.updated.value == date(2031, 5, 4)


@pytest.mark.parametrize(
    "title", ["Arvena offers Morel help with mine disaster", "Senate of Morel passes fishing bill, 41-12"]
)
def test_an_article_kept_alone_begins_with_its_headline(title: str) -> None:
    (article,) = read("\n".join([title, *BODY]))
    assert article.title == title
    assert of_kind(article, BlockKind.HEADLINE) == [title]


def test_two_pages_glued_together_are_two_articles() -> None:
    first, second = read(dump() + "\n\n" + dump(SECOND_TITLE, SECOND, stamp="Updated 8 min ago"))
    assert first.text == "\n\n".join([TITLE, *BODY])
    assert second.text == "\n\n".join([SECOND_TITLE, *SECOND])
    assert (first.dateline, second.dateline) == ("ARVENA", "MOREL BAY")
    assert second.updated is None


def test_two_main_columns_glued_together_are_two_articles() -> None:
    column = "{title}\n\nShort Url\nUpdated {when}\nFollow\n\n{title}\n\n{body}\n"
    text = column.format(title=TITLE, when="4 May 2031", body="\n".join(BODY))
    text += "\n\n" + column.format(title=SECOND_TITLE, when="8 sec ago", body="\n".join(SECOND))
    first, second = read(text)
    assert first.text == "\n\n".join([TITLE, *BODY])
    assert second.text == "\n\n".join([SECOND_TITLE, *SECOND])


def test_hard_wrapped_lines_are_rejoined() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 78) for paragraph in BODY)
    indented = "\n\n".join(
        textwrap.fill(paragraph, 72, initial_indent="   ", subsequent_indent="   ") for paragraph in BODY
    )
    for body in (wrapped, indented):
        (article,) = read(f"{MENU}\n{TITLE}\n\n{body}\n{FOOTER}")
        assert of_kind(article, BlockKind.PARAGRAPH) == BODY


def test_paragraphs_on_lines_of_their_own_stay_apart() -> None:
    (article,) = read("\n".join([TITLE, "", *BODY]))
    assert of_kind(article, BlockKind.PARAGRAPH) == BODY


def test_key_points_and_caption() -> None:
    points = ["Tolmark opens the Brisk canal to foreign grain ships.", "Sevrin says that it has paid for the dredging."]
    caption = "Grain ships wait before the locks of the Brisk canal in April. Source: Getty / Bo Lind"
    text = "\n".join(["Key Points", *(f"- {point}" for point in points), *BODY[:3], "", caption, *BODY[3:]])
    (article,) = read(text)
    assert of_kind(article, BlockKind.SUMMARY) == points
    assert of_kind(article, BlockKind.CAPTION) == [caption]
    assert of_kind(article, BlockKind.PARAGRAPH) == BODY
    assert article.title is None
    assert (article.published, article.updated) == (None, None)


def test_a_heading_between_paragraphs_stays() -> None:
    (article,) = read("\n".join([*BODY[:3], "Receipts promised", *BODY[3:]]))
    assert of_kind(article, BlockKind.HEADING) == ["Receipts promised"]


def test_what_is_given_goes_first() -> None:
    (article,) = articles_of(Page("page.txt", "\n".join(BODY).encode(), given=Given("Lisse Herald", "Canal opens")))
    assert article.outlet == "Lisse Herald"
    assert article.text.startswith("Canal opens\n\nARVENA: ")


def test_an_article_known_to_be_clean_keeps_its_text() -> None:
    short = ["No.", "He laughed", "It was over."]
    text = "\n\n".join([*BODY, "Advertisement", *short, "Story Continued Below"])
    (article,) = articles_of(Page("line", text.encode(), "text/x-article", given=Given(title=TITLE)))
    assert article.text == "\n\n".join([TITLE, *BODY, *short])


def test_a_menu_is_no_article() -> None:
    with pytest.raises(PageWithoutArticle):
        read(MENU)


def test_of_an_article_kept_alone_what_stands_behind_an_aside_is_told_too() -> None:
    asides = ["SEE ALSO: Ten bridges of Morel that you should have crossed by now", "Slideshow (19 Images)"]
    last = ["Arvena has warned of the flood for years.", "“Nobody listened to us then,” its mayor said on Sunday."]
    (article,) = read("\n".join([TITLE, *BODY, *asides, *last]))
    assert article.text == "\n\n".join([TITLE, *BODY, *last])


def test_of_an_article_kept_alone_points_before_the_report_are_told_too() -> None:
    points = ["Senate to vote on the bill before the spring", "Fishermen say that their boats stay in the harbour"]
    report = [*BODY[1:], *SECOND[1:]]
    (article,) = read("\n".join([TITLE, *points, *report]))
    assert article.text == "\n\n".join([TITLE, *points, *report])


@pytest.mark.parametrize(
    "last",
    [
        "“This is state-sponsored robbery,” the minister said.",
        "“We will try again next week,” Varga told reporters.",
        "The two sides follow us closely, he said.",
    ],
)
def test_what_somebody_said_is_no_furniture(last: str) -> None:
    (article,) = read("\n".join([TITLE, *BODY, last]))
    assert article.text.endswith(last)


@pytest.mark.parametrize("head", [["The Orrin Herald", TITLE], ["World", TITLE, "By Ada Fenn", "3 March 2031"]])
def test_a_head_of_a_few_lines_takes_nothing_from_a_short_article(head: list[str]) -> None:
    (article,) = read("\n\n".join([*head, *BODY[1:]]))
    assert article.title == TITLE
    assert [line for line in BODY[1:] if line not in article.text] == []
