"""Holders that are several: "Ada Marlow and Igor Tarnov", and those whom "the two sides" or "they" take up by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.reading.actors import Document
from onrecord.reading.actors.lexicon import word_set
from onrecord.reading.actors.names import Name
from onrecord.reading.actors.several import is_group
from onrecord.records import Span

_GROUP = re.compile(
    r"(?:the\s+|these\s+|those\s+|its\s+)?(?P<all>both|either|neither|two|three|four)?(?:\s+of)?(?:\s+(?:the|them|these|us))?\s*"
    r"(?:rival\s+|neighbou?ring\s+|warring\s+|feuding\s+|world\s+)?"
    r"(?P<noun>sides?|countries|country|nations?|states|governments?|capitals|powers|parties|koreas|neighbou?rs|allies|rivals"
    r"|leaders?|presidents|men|women|statesmen|ministers|senators|congressmen|lawmakers|negotiators|officials|diplomats"
    r"|adversaries|foes|companies|firms)?",
    re.I,
)
_COUNTS = {"both": 2, "either": 2, "neither": 2, "two": 2, "three": 3, "four": 4}
_OF_PERSONS = word_set(
    "leaders leader presidents men women statesmen ministers senators congressmen lawmakers negotiators officials diplomats"
)
_OF_MANY = word_set("leaders sides countries nations presidents neighbours neighbors rivals koreas")
"""Nouns that take up a pair of names also without a number ("the sides agreed")."""
_THEY = frozenset(("they", "their", "themselves"))
THEIR_COUNTRIES = re.compile(r"their\s+(?:(?:own|two|both|respective)\s+)?(?:countries|nations|governments)", re.I)
"""The states of two who are named together ("Marlow and Tarnov said their countries would talk")."""
_GOVERNMENT = re.compile(r"the\s+(?P<whose>.+)\s(?:government|military|army|navy|parliament|foreign ministry)", re.I)
_OFTEN = 3
"""How often an article must name a state to be about it."""
_SUBJECT = 45
"""Code points from the beginning of a sentence within which "they" may find two names together."""
_BACK = 2
"""How many sentences back the members of a group may be named."""
_BETWEEN = re.compile(r"(?:,|\s+and|,\s+and|\s+&|\s+or|\s+with|\s+nor)\s+(?:the\s+|between\s+)?\Z")
_LISTED = re.compile(r"\s*,\s+(?:and\s+)?|\s+(?:and|&)\s+|\s+as well as\s+|\s+along with\s+|/")
_BEFORE_NAME = re.compile(r"\A(?:both\s+)?(?:the\s+)?", re.I)


def parts_of(document: Document, mention: Span) -> list[Span]:
    """Return the spans of the holders that a mention lists, or the mention itself.

    It is taken apart only where each part is a name and nothing else, or beside a name an unnamed group of states ("Norway
    and its allies") or a power of one: "teams from Norway and Chad" stay together.
    """
    text, cuts = document.text, []
    place = mention.start
    for match in _LISTED.finditer(text, mention.start, mention.end):
        cuts.append(Span(place, match.start()))
        place = match.end()
    cuts.append(Span(place, mention.end))
    named = [_whole_name(document, part) for part in cuts]
    if len(cuts) > 1 and any(named):
        others = [part.quote(text) for part, name in zip(cuts, named, strict=True) if not name]
        if all(is_group(other) or _is_government(document, other) for other in others):
            return cuts
    return [mention]


def _is_government(document: Document, phrase: str) -> bool:
    """Tell whether a phrase names a government or another power of a state, and nobody else ("the Norwegian army")."""
    match = _GOVERNMENT.fullmatch(phrase.strip())
    entry = document.words.lookup(match["whose"].removesuffix("'s").removesuffix("’s")) if match else None
    return entry is not None and entry.kind in ("state", "adjective", "capital")


def _whole_name(document: Document, part: Span) -> bool:
    """Tell whether a stretch is the name of a person, a state or an organisation, with its title and article only."""
    start = part.start + len(_BEFORE_NAME.match(part.quote(document.text))[0])  # type: ignore[index]
    return any(
        name.left <= start and name.end == part.end and _is_actor(document, name)
        for name in document.names_within(start, part.end)
    )


def members_of(document: Document, mention: Span) -> list[Span]:
    """Return the names that "the two sides", "both countries" or "they" takes up, in the order of the text.

    They are those named together ("Norway and Chad") or, where a number is given, the only ones of that number in the
    mention's own sentence before it or in the sentences before, or the two states that the article is about. Nothing is
    returned where the text names none, too many or too few: a group without named members stays a group.
    """
    wanted = _wanted(mention.quote(document.text))
    if wanted is None:
        return []
    count, persons, pairs_only = wanted
    they = _takes_up_two(mention.quote(document.text).lower())
    here = document.sentence_at(mention.start)
    for back in range(_BACK + (not they)):
        if here < back:
            break
        sentence = document.sentences[here - back].span
        end = mention.start if back == 0 else sentence.end
        names = [n for n in document.names_within(sentence.start, end) if _is_actor(document, n)]
        if they:  # only what stands where the subject does
            names = [name for name in names if name.left - sentence.start < _SUBJECT]
        members = _together(document, names, count) or ([] if pairs_only else _only(document, names, count, persons))
        if members:
            return [Span(name.start, name.end) for name in members]
    return [] if pairs_only or persons or count != 2 else _of_the_article(document, mention.start)


def _of_the_article(document: Document, place: int) -> list[Span]:
    """The last mentions of the two states that an article is about, if it names them more than any third."""
    most = Counter(party for _, party in document.states).most_common(3)
    if len(most) < 2 or most[1][1] < _OFTEN or (len(most) > 2 and most[2][1] >= most[1][1]):
        return []
    last = {party: at for at, party in document.states if at < place and party in (most[0][0], most[1][0])}
    spans = [Span(name.start, name.end) for name in document.names if name.start in last.values()]
    return spans if len(spans) == len(last) == 2 else []


def _wanted(phrase: str) -> tuple[int, bool, bool] | None:
    """How many members a phrase takes up, whether persons, and whether they must be named together."""
    lowered = phrase.lower().strip()
    if _takes_up_two(lowered):
        return 2, False, True
    match = _GROUP.fullmatch(lowered)
    if match is None or not lowered:
        return None
    noun = match["noun"] or ""
    if match["all"]:
        return _COUNTS[match["all"]], noun in _OF_PERSONS, False
    return (2, noun in _OF_PERSONS, True) if noun in _OF_MANY and lowered.startswith(("the ", "both ")) else None


def _takes_up_two(lowered: str) -> bool:
    return lowered in _THEY or THEIR_COUNTRIES.fullmatch(lowered) is not None


def _together(document: Document, names: Sequence[Name], count: int) -> list[Name]:
    """The names that stand in one list ("Norway and Chad", "between Norway and Chad"), if there are ``count``."""
    runs: list[list[Name]] = []
    for name in names:
        if runs and _BETWEEN.fullmatch(document.text[runs[-1][-1].end : name.left]):
            runs[-1].append(name)
        else:
            runs.append([name])
    fitting = [run for run in runs if len(run) == count and len(_different(document, run)) == count]
    return fitting[0] if fitting else []


def _only(document: Document, names: Sequence[Name], count: int, persons: bool) -> list[Name]:
    """The actors of a stretch if they are just as many as wanted: persons, or the camps that names stand for."""
    if persons:
        names = [name for name in names if name.start in document.person_of]
    different = _different(document, names)
    return different if len(different) == count else []


def _different(document: Document, names: Sequence[Name]) -> list[Name]:
    """The first name of each party among some, or of each person who speaks for none."""
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(_party(document, name), name)
    return list(found.values())


def _party(document: Document, name: Name) -> str:
    person = document.person_of.get(name.start)
    if person is not None:
        return document.persons[person].affiliation.party or document.persons[person].name
    entry = document.words.lookup(" ".join(name.words))
    return entry.party if entry is not None else " ".join(name.words)


def _is_actor(document: Document, name: Name) -> bool:
    """Tell whether a name is that of a person, or of a state or organisation of the data."""
    if name.start in document.person_of:
        return True
    entry = document.words.lookup(" ".join(name.words))
    return entry is not None and entry.kind != "outlet"
