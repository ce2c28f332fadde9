"""The persons that an article names, each with all that the text says of it: titles, appositions, gender."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.reading.actors.affiliation import (
    NOTHING,
    OPPOSITION,
    Affiliation,
    Home,
    Strength,
    affiliation,
    of_another,
)
from onrecord.reading.actors.families import Lone, family_first
from onrecord.reading.actors.lexicon import Lexicon, word_set, words_of
from onrecord.reading.actors.names import Name, NameKind
from onrecord.reading.actors.namesakes import Called, introduced_late
from onrecord.reading.actors.titles import before_comma, title_before

_HONORIFICS = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female", "sir": "male", "lady": "female"}
_BEFORE = re.compile(r"[\w’'.&/-]+(?:\s+[\w’'.&/-]+){0,9}\s*\Z")
_APPOSITION = re.compile(
    r"(?:\s*\((?P<aside>[^)]{1,60})\))?(?:,\s+(?P<phrase>[^,;:()“”\"\n]{3,160})(?P<more>,\s+[^,;:()“”\"\n.]{2,80})?)?"
)
_OF_PLACE = re.compile(r"\s+of\s+((?:the\s+(?=[A-Z][\w-]+\s[A-Z]))?[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3})")
_PARTY_LETTER = re.compile(r"[RD][-–]|[RD]$")
_SAYS = re.compile(
    r",?\s+(?:who\s|has\s|have\s|had\s)?(?:also\s|later\s)?"
    r"(?:said|says|told|added|wrote|asked|tweeted|warned|argued|insisted|vowed|noted|called)\b"
)
_SHORT_TITLES = {
    "pres": "president",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "adm": "admiral",
    "amb": "ambassador",
    "prof": "professor",
}
_ENDS_HEAD = word_set("by for from with in on to at of against after before among during like about over under")
_ARABIC = re.compile(r"\A(?:al|el|ash|as|ad|an|ar)-(?=\w{3})")
_RULE = re.compile(r"(?:[’']s)? (administration|regime|presidency)\b")
_EMPTY_TITLES = word_set("mr mrs ms miss dr sir lady first the former then-president us")
_CLAUSE = re.compile(
    r"\s(?:said|says|told|tells|who|which|that|has|have|had|is|was|are|were|will|would|added|wrote|warned|defended|called|shot"
    r"|asked|urged|vowed|announced|tweeted|argued|accused|in an?|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_VERB_FIRST = re.compile(
    r"(?:said|says|told|tells|added|wrote|warned|defended|appeared|called|asked|urged|vowed|announced|tweeted|argued|accused"
    r"|praised|criticized|met|spoke)\b"
)
_NOUN_ENDING = re.compile(r"(?:or|er|ist|man|woman|ant|ent|ee|ian)$")
_NO_NOUNS = word_set(
    "after under over whether never however later earlier former other latter rather either another or for nor"
)


@dataclass(slots=True)
class Person:
    """A person that an article names, with all that its words say of them; ``name`` is the fullest form."""

    name: str
    words: tuple[str, ...]
    first: int
    full: int = 0
    titles: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    gender: str | None = None
    titled: bool = False
    family_first: bool = False
    in_full_only: bool = False
    """Whether the family name alone means somebody else."""
    affiliation: Affiliation = NOTHING

    @property
    def family(self) -> str:
        """The word of the name that stands for all of it: the last one, or as in Korea and China the first."""
        return self.words[0 if self.family_first else -1]

    def copy(self) -> Person:
        """Return a person of its own, to which more can be learnt."""
        return replace(self, titles=set(self.titles), descriptions=list(self.descriptions))


class PersonsOf:
    """Collects the persons of an article from its names."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text, self._words = text, words
        self.persons: list[Person] = []
        self.person_of: dict[int, int] = {}
        self._by_word: dict[str, list[int]] = {}

    def add_full(self, name: Name) -> None:
        """Register a name of two to five words as a person, unless it is known or is none."""
        if name.kind not in (NameKind.PERSON, NameKind.UNKNOWN) or not 2 <= len(name.words) <= 5:
            return
        if self._credited(name):
            return
        known = self._known(name)
        if known is None:
            known = self._new(name)
        elif len(name.words) > len(self.persons[known].words):
            self.persons[known].words = name.words
            self.persons[known].name = self._text[name.start : name.end]
            self._index(known)
        person = self.persons[known]
        person.full += 1
        if name.title:
            person.titles.update(_title_words(name.title))

    def add_titled(self, name: Name) -> None:
        """Register a family name under a title that no person of that family name bears ("President Tarn")."""
        if name.kind is not NameKind.PERSON or len(name.words) != 1:
            return
        titles = _title_words(name.title)
        numbers = [n for n in self._by_word.get(_key(name.words[0]), []) if self._fits(self.persons[n], name)]
        if any(not titles or not self.persons[n].titles or titles & self.persons[n].titles for n in numbers):
            return
        if titles and not numbers:
            self.persons[self._new(name)].titles.update(titles)

    def forget_pairs(self) -> None:
        """Forget what joins the names of two others ("Marlow Tarn", of a Marlow-Tarn summit)."""
        begin = Counter(_key(person.words[0]) for person in self.persons)
        families = Counter(_key(person.words[-1]) for person in self.persons if len(person.words) > 1)
        for number, person in enumerate(self.persons):
            if len(person.words) != 2:
                continue
            first, last = map(_key, person.words)
            begun = begin[last] > (first == last)  # by others, not by the pair itself
            others = families[last] > 1
            if families[first] > (first == last) and (first == last or begun or others):
                for word in {first, last}:
                    self._by_word[word].remove(number)

    def settle_namesakes(self, grouped: Sequence[Sequence[Name]]) -> None:
        """Find out whom the family name alone does not mean, and register whom it means; ``grouped`` are the body's sentences."""
        late = introduced_late(self._text, self._called(grouped))
        for number in late:
            self.persons[number].in_full_only = True
        borne = {self.persons[number].family for number in late}
        for name in (name for group in grouped for name in group if late):
            if name.kind is NameKind.PERSON:
                self.add_titled(name)
            elif len(name.words) == 1 and name.words[0] in borne and self._known(name) is None:
                self._new(name)

    def _called(self, grouped: Sequence[Sequence[Name]]) -> Iterator[Called]:
        """Go through the names of persons in full, and through the family names alone."""
        for sentence, group in enumerate(grouped):
            for name in group:
                if name.kind not in (NameKind.PERSON, NameKind.UNKNOWN):
                    continue
                alone = len(name.words) == 1
                numbers = {self._known(name)} if not alone else self._by_word.get(_key(name.words[0]), ())
                able = {n for n in numbers if n is not None and len(self.persons[n].words) > 1}
                if alone:
                    able = {n for n in able if self._is_namesake(self.persons[n], name)}
                yield Called(name.left, name.end, sentence, alone, bool(_title_words(name.title)), able)

    def _is_namesake(self, person: Person, name: Name) -> bool:
        """Tell whether a single word is a person's family name, under no title that the person has."""
        same = _key(person.words[-1]) == _key(name.words[0])
        return same and not _title_words(name.title) & person.titles

    def settle_families(self, names: Iterable[Name]) -> None:
        """Find out whose first word is the family name; ``names`` are those of the text in their order."""
        folded = [[_key(word) for word in person.words] for person in self.persons]
        first = family_first(folded, self._said(names))
        for number, person in enumerate(self.persons):
            person.family_first = number in first

    def _said(self, names: Iterable[Name]) -> Iterator[int | Lone]:
        """Go through the persons named in full, and the words alone with those whom they may name."""
        for name in names:
            if name.kind not in (NameKind.PERSON, NameKind.UNKNOWN):
                continue
            if len(name.words) > 1:
                known = self._known(name)
                if known is not None:
                    yield known
                continue
            word, titles = _key(name.words[-1]), _title_words(name.title)
            yield word, [n for n in self._by_word.get(word, ()) if not _other_office(titles, self.persons[n])]

    def knows(self, name: Name) -> bool:
        """Tell whether a name is that of a party, a body of the data or a person registered so far."""
        return name.kind is NameKind.PARTY or self._known(name) is not None

    def link(self, name: Name, *, heading: bool) -> None:
        """Tie a name to the person it names, with what stands around it."""
        if (name.kind not in (NameKind.PERSON, NameKind.UNKNOWN) and not self._is_family(name)) or self._credited(name):
            return
        known = self._known(name)
        if known is None:
            if heading or (name.kind is NameKind.UNKNOWN and not (len(name.words) == 1 and self._speaks(name))):
                return
            known = self._new(name)
        person = self.persons[known]
        person.places.append(name.start)
        self.person_of[name.start] = known
        self._note(person, name)

    def _is_family(self, name: Name) -> bool:
        """Tell whether a state's name is a person's family name here: one bears it, and nothing is in it or from it."""
        if (
            name.kind is not NameKind.PARTY
            or len(name.words) != 1
            or not name.words[0].isalpha()
            or name.words[0].isupper()
        ):
            return False
        word = name.words[0]
        borne = any(p.family == word and len(p.words) > 1 for p in self.persons)
        return borne and not re.search(rf"\b(?:[Ii]n|from|to|with|across|into)\s{re.escape(word)}\b", self._text)

    def _credited(self, name: Name) -> bool:
        """Tell whether a name is that of a photographer or an agency under a picture ("AP Photo/Ada Marlow")."""
        return self._text[name.left - 1 : name.left] == "/"

    def _speaks(self, name: Name) -> bool:
        """Tell whether a single unknown word may be a person: it says something."""
        return _SAYS.match(self._text, name.end) is not None

    def _new(self, name: Name) -> int:
        self.persons.append(Person(self._text[name.start : name.end], name.words, name.start))
        self._index(len(self.persons) - 1)
        return len(self.persons) - 1

    def _index(self, number: int) -> None:
        for word in {_key(word) for word in self.persons[number].words}:
            numbers = self._by_word.setdefault(word, [])
            if number not in numbers:
                numbers.append(number)

    def _fits(self, person: Person, name: Name) -> bool:
        """Tell whether a person may be meant by a name: by its family name, or by all its words in their order."""
        own, keys = [_key(word) for word in person.words], [_key(word) for word in name.words]
        if own == keys:
            return True
        if len(keys) == 1:
            return (own[-1] == keys[0] and not person.in_full_only) or (own[0] == keys[0] and len(own) > 1)
        if len(own) == 1:
            return own[0] == keys[-1]
        return (own[-1] == keys[-1] and (own[0] == keys[0] or own[0][:1] == keys[0])) or own[: len(keys)] == keys

    def _known(self, name: Name) -> int | None:
        """Find the person that a name means: the closest in words, then who was named before, most often and first."""
        best: int | None = None
        highest: tuple[int, ...] = ()
        titles = _title_words(name.title) if len(name.words) == 1 else frozenset()
        gender = _gender(name.title)
        for number in self._by_word.get(_key(name.words[-1]), []):
            person = self.persons[number]
            if not self._fits(person, name) or (gender and person.gender and gender != person.gender):
                continue
            if _other_office(titles, person):
                continue
            family = _key(person.words[-1] if len(name.words) > 1 else person.family) == _key(name.words[-1])
            score = (
                int(family),
                int(bool(titles & person.titles)),
                int(len(person.words) > 1),
                int(person.first <= name.start),
                len(person.places),
                -person.first,
            )
            if score > highest:
                best, highest = number, score
        return best

    def _note(self, person: Person, name: Name) -> None:
        """Keep the words around a name that describe the person, and the gender its title shows."""
        if name.title:
            person.descriptions.append(title_before(self._text, name.left, self._words, name.title))
            person.gender = person.gender or _gender(name.title)
            person.titled = True
        else:
            before = title_before(self._text, name.left, self._words)
            last = words_of(before)[-1:]
            if last and self._describes(last[0], before):
                person.descriptions.append(before)
                person.titled = True
        rule = _RULE.match(self._text, name.end)
        if rule:
            person.descriptions.append(rule[1])
        place = _OF_PLACE.match(self._text, name.end)
        if place:
            person.descriptions.append(f"{name.title.lower()} of {place[1]}" if name.title else place[1])
        after = _APPOSITION.match(self._text, name.end)
        if after:
            self._note_apposition(person, after)
        for phrase in before_comma(self._text, name.left):
            if self._has_role(phrase) and not of_another(phrase, self._words):
                person.descriptions.append(phrase)
                person.titled = True
                break

    def _describes(self, last: str, before: str) -> bool:
        """Tell whether the words before a name describe it, by the last of them."""
        if self._words.is_role(last.lower()) or before.endswith(("’s", "'s")):
            return True
        noun = last.islower() and last not in _NO_NOUNS and _NOUN_ENDING.search(last) is not None
        return noun and bool(self._words.find(words_of(before)))

    def _has_role(self, phrase: str) -> bool:
        """Tell whether a phrase is about somebody's role: a role word stands before its first preposition."""
        for word in words_of(phrase)[:9]:
            lowered = word.lower()
            if self._words.is_role(lowered):
                return True
            if lowered in _ENDS_HEAD:
                return False
        return False

    def _note_apposition(self, person: Person, after: re.Match[str]) -> None:
        """Keep what follows a name ("…, the head of the Tarn Bank,") where it describes the person."""
        aside, whole = after["aside"] or "", after["phrase"] or ""
        phrase = "" if _VERB_FIRST.match(whole) else _CLAUSE.split(whole)[0]
        described = self._has_role(phrase)
        letter = _PARTY_LETTER.match(aside) or _PARTY_LETTER.match(phrase)
        if aside and letter:
            person.descriptions.append(aside)
        if described or (letter and not aside):
            more = after["more"] or ""
            person.descriptions.append(phrase + more if phrase == whole else phrase)
        if described or letter or re.match(r"\d\d$", phrase.strip()):
            person.titled = True


