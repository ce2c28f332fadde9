"""Which person a pronoun or a role means: a linear ranking of the persons the article has named so far."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.reading.actors.document import Document
from onrecord.reading.actors.mentions import Identity
from onrecord.reading.actors.persons import Person


@dataclass(slots=True)
class Course:
    """What has been resolved so far, in the order of the text."""

    speakers: list[tuple[int, int | Identity]] = field(default_factory=list)
    """Place and referent of each mention: a person's number, or a group's or body's identity."""
    last_place: dict[int, int] = field(default_factory=dict)
    """Where each person was last mentioned, by name or resolved pronoun."""
    times: dict[int, int] = field(default_factory=dict)


def features(document: Document, course: Course, place: int, number: int, gender: str | None) -> dict[str, float]:
    """Describe a candidate for a mention at ``place``; ``gender`` is the pronoun's, ``None`` for a role."""
    person = document.persons[number]
    named = _last_named(person, place)
    spoken = course.last_place.get(number, -1)
    last = max(named, spoken)
    here, there = document.sentence_at(place), document.sentence_at(last)
    distance = here - there
    start = document.starts[there]
    previous = course.speakers[-1][1] if course.speakers else None
    found = {
        f"distance {min(distance, 4)}": 1.0,
        "far": min(distance, 30) / 10,
        "speaker before": float(previous == number),
        "speaker two before": float(len(course.speakers) > 1 and course.speakers[-2][1] == number),
        "spoke": float(number in course.times),
        "last was as speaker": float(spoken == last),
        "first in sentence": float(_first_person(document, there, last)),
        "early in sentence": float(last - start < 40),
        "titled": float(person.titled),
        "often": min(len(person.places), 8) / 8,
        "gender right": float(gender is not None and person.gender == gender),
        "gender wrong": float(gender is not None and person.gender is not None and person.gender != gender),
        "in a quotation": float(_quoted(document, last)),
        "same sentence, possessive": float(
            distance == 0 and document.text[last : last + 60].split(" ")[0].endswith(("'s", "’s"))
        ),
    }
    if distance <= 1:
        found["speaker before, near"] = found["speaker before"]
        found[f"first in sentence {distance}"] = found["first in sentence"]
    return found


def _last_named(person: Person, place: int) -> int:
    low = -1
    for at in person.places:
        if at < place:
            low = at
        else:
            break
    return low


def _first_person(document: Document, sentence: int, place: int) -> bool:
    start = document.starts[sentence]
    return not any(start <= at < place for at in document.person_of if at < place)


def _quoted(document: Document, place: int) -> bool:
    return any(q.span.start <= place < q.span.end for q in document.quotations)


@cache
def weights() -> Mapping[str, float]:
    """Load the ranking's weights."""
    loaded: dict[str, float] = json.loads((files("onrecord.reading") / "data" / "antecedents.json").read_text("utf8"))
    return loaded


def rank(document: Document, course: Course, place: int, candidates: Sequence[int], gender: str | None) -> int | None:
    """Return the best candidate's number, or ``None`` if there is none."""
    table = weights()
    best, highest = None, float("-inf")
    for number in candidates:
        score = sum(
            table.get(key, 0.0) * value for key, value in features(document, course, place, number, gender).items()
        )
        if score > highest:
            best, highest = number, score
    return best


def before(document: Document, place: int) -> list[int]:
    """The persons named before an offset."""
    return [n for n, person in enumerate(document.persons) if person.places and person.places[0] < place]
