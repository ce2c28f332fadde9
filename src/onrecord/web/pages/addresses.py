"""Where things are shown: the addresses of actors, measures, cells, articles and places in them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote_plus

from onrecord.record.positions import Position, Subject, SubjectKind
from onrecord.records import Told
from onrecord.web.templating import address

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def subject_address(subject: Subject) -> str:
    """Give the address of an actor or a party."""
    return address("parties" if subject.kind is SubjectKind.PARTY else "actors", subject.key)


def measure_address(measure: str) -> str:
    """Give the address of a measure by its key."""
    return address("measures", measure)


def cell_address(position: Position, as_of: str | None = None) -> str:
    """Give the address at which the stances behind a position stand."""
    subject = position.subject
    day = f"&as_of={as_of}" if as_of is not None else ""
    return f"/cell?by={subject.kind}&subject={_quoted(subject.key)}&measure={_quoted(position.measure)}{day}"


def told_address(told: Told) -> str:
    """Give the address of a stance in the text of its article."""
    return f"{address('articles', told.article)}#{mark_id(told.stance.id)}"


# A matrix has thousands of cells, and each subject and each measure in many of them.
@lru_cache(maxsize=16384)
def _quoted(words: str) -> str:
    return quote_plus(words)


def list_id(finding: str) -> str:
    """Give the id that a statement or a stance has in the list beside an article; a reader may have called it anything."""
    if _PLAIN.fullmatch(finding):
        return f"l-{finding}"
    return f"l-{hashlib.sha256(finding.encode()).hexdigest()[:12]}"


def mark_id(finding: str) -> str:
    """Give the id that the words of a statement or a stance have in the text of an article."""
    return f"m-{list_id(finding)[2:]}"
