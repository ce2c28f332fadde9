"""What is computed once for an article before its actors are resolved: names, the persons they name, their descriptions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reading.actors.affiliation import NOTHING, Affiliation, Strength, affiliation
from onrecord.reading.actors.lexicon import Lexicon, lexicon, words_of
from onrecord.reading.actors.names import Name, NameKind, names_in
from onrecord.reading.quotes import Quotation
from onrecord.reading.segments import Sentence
from onrecord.records import Article
from onrecord.vocabulary import BlockKind

_HONORIFICS = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female", "sir": "male", "lady": "female"}
_BEFORE = re.compile(r"[\w’'.&/-]+(?:\s+[\w’'.&/-]+){0,9}\s*\Z")
_APPOSITION = re.compile(r"(?:\s*\([^)]{1,60}\))?,\s+([^,;:()“”\"\n]{3,160})((?:,\s+[^,;:()“”\"\n.]{2,80}){0,1})|\s*\(([^)]{1,60})\)|\s+of\s+([A-Z]\w+)")
_BEFORE_COMMA = re.compile(r"(?:\A|[\s“\"])((?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[A-Z][\w.]*[’']s?)\s+[^,;:.()“”\"\n]{3,100}),\s*\Z")
_CUT = re.compile(
    r"\b(?:said|says|told|saying|tells|and|that|when|while|as|but|with|by|from|after|before|than|if|because|who|where|is|was|were|are|has|had"
    r"|to|against|asked|met|called|urged|between|including|like|where|here)\s+", re.I
)


@dataclass(slots=True)
class Person:
    """A person that an article names, with all that its words say of them."""

    words: tuple[str, ...]
    first: int
    places: list[int] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    gender: str | None = None
    titled: bool = False
    affiliation: Affiliation = NOTHING

    @property
    def name(self) -> str:
        """The fullest form of the name."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences, quotations, names and persons, ready for :func:`resolve`."""

    text: str
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    starts: tuple[int, ...]
    names: tuple[Name, ...]
    name_starts: tuple[int, ...]
    person_of: dict[int, int]
    """Index into ``persons`` by the offset at which a name begins."""
    persons: tuple[Person, ...]
    acronyms: dict[str, str]
    home: str | None
    words: Lexicon

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def names_within(self, start: int, end: int) -> Sequence[Name]:
        """Return the names whose proper part lies in ``text[start:end]``."""
        low = bisect_right(self.name_starts, start - 1)
        high = bisect_right(self.name_starts, end - 1)
        return [name for name in self.names[low:high] if name.end <= end]


