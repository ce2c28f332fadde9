"""What is computed once for an article before its actors are resolved: names, persons and their descriptions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.actors.affiliation import Affiliation, Home, Strength, client_of
from onrecord.reading.actors.lexicon import Lexicon, lexicon, words_of
from onrecord.reading.actors.names import Name, names_in, split_heading
from onrecord.reading.actors.persons import Person, PersonsOf, describe
from onrecord.reading.quotes import Quotation
from onrecord.reading.segments import Sentence
from onrecord.records import Article
from onrecord.vocabulary import BlockKind

_MAY = re.compile(r"\b(?:Mrs?\.|Ms\.|Minister|(?!In|On|Last|By|Since|This|Until|Late|Early)[A-Z][a-z]+) May\b(?!,? \d)")
_OWNER = re.compile(r"((?:[A-Z][\w-]+\s)*[A-Z][\w-]+)[’']s?\s")
_AMERICA = "United States"


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
    home: Home
    states: tuple[tuple[int, str], ...]
    """The states that the text names, each with its offset, in order."""
    words: Lexicon

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def describe(self, person: Person) -> None:
        """Settle a person's gender and party anew, after more has been learnt of it."""
        describe(person, self.words, self.home, self.states)
        _serve(person, self.persons)

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
    headings = {s.index for s in sentences if _heading(article, s)}
    may = _MAY.search(text) is not None
    grouped = [
        (s.index in headings, tuple(names_in(text, starts, words, s.span.start, s.span.end, may=may)))
        for s in sentences
    ]
    builder = PersonsOf(text, words)
    for add in (builder.add_full, builder.add_titled):
        for heading, group in grouped:
            for name in group if not heading else ():
                add(name)
    families = {person.words[-1] for person in builder.persons}
    grouped = [
        (heading, tuple(_in_heading(text, group, builder, families)) if heading else group)
        for heading, group in grouped
    ]
    names = tuple(name for _, group in grouped for name in group)
    for heading, group in grouped:
        for name in group:
            builder.link(name, heading=heading)
    states = tuple(_states(names, words))
    home = _home(states)
    for person in builder.persons:
        describe(person, words, home, states)
    for person in builder.persons:
        _serve(person, builder.persons)
    return Document(
        text,
        tuple(sentences),
        tuple(quotations),
        starts,
        names,
        tuple(name.start for name in names),
        builder.person_of,
        tuple(builder.persons),
        _acronyms(text),
        home,
        states,
        words,
    )


def _in_heading(text: str, names: Sequence[Name], builder: PersonsOf, families: Collection[str]) -> Iterator[Name]:
    """The names of a headline; what its capitals run together is taken apart where it holds a person of the text."""
    for name in names:
        parts = () if builder.knows(name) else tuple(split_heading(text, name, families))
        yield from parts or (name,)


def _serve(person: Person, persons: Sequence[Person]) -> None:
    """Let a lawyer speak for his client, and an aide whose words name no party for that of the person he works for."""
    client = next(filter(None, map(client_of, person.descriptions)), None)
    if client is not None:
        named = _called(client, person, persons)
        person.affiliation = Affiliation(named.name if named else client, Strength.OFFICE)
    elif person.affiliation.strength < Strength.NAMED or person.affiliation.strength is Strength.BARE_OFFICE:
        owner = next(filter(None, (_OWNER.match(description) for description in person.descriptions)), None)
        named = _called(owner[1], person, persons) if owner else None
        if named is not None and named.affiliation.party and person.affiliation.strength is not Strength.PRIVATE:
            person.affiliation = Affiliation(named.affiliation.party, Strength.NAMED)


def _called(name: str, but: Person, persons: Sequence[Person]) -> Person | None:
    """The person other than ``but`` who bears the family name that ends a name."""
    family = name.rsplit(" ", maxsplit=1)[-1]
    return next((other for other in persons if other is not but and other.words[-1] == family), None)


def _heading(article: Article, sentence: Sentence) -> bool:
    """Tell whether a sentence is a headline, or a line in title case whose capitals name nobody."""
    if article.blocks and article.blocks[sentence.block].kind is BlockKind.HEADLINE:
        return True
    quote = sentence.span.quote(article.text)
    if quote.endswith((".", ".”", '."')):
        return False
    longer = [word for word in quote.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _states(names: Sequence[Name], words: Lexicon) -> Iterator[tuple[int, str]]:
    """Give the states that names, nationalities and capitals point to."""
    for name in names:
        for found in words.find(words_of(f"{name.title} {' '.join(name.words)}")):
            if found.entry.kind in ("state", "adjective", "capital", "seat"):
                yield name.start, found.entry.party


def _home(states: Sequence[tuple[int, str]]) -> Home:
    """Settle whose offices an article names bare, by the states that it names; the United States count fourfold."""
    named = Counter(party for _, party in states)
    american = named[_AMERICA]
    local = max(named, key=lambda party: named[party] * (4 if party == _AMERICA else 1), default=None)
    return Home(_AMERICA if american else local, local)


_ACRONYM = re.compile(r"\(([A-Z][A-Za-z.]{1,9})\)")
_SPELT_OUT = re.compile(r"(?:[A-Z][\w’'-]+(?:\s+(?:of|for|the|and|on))*\s+){2,}\Z")


def _acronyms(text: str) -> dict[str, str]:
    """Names given with their acronym in brackets: ``Tarn Protection Agency (TPA)``."""
    found = {}
    for match in _ACRONYM.finditer(text):
        before = _SPELT_OUT.search(text, max(0, match.start() - 100), match.start())
        if before and before.group()[0] == match[1][0]:
            found[match[1]] = before.group().strip()
    return found
