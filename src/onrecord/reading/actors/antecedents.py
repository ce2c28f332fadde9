"""Which person a pronoun or a role means: a linear ranking of the persons that the article has named so far.

The weights are learnt by ``training/antecedents.py`` from annotated articles: a softmax over each mention's candidates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import word_set
from onrecord.reading.actors.mentions import Identity
from onrecord.reading.actors.persons import Person

_OBJECT = word_set("of to with by for against from on about over than told met urged asked called between")
_NAME_AND_NEXT = re.compile(r"[\w.’'-]+(?:\s+[A-Z][\w.’'-]*)*(?P<next>\s+[a-z]\w*|\s*[,:.)”\"])?")
_VERB = re.compile(
    r"\s+(?:\w+ed|said|says|told|has|had|is|was|will|would|also|did|does|could|can|may|made|took|gave|went)\b"
)
_LAST_WORD = re.compile(r"(\w+)\s+\Z")


@dataclass(slots=True)
class Question:
    """A pronoun or a role to be resolved: where it stands, the pronoun's gender, and who speaks around it if anyone."""

    place: int
    gender: str | None = None
    speaker: int | None = None


@dataclass(slots=True)
class Course:
    """What has been resolved so far, in the order of the text.

    ``speakers`` holds the place and the referent of each mention: a person's number, or the identity of a group or
    body; ``last_place`` where each person was last meant, ``times`` how often; ``choose`` picks among candidates.
    """

    choose: Callable[[Document, Course, Question, Sequence[int]], int | None]
    speakers: list[tuple[int, int | Identity]] = field(default_factory=list)
    last_place: dict[int, int] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)


def features(document: Document, course: Course, question: Question, number: int) -> dict[str, float]:
    """Describe a candidate for a pronoun or a role by where and how the article speaks of it before."""
    person = document.persons[number]
    named = _last_named(person, question.place)
    spoken = course.last_place.get(number, -1)
    last = max(named, spoken)
    here, there = document.sentence_at(question.place), document.sentence_at(last)
    distance = min(here - there, 4) if last >= 0 else 4
    previous = [referent for _, referent in course.speakers[-2:]]
    kind = "role" if question.gender is None else "pronoun"
    found = {
        f"{kind} distance {distance}": 1.0,
        f"{kind} far": min(here - there, 30) / 10,
        f"{kind} often": min(len(person.places), 10) / 10,
        f"{kind} first person of the text": float(number == 0),
    }
    shown = {
        f"{kind} spoke": number in course.times,
        f"{kind} spoke last": bool(previous) and previous[-1] == number,
        f"{kind} spoke last but one": len(previous) > 1 and previous[-2] == number,
        f"{kind} titled": person.titled,
        "gender right": question.gender is not None and person.gender == question.gender,
        "gender wrong": question.gender is not None and person.gender not in (None, question.gender),
        "speaks around": question.speaker == number,
        "in a quotation": _quoted(document, last) and not _quoted(document, question.place),
    }
    found.update((name, 1.0) for name, true in shown.items() if true)
    if distance <= 1 and last >= 0:
        found.update((f"{name} {distance}", 1.0) for name in _stands(document, question.place, last))
        if last == spoken:
            found[f"as speaker {distance}"] = 1.0
    return found


def _stands(document: Document, place: int, last: int) -> list[str]:
    """How a person's last mention stands in its sentence, the one of ``place`` or the one before."""
    text, start = document.text, document.starts[document.sentence_at(last)]
    found = []
    if not any(start <= at < last for at in document.person_of):
        found.append("first in sentence")
    if not any(last < at < place for at in document.person_of):
        found.append("last named")
    word = _LAST_WORD.search(text, max(0, last - 20), last)
    if word and word[1] in _OBJECT:
        found.append("object")
    after = _NAME_AND_NEXT.match(text, last)
    if after and after["next"] and _VERB.match(after["next"]):
        found.append("subject")
    if after and after.group().rstrip().endswith(("'s", "’s")):
        found.append("possessive")
    return found


def _last_named(person: Person, place: int) -> int:
    """Where an article last names a person before an offset; -1 if it does so only after."""
    return max((at for at in person.places if at < place), default=-1)


def _quoted(document: Document, place: int) -> bool:
    """Tell whether an offset lies in a quotation."""
    return any(quotation.span.start <= place < quotation.span.end for quotation in document.quotations)


@cache
def weights() -> Mapping[str, float]:
    """Load the ranking's weights."""
    loaded: dict[str, float] = json.loads((files("onrecord.reading") / "data" / "antecedents.json").read_text("utf8"))
    return loaded


def best(document: Document, course: Course, question: Question, candidates: Sequence[int]) -> int | None:
    """Return the number of the candidate that ranks highest, or ``None`` if there is none."""
    table = weights()

    def score(number: int) -> float:
        return sum(table.get(name, 0.0) * value for name, value in features(document, course, question, number).items())

    return max(candidates, key=score, default=None)


def before(document: Document, place: int) -> list[int]:
    """The persons named before an offset."""
    return [n for n, person in enumerate(document.persons) if person.places and person.places[0] < place]
