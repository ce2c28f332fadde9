"""The verb that heads a measure, found among the words of the text.

"will not send troops" is headed by *send*, "called for the release of hostages" by *release*, "welcomed the withdrawal
of troops" by *withdraw*; "rejected the nuclear deal" names no action. Every candidate, and that there is none, is scored
by a linear model over what surrounds it (weights in ``data/measures.json``, fitted by ``training/phrases.py``). Verbs
that merely go with a noun are not supplied: of those that a model supplied on held-out articles, a third were right.
"""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.reading.stances.verbs import Verbs
from onrecord.reading.stances.words import AUXILIARIES, FUNCTION, LINKS, PRONOUNS, RELATIVES, Words
from onrecord.vocabulary import Act

REACH = 8
"""Words after the trigger among which the verb of the measure is looked for, chosen or not."""
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a measure is named: the indices of the trigger's words and of those that were chosen for the measure."""

    act: Act
    trigger: range
    chosen: Sequence[int]
    end: int
    """Index after the last word of the sentence that holds the trigger."""


@dataclass(frozen=True, slots=True)
class Head:
    """A candidate: the verb's base form and its word's index; empty and ``None``: the phrase has no verb.

    ``named`` tells that the word is a noun which names the action.
    """

    base: str
    at: int | None
    named: bool = False


@dataclass(frozen=True, slots=True)
class HeadModel:
    """``weights`` by feature; ``links`` gives for a noun the preposition that leads to a name ("sanctions *on* Iran")."""

    weights: Mapping[str, float]
    links: Mapping[str, str]

    def best(self, words: Words, place: Place, verbs: Verbs) -> Head:
        """Return the likeliest head; the earlier candidate where two are equally likely."""
        weights = self.weights
        context = context_of(words, place, verbs)
        return max(
            self.candidates(words, place, verbs),
            key=lambda head: sum(weights.get(name, 0.0) for name in features(words, place, head, context)),
        )

    def candidates(self, words: Words, place: Place, verbs: Verbs) -> list[Head]:
        """Return every candidate: words of the text in order, then that there is none."""
        return [*(head for n in _places(place) if (head := _head(words, n, verbs))), Head("", None)]


def singular(word: str) -> str:
    """Return a noun without the ending of its plural, roughly: only to look it up."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 else word


def _places(place: Place) -> list[int]:
    after = range(place.trigger.stop, min(place.trigger.stop + REACH, place.end))
    return sorted({*place.trigger, *after, *place.chosen})


def _head(words: Words, n: int, verbs: Verbs) -> Head | None:
    lower = words.words[n].lower
    if lower in FUNCTION or lower[0].isdigit():
        return None
    noun = verbs.nouns.get(lower) or verbs.nouns.get(singular(lower))
    if noun is not None:
        return Head(noun, n, named=True)
    base = verbs.base(lower)
    return Head(base, n) if base is not None else None


@dataclass(frozen=True, slots=True)
class Context:
    """What all candidates of a place share."""

    trigger_base: str
    chosen: frozenset[int]
    first_after: int | None
    nouns: tuple[str, ...]


def context_of(words: Words, place: Place, verbs: Verbs) -> Context:
    """Return what the features of all candidates of a place share."""
    last = next((n for n in reversed(place.trigger) if words.words[n].lower not in FUNCTION), None)
    lower = words.words[last].lower if last is not None else ""
    return Context(
        trigger_base=verbs.base(lower) or lower,
        chosen=frozenset(place.chosen),
        first_after=next((n for n in place.chosen if n >= place.trigger.stop), None),
        nouns=tuple(dict.fromkeys(singular(words.words[n].lower) for n in place.chosen)),
    )


def features(words: Words, place: Place, head: Head, context: Context) -> Iterator[str]:
    """Yield the names of a candidate's features; each counts once."""
    act = place.act.value
    if head.at is None:
        yield from _none_features(act, place, context)
        return
    n, trigger = head.at, place.trigger
    chosen = n in context.chosen
    where = _where(n, trigger)
    lower = words.words[n].lower
    form = (
        "noun" if head.named else "base" if lower == head.base else lower[-3:] if lower.endswith("ing") else lower[-1]
    )
    before, after = _beside(words, n, n - 1, context), _beside(words, n, n + 1, context)
    yield f"chosen={chosen}"
    yield f"where={where} chosen={chosen}"
    yield f"where={where} act={act}"
    yield f"form={form} where={where}"
    yield f"form={form} before={before}"
    yield f"before={before} chosen={chosen}"
    yield f"after={after} chosen={chosen}"
    yield f"base={head.base}"
    yield f"base={head.base} inside={n in trigger}"
    yield f"base={head.base} form={form}"
    yield f"form={form} where={where} before={before}"
    yield f"trigger={context.trigger_base} where={where}"
    yield f"first={n == context.first_after}"
    yield f"capital={words.text[words.words[n].start].isupper()} form={form}"
    yield f"left={min(_NEAR, sum(1 for k in place.chosen if k < n))} chosen={chosen}"


def _none_features(act: str, place: Place, context: Context) -> Iterator[str]:
    yield "none"
    yield f"none act={act}"
    yield f"none words={min(6, len(place.chosen))}"
    yield f"none trigger={context.trigger_base}"
    yield f"none inside={any(n in place.trigger for n in place.chosen)}"
    for noun in context.nouns:
        yield f"none noun={noun}"


def _where(n: int, trigger: range) -> str:
    """Where a word stands: how far before the trigger's end inside it, or how far outside it."""
    if n in trigger:
        return f"in{min(2, trigger.stop - 1 - n)}"
    if n < trigger.start:
        return "before"
    return f"after{min(5, n - trigger.stop)}"


_CLASSES = (("link", LINKS), ("aux", AUXILIARIES), ("pronoun", PRONOUNS), ("relative", RELATIVES))
_TELLING = frozenset(
    "to not the a an of for by and in on from with its their his be been was were is are will would has".split()
)


def _beside(words: Words, at: int, n: int, context: Context) -> str:
    """What stands beside a word: the small word itself where it tells, else its class."""
    if not 0 <= n < len(words.words):
        return "edge"
    between = words.between(min(at, n), max(at, n))
    if not between.isspace():
        return "hyphen" if between == "-" else "mark"
    lower = words.words[n].lower
    if lower in _TELLING:
        return lower
    for name, members in _CLASSES:
        if lower in members:
            return name
    return "chosen" if n in context.chosen else "other"


@lru_cache(maxsize=1)
def head_model() -> HeadModel:
    """Return the weights that ship with the package."""
    data = json.loads(files("onrecord.reading").joinpath("data/measures.json").read_text("utf8"))
    return HeadModel(data["weights"], data["links"])
