"""From mentions to identities: the rules for each kind of mention, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.actors.affiliation import Affiliation, Strength, affiliation
from onrecord.reading.actors.antecedents import Course, before, rank
from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import words_of
from onrecord.reading.actors.mentions import NOBODY, Identity, Mention
from onrecord.reading.actors.names import Name, NameKind

_HE = {"he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "herself": "female", "hers": "female"}
_THEY = frozenset(("they", "them", "their", "it", "its", "itself", "themselves", "both"))
_I = frozenset(("i", "me", "my", "mine", "myself"))
_WE = frozenset(("we", "us", "our", "ours", "ourselves"))
_WHO = frozenset(("who", "which", "that", "whom", "whose"))
_PREPOSITIONS = frozenset("to for of by from with against representing in on about at than like".split())
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.I)
_CLAUSE = re.compile(r",|\s(?:who|which|that)\s|\s\(")


def resolve(document: Document, mentions: Sequence[Mention]) -> tuple[Identity, ...]:
    """Tell whom each mention means; the answers are in the order of ``mentions``.

    Mentions are read in the order of the text, so that a pronoun can mean whoever spoke before; they may be given in any.
    """
    course = Course()
    answers: list[Identity] = [NOBODY] * len(mentions)
    resolver = _Resolver(document, mentions, answers, course)
    for number in sorted(range(len(mentions)), key=lambda n: mentions[n].place):
        answers[number] = resolver.resolve(number)
    return tuple(answers)


class _Resolver:
    """Resolves one mention after another."""

    def __init__(self, document: Document, mentions: Sequence[Mention], answers: list[Identity], course: Course) -> None:
        self._document, self._mentions, self._answers, self._course = document, mentions, answers, course
        self._text = document.text

    def resolve(self, number: int) -> Identity:
        """Resolve the mention with this number, those before it in the text being resolved."""
        mention = self._mentions[number]
        if mention.span is None:
            return NOBODY
        phrase = mention.span.quote(self._text).strip("“”\"'‘’,.: ")
        word = phrase.lower()
        if word in _HE:
            return self._pronoun(mention, _HE[word])
        if word in _I or word in _WE:
            return self._first_person(number, word)
        if word in _WHO:
            return self._relative(mention)
        if word in _THEY:
            return self._they(mention, word)
        person = self._person_named(mention.span.start, mention.span.end)
        if person is not None:
            return self._say(mention, person)
        return self._described(mention, phrase)

    def _say(self, mention: Mention, person: int) -> Identity:
        """Note that a person is the one meant, and give its identity."""
        course = self._course
        course.speakers.append((mention.place, person))
        course.last_place[person] = mention.place
        course.times[person] = course.times.get(person, 0) + 1
        return self._identity(person)

    def _identity(self, number: int) -> Identity:
        person = self._document.persons[number]
        return Identity(person.name, person.affiliation.party)

    def _pronoun(self, mention: Mention, gender: str) -> Identity:
        candidates = before(self._document, mention.place)
        best = rank(self._document, self._course, mention.place, candidates, gender)
        if best is None:
            return NOBODY
        person = self._document.persons[best]
        person.gender = person.gender or gender
        return self._say(mention, best)

    def _first_person(self, number: int, word: str) -> Identity:
        """The one whose content holds the mention; for "we" its party."""
        mention = self._mentions[number]
        around = [
            (piece.end - piece.start, other)
            for other, given in enumerate(self._mentions)
            if other != number and given.span is not None
            for piece in given.content
            if piece.start <= mention.place < piece.end
        ]
        if not around:
            return NOBODY
        speaker = self._answers[min(around)[1]]
        if word in _WE and speaker.party:
            return Identity(speaker.party, speaker.party)
        return speaker

    def _relative(self, mention: Mention) -> Identity:
        """The noun phrase before a relative pronoun."""
        assert mention.span is not None
        start = self._document.starts[self._document.sentence_at(mention.place)]
        names = [n for n in self._document.names_within(start, mention.place) if n.start in self._document.person_of]
        if names:
            return self._say(mention, self._document.person_of[names[-1].start])
        return self._described(mention, self._text[start : mention.place].strip(" ,")[-60:])

    def _they(self, mention: Mention, word: str) -> Identity:
        for _, referent in reversed(self._course.speakers):
            if isinstance(referent, str):
                return self._group(mention, referent)
        return NOBODY

    def _person_named(self, start: int, end: int) -> int | None:
        """The person that a noun phrase names: not one that only owns it or follows a preposition."""
        for name in self._document.names_within(start, end):
            person = self._document.person_of.get(name.start)
            if person is None:
                continue
            after = self._text[name.end : end]
            lead = words_of(self._text[start : max(start, name.left)])
            if lead and lead[-1].lower() in _PREPOSITIONS:
                continue
            if not after.strip() or re.match(r"\s*[,(.“\"]|\s+(?:of|himself|herself|from|in)\s", after):
                return person
        return None

    def _described(self, mention: Mention, phrase: str) -> Identity:
        """A body, a group or a role."""
        document = self._document
        bare = _ARTICLE.sub("", _CLAUSE.split(phrase)[0]).strip()
        name = document.acronyms.get(bare, bare)
        entry = document.words.lookup(name)
        if entry is not None and entry.kind in ("capital", "state", "adjective"):
            name = entry.party
        party = self._party(phrase)
        self._course.speakers.append((mention.place, name))
        return Identity(name, party)

    def _group(self, mention: Mention, name: str) -> Identity:
        self._course.speakers.append((mention.place, name))
        return Identity(name, self._party(name))

    def _party(self, phrase: str) -> str | None:
        return affiliation(phrase, self._document.words, self._document.home).party
