"""The words before a name that say which office the person has, and whose: "the Foreign Ministry spokesman"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.actors.lexicon import Lexicon, word_set

_BACKWARDS = re.compile(r"[,;:()“”\"\n—–]|(?<!\b[A-Z])\.\s+(?=[A-Z][a-z]{3})")
_SENT = re.compile(r"\b(?:[Aa]mbassador|[Ee]nvoy|[Rr]epresentative)\s+(?:to|at)\s+(?:the\s+)?\Z")
_BEFORE_COMMA = re.compile(
    r"(?:\A|[\s“\"])((?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|(?:[A-Z]\w*\s){0,3}[A-Z][\w.]*[’']s?)\s+[^,;:.()“”\"\n]{3,100}),\s*\Z"
)
_BEGINS = re.compile(r"\A|[\s“\"]")
_SEEN_OF_WORD = 4
_IN_TITLES = word_set("senior top deputy national security house white party chief main lead acting then")
_LINKING = word_set("of for the and a an to in on at by with from")
_NEVER_IN_TITLES = word_set(
    "said says told saying tells that when while as but by with from after before than if because who where is was "
    "were are has had have against between including like here also between about into over under he she they it his "
    "her"
)


def title_before(text: str, place: int, words: Lexicon, title: str = "") -> str:
    """Return the words before an offset that describe the name there, with its title: an office, and whose."""
    kept = [title] if title else []
    strange = 0
    begin = max(0, place - 90)
    # Beyond the place, too: whether a sentence ends before it shows in the word that stands there.
    breaks = (match.end() for match in _BACKWARDS.finditer(text, begin, place + _SEEN_OF_WORD) if match.end() <= place)
    lead = text[max(breaks, default=begin) : place]
    sent = _SENT.search(lead)
    if sent is not None:
        kept, lead = [*kept, *reversed(sent.group().split())], lead[: sent.start()]
    for word in reversed(lead.split()):
        bare = word.lower().strip("'’s") if word.endswith(("'s", "’s")) else word.lower()
        known = word[0].isupper() or words.is_role(bare) or bare in words.public or bare in _IN_TITLES
        strange = 0 if known else strange + 1
        if strange and kept and kept[-1][0].isupper():
            break
        if (
            bare in _NEVER_IN_TITLES
            or (bare in _LINKING and kept in ([], [title]))
            or strange > 2
            or (word[0].islower() and bare.endswith(("ed", "ing")))
        ):
            break
        kept.append(word)
    while kept and kept[-1].lower() in _LINKING:
        kept.pop()
    return " ".join(reversed(kept))


def before_comma(text: str, place: int) -> Iterator[str]:
    """Yield what may describe the name at an offset from before a comma, the longest first.

    Of "a letter to the city's mayor, Ada Marlow" that is "a letter to the city's mayor" and "the city's mayor".
    """
    if not text.endswith(", ", 0, place):
        return
    for begin in _BEGINS.finditer(text, max(0, place - 130), place):
        match = _BEFORE_COMMA.match(text, begin.start(), place)
        if match is not None:
            yield match[1]
