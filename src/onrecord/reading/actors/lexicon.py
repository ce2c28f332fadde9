"""States, organisations and words for roles: the small data files beside the code, loaded once."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WORD = re.compile(r"(?:[A-Za-z]\.){2,}(?:-\w+)?|[^\W_]+(?:[-’'`][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_OTHER_DEMOCRATS = frozenset(("Social", "Christian", "Liberal", "Free", "New", "Constitutional", "Sweden"))
_OTHER_AMERICANS = frozenset(("South", "North", "Latin", "Central", "Pan", "Native", "African", "Asian"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name in the data stands for.

    ``party`` is the party's name, ``kind`` one of ``state``, ``adjective``, ``capital``, ``seat``, ``bloc``, ``party``,
    ``armed``, ``camp`` and ``outlet``; ``owner`` is what an article gives a president and the data do not list.
    """

    party: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """An entry found among words: from word ``start`` up to, not including, word ``end``."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names by their words, sets of role words in lower case, and full names by party and short form."""

    names: Mapping[tuple[str, ...], Entry]
    longest: Mapping[str, int]
    adjectives: Mapping[str, str]
    titles: frozenset[str]
    roles: frozenset[str]
    public: frozenset[str]
    private: frozenset[str]
    bodies: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    american: re.Pattern[str]
    home: re.Pattern[str]
    local: re.Pattern[str]
    foreign: re.Pattern[str]
    in_full: Mapping[str, Mapping[str, str]]

    def find(self, words: Sequence[str]) -> list[Found]:
        """Find the names among words, the longest first at each word, without overlaps."""
        found, place = [], 0
        while place < len(words):
            for size in range(min(self.longest.get(words[place], 0), len(words) - place), 0, -1):
                entry = self.names.get(tuple(words[place : place + size]))
                if entry is not None and not (place and _elsewhere(words[place - 1], entry)):
                    found.append(Found(place, place + size, entry))
                    place += size - 1
                    break
            place += 1
        return found

    def lookup(self, phrase: str) -> Entry | None:
        """Find the entry whose name is the whole phrase, a leading article aside."""
        words = words_of(phrase)
        if words and words[0] in ("the", "The"):
            words = words[1:]
        return self.names.get(tuple(words))

    def is_place(self, phrase: str) -> bool:
        """Tell whether a phrase names a state, a capital or a seat: a place, which a preposition may go with."""
        entry = self.lookup(phrase)
        return entry is not None and entry.kind in ("state", "capital", "seat")

    def is_title(self, word: str) -> bool:
        """Tell whether a word in lower case is a title, alone or as a compound of titles ("secretary-general")."""
        return word in self.titles or ("-" in word and all(part in self.titles for part in word.split("-")))

    def is_role(self, word: str) -> bool:
        """Tell whether a word in lower case is a noun for a role, alone or as a compound of titles."""
        compound = "-" in word and self.is_title(word)
        return word in self.roles or (compound and any(part in self.roles for part in word.split("-")))


def _elsewhere(before: str, entry: Entry) -> bool:
    """Tell whether the word before makes a name another's: "South American", "Native American", "Social Democrat"."""
    if entry.party == "Democrats":
        return before in _OTHER_DEMOCRATS
    return entry == Entry("United States", "adjective") and before in _OTHER_AMERICANS


def words_of(phrase: str) -> list[str]:
    """Cut a phrase into words as the names are cut: without punctuation and possessive endings, dots in U.S. kept."""
    return [_POSSESSIVE.sub("", word) for word in WORD.findall(phrase)]


def word_set(words: str) -> frozenset[str]:
    """Make a set of words that are written in one string."""
    return frozenset(words.split())


@cache
def lexicon() -> Lexicon:
    """Load the data files."""
    names: dict[tuple[str, ...], Entry] = {}
    adjectives: dict[str, str] = {}
    for row in _rows("states.csv"):
        for kind, column in (
            ("seat", "seats"),
            ("capital", "capitals"),
            ("adjective", "adjectives"),
            ("state", "aliases"),
        ):
            for name in filter(None, row[column].split(";")):
                names[tuple(words_of(name))] = Entry(row["name"], kind)
        names[tuple(words_of(row["name"]))] = Entry(row["name"], "state")
        adjectives[row["name"]] = row["adjectives"].split(";")[0] or row["name"]
    for row in _rows("organisations.csv"):
        for name in filter(None, [row["name"], *row["aliases"].split(";")]):
            names[tuple(words_of(name))] = Entry(row["name"], row["kind"])
    for words, entry in list(names.items()):
        if len(words) == 1 and words[0].isalpha() and words[0].isupper():
            names.setdefault((".".join(words[0]) + ".",), entry)  # F.B.I.
    longest: dict[str, int] = {}
    for words in names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    roles = tomllib.loads(_text("roles.toml"))
    return Lexicon(
        names,
        longest,
        adjectives,
        titles=word_set(roles["titles"]),
        roles=word_set(roles["roles"]),
        public=word_set(roles["public"]),
        private=word_set(roles["private"]),
        bodies=word_set(roles["bodies"]),
        male=word_set(roles["male"]),
        female=word_set(roles["female"]),
        american=_any_of(roles["american"]),
        home=_any_of(roles["home"]),
        local=_any_of(roles["local"]),
        foreign=_any_of(roles["foreign"]),
        in_full=roles["in_full"],
    )


def _any_of(text: str) -> re.Pattern[str]:
    """A pattern for any of the phrases that bars and line ends separate, as whole words in lower case."""
    phrases = [phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip()]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(phrases, key=len, reverse=True)))})\b")


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (line for line in _text(name).splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines)


def _text(name: str) -> str:
    return (files("onrecord.reading") / "data" / name).read_text(encoding="utf8")
