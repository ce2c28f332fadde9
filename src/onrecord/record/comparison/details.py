"""What a claim's words are made of: words, names, numbers with what they count, times, and how firm they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache

from onrecord.reading.actors.lexicon import word_set
from onrecord.record.actors import folded
from onrecord.record.comparison.quantities import Quantity, quantities_in
from onrecord.record.wording import stem, wording

WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[A-Za-z]\.){2,}|\w+(?:[’'](?!s\b)\w+)*")
_POSSESSIVE = re.compile(r"[’']s\b")
_NAME = re.compile(r"(?<![.!?“\"‘] )(?<!^)\b[A-Z]\w+")

_NOT = word_set("not no never none nobody nor neither without cannot n't denied denies deny refused false")
_HEDGES = word_set(
    "may might could possibly possible perhaps maybe probably likely unlikely apparently reportedly alleged allegedly "
    "appear appears appeared seem seems seemed suggest suggests suggested consider considering considered hope hopes hoped "
    "expect expects expected potential potentially preliminary unclear some"
)
_FIRM = word_set(
    "will must shall definitely certainly fully completely all every only never always immediately confirmed established "
    "guarantee guaranteed insist insists insisted vow vows vowed clear"
)
_STANDING = word_set(
    "would should can ready willing prepared plan plans planned planning intend intends intended propose proposes proposed "
    "want wants wanted agree agrees agreed pledge pledges pledged promise promises promised commit commits committed nearly "
    "almost"
)
"""Words that tell how far a thing has come, and make nothing firmer or weaker by themselves."""
_IF = word_set("if unless once until provided only after before when whether")
_WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_SHARES = {
    **dict.fromkeys(("all", "every", "both", "entire", "whole"), "all"),
    **dict.fromkeys(("some", "several", "few"), "some"),
    **dict.fromkeys(("none", "no", "neither"), "none"),
    "most": "most",
    "half": "half",
}
_SHARE = re.compile(
    rf"\b({'|'.join(_SHARES)})\s+(?:of\s+)?(?:(?:the|its|their|his|these|those)\s+)?"
    r"(?!(?:more|less|other|time|that|this|these|those|them)\b)(\w{4,})",
    re.IGNORECASE,
)
_LEAST_OF_SHARE = 1 / 3
_TIMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|yesterday|tomorrow|midnight|noon|"
    r"(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|aug|sept?|oct|"
    r"nov|dec)\.?(?: \d{1,2}\b)?|may \d{1,2}|(?:19|20)\d\d|\d{1,2}(?::\d\d)? ?[ap]\.?m\b|"
    r"(?:this|last|next|coming|past) (?:week(?:end)?|month|year|spring|summer|autumn|fall|winter)|"
    r"(?:end|beginning|start) of (?:the )?(?:week|month|year))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Details:
    """The parts of a claim's words.

    ``words`` are folded, in their order, without possessive endings; ``stems`` those that carry meaning, cut to stems;
    ``names`` the parties and capitalised words; ``times`` the words that say when; the counts say how many words deny,
    weaken, strengthen or put under a condition. ``shares`` tells of what is counted whether it is all, most, some or none of it.
    """

    words: tuple[str, ...]
    stems: frozenset[str]
    names: frozenset[str]
    quantities: tuple[Quantity, ...]
    times: frozenset[str]
    denies: int
    weakens: int
    strengthens: int
    depends: int
    shares: Mapping[str, str]
    weekdays: frozenset[str]


@lru_cache(maxsize=1 << 14)
def details(text: str) -> Details:
    """Take the words of a claim apart."""
    words = folded_words(text)
    named = wording(text)
    capitals = {f"={folded(name)}" for name in _NAME.findall(text)}
    times = frozenset(folded(found.group()).rstrip(".") for found in _TIMES.finditer(text))
    return Details(
        words=words,
        stems=named.stems,
        names=named.names | capitals,
        quantities=quantities_in(text),
        times=times,
        denies=sum(word in _NOT or word.endswith(("n't", "n’t")) for word in words),
        weakens=sum(word in _HEDGES for word in words),
        strengthens=sum(word in _FIRM for word in words),
        depends=sum(word in _IF for word in words),
        shares={stem(found[2].lower()): _SHARES[found[1].lower()] for found in _SHARE.finditer(text)},
        weekdays=frozenset(words) & _WEEKDAYS,
    )


def shares_differ(one: Details, other: Details) -> bool:
    """Tell whether one claim has all and the other most, some or none of the same, as far as their words show.

    A third of the other words of the shorter one must be in both: "some countries" and "all the countries" alone are no
    other share of one thing.
    """
    for counted, share in one.shares.items():
        if share != other.shares.get(counted, share):
            sides = one.stems - {counted}, other.stems - {counted}
            if len(sides[0] & sides[1]) >= _LEAST_OF_SHARE * max(min(map(len, sides)), 1):
                return True
    return False


def strength_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a claim that tell how firm it is or how far a thing has come, in their order."""
    return tuple(word for word in words if word in _HEDGES or word in _FIRM or word in _STANDING)


@lru_cache(maxsize=1 << 14)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order, folded, without possessive endings."""
    return tuple(_plain(folded(found)) for found in WORD.findall(_POSSESSIVE.sub("", text)))


def _plain(word: str) -> str:
    """A folded word as it is compared: "U.S." is "us", and an apostrophe is an apostrophe."""
    return word.replace("’", "'") if word[0].isdigit() else word.replace("’", "'").replace(".", "")


def longest_run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many words in a row both have at most."""
    return _matched(*sorted((one, other)))[0]


def alikeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how much of both is the same words in the same order, from 0 to 1."""
    return _matched(*sorted((one, other)))[1]


@lru_cache(maxsize=1 << 15)
def common_runs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Match, ...]:
    """Align two claims' words, of which ``one`` is not the greater: the runs that both have, an empty one at the end."""
    return tuple(SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


@lru_cache(maxsize=1 << 16)
def _matched(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, float]:
    if set(one).isdisjoint(other):
        return 0, float(one == other)
    sizes = [run.size for run in common_runs(one, other)]
    return max(sizes), 2.0 * sum(sizes) / (len(one) + len(other))
