"""What is computed once for an article before its actors are resolved: names, persons and their descriptions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.actors.affiliation import Affiliation, Home, Strength, client_of, served_by
from onrecord.reading.actors.lexicon import Lexicon, lexicon, words_of
from onrecord.reading.actors.names import Name, names_in, split_heading, without_openers
from onrecord.reading.actors.persons import Person, PersonsOf, describe
from onrecord.reading.actors.unlisted import PLACE, PLACE_OR_PARTY, learn, rivals
from onrecord.reading.quotes import Quotation
from onrecord.reading.segments import Sentence
from onrecord.records import Article
from onrecord.vocabulary import BlockKind

_MAY = re.compile(r"\b(?:Mrs?\.|Ms\.|Minister|(?!In|On|Last|By|Since|This|Until|Late|Early)[A-Z][a-z]+) May\b(?!,? \d)")
_OWNER = re.compile(r"((?:[A-Z][\w-]+\s)*[A-Z][\w-]+)[’']s?\s")
_AMERICA = "United States"
_DATELINE = re.compile(
    r"[A-Z][A-Z.’'-]+(?:[\s/][A-Z][A-Z.’'-]+){0,4}(?=,|\s*\(|\s*[—–]|\s-\s)(?=.{0,50}?(?:[—–]|\s--?\s))"
)
"""The place in capitals that a report begins with: it is where the outlet was, and nobody that "it" could mean."""


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
    around: tuple[tuple[int, str], ...]
    """Those to which an office may be left that does not say whose it is: all, or where the text is about a state that
    the data lack, only one that stands out, for it may name more that are not known as states."""
    words: Lexicon

    def sentence_at(self, place: int) -> int:
        """Return the index of the sentence that holds an offset, or of the last one before it."""
        return max(0, bisect_right(self.starts, place) - 1)

    def in_dateline(self, place: int) -> bool:
        """Tell whether an offset lies in the place in capitals that a report begins with, where the outlet was."""
        begin = self.starts[self.sentence_at(place)] if self.starts else 0
        dateline = _DATELINE.match(self.text, begin)
        return dateline is not None and place < dateline.end()

    def describe(self, person: Person) -> None:
        """Settle a person's gender and party anew, after more has been learnt of it."""
        describe(person, self.words, self.home, self.around)
        _serve(person, self.persons, self.words)

    def names_within(self, start: int, end: int) -> Sequence[Name]:
        """Return the names whose proper part lies in ``text[start:end]``."""
        low = bisect_right(self.name_starts, start - 1)
        high = bisect_right(self.name_starts, end - 1)
        return [name for name in self.names[low:high] if name.end <= end]


def prepare(article: Article, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Document:
    """Read an article's names; ``sentences`` and ``quotations`` are those of the same article."""
    text = article.text
    starts = tuple(sentence.span.start for sentence in sentences)
    listed = lexicon()
    grouped, builder = _names_and_persons(article, sentences, starts, listed)
    families = {person.family for person in builder.persons}
    words = learn(text, listed, {word for person in builder.persons for word in person.words})
    if words is not listed:
        grouped, builder = _names_and_persons(article, sentences, starts, words)
        families = {person.family for person in builder.persons}
    grouped = [
        (heading, tuple(_in_heading(text, group, builder, families)) if heading else group)
        for heading, group in grouped
    ]
    names = tuple(name for _, group in grouped for name in group)
    for heading, group in grouped:
        for name in group:
            builder.link(name, heading=heading)
    states = tuple(_states(names, words))
    known = {word for person in builder.persons if len(person.words) > 1 or person.titles for word in person.words}
    strange = _strange(states, listed)
    others = rivals(text, names, words, known, PLACE_OR_PARTY if strange else PLACE)
    around = tuple(_outstanding(states, others)) if strange else states
    home = _home(around, others)
    for person in builder.persons:
        describe(person, words, home, around)
    for person in builder.persons:
        _serve(person, builder.persons, words)
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
        around,
        words,
    )


def _names_and_persons(
    article: Article, sentences: Sequence[Sentence], starts: Sequence[int], words: Lexicon
) -> tuple[list[tuple[bool, tuple[Name, ...]]], PersonsOf]:
    """The names of each sentence, with whether it is a headline, and the persons that the others introduce."""
    text = article.text
    may = _MAY.search(text) is not None
    found = []
    for s in sentences:
        dateline = _DATELINE.match(text, s.span.start, s.span.end)
        start = dateline.end() if dateline else s.span.start
        found.append(tuple(names_in(text, starts, words, start, s.span.end, may=may)))
    headings = [_heading(article, s) for s in sentences]
    body = without_openers([() if heading else group for heading, group in zip(headings, found, strict=True)], text)
    grouped = [(heading, names if heading else cut) for heading, names, cut in zip(headings, found, body, strict=True)]
    builder = PersonsOf(text, words)
    for add in (builder.add_full, builder.add_titled):
        for heading, group in grouped:
            for name in group if not heading else ():
                add(name)
    builder.forget_pairs()
    builder.settle_namesakes([group for heading, group in grouped if not heading])
    builder.settle_families(name for heading, group in grouped if not heading for name in group)
    return grouped, builder


