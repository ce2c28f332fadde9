"""What kind of condition some words state, and where its clause begins and ends.

A kind is the likeliest of a linear model over the condition's words (weights in ``data/conditions.json``, fitted by
``training/conditions.py`` on conditions labelled by hand).
"""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from onrecord.records import Span
from onrecord.vocabulary import ConditionKind

OPEN = "open"
"""The model's answer that the words leave the kind open ("under the right conditions")."""
_STEM = 6
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|%")
_GROUPS: Mapping[str, frozenset[str]] = {
    "approval": frozenset(
        "approve approves approved approval authorize authorizes authorized authorization authority mandate mandated ratify "
        "ratifies ratified ratification parliament congress senate house lawmakers legislature "
        "legislation legislators law laws "
        "legal legally constitution constitutional court courts judge judges ruling rules "
        "referendum permission permit consent "
        "cabinet knesset bundestag duma council regulators passes passed adopts signoff invitation invited request".split()
    ),
    "backing": frozenset(
        "support supports supported backing backed backs back allies ally coalition partners help "
        "assistance joined join joins "
        "backstop guarantee guarantees votes majority consensus board endorse endorsed endorses "
        "contribute contributes alongside "
        "participation involvement bipartisan unanimous".split()
    ),
    "time": frozenset(
        "time moment stage now week weeks month months year years day days date deadline monday "
        "tuesday wednesday thursday friday "
        "saturday sunday january february march april june july august september october november "
        "december spring summer autumn "
        "fall winter tomorrow today tonight soon later hours midnight term".split()
    ),
    "exchange": frozenset("return exchange reciprocal reciprocate likewise concession concessions".split()),
    "other's act": frozenset(
        "stops stop stopped ends agrees agree agreed refuses refuse refused continues continue "
        "continued attacks attack attacked "
        "accepts accept accepted fails fail failed complies comply abides halts halt withdraws "
        "withdraw withdrew does did do "
        "gives give gave commits commit meets lifts lift lifted removes strikes retaliates violates "
        "violate threatens use using".split()
    ),
    "event": frozenset(
        "ceasefire cease-fire truce peace deal agreement accord settlement talks negotiations "
        "election elections summit conflict "
        "war situation evidence results facts necessary needed confirmed happens outcome "
        "investigation review progress".split()
    ),
}
_OPENING = (
    r"if|unless|once|until|till|when|after|before|without|with|should|assuming|providing|provided|pending|"
    r"(?:as|so)\s+(?:long|soon)\s+as|in\s+(?:exchange|return)\s+for|on\s+(?:the\s+)?condition\s+(?:that|of)|"
    r"subject\s+to|depend(?:s|ent|ing)\s+on|contingent\s+(?:on|upon)|in\s+(?:the\s+)?(?:case|event)(?:\s+(?:of|that))?"
)
_BEGINS = re.compile(rf"(?:(?:but\s+)?(?:only|even|not|and)\s+)*(?:{_OPENING})\b", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:(?:only|except)\s+)?(?:{_OPENING})(?:\s+that)?\s+\Z", re.IGNORECASE)
_ONLY_BEFORE = re.compile(r"\bonly\s+\Z", re.IGNORECASE)
_REACH = 40
"""Code points before a span in which its conjunction is looked for."""
_EDGES = " \t\n\r\xa0,;:.–—-"
_BACKED = re.compile(
    r"\b(?:with|without|has|have|had|gets?|wins?|secures?)\b(?:\W+\w+){0,4}?\W+"
    r"(?:support|backing|help|assistance)\b",
    re.IGNORECASE,
)
"""What says by itself that another's backing is waited for: too rare for the model (of the 445 labelled conditions it
meets two, one of them of another kind, so it neither raises nor lowers what is right there)."""
_GOES_ON = re.compile(
    r",\s+(?:is|are|was|were|will|would|has|have|had|can|could|should|must|may|might|said|says)\b", re.IGNORECASE
)
"""Where the sentence around a clause goes on with its own verb: no annotated condition has it."""
_CLOSING = {"“": "”", "‘": "’", "(": ")"}


