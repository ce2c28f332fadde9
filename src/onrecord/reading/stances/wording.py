"""One wording for one measure within an article: "impose sanctions" and "impose sanctions on Iran" are told apart or made one.

Phrases are compared by the first letters of the words that carry meaning; names and numbers that differ, opposite verbs and
different targets keep measures apart, however alike the rest is.
"""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.reading.stances.words import AUXILIARIES, LINKS, OWNERS

SAME = 0.8
"""Likeness from which two phrases of an article name one measure (chosen on 145 annotated articles)."""
_STEM = 5
_WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+")
_SMALL = LINKS | OWNERS | AUXILIARIES | {"new"}
_OPPOSITES = frozenset(
    frozenset(pair.split())
    for pair in (
        "impose lift,impose remove,impose ease,impose end,stop continue,end continue,start stop,start end,begin end,begin stop,"
        "join leave,join withdraw,stay leave,stay withdraw,keep withdraw,keep end,keep lift,keep remove,keep leave,raise lower,"
        "raise cut,raise reduce,increase reduce,increase cut,increase decrease,expand reduce,expand cut,send withdraw,"
        "deploy withdraw,accept reject,open close,build destroy,build dismantle,extend end,allow ban,allow prevent,allow block,"
        "pass block,pass repeal,adopt repeal,approve reject,approve block,release detain,release withhold,fund defund,"
        "support oppose,resume suspend,resume halt,resume stop,buy sell,enter leave,arm disarm,strengthen weaken"
    ).split(",")
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure as one stance of an article names it; ``target`` is toward whom, ``at`` where the words stand."""

    phrase: str
    target: str | None
    at: int


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What is compared of a phrase: its stems, its first word, and its names and numbers."""

    stems: frozenset[str]
    first: str
    marks: frozenset[str]


@lru_cache(maxsize=4096)
def _meaning(phrase: str) -> _Meaning:
    found = _WORD.findall(phrase)
    words = [word for word in found if word.lower() not in _SMALL or (word.isupper() and len(word) > 1)]
    stems = frozenset(word.lower()[:_STEM] for word in words)
    marks = frozenset(word.lower()[:_STEM] for word in words if word[0].isupper() or word[0].isdigit())
    return _Meaning(stems, words[0].lower() if words else "", marks)


def same_measure(a: str, b: str) -> float:
    """Return how alike two phrases are as names of a measure, from 0 to 1, the same in either order.

    Twice the shared stems over all stems of both; 0 where the verbs are opposites ("impose", "lift") or each has a name or
    a number that the other has not.
    """
    one, other = _meaning(a), _meaning(b)
    if not one.stems or not other.stems:
        return 0.0
    if frozenset((one.first, other.first)) in _OPPOSITES or (one.marks - other.stems and other.marks - one.stems):
        return 0.0
    return 2 * len(one.stems & other.stems) / (len(one.stems) + len(other.stems))


def harmonised(mentions: Sequence[Mention], same: float = SAME) -> tuple[str, ...]:
    """Return a phrase for each mention, in their order: one wording, the fullest, for what names one measure.

    Mentions are taken in the order of the text; each joins the measure that it is most like, if the likeness reaches
    ``same`` and no member of that measure has another target. The order of ``mentions`` does not change what each gets.
    """
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].at, mentions[n].phrase, mentions[n].target or ""))
    measures: list[list[Mention]] = []
    of: dict[int, list[Mention]] = {}
    for n in order:
        likeness = [(_likeness(mentions[n], measure), -k) for k, measure in enumerate(measures)]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= same:
            of[n] = measures[-best[1]]
            of[n].append(mentions[n])
        else:
            of[n] = [mentions[n]]
            measures.append(of[n])
    return tuple(_fullest(of[n]) if mentions[n].phrase else "" for n in range(len(mentions)))


def _likeness(mention: Mention, measure: Sequence[Mention]) -> float:
    """How alike a mention is to the least alike member of a measure."""
    if any(
        mention.target and other.target and mention.target != other.target
        for other in measure
        if other.phrase != mention.phrase
    ):
        return 0.0
    return min(same_measure(mention.phrase, other.phrase) for other in measure)


def _fullest(measure: Sequence[Mention]) -> str:
    return max(measure, key=lambda mention: (len(_meaning(mention.phrase).stems), -mention.at, mention.phrase)).phrase