def prepare(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Document:
    """Read an article's names; ``sentences`` and ``quotations`` are those of the same article."""
    words = lexicon()
    text = article.text
    starts = tuple(sentence.span.start for sentence in sentences)
    headline = next((b.end for b in article.blocks if b.kind is BlockKind.HEADLINE), 0)
    names = tuple(name for sentence in sentences for name in names_in(text, starts, words, sentence.span.start, sentence.span.end))
    builder = _Builder(text, words)
    for name in names:
        if name.start >= headline:
            builder.add_full(name)
    for name in names:
        builder.link(name, within_headline=name.start < headline)
    home = _home(text, words)
    for person in builder.persons:
        _describe(person, words, home)
    return Document(
        text, tuple(sentences), tuple(quotations), starts, names, tuple(name.start for name in names),
        builder.person_of, tuple(builder.persons), _acronyms(text), home, words,
    )


class _Builder:
    """Collects the persons of an article from its names."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text, self._words = text, words
        self.persons: list[Person] = []
        self.person_of: dict[int, int] = {}
        self._by_word: dict[str, list[int]] = {}

    def add_full(self, name: Name) -> None:
        """Register a name of two words or more as a person, unless it is known or is none."""
        if name.kind not in (NameKind.PERSON, NameKind.UNKNOWN) or (len(name.words) < 2 and name.kind is not NameKind.PERSON):
            return
        if len(name.words) > 5:
            return
        known = self._known(name.words)
        if known is None:
            if len(name.words) == 1:
                return
            self._new(name)
        elif len(name.words) > len(self.persons[known].words):
            self.persons[known].words = name.words
            self._index(known)

    def link(self, name: Name, *, within_headline: bool) -> None:
        """Tie a name to the person it names, with what stands around it."""
        if name.kind not in (NameKind.PERSON, NameKind.UNKNOWN):
            return
        known = self._known(name.words)
        if known is None:
            if within_headline or (name.kind is NameKind.UNKNOWN and len(name.words) == 1 and not self._likely(name)):
                return
            known = self._new(name)
        person = self.persons[known]
        person.places.append(name.start)
        self.person_of[name.start] = known
        self._note(person, name)

    def _likely(self, name: Name) -> bool:
        """Tell whether a single unknown word may be a person: it says something."""
        after = self._text[name.end : name.end + 24]
        return re.match(r",?\s+(?:who\s|has\s|have\s|had\s)?(?:also\s|later\s)?(?:said|says|told|added|wrote|asked|tweeted|warned|argued|insisted|vowed)\b", after) is not None

    def _new(self, name: Name) -> int:
        self.persons.append(Person(name.words, name.start))
        self._index(len(self.persons) - 1)
        return len(self.persons) - 1

    def _index(self, number: int) -> None:
        for word in {_key(word) for word in self.persons[number].words}:
            numbers = self._by_word.setdefault(word, [])
            if number not in numbers:
                numbers.append(number)

    def _known(self, words: tuple[str, ...]) -> int | None:
        """Find the person whose name these words are, or are part of: the family name, or all of them in order."""
        keys = [_key(word) for word in words]
        for number in reversed(self._by_word.get(keys[-1], [])):
            own = [_key(word) for word in self.persons[number].words]
            if own == keys:
                return number
            if len(keys) == 1 and (own[-1] == keys[0] or own[0] == keys[0]):
                return number
            if len(keys) > 1 and len(own) > 1 and own[-1] == keys[-1] and (own[0] == keys[0] or own[0][:1] == keys[0]):
                return number
            if len(own) == 1 and own[0] in (keys[-1], keys[0]) :
                return number
        return None

    def _note(self, person: Person, name: Name) -> None:
        """Keep the words around a name that describe the person, and the gender its title shows."""
        if name.title:
            person.descriptions.append(_before(self._text, name.left) + name.title)
            first = words_of(name.title)[-1].lower()
            person.gender = person.gender or _HONORIFICS.get(first)
            person.titled = True
        else:
            before = _before(self._text, name.left)
            last = words_of(before)[-1:]
            if last and last[0].lower() in self._words.roles:
                person.descriptions.append(before)
                person.titled = True
        after = _APPOSITION.match(self._text, name.end)
        if after:
            phrase = after[1] or after[3] or after[4] or ""
            lowered = [word.lower() for word in words_of(phrase)]
            if after[3] or after[4] or re.match(r"[RD][-–]", phrase) or any(word in self._words.roles for word in lowered[:14]):
                person.descriptions.append(phrase + (after[2] or ""))
                person.titled = True
            elif re.match(r"\d\d$", phrase.strip()):
                person.titled = True
        reverse = _BEFORE_COMMA.search(self._text[max(0, name.left - 130) : name.left])
        if reverse and any(word.lower() in self._words.roles for word in words_of(reverse[1])):
            person.descriptions.append(reverse[1])
            person.titled = True


def _before(text: str, place: int) -> str:
    """Return the words right before an offset that may describe the name there."""
    window = text[max(0, place - 90) : place]
    window = re.split(r"[,;:()“”\"\n—–]|\.\s+(?=[A-Z][a-z]{3})", window)[-1]
    return _CUT.split(window)[-1].lstrip()


def _describe(person: Person, words: Lexicon, home: str | None) -> None:
    """Settle a person's gender and party from the descriptions, the firmest first."""
    best = NOTHING
    for description in person.descriptions:
        found = affiliation(description, words, home)
        if found.strength > best.strength or (found.strength == best.strength and best.party is None):
            best = found
        for word in words_of(description):
            if person.gender is None and word.lower() in words.male:
                person.gender = "male"
            elif person.gender is None and word.lower() in words.female:
                person.gender = "female"
    person.affiliation = best


def _home(text: str, words: Lexicon) -> str | None:
    """The state whose offices the article names without saying whose they are."""
    return "United States"


def _acronyms(text: str) -> dict[str, str]:
    """Names given with their acronym in brackets: ``Environmental Protection Agency (EPA)``."""
    found = {}
    for match in re.finditer(r"((?:[A-Z][\w’'-]+\s+(?:of\s+|for\s+|the\s+|and\s+|on\s+)*)+)\(([A-Z][A-Za-z.]{1,9})\)", text):
        found[match[2]] = match[1].strip()
    return found


def _key(word: str) -> str:
    return word.lower().strip(".@").replace("-", "").replace("’", "'")
