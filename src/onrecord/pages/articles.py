"""From a page to its articles: the one way in for bytes, whatever they hold."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.errors import PageLanguage, PageNotText, PageTooLarge, PageWithoutArticle
from onrecord.pages.characters import one_line
from onrecord.pages.credits import Dateline, agency_of, dateline_of
from onrecord.pages.decoding import decoded
from onrecord.pages.drafts import Draft, Piece
from onrecord.pages.language import code_of, language_of
from onrecord.records import Article, Block, Page
from onrecord.vocabulary import BlockKind

MAX_LINES = 500_000
"""How many lines a page of plain text may have; there is hardly a sentence a line in one of 20 MB that has more."""

_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\u2028\u2029"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|script|span|table)\b[^>]*>", re.I)
_LOOK = 4096
_SEPARATOR = "\n\n"
_READ = "en"
_TRANSCRIPT = 4


def articles_of(page: Page) -> tuple[Article, ...]:
    """Return the articles of a page, in the order of the page; there is at least one.

    HTML holds one article, plain text as many as are found in it, and ``text/x-article`` exactly one. Each text is
    laid out as blocks, the headline first if there is one, separated by an empty line; a block is a single line. What
    is given with the page goes before what the page shows.

    Raises:
        PageError: the page cannot be read; see `decoded` for bytes, and besides PageNotText for JSON, PageTooLarge for
            more than `MAX_LINES` lines, PageTooDeep, PageWithoutArticle, and PageLanguage if no article is in English.
    """
    text = decoded(page)
    articles = [article for draft in _drafts(page, text) if (article := _article(page, draft)) is not None]
    if not articles:
        raise PageWithoutArticle(page.address, "there is no article in it")
    readable = tuple(article for article in articles if article.language in (None, _READ))
    if not readable:
        language = articles[0].language
        raise PageLanguage(page.address, f"the article is in the language {language!r}; this reader reads English")
    return readable


def article_with_id(article: Article, identifier: str) -> Article:
    """Return the article under an id of the caller's, for instance its file's name."""
    return replace(article, id=identifier)


def article_id(text: str, outlet: str | None) -> str:
    """Return the id of an article: 16 hexadecimal digits of the SHA-256 of its outlet and text.

    Both are normalised first (NFKC, lower case, runs of white space as one blank), so that the same report saved
    twice, or rendered in two ways that differ in blanks, has one id; any change of its words gives another.
    """
    normalised = " ".join(unicodedata.normalize("NFKC", f"{outlet or ''} | {text}").lower().split())
    return hashlib.sha256(normalised.encode("utf-8", errors="replace")).hexdigest()[:16]


def _drafts(page: Page, text: str) -> Iterable[Draft]:
    if page.media_type is None and _is_json(text):
        raise PageNotText(page.address, "JSON, and no page; articles as JSON lines are read from a file named .jsonl")
    is_html = page.media_type == "text/html" or (page.media_type is None and _is_html(text))
    if not is_html and max(map(text.count, _LINE_ENDS)) > MAX_LINES:
        raise PageTooLarge(page.address, f"more than {MAX_LINES:,} lines")
    if page.media_type == "text/x-article":
        from onrecord.pages.clean import draft_of_article

        return [draft_of_article(text, page.given.title)]
    if is_html:
        from onrecord.pages.html import drafts_of_html

        return drafts_of_html(text, page.address)
    from onrecord.pages.dump import drafts_of_dump

    return drafts_of_dump(text)


def _is_html(text: str) -> bool:
    found = _HTML.findall(text[:_LOOK])
    return len(found) >= 2 or (text.lstrip()[:1] == "<" and bool(found))


def _is_json(text: str) -> bool:
    """Tell whether a text is an object or a list of JSON, or begins with a line that is."""
    whole = text.strip()
    if whole[:1] not in ("[", "{") or whole[-1] not in ("]", "}"):
        return False
    return any(map(_parses, (whole.partition("\n")[0], whole)))


def _parses(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def _article(page: Page, draft: Draft) -> Article | None:
    given = page.given
    pieces = [Piece(piece.kind, line) for piece in draft.pieces if (line := one_line(piece.text))]
    pieces = _with_title(pieces, given.title)
    if not any(piece.kind is not BlockKind.HEADLINE for piece in pieces):
        return None
    text, blocks = _laid_out(pieces)
    title = next((piece.text for piece in pieces if piece.kind is BlockKind.HEADLINE), None)
    byline = given.byline or draft.byline
    dateline = _dateline(pieces)
    outlet = given.outlet or draft.outlet
    return Article(
        id=article_id(text, outlet),
        page=page.address,
        text=text,
        blocks=blocks,
        outlet=outlet,
        title=given.title or title or draft.title,
        byline=byline,
        agency=draft.agency or agency_of(pieces, byline, outlet),
        dateline=dateline.place if dateline else draft.dateline,
        published=given.published or draft.published,
        updated=draft.updated,
        language=code_of(given.language) or language_of(text, draft.language),
    )


def _with_title(pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """Put a given title in the place of the headline found, or before everything."""
    if not title:
        return list(pieces)
    line = one_line(title)
    rest = [piece for piece in pieces if piece.kind is not BlockKind.HEADLINE]
    if rest and rest[0].text == line:
        rest = rest[1:]
    return [Piece(BlockKind.HEADLINE, line), *rest]


def _dateline(pieces: Sequence[Piece]) -> Dateline | None:
    """Return the dateline of the first or second paragraph; speakers' names in a transcript are none."""
    prose = [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    found = next((dateline for text in prose[:2] if (dateline := dateline_of(text))), None)
    if found and sum(dateline_of(text) is not None for text in prose) >= _TRANSCRIPT:
        return None
    return found


def _laid_out(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for piece in pieces:
        if parts:
            at += len(_SEPARATOR)
        blocks.append(Block(piece.kind, at, at + len(piece.text)))
        parts.append(piece.text)
        at += len(piece.text)
    return _SEPARATOR.join(parts), tuple(blocks)
