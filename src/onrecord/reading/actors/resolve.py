"""From mentions to identities: the rules for each kind of mention, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.actors.antecedents import Course, Question, before, best
from onrecord.reading.actors.belongings import OF_SOMEBODY, OWNED, belonging
from onrecord.reading.actors.bodies import body_meant, body_party, it_or_they, unnamed_person
from onrecord.reading.actors.document import Document
from onrecord.reading.actors.lexicon import word_set, words_of
from onrecord.reading.actors.mentions import NOBODY, Identity, Mention
from onrecord.reading.actors.names import Name, NameKind, has_tip
from onrecord.reading.actors.roles import role_meant
from onrecord.reading.actors.several import group_party, is_coalition, list_party

_GENDERS = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_THEY = word_set("they them their theirs themselves it its itself both")
_I = word_set("i me my mine myself")
_WE = word_set("we us our ours ourselves")
_WHO = word_set("who which that whom whose")
_PRONOUNS = _THEY | _I | _WE | _WHO | _GENDERS.keys()
_PREPOSITIONS = word_set("to for of by from with against representing in on about at than like")
_MARKS = re.compile(r"[“”\"]")
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.I)
_JOINER = re.compile(r"\A(?:either|neither|whether|unless|both(?!.*\band\b))\s+(?=the\b|(?-i:[A-Z]))", re.I)
"""A small word that a phrase began with and that is no part of the name."""
_SHORT_VERB = re.compile(r"[’'](?:s|d|m|re|ve|ll)\Z")
_CLAUSE = re.compile(r",(?!\d)|\s(?:who|which|that)\s|\s\(")
_SEVERAL = re.compile(r"\s+and\s|,\s.*\sand\s(?!CEO)(?:other|dozens|many|some|several|[A-Z]\w+ [A-Z])")
_SEVERAL_WORDS = re.compile(r"[A-Z]\w+, .*\band\b")
_AFTER_NAME = re.compile(r"\s*[,(.“\"–—]|\s+(?:of|himself|herself|from|in|too|also)\b")
_NOUN_PHRASE = re.compile(
    r"[,;:“”\"]\s*|\b(?:said|says|told|by|with|from|to|and|but|that|is|was|are|were|for|between|among|as|than|against)\s+"
)
_DEFINITE = re.compile(r"(?:the|this|that|these|those)\s|[A-Z]\S+[’']s?\s", re.I)
_MADE_BY = re.compile(
    r"(?:statements?|reports?|comments?|remarks?|letters?|tweets?|stud(?:y|ies)|analysis|research)\b.*?\s(?:from|by)\s",
    re.I,
)
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen)\.\s|\b(?:President|Senator)\s")
_MANY = re.compile(
    r"(?:many|some|most|few|several|other|others|millions of|thousands of|hundreds of|those|people)\b", re.I
)
_PUBLIC = re.compile(
    r"\b(?:officials?|lawmakers|senators|leaders|diplomats|Republicans?|Democrats?|GOP|members|ministers|governments?"
    r"|countries|nations|administration)\b"
)
_LED = re.compile(r"\A[\w.]+-(?:led|run|controlled|held|dominated)\s+(?=[A-Z])")
_IN_LIST = re.compile(r"(?:\s*,)?\s*(?:\b(?:and|both)\b)?\s*(?:the\b\s*)?", re.I)
_ITSELF = re.compile(r"\s(?:itself|themselves)\Z")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_OWNS = re.compile(
    r"[’']s?\s|\s(?:administration|regime|government|team|campaign|aides?|allies|officials?|advisers?)\b"
)

_SERVES = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|aides?|advis[eo]rs?|ally|allies|deputy|envoy)\s(?:for|to|of)\s(?:the\s)?\Z",
    re.I,
)


def resolve(document: Document, mentions: Sequence[Mention], course: Course | None = None) -> tuple[Identity, ...]:
    """Tell whom each mention means; the answers are in the order of ``mentions``, which may be given in any.

    They are read in the order of the text, a mention inside another's content after that one, so that a pronoun can
    mean whoever spoke before and "we" whoever speaks. What the mentions teach of persons does not change ``document``.
    ``course`` gives another way to choose among persons; training does so.
    """
    own = replace(document, persons=tuple(person.copy() for person in document.persons))
    resolver = _Resolver(own, mentions, course or Course(best))
    resolver.learn()
    for number in resolver.order():
        resolver.answer(number)
    return tuple(resolver.answers)


class _Resolver:
    """Resolves one mention after another."""

    def __init__(self, document: Document, mentions: Sequence[Mention], course: Course) -> None:
        self._document, self._mentions = document, mentions
        self._text = document.text
        self._course = course
        self._persons: dict[int, int] = {}
        """The person that each mention resolved so far means, if it means one; by the mention's number."""
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
            named = self._name_in(mention.span.start, mention.span.end) if mention.span else None
            if mention.span is None or named is None:
                continue
            person = document.persons[named[0]]
            lead = self._text[mention.span.start : named[1].start].strip(" ,")
            after = self._text[named[1].end : mention.span.end].strip(" ,")
            said = [piece for piece in (lead, after) if len(piece) > 4 and piece not in person.descriptions]
            if said:
                person.descriptions[:0] = said
                document.describe(person)

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

    def answer(self, number: int) -> None:
        """Resolve a mention and keep the answer."""
        said = len(self._course.speakers)
        self.answers[number] = self.resolve(number)
        if len(self._course.speakers) > said and isinstance(self._course.speakers[-1][1], int):
            self._persons[number] = self._course.speakers[-1][1]

    def resolve(self, number: int) -> Identity:
        """Resolve the mention with this number, those before it in the order being resolved."""
        mention = self._mentions[number]
        if mention.span is None:
            return NOBODY
        phrase = mention.span.quote(self._text).strip("“”\"'‘’,: ")
        word = _SHORT_VERB.sub("", phrase.lower())
        if word in _PRONOUNS and phrase != "US":
            return self._pronoun(number, word)
        named = self._name_in(mention.span.start, mention.span.end)
        if named is not None:
            return self._say(mention, named[0])
        return self._described(number, phrase, definite=_DEFINITE.match(phrase) is not None)

    def _pronoun(self, number: int, word: str) -> Identity:
        """Whom a personal or relative pronoun means."""
        mention = self._mentions[number]
        if word in _GENDERS:
            return self._he_or_she(number, _GENDERS[word])
        if word in _WHO:
            return self._relative(number)
        if word in _THEY:
            return self._note(mention, it_or_they(self._document, self._course, mention.place, word))
        return self._first_person(number, word)

    def _note(self, mention: Mention, identity: Identity) -> Identity:
        """Note that a body or group is the one meant."""
        if not identity.name:
            return NOBODY
        self._course.speakers.append((mention.place, identity))
        return identity

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

    def _he_or_she(self, number: int, gender: str) -> Identity:
        mention = self._mentions[number]
        unnamed = unnamed_person(self._document, self._course, mention.place)
        if unnamed is not None:
            return self._note(mention, unnamed)
        chosen = self._whom(mention, gender, self._around[number])
        if chosen is None:
            return NOBODY
        person = self._document.persons[chosen]
        person.gender = person.gender or gender
        return self._say(mention, chosen)

    def _whom(self, mention: Mention, gender: str, around: int | None = None) -> int | None:
        """The number of the person whom "he" or "she" means at a mention, ``around`` which somebody may be speaking."""
        speaker = self._persons.get(around) if around is not None else None
        question = Question(mention.place, gender, speaker)
        candidates = before(self._document, mention.place)
        fitting = [n for n in candidates if self._document.persons[n].gender in (None, gender)]
        return self._course.choose(self._document, self._course, question, fitting or candidates)

    def _first_person(self, number: int, word: str) -> Identity:
        """The one whose content holds the mention; for "we" its party."""
        around = self._around[number]
        if around is None:
            return NOBODY
        speaker = self.answers[around]
        if word in _WE and speaker.party:
            return Identity(speaker.party, speaker.party)
        return speaker

    def _relative(self, number: int) -> Identity:
        """The noun phrase before a relative pronoun."""
        mention = self._mentions[number]
        start = self._document.starts[self._document.sentence_at(mention.place)]
        before_it = self._text[start : mention.place].rstrip(" ,—–-")
        named = [n for n in self._document.names_within(start, mention.place) if n.start in self._document.person_of]
        if named and named[-1].end >= start + len(before_it) - 40:
            return self._say(mention, self._document.person_of[named[-1].start])
        return self._described(number, _NOUN_PHRASE.split(before_it)[-1], definite=True)

    def _name_in(self, start: int, end: int) -> tuple[int, Name] | None:
        """The person that a noun phrase names: none that owns it, follows a preposition or is one of several."""
        for name in self._document.names_within(start, end):
            person = self._document.person_of.get(name.start)
            if person is None:
                continue
            after = self._text[name.end : end]
            lead = words_of(self._text[start : max(start, name.left)])
            if lead and lead[-1].lower() in _PREPOSITIONS and not self._document.words.is_place(name.title):
                continue
            if _SEVERAL.match(after):
                return None
            if not after.strip(" ”\"’'") or _AFTER_NAME.match(after) or has_tip(self._text, name):
                return person, name
        return None

    def _described(self, number: int, phrase: str, *, definite: bool) -> Identity:
        """A body, a group or a role."""
        document, mention = self._document, self._mentions[number]
        phrase = _JOINER.sub("", phrase)
        owned = OWNED.fullmatch(phrase)
        if owned is not None:
            return self._owned(number, owned["owner"].lower(), owned["thing"])
        several = _SEVERAL_WORDS.search(phrase) or " and " in phrase.split(",", maxsplit=1)[0]
        bare = _ARTICLE.sub("", phrase if several else _CLAUSE.split(phrase)[0]).strip()
        bare = _MARKS.sub("", bare) if _MARKS.match(bare) else bare
        whose = OF_SOMEBODY.fullmatch(_ARTICLE.sub("", phrase)) if not several else None
        owner = self._somebody(mention, whose["owner"]) if whose is not None else NOBODY
        if whose is not None and owner.name is not None:
            return self._note(mention, belonging(document, owner, whose["thing"]))
        if definite and not several:
            role = role_meant(document, self._course, mention.place, bare)
            if role is not None:
                return self._say(mention, role)
            body = body_meant(document, self._course, mention.place, bare)
            if body is not None:
                return self._note(mention, body)
        if not several and mention.span is not None:
            bare = self._apposed(mention, phrase) or bare
        found = self._body(mention, phrase, self._full_names(mention, bare) if several else bare)
        if several:
            found = Identity(found.name, list_party(phrase, self._parties(mention), found.party, document.words))
        return self._note(mention, found)

    def _somebody(self, mention: Mention, owner: str) -> Identity:
        """The person whom the words before a possessive ending name or describe."""
        assert mention.span is not None
        for name in self._document.names_within(mention.span.start, mention.span.end):
            person = self._document.person_of.get(name.start)
            lead = _ARTICLE.sub("", self._text[mention.span.start : name.left])
            if person is not None and not lead.strip() and owner.endswith(self._text[name.start : name.end]):
                return self._identity(person)
        role = role_meant(self._document, self._course, mention.place, owner) if " of " not in owner else None
        return NOBODY if role is None else self._identity(role)

    def _parties(self, mention: Mention) -> list[str]:
        """The parties of all whom a list names ("Norway and Chad"); none if it holds others."""
        assert mention.span is not None
        document, place = self._document, mention.span.start
        parties: list[str] = []
        names = document.names_within(mention.span.start, mention.span.end)
        for name in names:
            if not _IN_LIST.fullmatch(self._text, place, name.left):
                return []
            person = document.person_of.get(name.start)
            entry = document.words.lookup(" ".join(name.words))
            listed = entry.party if entry is not None else None
            party = document.persons[person].affiliation.party if person is not None else listed
            if party is None:
                return []
            parties.append(party)
            place = name.end
        return parties if place == mention.span.end else []

    def _body(self, mention: Mention, phrase: str, bare: str) -> Identity:
        """The identity of a body or group by its own words."""
        document = self._document
        bare = _ITSELF.sub("", bare if is_coalition(bare) else _LED.sub("", bare))
        if _DOTTED.fullmatch(bare) and document.words.lookup(bare.replace(".", "")) is not None:
            bare = bare.replace(".", "")
        name = document.acronyms.get(bare) or self._spelt_out(bare) or bare
        half = f"{bare.split(' ', maxsplit=1)[0]} Korea"
        if bare in ("North", "South", "North side", "South side") and any(
            state == half for _, state in document.states
        ):
            name = half
        entry = document.words.lookup(name)
        if (entry is not None and entry.kind in ("state", "adjective")) or (
            entry is not None and entry.kind == "outlet" and len(entry.party) > len(name) and entry.party in self._text
        ):
            name = entry.party
        if entry is not None and entry.kind == "state":
            return Identity(name, entry.party)
        if _MANY.match(phrase) and not _PUBLIC.search(phrase):
            return Identity(name, None)
        group = group_party(phrase, document.words)
        party = group.party if group else self._owner(mention) or body_party(document, mention.place, phrase)
        return Identity(document.words.in_full.get(party or "", {}).get(name, name), party)

    def _spelt_out(self, bare: str) -> str | None:
        """The name of a body that an acronym without brackets shortens, if the text gives it and the data lack it."""
        if not 3 <= len(bare) <= 6 or not bare.isupper() or self._document.words.lookup(bare) is not None:
            return None
        for name in self._document.names:
            capitals = "".join(word[0] for word in name.words)
            if name.kind in (NameKind.BODY, NameKind.PARTY) and capitals == bare:
                return self._text[name.start : name.end]
        return None

    def _owned(self, number: int, word: str, thing: str) -> Identity:
        """What belongs to somebody that a pronoun means: his words are his own, his aides speak for his party."""
        mention = self._mentions[number]
        if word in _GENDERS:
            whom = self._whom(mention, _GENDERS[word], self._around[number])
            owner = NOBODY if whom is None else self._identity(whom)
        elif word in _I | _WE:
            owner = self._first_person(number, word)
        else:
            owner = it_or_they(self._document, self._course, mention.place, word)
        if owner.name is None:
            return self._note(mention, self._body(mention, thing, _CLAUSE.split(thing)[0]))
        return self._note(mention, belonging(self._document, owner, thing))

    def _apposed(self, mention: Mention, phrase: str) -> str | None:
        """The name that stands beside a description ("a rebel group, the Tarn Front") or that it is made by."""
        assert mention.span is not None
        names = [
            name
            for name in self._document.names_within(mention.span.start, mention.span.end)
            if name.kind in (NameKind.BODY, NameKind.PARTY)
        ]
        for name in names:
            lead = self._text[mention.span.start : name.start]
            rest = self._text[name.end : mention.span.end]
            beside = re.search(r",\s+(?:the\s+)?\Z", lead) and not lead[:1].isupper()
            if (beside or re.search(r"[a-z],\s+(?:the\s+)?\Z", lead)) and (not rest or rest[0] in ",("):
                return self._text[name.start : name.end]
            if (
                _MADE_BY.match(_ARTICLE.sub("", phrase))
                and re.search(r"\s(?:from|by)\s+(?:the\s+)?\Z", lead)
                and not rest
            ):
                return self._text[name.start : name.end]
        return None

    def _full_names(self, mention: Mention, bare: str) -> str:
        """The phrase with the full names of the persons in it, without honorifics."""
        assert mention.span is not None
        bare = _HONORIFIC.sub("", bare)
        for name in self._document.names_within(mention.span.start, mention.span.end):
            number = self._document.person_of.get(name.start)
            if number is not None:
                short = self._text[name.start : name.end]
                bare = bare.replace(short, self._document.persons[number].name, 1)
        return bare

    def _owner(self, mention: Mention) -> str | None:
        """The party of the person whose office, team or aides a phrase names ("Ada Marlow's office")."""
        if mention.span is None:
            return None
        for name in self._document.names_within(mention.span.start, mention.span.end):
            number = self._document.person_of.get(name.start)
            served = _SERVES.search(self._text, mention.span.start, max(mention.span.start, name.left))
            if number is not None and (served or _OWNS.match(self._text, name.end)):
                return self._document.persons[number].affiliation.party
        return None
