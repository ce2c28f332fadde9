"""Who is who across articles: which holders' names are one actor, and which party names are one party.

A name is a state's or an organisation's if the lexicon knows it as such ("US", "Washington", "the EU"); its organs stay
actors of their own ("White House"). Titles in front of a name go ("President Melnar"). A person's full name is one actor
wherever it stands, middle initials, hyphens and apostrophes aside, and however it is transliterated where the party is the same
(:mod:`onrecord.record.spellings`). One word alone ("Melnar") is the person whose full name ends with it, or begins with
it if none ends so, where only one such person speaks for the same party, or nearly all stances of such persons are one's: whom
an article calls by the family name alone needs no introduction. Groups of states are one by their number
("26 nations", "twenty-six countries"). Everything else is the same actor if name and party are the same. Where it is open
who is meant, names stay apart: two rows that a reader joins in the mind do less harm than one that mixes two people.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from onrecord.reading.actors.lexicon import Entry, lexicon, word_set, words_of
from onrecord.record.comparison.quantities import states_by_number
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.spellings import Borne, family_spelling, one_person, without_marks

Holder = tuple[str, str | None]
"""A holder's name and party, as a stance gives them."""

USUAL = 0.9
"""The share of the stances of all who bear a family name from which one of them is meant by that name alone."""

_WHOLE = frozenset(("state", "capital", "camp", "party", "armed"))
"""Kinds of entries all of whose names mean the whole; the names of a bloc are those of its organs as well."""

_PARTICLES = word_set("al ap ben bin bint da de del der di dos du el ibn la le van von")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_GOVERNMENT = re.compile(r"^(?:(?P<of>.+?)(?:['’]s?)? [Gg]overnment|[Gg]overnment of (?:the )?(?P<behind>.+))$")
_ARTICLE = re.compile(r"^(?:the|The|THE) (?=\S)")
_POSSESSIVE = re.compile(r"['’]s$")
_APOSTROPHE = re.compile(r"['’ʼ‘`]")


class _Shape(Enum):
    """What a holder's name looks like."""

    KNOWN = auto()
    FULL = auto()
    SHORT = auto()
    GROUP = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class _Name:
    """A holder's name taken apart: how it is shown, its folded form, and for a person its folded words.

    The folded form of a full name is the same with hyphens and apostrophes as without; its words keep their hyphens, so
    that "Marlow-Tarn" and not "Tarn" is a family name.
    """

    shape: _Shape
    shown: str
    folded: str
    words: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The words of the folded form, which are the same however the name is hyphenated."""
        return tuple(self.folded.split())

    @property
    def suffixed(self) -> bool:
        """Tell whether it is a younger namesake's name, whom the family name alone does not mean."""
        return self.folded.rpartition(" ")[2] in _SUFFIXES


@dataclass(frozen=True, slots=True)
class _Others:
    """What the names of a record tell of each other.

    ``spelt`` gives the person of each full name in any spelling, ``full`` the persons with their parties by the first and
    last words of their names, ``parties`` those of each folded name, ``stances`` how many each person holds by full name.
    """

    spelt: Mapping[str, str]
    full: Mapping[str, Mapping[str, set[str | None]]]
    parties: Mapping[str, set[str]]
    stances: Counter[str]


