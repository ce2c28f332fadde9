"""Which kind of block a line of an article is, by its form and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.pages.credits import dateline_of
from onrecord.pages.drafts import Piece
from onrecord.pages.dump_lines import Line
from onrecord.vocabulary import BlockKind

_PROSE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_SUMMARY_LABEL = re.compile(
    r"^(?:key points?|key takeaways?|takeaways|at a glance|highlights|in (?:brief|short)|summary|the gist|points clés"
    r"|story highlights|what you need to know|quick (?:read|summary)|bullet points|main points)\s*:?$",
    re.I,
)
_PHOTO_AGENCIES = (
    r"getty(?: images)?|reuters|afp|ap|ap photo|epa|epa-efe|pa|pa wire|pa media|shutterstock|alamy|bloomberg|anadolu"
    r"|xinhua|tass|dpa|upi|aap|press association|associated press|supplied|handout|file|file photo|pool|courtesy|istock"
    r"|unsplash|zuma|sipa|nurphoto"
)
_LABEL = r"(?:photo(?:graph)?|image|picture|illustration|credit|source)s?"
_CAPTION_END = re.compile(
    rf"(?:\((?:(?:[^()]{{0,60}}[/|,:]\s?)?(?:{_PHOTO_AGENCIES})(?:\s?[/|,][^()]{{0,60}})?|{_LABEL}\b[^()]{{0,80}})\)"
    rf"|(?:^|[.!?\"'”’)\]|]\s){_LABEL}(?: by| courtesy of)?\s?[:|]\s?[^.!?\n]{{2,80}}"
    rf"|\b(?:getty(?: images)?|reuters|afp|epa|ap photo|pa wire)\s?/\s?[^.!?\n]{{2,60}}"
    rf"|(?:\s[|/]\s?|\svia\s)(?:{_PHOTO_AGENCIES}))\.?$",
    re.I,
)
_CAPTION_START = re.compile(
    r"^(?:image (?:copyright|caption|source)|photo(?:graph)?(?: by| caption)?:|picture:|caption:|enlarge this image"
    r"|file (?:photo|picture|image)\b|(?:photo|image) (?:credit|courtesy)"
    r"|in this (?:\w+ )?(?:file )?(?:photo|image|picture)\b)",
    re.I,
)
_PROMOTION = re.compile(
    r"(?:(?:read|see|watch|listen|also|more)(?: more| also| next| now| on this)?"
    r"|related(?: (?:article|story|stories|news|content|topics?))?"
    r"|recommended|don[’']t miss|topics?|tags?|filed under|explore more|up next)\s*:.*"
    r"|\[?\s*(?:read more|see also)\b.*",
    re.I,
)
_SUMMARY_WORDS = "summary standfirst dek deck subtitle subheadline keypoints highlights takeaways"
_SUMMARY_MARKS = frozenset(f"name:{word}" for word in _SUMMARY_WORDS.split())
_MAX_CAPTION = 450
_MOST_STANDFIRST = 320
_MOST_SUMMARY = 8
_LEAST_SUMMARY = 4


def is_caption(text: str) -> bool:
    """Tell by its form whether a line is the caption or the credit of a picture."""
    if len(text) > _MAX_CAPTION:
        return False
    return bool(_CAPTION_START.match(text) or _CAPTION_END.search(text))


def is_summary_label(text: str) -> bool:
    """Tell whether a line announces summary points: "Key points", "At a glance"."""
    return bool(_SUMMARY_LABEL.match(text))


def is_heading(text: str) -> bool:
    """Tell by its form whether a line between paragraphs is a heading: short, and no sentence."""
    return len(text) <= 90 and len(text.split()) <= 14 and not _PROSE_END.search(text) and any(map(str.isalpha, text))


def is_promotion(text: str) -> bool:
    """Tell whether a line sends the reader elsewhere: "READ MORE: …", "Topics: …"."""
    return len(text) <= 200 and bool(_PROMOTION.match(text))


def pieces_of_body(lines: Sequence[Line], captions: frozenset[int] = frozenset()) -> list[Piece]:
    """Return the pieces of an article's lines, its headline left out.

    ``captions`` are the places of lines known to be captions. Points at the very beginning, or after a label such as
    "Key points", are summary; so are the lines that the markup calls so, and the few short lines before a paragraph
    that opens with a dateline. The label itself is left out, and so are what only sends the reader elsewhere and
    a name or two above the report. Short lines that are no sentence and stand before a paragraph are headings.
    """
    pictures = {at for at, line in enumerate(lines[:-1]) if is_caption(line.text)} | captions
    prose = [at for at in range(len(lines)) if at not in pictures]
    summary = set(prose[: _summary_length([lines[at] for at in prose])])
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        if is_promotion(line.text) or is_summary_label(line.text):
            continue
        if at in summary and len(line.text.split()) < _LEAST_SUMMARY and not _PROSE_END.search(line.text):
            continue
        if at in pictures:
            kind = BlockKind.CAPTION
        elif at in summary:
            kind = BlockKind.SUMMARY
        elif at + 1 < len(lines) and (line.heading or (is_heading(line.text) and not line.bullet)):
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.PARAGRAPH
        pieces.append(Piece(kind, line.text))
    return pieces


def _summary_length(lines: Sequence[Line]) -> int:
    """Return how many lines at the beginning are summary: points, a standfirst, or both."""
    opening = next((at for at, line in enumerate(lines[:_MOST_SUMMARY]) if dateline_of(line.text)), 0)
    if opening and all(len(line.text) <= _MOST_STANDFIRST for line in lines[:opening]):
        return opening
    length = next((at for at, line in enumerate(lines) if not _is_point(line)), 0)
    if length:
        return length
    # A standfirst above two points or more.
    points = next((at for at, line in enumerate(lines[1:]) if not _is_point(line)), 0)
    return 1 + points if points >= 2 and len(lines[0].text) <= _MOST_STANDFIRST else 0


def _is_point(line: Line) -> bool:
    return len(line.text) <= _MOST_STANDFIRST and (
        line.bullet or is_summary_label(line.text) or bool(_SUMMARY_MARKS.intersection(line.marks))
    )
