"""Names taken whole: where the network points at one word of a name ("United", "Ada"), what names is all of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from onrecord.reading.actors.document import Document
from onrecord.reading.actors.names import Name
from onrecord.reading.stances.words import FUNCTION
from onrecord.records import Span

_PLURAL = re.compile(r"[^s]s\Z")
_NOUN = re.compile(r" [a-z]+\b(?!-)")


def bodies_of(document: Document) -> list[Span]:
    """Return the names of more than one word that the data have for states and bodies, in the order of the text."""
    return [Span(name.start, name.end) for name in document.names if _is_body(document, name)]


def whole_target(document: Document, target: Span) -> str:
    """Return the words of a target with all of the names that it begins and ends in: "Isles" in "United Isles" is both.

    What only says of which state something is takes in what it is said of: "Tarnian" in "Tarnian rebels".
    """
    first, last = _name_at(document, target.start), _name_at(document, target.end - 1)
    start = min(target.start, first.start) if first else target.start
    end = max(target.end, last.end) if last else target.end
    entry = document.words.lookup(document.text[start:end])
    people = _PLURAL.search(document.text, start, end) is not None
    if (
        entry is not None
        and entry.kind == "adjective"
        and not people
        and (noun := _NOUN.match(document.text, end)) is not None
    ):
        end = noun.end() if noun.group().strip() not in FUNCTION else end
    return " ".join(document.text[start:end].split())


def whole_measure(document: Document, chosen: Sequence[Span]) -> list[Span]:
    """Return the words chosen for a measure, and the rest of each name of a state or body of which some were chosen.

    A person's name stays as it was chosen: "work with Tarnov" names the same as with his first name.
    """
    names = [_name_at(document, span.start) for span in chosen]
    bodies = {Span(name.start, name.end) for name in names if name is not None and _is_body(document, name)}
    return sorted({*bodies, *(span for span in chosen if not any(body.contains(span) for body in bodies))})


def _name_at(document: Document, place: int) -> Name | None:
    """The name that holds an offset."""
    n = bisect_right(document.name_starts, place) - 1
    return document.names[n] if n >= 0 and place < document.names[n].end else None


def _is_body(document: Document, name: Name) -> bool:
    known = len(name.words) > 1 and name.start not in document.person_of
    return known and document.words.lookup(" ".join(name.words)) is not None
