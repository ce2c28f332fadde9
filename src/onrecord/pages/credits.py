"""Agency credits and datelines in their usual forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.pages.drafts import Piece
from onrecord.vocabulary import BlockKind

# Every name that an agency goes by, to the one that the record uses.
_AGENCIES = {
    "AFP": "AFP", "Agence France-Presse": "AFP", "Agence France Presse": "AFP",
    "AP": "AP", "Associated Press": "AP", "The Associated Press": "AP",
    "Reuters": "Reuters", "Thomson Reuters": "Reuters", "Thomson Reuters Foundation": "Reuters",
    "UPI": "UPI", "United Press International": "UPI",
    "dpa": "dpa", "DPA": "dpa", "Deutsche Presse-Agentur": "dpa",
    "EFE": "EFE", "ANSA": "ANSA", "APA": "APA", "Belga": "Belga", "ANP": "ANP", "Ritzau": "Ritzau", "NTB": "NTB",
    "TASS": "TASS", "Tass": "TASS", "Interfax": "Interfax", "RIA Novosti": "RIA Novosti", "Sputnik": "Sputnik",
    "Ukrinform": "Ukrinform", "Xinhua": "Xinhua", "Kyodo": "Kyodo", "Kyodo News": "Kyodo", "Jiji": "Jiji Press",
    "Jiji Press": "Jiji Press", "Yonhap": "Yonhap", "PTI": "PTI", "Press Trust of India": "PTI", "ANI": "ANI",
    "IANS": "IANS",
    "Anadolu": "Anadolu", "Anadolu Agency": "Anadolu", "WAFA": "WAFA", "SPA": "SPA", "IRNA": "IRNA", "MENA": "MENA",
    "Bloomberg": "Bloomberg", "Bloomberg News": "Bloomberg", "PA": "PA Media", "PA Media": "PA Media",
    "Press Association": "PA Media", "AAP": "AAP", "Australian Associated Press": "AAP", "CP": "The Canadian Press",
    "Canadian Press": "The Canadian Press", "The Canadian Press": "The Canadian Press", "CNS": "CNS",
}  # fmt: skip
_ANY_AGENCY = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))

_MONTH = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
# A place in capitals, up to four of them with a slash or "and", and the region that may follow it in ordinary letters.
_PLACE = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]+(?:[ ][A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]*){0,3}"
_PLACES = rf"{_PLACE}(?:\s?/\s?{_PLACE}|\sand\s{_PLACE}){{0,3}}"
_REGION = r"(?:,\s(?!\d)[A-Z][\w.'’\-]*(?:\s[A-Z][\w.'’\-]*){0,3}){0,2}"
_DASH = r"(?:—|–|--|-(?=\s))"
_AGENCY_MARK = rf"\(\s*(?P<agency>(?:{_ANY_AGENCY})(?:\s?[/,&]\s?[^()]{{2,30}})?)\s*\)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACES}{_REGION})(?:,\s{_DAY})?\s?(?:(?:{_AGENCY_MARK}|\((?P<mark>[A-Z]{{2,6}})\)|\([A-Z][^()]{{1,30}}\))\s?(?:{_DASH}|:|(?=[A-Z\"“]))|:(?=\s)|\s?{_DASH}\s)"
)
# With an agency's mark, a place in ordinary letters will do: "Geneva (AFP) –", "Washington (AP) —".
_SOFT_DATELINE = re.compile(
    rf"(?P<place>[A-Z\u00c0-\u00de][\w.'’\-]+(?:\s[A-Z\u00c0-\u00de][\w.'’\-]+){{0,3}}{_REGION})(?:,\s{_DAY})?\s?{_AGENCY_MARK}\s?(?:{_DASH}|:|(?=[A-Z\"“]))"
)
_LEADING_MARK = re.compile(rf"{_AGENCY_MARK}\s?(?:{_DASH}|:)")
# Capitals before a colon that are a label of the story, not a place.
_NO_PLACES = frozenset(
    [
        "BREAKING", "WATCH", "LIVE", "UPDATE", "UPDATED", "EXCLUSIVE", "OPINION", "ANALYSIS", "CLAIM", "FACT",
        "FACTS", "VERDICT", "NOTE", "RELATED", "READ", "MORE", "VIDEO", "PHOTOS", "PHOTO", "SOURCE",
        "CORRECTION", "EDITORIAL", "REVIEW", "INTERVIEW", "EXPLAINER", "TRENDING", "ADVERTISEMENT", "Q", "A",
        "FAST", "FASTFACTS", "KEY", "POINTS", "BACKGROUND", "SUMMARY", "MUST", "SEE", "ALSO", "WARNING",
        "REPORT", "THE", "BOTTOM", "LINE", "TOP", "LAST", "ASSESSMENT", "DEVELOPING", "JUST", "IN", "NEWS",
        "POLL", "QUIZ", "FACTBOX", "TIMELINE",
    ]
)  # fmt: skip
_AGENCY = rf"(?P<agency>{_ANY_AGENCY})"
_CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_AGENCY}(?:\s(?:and|&)\s[\w .]{{2,40}})?\s(?:has )?contributed\b",
        rf"\b{_AGENCY}(?:\s(?:writers?|reporters?|journalists?|staff))?[^.;]{{0,60}}\scontributed to this\b",
        r"\b(?:with|from|via|by)\s(?:reporting\s(?:by|from)\s|(?:files?|inputs?|wires?)\sfrom\s)?(?:the\s)?"
        rf"{_AGENCY}\.?\)?$",
        rf"^\(?(?:Source|Agency|Credit)s?:\s(?:the\s)?{_AGENCY}\b",
        rf"^[\[(]?(?:the\s)?{_AGENCY}[\])]?\.?$",
        rf"^(?:By\s)?{_AGENCY}(?:\s(?:and|&|/|,)\s.{{2,40}})?$",
        rf"^©.{{0,12}}\s{_AGENCY}\b",
    )
)
_STAFF_CREDIT = re.compile(
    r"^\(?(?:Additional )?[Rr]eporting by .{3,200}; ?(?:Additional reporting|Writing|Editing|Compiled)\b"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The dateline that opens a paragraph: place as printed, agency named in it, and where the report itself begins."""

    place: str | None
    agency: str | None
    end: int


