"""What two claims differ on, in a word and in a short note that quotes both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from onrecord.record.actors import resolve
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.details import Details, details, shares_differ, strength_words
from onrecord.record.comparison.numerals import Bound
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
    """Tell whether two claims have anything that they could differ on in this way: what is the same in both is nothing."""
    one, other = details(a.words), details(b.words)
    able = True
    match on:
        case On.NUMBER:
            able = _numbers(one) != _numbers(other) or shares_differ(one, other)
        case On.TIME:
            able = one.times != other.times or bool(a.when and b.when and a.when != b.when)
        case On.CONDITION:
            able = bool(a.conditions or b.conditions or one.depends or other.depends)
        case On.ATTRIBUTION:
            able = bool(a.via or b.via) or not _same_actor(a, b)
        case On.ACTOR:
            able = one.names != other.names or not _same_actor(a, b)
        case On.WORDING:
            able = bool(a.quoted or b.quoted)
        case On.STRENGTH:
            words = [frozenset(strength_words(each.words)) for each in (one, other)]
            able = a.act is not b.act or a.polarity is not b.polarity or words[0] != words[1]
    return able


def _same_actor(a: Claim, b: Claim) -> bool:
    """Tell whether two claims have one holder, whatever form of the name stands in either ("Melnar", "Ilka Melnar")."""
    if a.holder is None or b.holder is None:
        return a.holder == b.holder
    found = resolve([(a.holder, a.party), (b.holder, b.party)])
    return found[a.holder, a.party].key == found[b.holder, b.party].key


def _numbers(told: Details) -> frozenset[tuple[float, float, str, Bound]]:
    return frozenset((each.value, each.top, each.unit, each.bound) for each in told.quantities)


def note_of(a: Claim, b: Claim, on: On | None) -> str:
    """Say in a few words what each of two claims has that the other lacks; empty where no few words show it."""
    sides = _sides(a, b, on)
    if sides is None or sides[0] == sides[1] or not any(sides):
        return ""
    return "; ".join(f"{name}: {words or '–'}" for name, words in zip("AB", sides, strict=True))


def _sides(a: Claim, b: Claim, on: On | None) -> tuple[str, str] | None:
    """What each of two claims tells of that on which they differ; ``None`` where no few words show it."""
    one, other = details(a.words), details(b.words)
    sides: tuple[str, str] | None = None
    match on:
        case On.WORDING:
            found = compare_quotations(a.quoted, b.quoted, a.words, b.words)
            sides = (_few(found.words_a), _few(found.words_b)) if found else None
        case On.NUMBER:
            sides = _listed(_other_numbers(one, other)), _listed(_other_numbers(other, one))
        case On.TIME:
            sides = _listed(sorted(one.times - other.times)), _listed(sorted(other.times - one.times))
        case On.ACTOR if not _same_actor(a, b):
            sides = _few([a.holder or ""]), _few([b.holder or ""])
        case On.ATTRIBUTION:
            same = _same_actor(a, b)
            sides = _listed(_tellers(a, same=same)), _listed(_tellers(b, same=same))
        case On.STRENGTH if a.act is not b.act and a.act is not None and b.act is not None:
            sides = str(a.act), str(b.act)
        case On.STRENGTH:
            words = strength_words(one.words), strength_words(other.words)
            left = [[word for word in side if word not in words[1 - n]] for n, side in enumerate(words)]
            sides = _few(left[0]), _few(left[1])
        case On.CONDITION:
            sides = _few(a.conditions), _few(b.conditions)
    return sides


def _other_numbers(one: Details, other: Details) -> list[str]:
    """The numbers of a claim, as they stand there, that the other one lacks."""
    known = _numbers(other)
    return [each.words for each in one.quantities if (each.value, each.top, each.unit, each.bound) not in known]


def _tellers(claim: Claim, *, same: bool) -> list[str]:
    """Who is said to have told it, and the holder where it is not the ``same``."""
    return [*claim.via, *([] if same or claim.holder is None else [claim.holder])]


def _listed(each: Sequence[str]) -> str:
    """Join numbers, times or names, of which a reader must see where one ends."""
    return _few([f"{word}," for word in each[:-1]] + list(each[-1:]))


def _few(words: Iterable[str]) -> str:
    listed = [word for each in words for word in each.split()]
    return " ".join(listed[:_MOST_WORDS]) + (" …" if len(listed) > _MOST_WORDS else "")