@dataclass(frozen=True, slots=True)
class KindModel:
    """``weights`` by feature, a value for each answer, in the order of ``answers`` (the kinds, and that it is open)."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def answer(self, words: str) -> str:
        """Return the likeliest answer for a condition's words."""
        scores = list(self.bias)
        for name in set(kind_features(words)):
            for n, weight in enumerate(self.weights.get(name, ())):
                scores[n] += weight
        return self.answers[scores.index(max(scores))]


def kind_features(text: str) -> Iterator[str]:
    """Yield the names of the features of a condition's words: stems, pairs, groups of words, how it begins and who acts."""
    found = _WORD.findall(text)
    lower = [word.lower() for word in found]
    for word in lower:
        yield f"word={word[:_STEM]}"
    for one, other in pairwise(lower):
        yield f"pair={one[:_STEM]} {other[:_STEM]}"
    for name, members in _GROUPS.items():
        if members.intersection(lower):
            yield f"group={name}"
    begins = _BEGINS.match(text)
    yield f"begins={begins.group().lower() if begins else ''}"
    rest = _WORD.findall(text, begins.end()) if begins else found
    if rest:
        yield f"subject={_subject(rest)}"
    yield f"length={min(4, len(found) // 3)}"


def _subject(words: list[str]) -> str:
    """What the clause begins with after its conjunction: a name, a pronoun, or something else."""
    first = words[1] if words[0].lower() in ("the", "a", "an") and len(words) > 1 else words[0]
    if first.lower() in ("i", "we", "it", "there", "he", "she", "they", "you", "that", "this"):
        return first.lower()
    return "name" if first[0].isupper() else "noun"


def kind_of(words: str) -> ConditionKind | None:
    """Return the kind of a condition stated in ``words`` ("if parliament agrees"), ``None`` where they leave it open."""
    if _BACKED.search(words):
        return ConditionKind.BACKING
    answer = _kind_model().answer(words)
    return None if answer == OPEN else ConditionKind(answer)


@lru_cache(maxsize=1)
def _kind_model() -> KindModel:
    data = json.loads(files("onrecord.reading").joinpath("data/conditions.json").read_text("utf8"))
    weights = {name: tuple(values) for name, values in data["weights"].items()}
    return KindModel(tuple(data["answers"]), tuple(data["bias"]), weights)


def tidy_condition(span: Span, text: str) -> Span:
    """Return a condition's span from its conjunction to the end of its last word.

    Takes in a conjunction that stands right before the span ("if", "only after", "in return for"), and a closing
    quotation mark whose opening one is inside; leaves out marks and white space at the edges, and what follows where the
    sentence around the clause goes on ("if talks fail, is"). Offsets into ``text``.
    """
    goes_on = _GOES_ON.search(text, span.start + 1, span.end)
    start, end = _trimmed(Span(span.start, goes_on.start()) if goes_on else span, text)
    before = text[max(0, start - _REACH) : start]
    opening = _ONLY_BEFORE if _BEGINS.match(text, start, end) else _BEFORE
    if (found := opening.search(before)) is not None:
        start -= len(before) - found.start()
    inside = text[start:end]
    for mark, closing in _CLOSING.items():
        if inside.count(mark) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
    if inside.count('"') % 2 and text[end : end + 1] == '"':
        end += 1
    return Span(start, end)


def _trimmed(span: Span, text: str) -> tuple[int, int]:
    start, end = span.start, span.end
    while end - start > 1 and text[end - 1] in _EDGES and not _ends_abbreviation(text, end):
        end -= 1
    while end - start > 1 and text[start] in _EDGES:
        start += 1
    return start, end


def _ends_abbreviation(text: str, end: int) -> bool:
    """Whether the full stop before ``end`` belongs to a word ("U.S.")."""
    return text[end - 1] == "." and re.search(r"(?:\b[^\W\d_]\.){2,}\Z", text[max(0, end - 12) : end]) is not None
