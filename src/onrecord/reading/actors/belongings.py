"""What belongs to somebody: "her country" is a state, "his party" a party, "their allies" are their own masters."""

from __future__ import annotations

import re

from onrecord.reading.actors.bodies import is_plural
from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import word_set
from onrecord.reading.actors.mentions import Identity
from onrecord.reading.actors.several import group_party

OWNED = re.compile(r"(?P<owner>his|her|its|their|my|our)\s+(?P<thing>.+)", re.I | re.S)
"""A phrase for something that belongs to whom a pronoun means."""
OF_SOMEBODY = re.compile(
    r"(?P<owner>[^,]+?)[’']s?\s+(?P<thing>(?:own\s+)?(?:country|nation|homeland|(?:political\s+)?party))", re.I
)
"""A phrase for the state or the party of somebody who is named or described ("Marlow's country")."""
_COUNTRY = re.compile(r"(?:(?:home|native)\s+)?(?:country|nation|state|homeland|motherland|fatherland)", re.I)
_COUNTRIES = re.compile(r"(?:(?:two|respective|home)\s+)?(?:countries|nations|governments)", re.I)
_OF_THE_COUNTRY = re.compile(r"(?:country|nation|homeland)[’']s\s+", re.I)
_PARTY = re.compile(r"(?:political\s+|ruling\s+|opposition\s+)?party", re.I)
_OF_THE_STATE = re.compile(r"(?:government|people|troops|army|military|forces|armed forces)", re.I)
_CLAUSE = re.compile(r",(?!\d)|\s(?:who|which|that)\s|\s\(")
_OWN = re.compile(r"\A(?:own|very own)\s+", re.I)
_WORDS_OF_HIS = word_set(
    "tweet tweets comment comments remark remarks statement letter speech words testimony post account message view"
)


def belonging(document: Document, owner: Identity, thing: str) -> Identity:
    """Tell who a thing is that belongs to a known owner: his words are his own, his country is the state he belongs to.

    A thing that is nobody by itself is called by its owner ("Norway's army"); where the owner's state is not known, its
    country has no other name either.
    """
    bare = _OWN.sub("", _CLAUSE.split(thing)[0]).strip()
    return _itself(document, owner, bare) or _by_its_owner(document, owner, bare)


def _itself(document: Document, owner: Identity, bare: str) -> Identity | None:
    """The owner, state or party that a thing is; ``None`` for others."""
    state = _state(document, owner.party)
    if bare.rsplit(" ", maxsplit=1)[-1].lower() in _WORDS_OF_HIS:
        return owner
    if _COUNTRIES.fullmatch(bare) and not is_plural(owner.name or ""):
        return Identity(bare, None)
    if state is not None and _COUNTRY.fullmatch(bare):
        return Identity(state, state)
    if state is not None and bare.lower() == "government" and state in document.words.adjectives:
        return Identity(f"{document.words.adjectives[state]} government", state)
    if owner.party is not None and state is None and _PARTY.fullmatch(bare):
        return Identity(owner.party, owner.party)
    return None


def _by_its_owner(document: Document, owner: Identity, bare: str) -> Identity:
    """The name of a thing by its owner, and the party for which it speaks."""
    group = group_party(f"their {bare}", document.words)
    party = owner.party if group is None else group.party
    name = owner.name or ""
    if bare == "administration":
        return Identity(f"{name.split(' ')[-1]} {bare}", party)
    inner = _OF_THE_COUNTRY.match(bare) if _state(document, owner.party) is not None else None
    if inner is not None:
        bare = bare[inner.end() :]
    of_the_party = owner.party is not None and (inner is not None or _OF_THE_STATE.fullmatch(bare))
    whose = (owner.party or name) if of_the_party else name
    ending = "'" if whose.endswith("s") and (whose == owner.party or is_plural(whose)) else "'s"
    return Identity(f"{whose}{ending} {bare}", party)


def _state(document: Document, party: str | None) -> str | None:
    """The state that a party is; ``None`` for all others."""
    entry = document.words.lookup(party) if party is not None else None
    return entry.party if entry is not None and entry.kind == "state" else None
