"""Sentences of an article, with exact offsets.

The rules are for English news prose: a full stop, exclamation or question mark (with the quotation marks and brackets
that close there) ends a sentence unless an abbreviation, an initial, a list number or the lower case after it says
otherwise. Sentences never reach across blocks, and nothing but white space lies between two of them.

sentencex (the fastest library) was tried first: it cuts after "Ms.", inside "R-S.C." and before closing straight marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Article, Span


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEVER_LAST = _words(
    "mr mrs ms mx dr prof sen rep reps sens gov govs gen lt col sgt capt adm maj cmdr cpl pfc brig supt rev hon "
    "msgr fr sr amb pres atty asst assoc dept st mt ft vs messrs mme mlle rt lt-gen maj-gen lt.-gen m.p cf e.g i.e "
    "viz al"
)
_SELDOM_LAST = _words(
    "jr inc corp ltd co cos bros llc plc ave blvd rd univ u.s u.k u.n e.u d.c l.a n.y ph.d b.a m.a m.d u.a.e u.s.a "
    "n.j jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark "
    "calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex "
    "vt va wash wis wyo n.c s.c n.d s.d n.h n.m w.va r.i r-s.c r-n.c r-n.h d-n.h d-n.y d-r.i d-n.j d-n.m r-n.d "
    "d-n.d r-s.d approx est dist gmt bc ad fig sec"
)
_STARTERS = _words(
    "the this that these those it he she they we you but and so as if when while for from by to with after before "
    "since because although though however meanwhile there here his her its their our my not what who why how where "
    "some many most both all also an a then now last earlier according asked in on at yet nor or still once until "
    "instead despite during even just only such another each every one two three several it's he's she's they're "
    "we're i i'm"
)
_AFTER_CLOCK = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr aug sept oct nov dec et est edt gmt utc pst pdt cet cest "
    "bst ist msk jst eastern central pacific mountain local moscow kyiv london beijing"
)
# "9 p.m. New York time", "Eastern Standard Time".
_PLACE_TIME = re.compile(r"\(?(?:[A-Z][\w.’'-]*\s+){1,3}[Tt]ime\b(?!\s+(?:[Mm]agazine|to)\b)")
_SAY = "said|says|asked|asks|told|added|adds|wrote|writes|tweeted|posted|joked|quipped|shouted|cried|replied|exclaimed"

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«(\\[„"
_BOUNDARY = re.compile(
    rf"(?P<stop>[.!?…]+)(?P<close>[{_CLOSERS}]*)(?P<gap>\s+)(?=(?P<open>[{_OPENERS}—–•*-]*)(?P<space>\s*)(?P<next>\w?))"
    rf"|(?<=[a-z)][.!?])[{_CLOSERS}]?(?P<glued>)(?=[“\"]?[A-Z][a-z’']+[\s,])"
    r"|(?P<line>\s*\n\s*\n\s*|\s+(?=[•●▪]\s))"
)
_ADDRESS = re.compile(r"www|@|/|\.\w+\.|\.$.")
_CAMP_LETTER = re.compile(r"\([RDI][-–][\w.]+\Z")
_TOKEN = re.compile(r"\S*\Z")
_NEXT_WORD = re.compile(rf"[{_OPENERS}—–•*\s-]*([\w’']+)")
_ASIDE = re.compile(
    rf"(?:(?:[A-Z][\w.’'-]*|the|of|de|al|van|von)\s+){{1,5}}(?:{_SAY})\b(?!\s+(?:that|he|she|it|they|the|there|his|her)\b)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text, the index of its block, and its own index in the article from 0."""

    span: Span
    block: int
    index: int


def segment(article: Article) -> tuple[Sentence, ...]:
    """Cut an article's blocks into sentences, in the order of the text.

    Every character of a block that is not white space lies in exactly one sentence. A block that holds only white space
    gives none; an article without blocks is taken as one block.
    """
    places = [(block.start, block.end) for block in article.blocks] or [(0, len(article.text))]
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(places):
        for span in _split(article.text, start, end):
            sentences.append(Sentence(span, number, len(sentences)))
    return tuple(sentences)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the trimmed sentence spans of ``text[start:end]``."""
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        cut = _cut(text, (start, begin, end), match)
        if cut is None:
            continue
        span = _trimmed(text, begin, cut)
        if span is not None:
            yield span
            begin = cut
    span = _trimmed(text, begin, end)
    if span is not None:
        yield span


def _cut(text: str, place: tuple[int, int, int], match: re.Match[str]) -> int | None:
    """Say where a sentence ends, if it ends at this match; ``place``: where its block and it began, the block's end."""
    start, begin, end = place
    if match["line"] is not None:
        return match.end()
    if match["glued"] is not None:
        token = _TOKEN.search(text[max(begin, match.start() - 40) : match.start()])
        if token and token.group().strip(_CLOSERS + _OPENERS + ".").lower() in _NEVER_LAST:
            return None
        return match.end() if token and not _ADDRESS.search(token.group()) else None
    if match["space"] and '"' in match["open"] and text.count('"', start, match.end()) % 2:
        return match.end() + match["open"].index('"') + 1
    if match.end() < end and not match["next"].islower() and _stops(text, begin, end, match):
        return match.end()
    return None


def _stops(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether the mark and what follows it, known not to be lower case, end a sentence."""
    stop, close = match["stop"], match["close"]
    if close[:1] == ")" and _CAMP_LETTER.search(text, begin, match.start()):
        return False
    if close and stop[-1] in "!?" and close[-1] in "\"”’'":
        return _ASIDE.match(text, match.end(), end) is None
    if stop == "." and not (close and close[-1] in '"”»)'):
        return _full_stop(text, begin, end, match)
    return True


def _full_stop(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Tell a full stop that ends a sentence from one that ends an abbreviation."""
    found = _TOKEN.search(text[max(begin, match.start() - 40) : match.start()])
    token = (found.group() if found else "").strip("\"'“”‘’«»()[]—–,-").lower()
    token = re.split("[—–/]", token)[-1]
    word = _NEXT_WORD.match(text, match.end(), end)
    after = word[1].lower().replace("’", "'") if word else ""
    if token in _NEVER_LAST:
        return False
    if token in ("no", "nos", "art", "pp"):
        return not after[:1].isdigit()
    if token in ("a.m", "p.m"):
        zone = after in _AFTER_CLOCK or after[:1].isdigit() or _PLACE_TIME.match(text, match.end(), end)
        return not zone
    if token.isdigit():
        return text[begin : match.start()].strip("\"'“‘([ •") != token
    initial = len(token) == 1 and token.isalpha() and token != "i"
    dotted = "." in token and all(len(part) <= 2 for part in token.split("."))
    if token in _SELDOM_LAST or initial or dotted:
        return after in _STARTERS or (bool(match["open"]) and match["open"][0] in '"“‘«•' and not initial)
    return True


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span without white space at its ends, or ``None`` if nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    size = len(piece.strip())
    return Span(start + left, start + left + size) if size else None
