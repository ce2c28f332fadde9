"""Who holds a stance, and who tells of it: from the words beside a trigger, and the statements around it, to names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from onrecord.reading.actors import Identity, Mention, resolve
from onrecord.reading.actors.bodies import is_plural
from onrecord.reading.actors.lexicon import word_set
from onrecord.reading.author import author_of, noted_author
from onrecord.reading.stances.groups import THEIR_COUNTRIES, members_of, parts_of
from onrecord.reading.stances.subjects import find_holder
from onrecord.reading.statements import Surroundings
from onrecord.records import Span, Statement
from onrecord.vocabulary import Act

_ENDING = re.compile(
    r"[’'](?:s|m|re|ve|ll|d|t)?\Z|[\s,;:–—-]+\Z|(?<=\w)\s(?:of|on|in|at|to|for|by|with|from|and|or|who|that|which)\Z"
)
"""What the words that name a holder may end with and is no part of its name: "Tarn's", "we'll", "critics of" whatever it is."""
_NO_NAME = re.compile(r"(?:on|in|at|of|by|with|from|to|for|as|than)\s", re.I)
"""What the words that name a holder do not begin with."""
_REST_OF_WORD = re.compile(r"-\w+")
_SPEAKER = word_set("i me my mine myself we us our ours ourselves")
_IT = word_set("it its itself")
_THEY = word_set("they them their themselves")
_THIRD_PERSON = _IT | _THEY | word_set("he him his himself she her hers herself")
LEAST = {"alone": 0.12, "speaker": 0.3, "noun": 0.12}
"""The chance from which on a place that the network points at names the holder: where nothing stands beside the trigger, for
"I" and "we", and for nouns ("the group"). Whom "he", "it" and "they" mean the rules tell better. Chosen on held-out articles."""
_ARTICLE = re.compile(r"(?:the|an?|both)?\s*", re.I)
_AFTER_NAME = re.compile(r"[,’')]|\s\(|\Z")
_AUTHORIAL = re.compile(r"\b(?:I|my|we|We|our|Our|us)\b(?!\.)")
_OFTEN = 2
"""In how many of its sentences an article must say "I" or "we" to be taken for an opinion piece."""
_OPINIONS = frozenset((Act.DEMANDS, Act.SUPPORTS, Act.OPPOSES))
"""What an author's own sentences can show: what the author thinks of others' measures."""
_GOES_ON = 3
"""Sentences over which a quotation is taken for the last speaker's, where no statement holds it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance as the text shows it: the words of its act, the mentions of its holders beside them if any, the act.

    ``named`` are places elsewhere that may name the holders, surest first, with the chance of each, for where those mentions
    do not ("he", "the group").
    """

    trigger: Span
    mentions: tuple[Span, ...]
    act: Act
    named: tuple[tuple[Span, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a stance: ``name`` and ``party`` as :class:`~onrecord.reading.actors.Identity` has them.

    ``mention`` are the words that name the holder, ``None`` where the stance is taken for that of the one who speaks.
    ``via`` names the tellers of other camps, outermost first; ``from_statement`` is the id of the innermost statement
    whose content or cue holds the trigger.
    """

    name: str
    party: str | None
    mention: Span | None
    via: tuple[str, ...]
    from_statement: str | None


def holders_of(
    shown: Sequence[Shown], statements: Sequence[Statement], around: Surroundings
) -> tuple[tuple[Holder, ...], ...]:
    """Tell who holds each stance, in the order of ``shown``; an empty tuple where the text does not say.

    ``statements`` and ``around`` are those of the same article. For a stance without mention the likeliest one in its
    sentence is taken (:func:`~onrecord.reading.stances.subjects.find_holder`), else the source of the innermost statement
    around its trigger. "The two sides" gives one holder for each that the text names; a group
    without named members stays one holder.
    """
    frames = [_Frame.of(stance.trigger, statements) for stance in shown]
    writer = author_of(around.article, around.document)
    author = writer if _is_opinion(statements, around) else None
    written = [
        author is not None and not (stance.mentions or frame.statements) and stance.act in _OPINIONS
        for stance, frame in zip(shown, frames, strict=True)
    ]
    text = around.article.text
    beside = [
        tuple(m for m in stance.mentions if not (around.document.in_dateline(m.start) or _NO_NAME.match(text, m.start)))
        for stance in shown
    ]
    marked = [
        mentions or (() if own else _found(stance, statements, around))
        for stance, mentions, own in zip(shown, beside, written, strict=True)
    ]
    named = [
        tuple(dict.fromkeys(part for mention in mentions for part in _named(mention, statements, around)))
        for mentions in marked
    ]
    elsewhere = [_elsewhere(stance, spans, around) for stance, spans in zip(shown, named, strict=True)]
    asked = {span for spans in (*named, *elsewhere) for span in spans}
    known = _identities(asked, statements, around, writer)
    return tuple(
        (Holder(author.name, None, None, (), None),)
        if own and author is not None and author.name
        else tuple(_holders(frame, _states(mentions, _whom(spans, places, known), around)))
        for frame, mentions, spans, places, own in zip(frames, marked, named, elsewhere, written, strict=True)
    )


