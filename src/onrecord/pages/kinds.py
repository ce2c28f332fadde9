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
    r"getty(?: images)?|reuters|afp|ap|ap photo|epa|epa-efe|pa|pa wire|pa media|shutterstock|alamy|bloomberg|anadolu|xinhua|tass|dpa"
    r"|upi|aap|press association|associated press|supplied|handout|file|file photo|pool|courtesy|istock|unsplash|zuma|sipa|nurphoto"
)
_CAPTION_END = re.compile(
    rf"(?:\((?:(?:[^()]{{0,60}}[/|,:]\s?)?(?:{_PHOTO_AGENCIES})(?:\s?[/|,][^()]{{0,60}})?|(?:photo(?:graph)?|image|picture|credit|source)s?\b[^()]{{0,80}})\)"
    rf"|\b(?:source|credit|photo(?:graph)?|image|picture|illustration)s?(?: by| courtesy of)?\s?[:|]\s?[^.!?\n]{{2,80}}"
    rf"|\b(?:getty(?: images)?|reuters|afp|epa|ap photo|pa wire)\s?/\s?[^.!?\n]{{2,60}}"
    rf"|(?:\s[|/]\s?|\svia\s)(?:{_PHOTO_AGENCIES}))\.?$",
    re.I,
)
_CAPTION_START = re.compile(
    r"^(?:image (?:copyright|caption|source)|photo(?:graph)?(?: by| caption)?:|picture:|file (?:photo|picture|image)\b|caption:|enlarge this image"
    r"|(?:photo|image) (?:credit|courtesy)|in this (?:\w+ )?(?:file )?(?:photo|image|picture)\b)",
    re.I,
)
_MAX_CAPTION = 600


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


def pieces_of_body(lines: Sequence[Line], captions: frozenset[int] = frozenset()) -> list[Piece]:
    """Return the pieces of an article's lines, its headline left out.

    ``captions`` are the places of lines known to be captions. Points at the very beginning, or after a label such as
    "Key points", are summary; so is a heading-like sentence before a paragraph that opens with a dateline. The label
    itself is left out. Short lines that are no sentence and stand before a paragraph are headings.
    """
    summary_end = _summary_end(lines, captions)
    pieces: list[Piece] = []
    for at, line in enumerate(lines):
        if at in captions or is_caption(line.text):
            kind = BlockKind.CAPTION
        elif at < summary_end:
            if is_summary_label(line.text):
                continue
            kind = BlockKind.SUMMARY
        elif (line.heading or (is_heading(line.text) and not line.bullet)) and at + 1 < len(lines):
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.PARAGRAPH
        pieces.append(Piece(kind, line.text))
    return pieces


def _summary_end(lines: Sequence[Line], captions: frozenset[int]) -> int:
    """Return the place of the first line after the summary: 0 if the article opens with its report."""
    at = 0
    labelled = False
    while at < len(lines):
        line = lines[at]
        if is_summary_label(line.text):
            labelled = True
        elif not (at in captions or is_caption(line.text) or line.bullet):
            break
        at += 1
    if at == len(lines) or not (labelled or any(line.bullet for line in lines[:at])):
        at = 0
    # One sentence of a standfirst before the dateline.
    if at + 1 < len(lines) and not dateline_of(lines[at].text) and len(lines[at].text) < 300:
        following = next((line for line in lines[at + 1 : at + 3] if not is_caption(line.text)), None)
        if following and dateline_of(following.text) and not is_caption(lines[at].text):
            return at + 1
    return at
