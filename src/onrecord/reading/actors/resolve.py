"""From mentions to identities: the rules for each kind of mention, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.reading.actors.affiliation import NOWHERE, Strength, affiliation
from onrecord.reading.actors.antecedents import Course, before, rank
from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import word_set, words_of
from onrecord.reading.actors.mentions import NOBODY, Identity, Mention
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.persons import context, describe

_HE = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "herself": "female",
    "hers": "female",
}
_THEY = word_set(
    "they them their it its itself themselves both"
)
_I = word_set(
    "i me my mine myself"
)
_WE = word_set(
    "we us our ours ourselves"
)
_WHO = word_set(
    "who which that whom whose"
)
_PREPOSITIONS = word_set(
    "to for of by from with against representing in on about at than like"
)
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.I)
_SEVERAL = re.compile(r"\s+and\s|,\s.*\sand\s(?!CEO)(?:other|dozens|many|some|several|[A-Z]\w+ [A-Z])")
_SEVERAL_WORDS = re.compile(r"[A-Z]\w+, .*\band\b")
_AFTER_NAME = re.compile(r"\s*[,(.“\"–—]|\s+(?:of|himself|herself|from|in|too|also)\b")
_NOUN_PHRASE = re.compile(
    r"[,;:“”\"]\s*|\b(?:said|says|told|by|with|from|to|and|but|that|is|was|are|were|for|between|among|as|than|against)\s+"
)
_DEFINITE = re.compile(r"(?:the|this|his|her|their|its|our)\s|[A-Z]\S+[’']s?\s", re.I)
_OFFICES = word_set(
    "president minister premier chancellor secretary senator congressman congresswoman governor mayor ambassador "
    "envoy general admiral commander judge lawyer attorney spokesman spokeswoman spokesperson leader chief king queen "
    "pope prince speaker republican democrat director chairman chairwoman professor analyst doctor lawmaker "
    "billionaire businessman nominee candidate counsel justice prosecutor adviser"
)
_RULERS = word_set(
    "leader president minister premier chancellor king strongman dictator ruler"
)
_LEGISLATORS = word_set(
    "senator sen congressman rep representative lawmaker congresswoman sens reps"
)
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
_MANY = re.compile(
    r"(?:many|some|most|few|several|other|others|millions of|thousands of|hundreds of|those|people)\b", re.I
)
_PUBLIC = re.compile(
    r"\b(?:officials?|lawmakers|senators|leaders|diplomats|Republicans?|Democrats?|GOP|members|ministers|governments?|countries|nations|administration)\b"
)
_OWNS = re.compile(r"[’']s?\s|\s(?:administration|regime|government|team|campaign|aides?|allies|officials?|advisers?)\b")
_CLAUSE = re.compile(r",|\s(?:who|which|that)\s|\s\(")


def resolve(document: Document, mentions: Sequence[Mention]) -> tuple[Identity, ...]:
    """Tell whom each mention means; the answers are in the order of ``mentions``, which may be given in any.

    They are read in the order of the text, a mention inside another's content after that one, so that a pronoun can mean
    whoever spoke before and "we" whoever speaks.
    """
    resolver = _Resolver(document, mentions)
    resolver.learn()
    for number in resolver.order():
        resolver.answers[number] = resolver.resolve(number)
    return tuple(resolver.answers)


class _Resolver:
    """Resolves one mention after another."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self._document, self._mentions = document, mentions
        self._text = document.text
        self._course = Course()
        self.answers: list[Identity] = [NOBODY] * len(mentions)
        self._around = [self._container(number) for number in range(len(mentions))]

    def order(self) -> list[int]:
        """The numbers of the mentions in the order in which they are resolved."""
        places = [mention.place for mention in self._mentions]

        def key(number: int) -> tuple[int, ...]:
            around, path = self._around[number], [places[number]]
            while around is not None and len(path) < 9:
                path.insert(0, places[around])
                around = self._around[around]
            return tuple(path)

        return sorted(range(len(places)), key=key)

    def learn(self) -> None:
        """Add what the mentions' own words say of the persons they name ("…, the head of the Tarn Bank")."""
        document = self._document
        for mention in self._mentions:
            if mention.span is None:
                continue
            named = self._name_in(mention.span.start, mention.span.end)
            if named is None:
                continue
            number, name = named
            person = document.persons[number]
            lead = self._text[mention.span.start : name.start].strip(" ,")
            after = self._text[name.end : mention.span.end].strip(" ,")
            said = [piece for piece in (lead, after) if len(piece) > 4 and piece not in person.descriptions]
            if said:
                person.descriptions[:0] = said
                describe(person, document.words, document.home, document.states)

    def _container(self, number: int) -> int | None:
        """The mention whose content holds this one, the narrowest if there are several."""
        mention = self._mentions[number]
        around = [
            (piece.end - piece.start, other)
            for other, given in enumerate(self._mentions)
            if other != number and given.place != mention.place
            for piece in given.content
            if piece.start <= mention.place < piece.end
        ]
        return min(around)[1] if around else None

    def resolve(self, number: int) -> Identity:
        """Resolve the mention with this number, those before it in the order being resolved."""
        mention = self._mentions[number]
        if mention.span is None:
            return NOBODY
        phrase = mention.span.quote(self._text).strip("“”\"'‘’,: ")
        word = phrase.lower()
        if word in _HE:
            return self._pronoun(mention, _HE[word])
        if word in _I or (word in _WE and phrase != "US"):
            return self._first_person(number, word)
        if word in _WHO:
            return self._relative(mention)
        if word in _THEY:
            return self._they(mention, word)
        named = self._name_in(mention.span.start, mention.span.end)
        if named is not None:
            return self._say(mention, named[0])
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
        around = self._around[number]
        if around is None:
            return NOBODY
        speaker = self.answers[around]
        if word in _WE and speaker.party:
            return Identity(speaker.party, speaker.party)
        return speaker

    def _relative(self, mention: Mention) -> Identity:
        """The noun phrase before a relative pronoun."""
        start = self._document.starts[self._document.sentence_at(mention.place)]
        before_it = self._text[start : mention.place].rstrip(" ,—–-")
        named = [n for n in self._document.names_within(start, mention.place) if n.start in self._document.person_of]
        if named and named[-1].end >= start + len(before_it) - 40:
            return self._say(mention, self._document.person_of[named[-1].start])
        return self._described(mention, _NOUN_PHRASE.split(before_it)[-1])

    def _they(self, mention: Mention, word: str) -> Identity:
        for _, referent in reversed(self._course.speakers):
            if isinstance(referent, str):
                return self._group(mention, referent)
        return NOBODY

    def _name_in(self, start: int, end: int) -> tuple[int, Name] | None:
        """The person that a noun phrase names: not one that only owns it, follows a preposition or is one of several."""
        for name in self._document.names_within(start, end):
            person = self._document.person_of.get(name.start)
            if person is None:
                continue
            after = self._text[name.end : end]
            lead = words_of(self._text[start : max(start, name.left)])
            if lead and lead[-1].lower() in _PREPOSITIONS:
                continue
            if _SEVERAL.match(after):
                return None
            if not after.strip(" ”\"’'") or _AFTER_NAME.match(after):
                return person, name
        return None

    def _described(self, mention: Mention, phrase: str) -> Identity:
        """A body, a group or a role."""
        document = self._document
        bare = _ARTICLE.sub("", _CLAUSE.split(phrase)[0] if not _SEVERAL_WORDS.search(phrase) else phrase).strip()
        role = self._role(mention, bare)
        if role is not None:
            return self._say(mention, role)
        name = document.acronyms.get(bare, bare)
        if bare in ("North", "South", "North side", "South side") and any(p == f"{bare[:5]} Korea" for _, p in document.states):
            name = f"{bare[:5]} Korea"
        entry = document.words.lookup(name)
        if entry is not None and entry.kind in ("state", "adjective"):
            name = entry.party
        party = entry.party if entry is not None and entry.kind == "state" else self._party(mention, phrase)
        self._course.speakers.append((mention.place, name))
        return Identity(name, party)

    def _role(self, mention: Mention, bare: str) -> int | None:
        """The person whom a role means ("the president", "the California Democrat"), if the article has named one."""
        document = self._document
        tokens = words_of(bare)
        lowered = [token.lower() for token in tokens]
        if not tokens or mention.span is None or not _DEFINITE.match(mention.span.quote(self._text)):
            return None
        head = next(
            (
                w
                for i, w in enumerate(lowered)
                if w in _OFFICES and (i + 1 == len(lowered) or lowered[i + 1] in ("of", "for"))
            ),
            None,
        )
        if head is None:
            return None
        party = affiliation(bare, document.words, NOWHERE).party
        camp = head in ("republican", "democrat")
        candidates = []
        for number, person in enumerate(document.persons):
            if not person.places or (person.places[0] > mention.place + 400):
                continue
            own = person.affiliation.party
            if party is not None and own is not None and own != party:
                continue
            spoken = {w.lower() for d in person.descriptions for w in words_of(d)}
            if (camp and own == party) or (not camp and spoken & _SAME_OFFICE.get(head, frozenset((head,)))):
                candidates.append(number)
        return rank(document, self._course, mention.place, candidates, None)

    def _group(self, mention: Mention, name: str) -> Identity:
        self._course.speakers.append((mention.place, name))
        return Identity(name, self._party(mention, name))

    def _party(self, mention: Mention, phrase: str) -> str | None:
        """The party that a body, a group or an unnamed person speaks for."""
        document = self._document
        if _MANY.match(phrase) and not _PUBLIC.search(phrase):
            return None
        found = affiliation(phrase, document.words, document.home)
        if found.strength >= Strength.NAMED:
            return found.party
        owner = self._owner(mention)
        if owner is not None:
            return owner
        if found.strength is Strength.IMPLIED and found.party is None:
            return context(document.states, mention.place)
        return found.party

    def _owner(self, mention: Mention) -> str | None:
        """The party of the person whose office, team or aides a phrase names ("Ada Marlow's office")."""
        if mention.span is None:
            return None
        for name in self._document.names_within(mention.span.start, mention.span.end):
            number = self._document.person_of.get(name.start)
            if number is not None and _OWNS.match(self._text, name.end):
                return self._document.persons[number].affiliation.party
        return None