@lru_cache(maxsize=65536)
def folded(words: str) -> str:
    """Fold a name or phrase so that capitals, accents and spaces do not tell two apart."""
    parted = unicodedata.normalize("NFKD", words)
    bare = "".join(character for character in parted if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


@lru_cache(maxsize=65536)
def party_named(party: str) -> str:
    """Give the name that a party is listed under ("EU", "White House" → "European Union", "United States")."""
    plain = _plain(party)
    entry = _entry(plain)
    return entry.party if entry is not None and entry.kind != "outlet" and entry.party else plain


def anchors(holder: str) -> tuple[str, ...]:
    """Give the words by which a name bears on others: a name that has none of those another hinges on does not decide it."""
    name = _taken_apart(holder)
    if name.shape is not _Shape.FULL:
        return (name.folded,)
    return name.words[0], name.words[-1], name.folded, _spelt(name.words[-1]), *_spelt_alike(name)


def hinges(holder: str) -> tuple[str, ...]:
    """Give the anchors of other names on which it hinges who a name means: for a full name, of its other spellings."""
    name = _taken_apart(holder)
    if name.shape is _Shape.SHORT:
        return name.folded, _spelt(name.folded)
    return _spelt_alike(name) if name.shape is _Shape.FULL else (name.folded,)


def is_full(holder: str) -> bool:
    """Tell whether a name looks like a person's full name."""
    return _taken_apart(holder).shape is _Shape.FULL


def family_name(holder: str) -> str | None:
    """Give the folded family name, or the only name, of what looks like a person's name; ``None`` for anything else."""
    name = _taken_apart(holder)
    if name.shape is _Shape.SHORT:
        return name.folded
    return name.words[-1] if name.shape is _Shape.FULL else None


def resolve(holders: Iterable[Holder], counts: Mapping[Holder, int] | None = None) -> dict[Holder, Subject]:
    """Give the actor for each holder, whatever their order; ``counts`` tells how many stances each has, by default one."""
    held = dict.fromkeys(holders, 1) if counts is None else {holder: counts[holder] for holder in holders}
    keys = keys_of(held, held)
    members: dict[str, dict[Holder, int]] = defaultdict(dict)
    for holder, key in keys.items():
        members[key][holder] = held[holder]
    subjects = {key: subject_of(key, group) for key, group in members.items()}
    return {holder: subjects[key] for holder, key in keys.items()}


def keys_of(holders: Iterable[Holder], counts: Mapping[Holder, int]) -> dict[Holder, str]:
    """Give the actor's key for each holder, whatever their order; ``counts`` tells how many stances each has.

    It is enough to hand over the holders with an anchor (:func:`anchors`) on which the one asked about hinges
    (:func:`hinges`), and those on which these hinge themselves.
    """
    names = {holder: _taken_apart(holder[0]) for holder in holders}
    others = _others(names, counts)
    return {holder: _key(holder[1], name, others) for holder, name in names.items()}


def subject_of(key: str, held: Mapping[Holder, int]) -> Subject:
    """Give the actor with a key; ``held`` are all its names with their parties, and how many stances each has.

    It is called as most stances call it, by a full name if there is one, a group as short as may be. Its party is a state
    before anything else; of several the one under which the actor has the most stances.
    """
    forms: Counter[str] = Counter()
    parties: Counter[str] = Counter()
    shapes: dict[str, _Shape] = {}
    for (holder, party), count in held.items():
        name = _taken_apart(holder)
        forms[name.shown] += count
        shapes[name.shown] = name.shape
        if party is not None:
            parties[party_named(party)] += count
    if _Shape.GROUP in shapes.values():
        shown = min(forms, key=lambda form: (len(form), form))
    else:
        in_full = [form for form in forms if shapes[form] is not _Shape.SHORT] or forms
        shown = min(in_full, key=lambda form: (-forms[form], form.isupper(), -len(form), form))
    party = min(parties, key=lambda each: (_kind(each) != "state", -parties[each], each), default=None)
    return Subject(SubjectKind.ACTOR, key, shown, party)


def named(subjects: Iterable[Subject], words: str) -> list[Subject]:
    """Give the subjects that a user means by words: those of that very name in any form, else whose name has the words."""
    known = list(subjects)
    asked = _taken_apart(words)
    exact = [each for each in known if asked.folded in (each.key, folded(each.name)) or folded(words) == each.key]
    if exact:
        return exact
    found = [each for each in known if f" {without_marks(asked.folded)} " in f" {without_marks(folded(each.name))} "]
    return found or [each for each in known if f" {_spelt(asked.folded)} " in f" {_spelt(folded(each.name))} "]


def _borne(names: Mapping[Holder, _Name]) -> dict[str, Borne]:
    """The full names, by their folded form, with the parties that are known."""
    parties: dict[str, set[str]] = defaultdict(set)
    words = {}
    for (_, party), name in names.items():
        if name.shape is _Shape.FULL and not name.suffixed:
            words[name.folded] = name.parts
            parties[name.folded] |= {folded(party_named(party))} if party is not None else set()
    return {name: Borne(words[name], frozenset(parties[name])) for name in words}


def _spelt(words: str) -> str:
    """A family name or other words of a name in any spelling, told apart from words as they stand."""
    return " ".join(f"~{family_spelling(word)}" for word in words.split())


def _spelt_alike(name: _Name) -> tuple[str, ...]:
    """What all spellings of a full name share, and those of the name without its first word."""
    borne = Borne(name.parts, frozenset())
    return tuple(" ".join(("~", *parts)) for parts in (borne.alike, borne.called) if parts is not None)


def _full_names(names: Mapping[Holder, _Name], spelt: Mapping[str, str]) -> dict[str, dict[str, set[str | None]]]:
    """For each last word of full names, as it is and as it is spelt, and each first one, the persons with their parties."""
    found: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for (_, party), name in names.items():
        if name.shape is _Shape.FULL and not name.suffixed:
            for word in (f"… {name.words[-1]}", _spelt(name.words[-1]), f"{name.words[0]} …"):
                found[word][spelt[name.folded]].add(folded(party_named(party)) if party is not None else None)
    return found


def _others(names: Mapping[Holder, _Name], held: Mapping[Holder, int]) -> _Others:
    """Gather what the names of a record tell of each other; ``held`` tells how many stances each has."""
    spelt = one_person(_borne(names))
    parties: dict[str, set[str]] = defaultdict(set)
    stances: Counter[str] = Counter()
    for holder, name in names.items():
        if holder[1] is not None:
            parties[name.folded].add(folded(party_named(holder[1])))
        if name.shape is _Shape.FULL:
            stances[spelt.get(name.folded, name.folded)] += held[holder]
    return _Others(spelt, _full_names(names, spelt), parties, stances)


def _key(party: str | None, name: _Name, others: _Others) -> str:
    """The key of the actor that a name with its party means."""
    if name.shape in (_Shape.KNOWN, _Shape.FULL):
        return others.spelt.get(name.folded, name.folded)
    spoken_for = folded(party_named(party)) if party is not None else None
    if name.shape is _Shape.SHORT:
        for word in (f"… {name.folded}", _spelt(name.folded), f"{name.folded} …"):
            persons = others.full.get(word, {})
            fitting = [person for person, theirs in persons.items() if spoken_for is None or spoken_for in theirs]
            usual = max(fitting, key=lambda person: (others.stances[person], person), default=None)
            if usual is not None and others.stances[usual] >= USUAL * sum(others.stances[each] for each in fitting):
                return usual
            if persons:
                break
    if spoken_for is None and len(others.parties.get(name.folded, ())) == 1:
        (spoken_for,) = others.parties[name.folded]
    return name.folded if spoken_for in (None, name.folded) else f"{name.folded} ({spoken_for})"


@lru_cache(maxsize=65536)
def _taken_apart(holder: str) -> _Name:
    plain = _plain(holder)
    whole = _whole(plain)
    if whole is not None:
        return _Name(_Shape.KNOWN, whole, folded(whole))
    number = states_by_number(plain)
    if number is not None:
        return _Name(_Shape.GROUP, plain, number)
    words = _person(plain)
    if words is None:
        return _Name(_Shape.OTHER, plain, folded(plain))
    kept = tuple(_APOSTROPHE.sub("", folded(word)).rstrip(".") for word in words)
    if len(words) == 1:
        return _Name(_Shape.SHORT, words[0], kept[0])
    inner = [word for word in kept[1:-1] if len(word) > 1]
    core = tuple(word for word in (kept[0], *inner, kept[-1]) if word not in _SUFFIXES)
    whole_name = without_marks(" ".join((kept[0], *inner, kept[-1])))
    return _Name(_Shape.FULL if len(core) > 1 else _Shape.OTHER, " ".join(words), whole_name, core)


def _plain(name: str) -> str:
    """A name without its article, possessive ending and odd spaces."""
    spaced = " ".join(unicodedata.normalize("NFKC", name).split())
    return _POSSESSIVE.sub("", _ARTICLE.sub("", spaced))


def _whole(plain: str) -> str | None:
    """The state or organisation that a name means as a whole, or ``None``."""
    government = _GOVERNMENT.match(plain)
    if government is not None:
        entry = _entry(_plain(government["of"] or government["behind"]))
        return entry.party if entry is not None and entry.kind in ("state", "adjective") else None
    entry = _entry(plain)
    if entry is None or not entry.party:
        return None
    if folded(plain) == folded(entry.party):
        return entry.party
    if entry.kind in _WHOLE:
        # "House Republicans" are some of the Republicans, not another name of all.
        return None if plain.endswith(f" {entry.party}") else entry.party
    bloc = entry.kind == "bloc" and (
        _initials(plain) == _letters(entry.party) or _initials(entry.party) == _letters(plain)
    )
    return entry.party if bloc else None


def _person(plain: str) -> list[str] | None:
    """The words of a person's name, as far as its form shows, without titles; ``None`` if it is none."""
    known, tokens = lexicon(), plain.split()
    if not tokens or not all(_is_capital(token) or token.lower() in _PARTICLES for token in tokens):
        return None
    lowered = [token.lower().strip(".,") for token in tokens]
    titles = [place for place, word in enumerate(lowered) if known.is_title(word)]
    rest = tokens[titles[-1] + 1 :] if titles else tokens
    before = tokens[: titles[0]] if titles else []
    if not rest or not _is_capital(rest[0]) or any(word.strip(".,").lower() in known.bodies for word in rest):
        return None
    named = known.find([word for token in rest for word in words_of(token)])
    if any(found.end - found.start == len(rest) or found.start == 0 for found in named):
        return None
    return rest if not before or _entry(" ".join(before)) is not None else None


def _is_capital(token: str) -> bool:
    return token[:1].isupper() or (token[:3].lower() in ("al-", "el-") and token[3:4].isupper())


def _entry(name: str) -> Entry | None:
    return lexicon().lookup(name)


def _kind(party: str) -> str | None:
    entry = _entry(party)
    return entry.kind if entry is not None else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


def _letters(name: str) -> str:
    return name.replace(".", "").casefold()