def _states(
    mentions: Sequence[Span], found: Sequence[tuple[Span | None, Identity]], around: Surroundings
) -> Sequence[tuple[Span | None, Identity]]:
    """Those found, or where a mention means their countries, the states for which they speak."""
    if not any(
        THEIR_COUNTRIES.fullmatch(_tidied(mention, around.article.text).quote(around.article.text))
        for mention in mentions
    ):
        return found
    return [(span, Identity(who.party, who.party) if who.party is not None else who) for span, who in found]


def _elsewhere(stance: Shown, mentions: Sequence[Span], around: Surroundings) -> tuple[Span, ...]:
    """The places elsewhere that name the holders, where none of the mentions beside the trigger does."""
    text = around.article.text
    if any(_is_name(mention, around) or _word(mention, text) in _THIRD_PERSON for mention in mentions):
        return ()
    kind = "alone" if not mentions else "speaker" if _word(mentions[0], text) in _SPEAKER else "noun"
    return tuple(_tidied(place, text) for place, sure in stance.named if sure >= LEAST[kind])


def _word(span: Span, text: str) -> str:
    return span.quote(text).lower()


def _is_name(mention: Span, around: Surroundings) -> bool:
    """Tell whether a mention says by itself who is meant."""
    return bool(around.document.names_within(mention.start, mention.end))


def _whom(
    mentions: Sequence[Span], elsewhere: Sequence[Span], known: Mapping[Span, Identity]
) -> list[tuple[Span | None, Identity]]:
    """Whom the mentions of a stance mean: what stands elsewhere, the surest first, where it says so."""
    named = [known[place] for place in elsewhere if known[place].name is not None]
    if not named:
        return [(mention, known[mention]) for mention in mentions]
    return [(mentions[0] if mentions else None, named[0])]


def _is_opinion(statements: Sequence[Statement], around: Surroundings) -> bool:
    """Tell whether the article's author speaks in it: a note tells of the author, or the article says "I" or "we".

    That is, in sentences of its own, outside what it reports.
    """
    if noted_author(around.document) is not None:
        return True
    told = [span for s in statements for span in (*s.content, *s.cue)] + [q.span for q in around.quotations]
    text = around.article.text
    places = {
        around.document.sentence_at(match.start())
        for match in _AUTHORIAL.finditer(text)
        if not any(span.start <= match.start() < span.end for span in told)
    }
    return len(places) >= _OFTEN


def _found(stance: Shown, statements: Sequence[Statement], around: Surroundings) -> tuple[Span, ...]:
    mention = find_holder(stance.trigger, stance.act, statements, around)
    return () if mention is None else (mention,)


def _identities(
    asked: Collection[Span], statements: Sequence[Statement], around: Surroundings, author: Identity
) -> dict[Span, Identity]:
    """Resolve mentions among the article's statements, so that a pronoun can mean whoever spoke before."""
    document, known = around.document, {}
    for span in asked:
        source = next((s for s in statements if s.source is not None and _same(s.source, span, document.text)), None)
        if source is not None:
            known[span] = Identity(source.name, source.party)
        elif span.quote(document.text).lower() in _SPEAKER and span.quote(document.text) != "US":
            known[span] = _speaker(span, statements, around, author)
        elif (teller := _of_itself(span, statements, around)) is not None:
            known[span] = teller
    left = sorted(span for span in asked if span not in known)
    told = [Mention(s.source, s.cue, s.content) for s in statements]
    answers = resolve(document, [*told, *map(Mention, left)])
    return known | dict(zip(left, answers[len(told) :], strict=True))