def _other_office(titles: frozenset[str], person: Person) -> bool:
    """Tell whether a title before a single word is none that this person of several words is known by."""
    return bool(titles and person.titles and not titles & person.titles and len(person.words) > 1)


def _title_words(title: str) -> frozenset[str]:
    """The words of a title that tell one office from another."""
    lowered = (word.lower() for word in words_of(title))
    return frozenset(_SHORT_TITLES.get(word, word) for word in lowered) - _EMPTY_TITLES


def _gender(title: str) -> str | None:
    words = words_of(title)
    return _HONORIFICS.get(words[-1].lower()) if words else None


def describe(person: Person, words: Lexicon, home: Home, states: Sequence[tuple[int, str]]) -> None:
    """Settle a person's gender and party from the descriptions, the firmest first."""
    best = NOTHING
    for description in person.descriptions:
        found = affiliation(description, words, home)
        if found.strength > best.strength or (found.strength == best.strength and best.party is None):
            best = found
        for word in words_of(description) if person.gender is None else ():
            if word.lower() in words.male:
                person.gender = "male"
            elif word.lower() in words.female:
                person.gender = "female"
    if best.strength in (Strength.IMPLIED, Strength.BARE_OFFICE) and best.party is None:
        best = Affiliation(context(states, person.first, but="United States"), best.strength)
    if best.party == OPPOSITION:
        best = Affiliation(opposition(states, person.first, words), best.strength)
    person.affiliation = best


def opposition(states: Sequence[tuple[int, str]], place: int, words: Lexicon) -> str | None:
    """The name of the opposition in the state that the text around an offset speaks of."""
    state = context(states, place, but="United States")
    return f"{words.adjectives[state]} opposition" if state else None


def context(states: Sequence[tuple[int, str]], place: int, *, but: str | None = None) -> str | None:
    """The state that the text around an offset speaks of most, the closer the more, ``but`` one left out."""
    weights: dict[str, float] = {}
    for at, party in states:
        if party != but:
            weight = 1 / (1 + abs(at - place) / 300) * (1.5 if at < place else 1)
            weights[party] = weights.get(party, 0.0) + weight
    return max(weights, key=weights.__getitem__, default=None)


def _key(word: str) -> str:
    """A word of a name for comparison: the article of an Arabic family name may be there or not ("al-Tarni")."""
    return _ARABIC.sub("", word.lower().strip(".@")).replace("-", "").replace("’", "'")
