"""HTML pages: the report with its blocks, and what the page says of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from onrecord.errors import PageLanguage, PageWithoutArticle
from onrecord.pages.articles import articles_of
from onrecord.pages.language import language_of
from onrecord.records import Article, Dated, Given, Page
from onrecord.vocabulary import BlockKind
from tests.pages.written import BODY, TITLE, html


def read(markup: str, given: Given | None = None) -> Article:
    (article,) = articles_of(Page("page.html", markup.encode(), given=given or Given()))
    return article


def of_kind(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.quote(article.text) for block in article.blocks if block.kind is kind]


def test_headline_and_paragraphs_and_nothing_else() -> None:
    article = read(html())
    assert article.text == "\n\n".join([TITLE, *BODY])
    assert article.title == TITLE
    assert of_kind(article, BlockKind.HEADLINE) == [TITLE]
    assert (article.dateline, article.language) == ("ARVENA", "en")
    assert article.published is None
    assert article.updated is None


def test_points_heading_and_caption_are_blocks_of_their_own() -> None:
    points = ["Tolmark opens the canal to grain ships.", "Sevrin says it has paid."]
    caption = "Grain ships wait before the locks in April. Photo: Bo Lind"
    above = f"<ul class='key-points'><li>{points[0]}</li><li>{points[1]}</li></ul>"
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in BODY]
    paragraphs.insert(3, "<h2>Receipts promised</h2>")
    paragraphs.insert(1, f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>")
    article = read(html([], above=above + "".join(paragraphs)))
    assert of_kind(article, BlockKind.SUMMARY) == points
    assert of_kind(article, BlockKind.CAPTION) == [caption]
    assert of_kind(article, BlockKind.HEADING) == ["Receipts promised"]
    assert of_kind(article, BlockKind.PARAGRAPH) == BODY
    order = [block.kind for block in article.blocks]
    assert order.index(BlockKind.CAPTION) > order.index(BlockKind.PARAGRAPH)


def test_line_breaks_within_a_paragraph_become_blanks() -> None:
    wrapped = [paragraph.replace(" ", "\n  ", 9) for paragraph in BODY]
    assert read(html(wrapped)).text == read(html()).text


def test_links_to_other_stories_and_scripts_are_left_out() -> None:
    middle = "<p><a href='/x'>READ MORE: The herring strike</a></p><script>var a = 'canal minister';</script>"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    article = read(html([], above=body.replace("</p>", "</p>" + middle, 1)))
    assert "herring" not in article.text
    assert "var a" not in article.text


LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "x"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": "2031-05-02T23:10:00+02:00",
            "dateModified": "2031-05-04T08:00:00Z",
            "author": [{"@type": "Person", "name": "Ada Fenn"}, {"name": "Bo Lind"}],
            "publisher": {"@type": "Organization", "name": "The Lisse Herald"},
        },
    ],
}


def test_json_ld_says_when_who_and_where() -> None:
    article = read(html(head=f'<script type="application/ld+json">{json.dumps(LINKED)}</script>', lang="en-GB"))
    assert article.published == Dated(date(2031, 5, 2), "JSON-LD datePublished")
    assert article.updated == Dated(date(2031, 5, 4), "JSON-LD dateModified")
    assert article.outlet == "The Lisse Herald"
    assert article.byline == "Ada Fenn, Bo Lind"


def test_the_type_may_be_a_whole_address() -> None:
    linked = json.dumps({"@type": "https://schema.org/NewsArticle", "datePublished": "2031-05-02"})
    assert read(html(head=f'<script type="application/ld+json">{linked}</script>')).published is not None


def test_meta_says_it_where_json_ld_is_broken() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        '<meta property="og:site_name" content="Lisse Herald"><meta name="author" content="By Ada Fenn">'
        '<meta property="article:published_time" content="2031-05-02T10:00:00Z">'
        '<meta property="article:modified_time" content="2031-05-03">'
    )
    article = read(html(head=head))
    assert article.published == Dated(date(2031, 5, 2), "meta article:published_time")
    assert article.updated == Dated(date(2031, 5, 3), "meta article:modified_time")
    assert (article.outlet, article.byline) == ("Lisse Herald", "Ada Fenn")


def test_visible_stamps_are_published_and_updated() -> None:
    stamp = "<div class='stamps'><span>Published 2 May 2021</span> <span>Updated 4 May 2021</span></div>"
    article = read(html(above=stamp))
    assert article.published is not None
    assert article.published.value == date(2021, 5, 2)
    assert article.updated is not None
    assert article.updated.value == date(2021, 5, 4)
    assert "2021" not in article.text


def test_an_update_alone_is_no_publication() -> None:
    article = read(html(above="<p class='stamp'>Updated 4 May 2021</p>"))
    assert article.updated is not None
    assert article.updated.value == date(2021, 5, 4)
    assert article.published is None or article.published.evidence.startswith("htmldate")


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry’s study, published on 3 March 2020, blamed the tolls.",
        "The rules were last updated on 3 March 2020.",
        "Varga answered a letter published 3 March 2020 in the gazette.",
    ],
)
def test_what_a_sentence_says_was_published_is_not_the_page(sentence: str) -> None:
    article = read(html([*BODY[:2], sentence, *BODY[2:]]))
    assert article.published is None
    assert article.updated is None


@pytest.mark.parametrize(
    "stamp",
    [
        "This story was first published on 4 May 2021.",
        "Ada Fenn, published 4 May 2021",
        "published on 4 May 2021 in World",
        "Ada Fenn | Published May 4, 2021",
    ],
)
def test_stamps_come_in_many_forms(stamp: str) -> None:
    article = read(html(above=f"<p class='stamp'>{stamp}</p>"))
    assert article.published is not None
    assert article.published.value == date(2021, 5, 4)


def test_a_date_that_nobody_entered_is_none() -> None:
    meta = '<meta property="article:published_time" content="0001-01-01T00:00:00">'
    assert read(html(head=meta)).published is None


def test_what_is_given_goes_first() -> None:
    given = Given("Morel Star", "Another title", "Cy Moss", Dated(date(2030, 1, 1), "given"))
    article = read(html(head=f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'), given)
    assert (article.outlet, article.title, article.byline) == ("Morel Star", "Another title", "Cy Moss")
    assert article.published == given.published
    assert article.text.startswith("Another title\n\nARVENA")


def test_the_same_report_has_the_same_id_and_another_outlet_another() -> None:
    first, again = read(html()), read(html().replace(" said ", "  said\n"))
    assert first.id == again.id
    assert read(html(), Given(outlet="Morel Star")).id != first.id
    assert read(html().replace("eleven", "twelve")).id != first.id


FRENCH = [
    "Le gouvernement de Tolmark a annoncé lundi qu’il allait rouvrir le canal aux navires étrangers, onze mois après "
    "avoir fermé les écluses à cause d’une querelle sur les péages.",
    "La ministre des transports a déclaré aux journalistes que le premier convoi pourrait passer à l’automne, pourvu "
    "que la république voisine paie ce qu’elle devait pour le dragage du canal.",
    "Les compagnies ont contourné le cap du nord depuis la fermeture, ce qui ajoute neuf jours au voyage.",
]


@pytest.mark.parametrize("lang", ["fr", "en", ""])
def test_another_language_is_named(lang: str) -> None:
    with pytest.raises(PageLanguage, match=r"page\.html: .*'fr'"):
        read(html(FRENCH, lang=lang).replace(TITLE, "Le canal sera rouvert aux navires étrangers"))


@pytest.mark.parametrize("lang", ["de", ""])
def test_english_is_english_whatever_the_markup_says(lang: str) -> None:
    assert read(html(lang=lang)).language == "en"


@pytest.mark.parametrize("given", ["en-GB", "en_US", "EN", "eng", "English"])
def test_a_given_language_may_have_a_region_or_be_no_code(given: str) -> None:
    (article,) = articles_of(Page("page.html", html(lang="").encode(), given=Given(language=given)))
    assert article.language == "en"


def test_a_short_text_is_in_the_language_that_its_locale_names() -> None:
    assert language_of("Kanal zu", "de_DE") == "de"


def test_a_page_of_links_has_no_article() -> None:
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(40))
    with pytest.raises(PageWithoutArticle):
        read(f"<html><body><nav><ul>{links}</ul></nav></body></html>")
