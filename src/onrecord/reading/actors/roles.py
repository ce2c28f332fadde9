"""Roles: whom "the president" or "the California Democrat" means among the persons that the article names."""

from __future__ import annotations

from onrecord.reading.actors.affiliation import NOWHERE, Strength, affiliation, in_words
from onrecord.reading.actors.antecedents import Course, Question
from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import word_set, words_of
from onrecord.reading.actors.persons import Person

_OFFICES = word_set(
    "president minister premier chancellor secretary senator congressman congresswoman governor mayor ambassador "
    "envoy general admiral commander judge lawyer attorney spokesman spokeswoman spokesperson leader chief king queen "
    "pope prince speaker republican democrat director chairman chairwoman professor analyst doctor lawmaker "
    "billionaire businessman nominee candidate counsel justice prosecutor adviser"
)
_RULERS = word_set("leader president minister premier chancellor king strongman dictator ruler")
_LEGISLATORS = word_set("senator sen congressman rep representative lawmaker congresswoman sens reps")
_CAMPS = {"republican": "Republicans", "democrat": "Democrats"}
_SAME_OFFICE = {
    "leader": _RULERS,
    "senator": frozenset(("senator", "sen")),
    "congressman": _LEGISLATORS,
    "congresswoman": _LEGISLATORS,
    "lawmaker": _LEGISLATORS,
    "governor": frozenset(("governor", "gov")),
    "general": frozenset(("general", "gen", "lt")),
    "admiral": frozenset(("admiral", "adm")),
    "professor": frozenset(("professor", "prof")),
    "attorney": frozenset(("attorney", "lawyer")),
    "lawyer": frozenset(("attorney", "lawyer")),
    "ambassador": frozenset(("ambassador", "envoy")),
    "envoy": frozenset(("ambassador", "envoy")),
    "chief": frozenset(("chief", "head", "director", "commander")),
}


def role_meant(document: Document, course: Course, place: int, bare: str) -> int | None:
    """The number of the person whom a definite description without its article means, or ``None``."""
    bare = in_words(bare)
    lowered = [token.lower() for token in words_of(bare)]
    head = _head(lowered)
    if head is None:
        return None
    if head in _CAMPS:
        return _of_camp(document, course, place, head, lowered)
    party = affiliation(bare, document.words, NOWHERE).party
    offices = _SAME_OFFICE.get(head, frozenset((head,)))
    candidates = [
        number
        for number, person in enumerate(document.persons)
        if _named_by(person, place)
        and (party is None or person.affiliation.party in (None, party))
        and any(offices.intersection(word.lower() for word in words_of(in_words(said))) for said in person.descriptions)
    ]
    if not candidates and party is not None and head in _RULERS:
        candidates = [n for n, p in enumerate(document.persons) if _named_by(p, place) and p.affiliation.party == party]
    if party is None and head == "president":
        at_home = [n for n in candidates if _holds(document, document.persons[n])]
        candidates = at_home or candidates
    return course.choose(document, course, Question(place), candidates)


def _head(lowered: list[str]) -> str | None:
    """The office that a description is about: the last word, or the one before "of" or "for"."""
    for index, word in enumerate(lowered):
        last = index + 1 == len(lowered)
        if word in _OFFICES and (last or lowered[index + 1] in ("of", "for", "himself", "herself", "elect")):
            return word
    if lowered[:3] == ["commander", "in", "chief"]:
        return "president"
    return None


def _of_camp(document: Document, course: Course, place: int, head: str, lowered: list[str]) -> int | None:
    """The member of parliament meant by "the California Democrat"; it is learnt that this is his camp."""
    camp, homes = _CAMPS[head], set(lowered[:-1]) - {"the", "top", "senior", "ranking"}
    candidates = []
    for number, person in enumerate(document.persons):
        said = {word.lower() for description in person.descriptions for word in words_of(description)}
        sits = bool(said & _LEGISLATORS) or bool(said & {"chairman", "chairwoman", "speaker"})
        fits = person.affiliation.party == camp or (person.affiliation.strength <= Strength.NAMED and sits)
        if _named_by(person, place) and fits:
            candidates.append((bool(homes & said), number))
    best = [number for at_home, number in candidates if at_home] or [number for _, number in candidates]
    chosen = course.choose(document, course, Question(place), best)
    if chosen is not None:
        document.persons[chosen].descriptions.append(f"a {camp.removesuffix('s')}")
        document.describe(document.persons[chosen])
    return chosen


def _named_by(person: Person, place: int) -> bool:
    """Tell whether the article has named a person by then, or does so within the next sentence or two."""
    return bool(person.places) and person.places[0] < place + 400


def _holds(document: Document, person: Person) -> bool:
    """Tell whether a person holds an executive office of the state whose offices the article names bare."""
    affiliated = person.affiliation
    return affiliated.strength >= Strength.BARE_OFFICE and affiliated.party == document.home.capital