def _in_heading(text: str, names: Sequence[Name], builder: PersonsOf, families: Collection[str]) -> Iterator[Name]:
    """The names of a headline; what its capitals run together is taken apart where it holds a person of the text."""
    for name in names:
        parts = () if builder.knows(name) else tuple(split_heading(text, name, families))
        yield from parts or (name,)


def person_of_party(party: str, persons: Sequence[Person], words: Lexicon) -> Person | None:
    """The person whom a party read from a description names, with titles or without ("Prime Minister Ada Marlow")."""
    parts = words_of(party)
    while len(parts) > 1 and words.is_title(parts[0].lower()):
        parts.pop(0)
    own = [person for person in persons if person.titled and tuple(parts) in (person.words, person.words[-1:])]
    return own[0] if own and words.lookup(party) is None else None


def _serve(person: Person, persons: Sequence[Person], words: Lexicon) -> None:
    """Let a lawyer speak for his client, and an aide whose words name no party for the person he works for."""
    served = next(filter(None, map(served_by, person.descriptions)), None)
    head = person_of_party(person.affiliation.party or "", persons, words)
    if head is not None:
        own = head.name if served is not None else None
        party = None if head is person else head.affiliation.party or own
        person.affiliation = Affiliation(party, person.affiliation.strength)
    client = next(filter(None, map(client_of, person.descriptions)), None)
    if client is not None:
        named = _called(client, person, persons)
        person.affiliation = Affiliation(named.name if named else client, Strength.OFFICE)
    elif _speaks_for_no_party(person):
        owner = next(filter(None, (_OWNER.match(description) for description in person.descriptions)), None)
        chief = _called(served, person, persons) if served and words.lookup(served) is None else None
        named = chief or (_called(owner[1], person, persons) if owner else None)
        party = named.affiliation.party if named is not None else None
        if party is None and chief is not None and person.affiliation.strength is not Strength.BARE_OFFICE:
            party = chief.name
        if party is not None:
            person.affiliation = Affiliation(party, Strength.NAMED)


def _speaks_for_no_party(person: Person) -> bool:
    """Tell whether a person's descriptions name no party, and do not make a private person of him."""
    strength = person.affiliation.strength
    return strength is not Strength.PRIVATE and (strength < Strength.NAMED or strength is Strength.BARE_OFFICE)


def _called(name: str, but: Person, persons: Sequence[Person]) -> Person | None:
    """The person other than ``but`` whose family name ends a name: whose full name does, else who is named most."""
    parts = words_of(name)
    borne = [other for other in persons if other is not but and [other.family] == parts[-1:]]
    full = [other for other in borne if len(other.words) > 1 and other.words == tuple(parts[-len(other.words) :])]
    return max(full or borne, key=lambda other: other.full + len(other.places), default=None)


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


def _strange(states: Sequence[tuple[int, str]], listed: Lexicon) -> bool:
    """Tell whether the state that an article names most is one that the data lack."""
    most = Counter(party for _, party in states).most_common(1)
    return bool(most) and listed.lookup(most[0][0]) is None


def _outstanding(states: Sequence[tuple[int, str]], others: Counter[str]) -> Iterator[tuple[int, str]]:
    """The mentions of the state that an article names at least twice as often as any other, or as what may be one."""
    named = Counter(party for _, party in states)
    for party, count in named.most_common(1):
        if all(count >= 2 * times for other, times in (named + others).items() if other != party):
            yield from (state for state in states if state[1] == party)


def _home(states: Sequence[tuple[int, str]], others: Counter[str]) -> Home:
    """Settle whose offices an article names bare, by the states that it names.

    Most reports that leave the state out are American ones; so the United States count fourfold for what is local, and
    for a capital they need only an eighth of the mentions that another state has. ``others`` are mentions of what may
    be states that the data do not list: where one of them is named more than the United States, the report is no
    American one, and where it is named more than every state, no office is left to any of them.
    """
    named = Counter(party for _, party in states)
    most = max(others.values(), default=0)
    local = max(named, key=lambda party: named[party] * (4 if party == _AMERICA else 1), default=None)
    if local is not None and named[local] < most:
        local = None
    american = named[_AMERICA] > most and 8 * named[_AMERICA] >= max(named.values())
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