def _same(source: Span, mention: Span, text: str) -> bool:
    """Tell whether a mention is a statement's source, whatever else is said there of the same one."""
    if not source.overlaps(mention):
        return False
    begins = mention.start <= source.start or _ARTICLE.fullmatch(text, source.start, mention.start) is not None
    return begins and (mention.end >= source.end or _AFTER_NAME.match(text, mention.end, source.end) is not None)


def _of_itself(span: Span, statements: Sequence[Statement], around: Surroundings) -> Identity | None:
    """The source that speaks of itself as "it" or "they", outside quotation marks ("the ministry said it would …")."""
    word = span.quote(around.document.text).lower()
    frame = _Frame.of(span, statements)
    if word not in _IT | _THEY or not frame.statements or any(q.span.contains(span) for q in around.quotations):
        return None
    source = frame.statements[-1]
    if source.name is None or any(person.name == source.name for person in around.document.persons):
        return None
    entry = around.document.words.lookup(source.name)
    if (entry is not None and entry.kind == "outlet") or is_plural(source.name) != (word in _THEY):
        return None
    return Identity(source.name, source.party)


def _speaker(span: Span, statements: Sequence[Statement], around: Surroundings, author: Identity) -> Identity:
    """Whom "I" or "we" means: the source of the content that holds it, else whoever is quoted there, else the author."""
    frame = _Frame.of(span, statements)
    if frame.statements:
        speaking = frame.statements[-1]
        return Identity(speaking.name, speaking.party)
    if any(q.span.contains(span) for q in around.quotations):
        here = around.document.sentence_at(span.start)
        before = [s for s in statements if s.cue and s.cue[0].start < span.start and s.name is not None]
        if before and here - around.document.sentence_at(before[-1].cue[0].start) <= _GOES_ON:
            return Identity(before[-1].name, before[-1].party)
        return Identity(None, None)
    return author


@dataclass(frozen=True, slots=True)
class _Frame:
    """The statements around a trigger, outermost first."""

    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, trigger: Span, statements: Sequence[Statement]) -> _Frame:
        around: list[tuple[int, Statement]] = []
        for statement in statements:
            if any(cue.overlaps(trigger) for cue in statement.cue):
                around.append((0, statement))
            else:
                sizes = [c.end - c.start for c in statement.content if c.contains(trigger)]
                if sizes:
                    around.append((min(sizes), statement))
        return cls(tuple(statement for _, statement in sorted(around, key=lambda pair: -pair[0])))


def _holders(frame: _Frame, found: Sequence[tuple[Span | None, Identity]]) -> list[Holder]:
    innermost = frame.statements[-1].id if frame.statements else None
    holders: list[Holder] = []
    for span, identity in found:
        if identity.name is not None and all(identity.name != holder.name for holder in holders):
            holders.append(Holder(identity.name, identity.party, span, _via(frame, identity), innermost))
    if not holders and frame.statements:
        source = frame.statements[-1]
        if source.name is not None:
            identity = Identity(source.name, source.party)
            holders.append(Holder(source.name, source.party, None, _via(frame, identity), innermost))
    return holders


def _via(frame: _Frame, holder: Identity) -> tuple[str, ...]:
    """The tellers: the sources of the statements around a stance that are neither the holder nor of its party."""
    names: list[str] = []
    for statement in frame.statements:
        if statement.name is None or statement.name in names or statement.name == holder.name:
            continue
        if holder.party is not None and statement.party == holder.party:
            continue
        names.append(statement.name)
    return tuple(names)


def _named(mention: Span, statements: Sequence[Statement], around: Surroundings) -> list[Span]:
    """The spans that name the holders of a mention, one for each of them."""
    tidied = _tidied(mention, around.article.text)
    if _of_itself(tidied, statements, around) is not None:
        source = _Frame.of(tidied, statements).statements[-1].source
        return (members_of(around.document, source) if source is not None else []) or [tidied]
    return members_of(around.document, tidied) or parts_of(around.document, tidied)


def _tidied(mention: Span, text: str) -> Span:
    """Leave out what follows a name and is no part of it; take in the rest of a word that goes on behind a hyphen."""
    rest = _REST_OF_WORD.match(text, mention.end)
    end = rest.end() if rest else mention.end
    while (match := _ENDING.search(text, mention.start, end)) is not None and match.start() > mention.start:
        end = match.start()
    return Span(mention.start, end)
