"""States and capitals that the data files do not list, learnt from what an article itself says of them.

``Ostmark's prime minister``, ``the government of Ostmark`` and ``the Ostmarkian navy`` all show a state: what owns such
an office or force, in the article's own spelling, is one. A president alone may be a company's, so a proper noun that
only has a president is a party but counts as a state only where the article also speaks of being *in* it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.reading.actors.lexicon import Entry, Lexicon, words_of
from onrecord.reading.actors.names import Name, is_no_name

_PROPER = r"[A-Z][\w-]*[a-z][\w-]*"
_CHAIN = rf"{_PROPER}(?:\s{_PROPER}){{0,2}}"
_MINISTER = (
    r"(?:[Pp]rime|[Ff]oreign|[Dd]efen[cs]e|[Ff]inance|[Ii]nterior|[Jj]ustice|[Tt]rade|[Tt]ransport|[Ee]nergy|[Hh]ealth"
    r"|[Ee]conomy|[Aa]griculture)\s(?:[Mm]inist(?:er|ry))"
)
_STATELY = (
    rf"(?:{_MINISTER}|[Pp]remier|[Cc]hancellor|[Gg]overnment|[Pp]arliament|[Nn]avy|[Aa]rmy|[Aa]rmed\s[Ff]orces"
    r"|[Aa]ir\s[Ff]orce|[Mm]ilitary|[Ee]mbassy|[Aa]mbassador|[Kk]ing|[Qq]ueen|[Cc]oast\s[Gg]uard)"
)
_PRESIDENT = r"(?:[Pp]resident)"
_BETWEEN = r"(?:[a-z]+\s){0,2}"
_OWNS = re.compile(
    rf"(?P<the>\b[Tt]he\s)?(?<![\w’'-])(?P<name>{_CHAIN})[’']s?\s{_BETWEEN}(?:(?P<sure>{_STATELY})|{_PRESIDENT})\b"
)
_OF = re.compile(
    rf"\b(?:(?P<sure>{_STATELY})|{_PRESIDENT})(?:\s{_PROPER}){{0,3}}\sof\s(?P<name>{_CHAIN})(?![’']?\w|\s(?:of|for|and)\s[A-Z])"
)
_ADJECTIVE = re.compile(
    rf"\b(?P<name>[A-Z][a-z]+(?:an|ese|ish)\b(?=\s(?:{_STATELY}|{_PRESIDENT}|[a-z]))"
    rf"|[A-Z][a-z]+(?:i|ic|er)\b(?=\s{_BETWEEN}(?:{_STATELY}|{_PRESIDENT})))"
)
_CAPITAL = re.compile(
    rf"\b(?P<city>{_CHAIN}),\sthe\scapital\sof\s(?P<state>{_CHAIN})|\b(?P<owner>{_CHAIN})[’']s?\scapital,\s(?P<of>{_CHAIN})"
    rf"|\bthe\s(?P<adjective>{_PROPER})\scapital,\s(?P<its>{_CHAIN})"
)
_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")
PLACE = re.compile(r"\b(?:[Ii]n|from)\s\Z")
"""Stands before a place."""
PLACE_OR_PARTY = re.compile(r"\b(?:[Ii]n|from|to|with|against|between|by|of|and)\s\Z")
"""Stands before a place or somebody who takes part."""
_SHORTEST = 4
"""Letters that a nationality and its state must share at the least."""


def learn(text: str, words: Lexicon, persons: Collection[str]) -> Lexicon:
    """Return the names with those that ``text`` introduces added.

    ``persons`` are the words of the persons' names in the text: who owns an office need not be a state
    ("Marlow's foreign minister").
    """
    taken = {*persons, *(part for name in words.names if len(name) > 1 for part in name)}
    found = dict(_states(text, words, taken))
    adjectives = dict(_adjectives(text, words, taken))
    found.update((state, Entry(state, "state")) for state in adjectives.values())
    for name in adjectives:
        found.pop(name, None)
    if not found:
        return words
    names = dict(words.names)
    names.update((tuple(words_of(name)), entry) for name, entry in found.items())
    names.update(((name,), Entry(state, "adjective")) for name, state in adjectives.items())
    spoken = {state: state for state, entry in found.items() if entry.kind == "state"}
    spoken.update((state, name) for name, state in adjectives.items())
    return _with(text, replace(words, names=names, adjectives={**words.adjectives, **spoken}))


def _with(text: str, words: Lexicon) -> Lexicon:
    """Add the capitals that the text names, and index the names by their first words."""
    names = dict(words.names)
    for match in _CAPITAL.finditer(text):
        city = match["city"] or match["of"] or match["its"]
        entry = words.lookup(match["state"] or match["owner"] or match["adjective"])
        if entry is not None and entry.kind in ("state", "adjective") and words.lookup(city) is None:
            names[tuple(words_of(city))] = Entry(entry.party, "capital")
    longest = dict(words.longest)
    for name in names.keys() - words.names.keys() | {name for name in names if name[0] not in longest}:
        longest[name[0]] = max(longest.get(name[0], 0), len(name))
    return replace(words, names=names, longest=longest)


def _states(text: str, words: Lexicon, taken: Collection[str]) -> Iterator[tuple[str, Entry]]:
    """The proper nouns that own an office of state, or that an office is said to be of; the surest last."""
    weak, sure = {}, {}
    for pattern in (_OWNS, _OF):
        for match in pattern.finditer(text):
            name = _proper(match["name"])
            if pattern is _OWNS and match["the"] and name == match["name"]:
                continue
            placed = re.search(rf"\b(?:in|In|across|throughout|inside)\s{re.escape(name)}\b", text) is not None
            if not _new(name, words) or (" " in name and not placed) or name.rsplit(" ", 1)[-1] in taken:
                continue
            if match["sure"] or placed:
                sure[name] = Entry(name, "state")
            else:
                weak[name] = Entry(name, "owner")
    yield from weak.items()
    yield from sure.items()


def rivals(
    text: str, names: Sequence[Name], words: Lexicon, persons: Collection[str], after: re.Pattern[str]
) -> Counter[str]:
    """Count proper nouns that may be states of a world that the data do not list.

    They are single words that name no person (``persons`` are the words of their names) and that the text somewhere
    uses ``after`` one of its patterns, :data:`PLACE` or :data:`PLACE_OR_PARTY`.
    """
    single = [name for name in names if len(name.words) == 1 and not name.title and _new(name.words[0], words)]
    used = {name.words[0] for name in single if after.search(text, max(0, name.start - 9), name.start)}
    return Counter(name.words[0] for name in single if name.words[0] in used.difference(persons))


def _adjectives(text: str, words: Lexicon, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """The nationalities before an office of state, each with the proper noun of the text that it is made from."""
    nouns: set[str] | None = None
    for name in sorted({match["name"] for match in _ADJECTIVE.finditer(text)}):
        if not _new(name, words):
            continue
        if nouns is None:
            nouns = {
                word
                for word in _WORD.findall(text)
                if _new(word, words) and word not in taken and word.removesuffix("s") not in taken
            }
        shared = max(_SHORTEST, len(name) - 4)
        near = [
            (_shared(noun, name), -len(noun), noun)
            for noun in nouns
            if noun != name and not noun.startswith(name) and len(noun) <= len(name) + 3
        ]
        best = max(near, default=(0, 0, ""))
        if best[0] >= shared and best[0] >= len(best[2]) - 4:
            yield name, best[2]


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _proper(chain: str) -> str:
    """A chain of capitalised words without what only begins a sentence ("In Ostmark")."""
    kept = chain.split()
    while len(kept) > 1 and is_no_name(kept[0]):
        kept.pop(0)
    return " ".join(kept)


def _new(name: str, words: Lexicon) -> bool:
    """Tell whether a proper noun may be a state that the data do not have."""
    parts = words_of(name)
    lowered = [part.lower() for part in parts]
    return (
        bool(parts)
        and not words.find(parts)
        and not any(is_no_name(part) or part in words.bodies or words.is_title(part) for part in lowered)
    )
