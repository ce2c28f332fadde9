"""Text that is known to be one article, as scraping left it: nothing but plain furniture is taken out of it."""

from __future__ import annotations

import re

from onrecord.pages.characters import clean_text
from onrecord.pages.drafts import Draft, Piece
from onrecord.pages.dump_lines import Line
from onrecord.pages.kinds import pieces_of_body
from onrecord.vocabulary import BlockKind

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"^(?:[•‣▪●◦■►]|[-–*](?=\s))\s*(?=\S)")
# Whole lines that are no part of any article, on whichever outlet's pages.
_FURNITURE = re.compile(
    r"advertise?ment:?|ad|story continue[sd] below(?: advertisement)?\.?|article continues below.*"
    r"|(?:advertisement )?continue reading the main story|copyright ©.{0,120}|©.{0,120}|all rights reserved\.?.{0,60}"
    r"|click here (?:to get|for|to read|to sign|to subscribe)\b.{0,100}"
    r"|sign up (?:for|to) .{0,80}newsletters?(?: manage newsletters)?\.?|manage newsletters|newsletter sign-?up"
    r"|subscribe(?: now)?|share this (?:article|story|post).{0,40}"
    r"|(?:share|tweet|post|email|print|save|follow|comments?|close|loading\.*|photo|video|youtube|replay|x)"
    r"|short url|(?:read|see|watch) (?:more|next|also):?|more:|related:?|\d+ years? ago"
    r"|(?:last )?updated \d+ (?:sec|min|hour|day)s?\w* ago|just watched .{0,200}must watch.{0,200}"
    r"|slideshow \(\d+ images?\)|\[pullquote\]|[_*=\-–—\s]{3,}|follow @\w+(?: follow @\w+)*"
    r"|more on this\.*|enlarge this image|toggle caption|hide caption|view image|skip advert(?:isement)?",
    re.I,
)


def draft_of_article(text: str, title: str | None) -> Draft:
    """Return the one article that ``text`` is, all of its lines kept but those that are furniture on any page.

    Paragraphs are what empty lines separate, or lines where the text has no empty line. A first line that equals
    ``title`` is the headline; no other line is taken for one.
    """
    text = clean_text(text).strip()
    breaks = _PARAGRAPH_BREAK if _PARAGRAPH_BREAK.search(text) else re.compile(r"\n")
    lines: list[Line] = []
    for part in breaks.split(text):
        line = " ".join(part.split())
        bullet = _BULLET.match(line)
        line = line[bullet.end() :] if bullet else line
        if line and not _FURNITURE.fullmatch(line):
            lines.append(Line(line, gap=1, bullet=bool(bullet)))
    pieces = []
    if lines and title and _same(lines[0].text, title):
        pieces.append(Piece(BlockKind.HEADLINE, lines[0].text))
        lines = lines[1:]
    return Draft((*pieces, *pieces_of_body(lines)))


def _same(line: str, title: str) -> bool:
    return re.findall(r"\w+", line.lower()) == re.findall(r"\w+", title.lower())