def dateline_of(paragraph: str) -> Dateline | None:
    """Return the dateline that ``paragraph`` opens with, or ``None``.

    Known forms: ``PARIS:``, ``PARIS —``, ``WASHINGTON (Reuters) –``, ``LONDON, Dec. 22 (UPI) --``,
    ``CHARLESTON, Ill. (AP) —``, ``GENEVA/NEW YORK (Reuters) -``, ``Geneva (AFP) –`` and ``(AP) —``.
    """
    for pattern in (_DATELINE, _SOFT_DATELINE):
        match = pattern.match(paragraph)
        if match and not _is_label(match["place"]):
            agency = agency_named(match["agency"]) or match.groupdict().get("mark")
            return Dateline(match["place"], agency, match.end())
    match = _LEADING_MARK.match(paragraph)
    return Dateline(None, agency_named(match["agency"]), match.end()) if match else None


def agency_named(words: str | None) -> str | None:
    """Return the record's name for the agency that ``words`` begin with, or ``None``."""
    match = re.match(rf"(?:{_ANY_AGENCY})\b", words or "")
    return _AGENCIES[match[0]] if match else None


def agency_of(pieces: Sequence[Piece], byline: str | None, outlet: str | None = None) -> str | None:
    """Return the agency that an article credits, or ``None``.

    Looked for, in this order: the dateline, the byline, a credit among the last or first lines ("AFP contributed",
    "Reporting by …; Editing by …" in the manner of Reuters). An agency's name in a picture's credit ("(FILE/AFP)")
    is weak evidence: it counts only where the paper gives no author of its own. An unknown mark in capitals in the
    dateline is an agency too, unless it is the outlet's own, as in "WASHINGTON (CNN) —".
    """
    prose = [piece.text for piece in pieces if piece.kind is BlockKind.PARAGRAPH]
    for paragraph in prose[:3]:
        dateline = dateline_of(paragraph)
        if dateline and dateline.agency and not _is_own_mark(dateline.agency, outlet):
            return dateline.agency
    if byline and (agency := _credit_in(byline)):
        return agency
    for paragraph in [*prose[-4:], *prose[:2]]:
        if len(paragraph) < 300 and (agency := _credit_in(paragraph)):
            return agency
    if any(_STAFF_CREDIT.match(paragraph) for paragraph in prose[-3:]):
        return "Reuters"
    return None if byline else _agency_of_captions(pieces)


def _is_own_mark(mark: str, outlet: str | None) -> bool:
    """Tell whether a dateline's mark that is no known agency is the outlet's name or its initials."""
    if mark in _AGENCIES.values() or not outlet:
        return False
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", outlet)).upper()
    return mark in outlet.upper() or mark in (initials, initials.removeprefix("T"))


def _agency_of_captions(pieces: Sequence[Piece]) -> str | None:
    found = {
        _AGENCIES[name]
        for piece in pieces
        if piece.kind is BlockKind.CAPTION
        for name in re.findall(rf"\((?:[^()]*/\s?)?({_ANY_AGENCY})\)\s*$", piece.text)
    }
    return found.pop() if len(found) == 1 else None


def _credit_in(text: str) -> str | None:
    found = (pattern.search(text) for pattern in _CREDITS)
    return next((agency_named(match["agency"]) for match in found if match), None)


def _is_label(place: str) -> bool:
    words = re.findall(r"[A-Z]+", place.upper())
    return any(word in _NO_PLACES for word in words)
