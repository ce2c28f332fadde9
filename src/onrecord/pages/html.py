"""HTML pages: one article with its blocks, by trafilatura's main text and the line model over the page's blocks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace

import numpy as np
from lxml import html

from onrecord.pages.blocks import blocks_of, parsed
from onrecord.pages.characters import clean_text
from onrecord.pages.drafts import Draft, Piece
from onrecord.pages.dump_lines import Line
from onrecord.pages.kinds import pieces_of_body
from onrecord.pages.line_model import BODY, CAPTION, LineModel, Odds, line_model
from onrecord.pages.metadata import metadata_of
from onrecord.vocabulary import BlockKind

MAIN_TEXT = "main text"
"""The mark of a block that trafilatura counts to the main text."""

_WORD = re.compile(r"\w+")
_CAPTION_MARKS = frozenset(["in:figcaption", "tag:figcaption", "name:caption", "name:figcaption"])
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_LEAST_SHARE = 0.3
_LEAST_AFTER = 0.2


def drafts_of_html(text: str, address: str, model: LineModel | None = None) -> list[Draft]:
    """Return the article of an HTML page, or nothing if there is none.

    trafilatura says what the main text is; a line model that sees its verdict beside markup and words corrects it
    block by block. Where the model keeps next to nothing of what trafilatura found, trafilatura is followed.
    ``model`` is the one that is shipped unless another is given.

    Raises:
        PageTooDeep, PageTooLarge, PageEmpty: the markup cannot be parsed safely, or there is none.
    """
    text = clean_text(text)
    tree = parsed(text, address)
    said = metadata_of(tree, text)
    lines = marked_blocks(tree)
    odds = (model or line_model("html")).odds(lines)
    kept = _body_of(lines, odds)
    if not any(_is_prose(lines[at]) for at in kept):
        return []
    captions = _captions_of(lines, odds, kept)
    order = sorted({*kept, *captions})
    headline = _headline(lines, said.title, order[0])
    body = [lines[at] for at in order if at != headline]
    places = frozenset(new for new, at in enumerate(at for at in order if at != headline) if at in captions)
    pieces = pieces_of_body(body, places)
    title = lines[headline].text if headline is not None else said.title
    if title:
        pieces = [Piece(BlockKind.HEADLINE, title), *pieces]
    return [replace(said, pieces=tuple(pieces), title=title)]


def marked_blocks(tree: html.HtmlElement) -> list[Line]:
    """Return the blocks of a tree, those that trafilatura counts to the main text marked with `MAIN_TEXT`."""
    lines = blocks_of(tree)
    main = _main_text(tree)
    known = {" ".join(_words(row)) for row in main.split("\n")}
    running = f" {' '.join(_words(main))} "
    marked: list[Line] = []
    for line in lines:
        words = _words(line.text)
        joined = " ".join(words)
        found = joined in known or (len(words) >= 4 and f" {joined} " in running)
        marked.append(replace(line, marks=(*line.marks, MAIN_TEXT)) if found else line)
    return marked


def _main_text(tree: html.HtmlElement) -> str:
    import trafilatura

    # It warns of what it leaves out, which is no news to the user; whoever sets up logging still gets it.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return trafilatura.extract(deepcopy(tree), include_comments=False) or ""


def _body_of(lines: Sequence[Line], odds: Odds) -> list[int]:
    body = {int(at) for at in np.flatnonzero(odds.argmax(axis=1) == BODY)}
    for at in range(1, len(lines)):
        if at not in body and at - 1 in body and odds[at][BODY] > _LEAST_AFTER and _is_prose(lines[at]):
            body.add(at)
    main = [at for at, line in enumerate(lines) if MAIN_TEXT in line.marks]
    if _length(lines, body) < _LEAST_SHARE * _length(lines, main):
        body = {at for at in main if not _CAPTION_MARKS.intersection(lines[at].marks)}
    return sorted(body)


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) >= 6 and line.link_share < 0.6 and bool(_SENTENCE.search(line.text))


def _length(lines: Sequence[Line], places: Iterable[int]) -> int:
    return sum(len(lines[at].text) for at in places)


def _captions_of(lines: Sequence[Line], odds: Odds, kept: Sequence[int]) -> set[int]:
    """Return the places of captions from a little before the first paragraph to a little after the last."""
    near = range(max(0, kept[0] - 8), min(len(lines), kept[-1] + 3))
    taken = set(kept)
    return {
        at
        for at in near
        if at not in taken
        and len(lines[at].text.split()) >= 4
        and (odds[at].argmax() == CAPTION or _CAPTION_MARKS.intersection(lines[at].marks))
    }


def _headline(lines: Sequence[Line], title: str | None, first: int) -> int | None:
    """Return the place of the block that is the headline: the page's title, or the last top heading before the body."""
    words = _words(title or "")
    before = range(min(first + 1, len(lines)))
    for at in before:
        if words and _words(lines[at].text) == words:
            return at
    tops = [at for at in before if "in:h1" in lines[at].marks or "tag:h1" in lines[at].marks]
    return tops[-1] if tops and not title else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
