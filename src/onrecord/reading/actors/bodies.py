"""Bodies and groups: what "the group", "the newspaper", "it" and "they" take up, and for whom a body speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from onrecord.reading.actors.affiliation import OPPOSITION, Strength, affiliation, own_party
from onrecord.reading.actors.antecedents import Course
from onrecord.reading.actors.document import Document, person_of_party
from onrecord.reading.actors.lexicon import word_set, words_of
from onrecord.reading.actors.mentions import NOBODY, Identity
from onrecord.reading.actors.names import Name, NameKind
from onrecord.reading.actors.persons import context, opposition

_REPORTS = word_set(
    "report reports statement document letter study review article story memo cable filing draft text communique"
)
_OUTLETS = word_set("newspaper paper outlet network broadcaster magazine website site service daily")
_BODIES = word_set(
    "group organization organisation company agency ministry department committee commission airline university party"
    " firm bank union association court board bureau institute movement front army brigade"
)
_ANY_BODY = word_set("group organization organisation company firm airline party movement front")
_OFFICIAL = word_set("ministry department committee commission court board bureau agency administration government")
_STATES = word_set("country nation kingdom state")
_PRESS = word_set("times post news journal press herald agency radio television tv reuters daily tribune gazette")
_SPOKEN = word_set(
    "source sources official officials spokesman spokeswoman spokesperson lawmaker lawmakers senators resident student"
    " doctor diplomat diplomats witness expert analysts experts critics leaders protesters senator"
)
_PEOPLE = word_set("man woman boy girl militant gunman source passenger mechanic protester person somebody")
_HEAD_END = re.compile(r"\s(?:of|in|from|with|on|at|who|for|familiar|close)\s|,")
_SINGULAR = word_set("states nations news times airlines airways forces guards affairs services")
_NEAR = 2
"""How many sentences back a body named by the text alone may be meant by "it"."""
_SEATED = re.compile(
    r"\b(?i:officials?|authorities|governments?|leaders?|leadership|ministers?|ministry|lawmakers|diplomats?|regime|negotiators?"
    r"|policymakers)\s+in\s+(?P<place>[A-Z]\w+(?:\s[A-Z]\w+)*)\Z"
)
"""Those who govern from a capital or in a state, which "a resident in Tarn" does not."""


def body_meant(document: Document, course: Course, place: int, bare: str) -> Identity | None:
    """Tell which body, state or earlier speaker "the …" takes up, by its noun; ``None`` if none is at hand."""
    words = [word.lower() for word in words_of(bare)]
    if not 0 < len(words) <= 3 or any(word[:1].isupper() for word in words_of(bare)):
        return None
    noun = words[-1]
    meant: Identity | None = None
    if noun in _STATES:
        party = next((party for at, party in reversed(document.states) if at < place), None)
        meant = Identity(party, party) if party else None
    elif noun in _OUTLETS:
        meant = _last(document, place, _is_outlet)
    elif noun in _BODIES:
        meant = (
            _last(document, place, lambda name: noun in _lowered(name))
            or _body_spoken(document, course, lambda name: _may_be(document, name, noun))
            or _last(
                document,
                place,
                lambda name: name.kind is NameKind.BODY and _may_be(document, " ".join(name.words), noun),
            )
        )
    elif noun == "statement" and course.speakers:
        meant = _identity(document, course.speakers[-1][1])
    elif noun in _REPORTS:
        meant = _body_spoken(document, course)
    elif noun in _SPOKEN and len(words) <= 2:
        meant = _same_noun(course, noun)
    elif len(words) == 1 and not document.words.is_role(noun):
        meant = _last(document, place, lambda name: name.kind is NameKind.BODY and _lowered(name)[-1] == noun)
    return meant


def unnamed_person(document: Document, course: Course, place: int) -> Identity | None:
    """The unnamed person who spoke last ("a resident"), a sentence or two ago, if nobody has been named since."""
    if not course.speakers:
        return None
    at, referent = course.speakers[-1]
    if not isinstance(referent, Identity) or referent.name is None:
        return None
    if document.sentence_at(place) - document.sentence_at(at) > 2 or any(at < p < place for p in document.person_of):
        return None
    head = head_noun(referent.name)
    return referent if head in document.words.roles | _PEOPLE else None


def it_or_they(document: Document, course: Course, place: int, word: str) -> Identity:
    """Tell what "it" or "they" takes up: a body before it in its sentence, the last group, or a body shortly before."""
    many = word not in ("it", "its", "itself")
    here = document.sentence_at(place)
    if not many:
        start = document.starts[here]
        for name in document.names_within(start, place):
            if _is_body(document, name) and name.start - start < 60:
                return identity_of(document, name)
    for at, referent in reversed(course.speakers):
        if not isinstance(referent, Identity) or referent.name is None:
            continue
        if here - document.sentence_at(at) <= 4 and (not many or is_plural(referent.name)):
            return referent
        break
    names = (_names_near(document, place, 0, _is_camp) if many else []) + _names_near(document, place, 1, _is_body)
    if names:
        return identity_of(document, names[0])
    return next((r for _, r in reversed(course.speakers) if isinstance(r, Identity)), NOBODY)


def _names_near(document: Document, place: int, back: int, fits: Callable[[Document, Name], bool]) -> list[Name]:
    """The names before a place that fit: those of the sentence ``back`` before its own, then those of sentences before."""
    here = document.sentence_at(place)
    found: list[Name] = []
    for sentence in document.sentences[max(0, here - _NEAR) : here + 1 - back][::-1]:
        end = min(sentence.span.end, place)
        found += [name for name in document.names_within(sentence.span.start, end) if fits(document, name)]
    return found


def identity_of(document: Document, name: Name) -> Identity:
    """The identity of a state, organisation or other body that the text names."""
    entry = document.words.lookup(" ".join(name.words))
    text = document.text[name.start : name.end]
    if entry is None:
        return Identity(text, body_party(document, name.start, text))
    named = entry.party if entry.kind in ("state", "capital", "outlet") else text
    return Identity(named, None if entry.kind == "outlet" else entry.party)


def body_party(document: Document, place: int, phrase: str) -> str | None:
    """The party for which a body or group speaks, by its words; for an office without a state by what is around."""
    own = own_party(phrase, document.words)
    if own is not None:
        return own
    seated = _SEATED.search(phrase)
    seat = document.words.lookup(seated["place"]) if seated is not None else None
    if seat is not None and seat.kind in ("capital", "state"):
        return seat.party
    found = affiliation(phrase, document.words, document.home)
    if found.party == OPPOSITION:
        return opposition(document.around, place, document.words)
    if found.strength is Strength.IMPLIED and found.party is None:
        return context(document.around, place)
    head = person_of_party(found.party or "", document.persons, document.words)
    return head.affiliation.party if head is not None else found.party


def _last(document: Document, place: int, fits: Callable[[Name], bool]) -> Identity | None:
    for name in _backwards(document, place):
        if fits(name):
            return identity_of(document, name)
    return None


def _backwards(document: Document, place: int) -> Iterator[Name]:
    for name in reversed(document.names_within(0, place)):
        if name.kind in (NameKind.PARTY, NameKind.BODY):
            yield name


def _is_outlet(name: Name) -> bool:
    return bool(_PRESS.intersection(_lowered(name))) or name.words in (("BBC",), ("CNN",), ("AP",), ("AFP",), ("NPR",))


def _lowered(name: Name) -> list[str]:
    return [word.lower() for word in name.words]


def _may_be(document: Document, name: str, noun: str) -> bool:
    """Tell whether a body may be called by a noun ("the company"): no state or place, and not named as another kind."""
    entry = document.words.lookup(name)
    if entry is not None and entry.kind in ("state", "adjective", "capital", "seat", "camp", "owner", "outlet"):
        return entry.kind == "outlet" and noun in ("agency", "company", "organization", "organisation")
    head = head_noun(name)
    return head == noun or (noun in _ANY_BODY and head not in _OFFICIAL)


def _body_spoken(document: Document, course: Course, fits: Callable[[str], bool] = lambda _: True) -> Identity | None:
    """The last body that spoke; persons and groups of people who spoke in between are passed over."""
    for _, referent in reversed(course.speakers):
        named = isinstance(referent, Identity) and referent.name is not None and not is_plural(referent.name)
        if (
            named
            and isinstance(referent, Identity)
            and head_noun(referent.name or "") not in document.words.roles
            and fits(referent.name or "")
        ):
            return referent
    return None


def _same_noun(course: Course, noun: str) -> Identity | None:
    """The last unnamed speaker of the same noun ("a senior official" for "the official")."""
    stem = noun.removesuffix("s")
    for _, referent in reversed(course.speakers):
        if isinstance(referent, Identity) and referent.name:
            words = words_of(referent.name.lower())
            if stem in (word.removesuffix("s") for word in words):
                return referent
    return None


def _identity(document: Document, referent: int | Identity) -> Identity:
    if isinstance(referent, Identity):
        return referent
    person = document.persons[referent]
    return Identity(person.name, person.affiliation.party)


def _is_body(document: Document, name: Name) -> bool:
    if name.kind is NameKind.BODY:
        return True
    entry = document.words.lookup(" ".join(name.words)) if name.kind is NameKind.PARTY else None
    return entry is not None and entry.kind not in ("adjective", "camp")


def _is_camp(document: Document, name: Name) -> bool:
    """Tell whether a name is that of people who take sides together ("Republicans")."""
    entry = document.words.lookup(" ".join(name.words))
    return entry is not None and entry.kind == "camp" and is_plural(name.words[-1])


def is_plural(name: str) -> bool:
    """Tell whether a name is that of several."""
    head = head_noun(name)
    singular = head.endswith("ss") or (name[:1].isupper() and " " in name and head in _SINGULAR)
    return (
        " and " in name
        or head in ("police", "people", "some", "many", "others")
        or (head.endswith("s") and not singular)
    )


def head_noun(name: str) -> str:
    """The noun of a description, in lower case: its last word before "of", "in" and their like."""
    return _HEAD_END.split(name)[0].split(" ")[-1].lower()
