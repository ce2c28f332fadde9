"""What a claim's words are made of: words, names, numbers with what they count, times, and how firm they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.record.actors import folded
from onrecord.record.comparison.quantities import Quantity, quantities_in
from onrecord.record.wording import stem, wording

WORD = re.compile(r"\d+(?:[.,]\d+)*|(?:[A-Za-z]\.){2,}|\w+(?:[’'](?!s\b)\w+)*")
_POSSESSIVE = re.compile(r"[’']s\b")
_NAME = re.compile(r"(?<![.!?“\"‘] )(?<!^)\b[A-Z]\w+")

_NOT = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nor",
        "neither",
        "without",
        "cannot",
        "n't",
        "denied",
        "denies",
        "deny",
        "refused",
        "false",
    ]
)
_HEDGES = frozenset(
    [
        "may",
        "might",
        "could",
        "possibly",
        "possible",
        "perhaps",
        "maybe",
        "probably",
        "likely",
        "unlikely",
        "apparently",
        "reportedly",
        "alleged",
        "allegedly",
        "appear",
        "appears",
        "appeared",
        "seem",
        "seems",
        "seemed",
        "suggest",
        "suggests",
        "suggested",
        "consider",
        "considering",
        "considered",
        "hope",
        "hopes",
        "hoped",
        "expect",
        "expects",
        "expected",
        "potential",
        "potentially",
        "preliminary",
        "unclear",
        "some",
    ]
)
_FIRM = frozenset(
    [
        "will",
        "must",
        "shall",
        "definitely",
        "certainly",
        "fully",
        "completely",
        "all",
        "every",
        "only",
        "never",
        "always",
        "immediately",
        "confirmed",
        "established",
        "guarantee",
        "guaranteed",
        "insist",
        "insists",
        "insisted",
        "vow",
        "vows",
        "vowed",
        "clear",
    ]
)
_IF = frozenset(["if", "unless", "once", "until", "provided", "only", "after", "before", "when", "whether"])
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
    weaken, strengthen or put under a condition.
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
    )


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text in their order, folded, without possessive endings."""
    return tuple(folded(found).replace("’", "'") for found in WORD.findall(_POSSESSIVE.sub("", text)))


def stems_in(words: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of folded words."""
    return frozenset(stem(word) for word in words)
