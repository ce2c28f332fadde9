"""Who writes an article that speaks for itself: from its byline, else from the note on its author above or below it."""

from __future__ import annotations

import re

from onrecord.reading.actors import Identity
from onrecord.reading.actors.document import Document
from onrecord.records import Article

_ABOVE, _BELOW = 4, 8
"""How many sentences at an article's head and foot may be the note."""
_HIGHLIGHTS = 16
"""How many at its head may hold points that each begin with the author's name ("Marlow: The fleet must sail")."""
_NAME = (
    r"(?P<name>[A-Z][\w’'-]+(?:\s(?:[A-Z]\.)+)*(?:\s(?:de|der|van|von|al|bin|la|[A-Z][\w’'-]+)){1,3}"
    r"(?:,?\s(?:Jr|Sr)\.|\s[IV]{2,3}\b)?)"
)
_LEAD = (
    r"\s*(?:[—–*•(-]\s*)?(?:[Ee]ditor['’]s [Nn]ote:\s*|About the [Aa]uthor:?\s*)?"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Gov|Prof|Col|Lt|Adm|Maj|Sir|Lord|Retired|U\.S|Army|Navy|Professor|Senator)\.?\s){0,4}"
)
_CALLING = (
    r"\b(?:author|co-author|columnist|fellow|professor|lecturer|historian|writer|editor|analyst|journalist|reporter"
    r"|correspondent|contributor|commentator|scholar|director|president|founder|chair(?:man|woman)?|CEO|senator|represents"
    r"|congress(?:man|woman)|member|minister|ambassador|officer|host|expert|advis[eo]r|economist|lawyer|attorney|secretary"
    r"|teaches|writes|column|book)\b"
)
_NOTE = re.compile(
    _LEAD
    + _NAME
    + rf"(?=.*{_CALLING})"
    + r"(?:\s*\([^)]{2,60}\))?(?:,[^;“”\"\n]{3,160}?,)?"
    + r"\s+(?:is|was|are|serves|served|teaches|taught|writes|wrote|covers|represents|heads|leads|runs|hosts|chairs|works|worked"
    + r"|directs|edits|has (?:been|served|written|worked|covered))\b",
    re.S,
)
_POINT = re.compile(r"\s*(?:[•*-]\s*)?(?:Story highlights\s+)?" + _LEAD + _NAME + r":\s")


def author_of(article: Article, document: Document) -> Identity:
    """Return the author: by name where the article tells it, else as ``the author``, with the outlet if that is known."""
    if article.byline:
        return Identity(article.byline, None)
    noted = noted_author(document)
    if noted is not None:
        return noted
    return Identity(f"the author ({article.outlet})" if article.outlet else "the author", None)


def noted_author(document: Document) -> Identity | None:
    """The person whom a note tells of ("Ada Marlow is a fellow at …"), and of whom the rest of the article does not speak."""
    last = len(document.sentences) - 1
    foot = range(max(_ABOVE, last - _BELOW + 1), last + 1)
    for head, sentences, form in (
        (_ABOVE, (*range(min(_ABOVE, last + 1)), *foot), _NOTE),
        (_HIGHLIGHTS, range(min(_ABOVE, last + 1)), _POINT),
    ):
        for at in sentences:
            span = document.sentences[at].span
            told = form.match(document.text, span.start, span.end)
            if told is None or not _only_at_edges(document, told["name"], head, foot.start):
                continue
            if form is _NOTE or re.search(rf"(?:^|[\n.?!]\s*){re.escape(_family(told['name']))}: ", document.text):
                return _identity(document, told["name"])
    return None


def _only_at_edges(document: Document, name: str, head: int, foot: int) -> bool:
    """Tell whether a person's family name stands in the first sentences and the last ones alone."""
    family = re.compile(rf"\b{re.escape(_family(name))}\b")
    return all(
        at < head or at >= foot for at in (document.sentence_at(m.start()) for m in family.finditer(document.text))
    )


def _family(name: str) -> str:
    return re.sub(r",?\s(?:(?:Jr|Sr)\.|[IV]+)\Z", "", name).rsplit(" ", 1)[-1]


def _identity(document: Document, name: str) -> Identity:
    known = next((p for p in document.persons if p.words[-1] == _family(name)), None)
    return Identity(name, known.affiliation.party if known is not None else None)
