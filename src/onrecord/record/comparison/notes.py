"""What two claims differ on, in a word and in a short note that quotes both."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.details import details
from onrecord.record.comparison.quotations import compare_quotations

_MOST_WORDS = 5
"""As many words of each side stand in a note."""


class On(StrEnum):
    """What two claims differ on."""

    NUMBER = "number"
    ACTOR = "actor"
    SCOPE = "scope"
    TIME = "time"
    STRENGTH = "strength"
    CONDITION = "condition"
    WORDING = "wording"
    ATTRIBUTION = "attribution"


def may_differ_on(a: Claim, b: Claim, on: On) -> bool:
    """Tell whether two claims have anything that they could differ on in this way."""
    one, other = details(a.words), details(b.words)
    match on:
        case On.NUMBER:
            return bool(one.quantities or other.quantities or one.shares or other.shares)
        case On.TIME:
            return bool(one.times or other.times or (a.when and b.when and a.when != b.when))
        case On.CONDITION:
            return bool(a.conditions or b.conditions or one.depends or other.depends)
        case On.ATTRIBUTION:
            return bool(a.via or b.via) or a.holder != b.holder
        case On.ACTOR:
            return a.holder != b.holder or one.names != other.names
        case _:
            return True


def note_of(a: Claim, b: Claim, on: On | None) -> str:
    """Say in a few words what each of two claims has that the other lacks; empty where no few words show it."""
    sides = _sides(a, b, on)
    if sides is None or sides[0] == sides[1] or not any(sides):
        return ""
    return "; ".join(f"{name}: {words or '–'}" for name, words in zip("AB", sides, strict=True))


def _sides(a: Claim, b: Claim, on: On | None) -> tuple[str, str] | None:
    if on is On.WORDING:
        found = compare_quotations(a.quoted, b.quoted, a.words, b.words)
        return (_few(found.words_a), _few(found.words_b)) if found else None
    one, other = (_side(claim, on) for claim in (a, b))
    return None if one is None or other is None else (one, other)


def _side(claim: Claim, on: On | None) -> str | None:
    """What a claim tells of that on which it differs; ``None`` where no few words show it."""
    told = details(claim.words)
    words: Iterable[str] | None = None
    match on:
        case On.NUMBER:
            words = [quantity.words for quantity in told.quantities]
        case On.TIME:
            words = sorted(told.times)
        case On.ACTOR:
            words = [claim.holder or ""]
        case On.ATTRIBUTION:
            words = [*claim.via, claim.holder or ""]
        case On.STRENGTH if claim.act is not None:
            words = [str(claim.act)]
        case On.CONDITION:
            words = claim.conditions
    return None if words is None else _few(words)


def _few(words: Iterable[str]) -> str:
    listed = [word for each in words for word in each.split()]
    return " ".join(listed[:_MOST_WORDS]) + (" …" if len(listed) > _MOST_WORDS else "")
