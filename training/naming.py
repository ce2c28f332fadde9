"""Where an article names the holder of a stance whom the words beside the trigger do not: labels from the resolved names.

Annotators gave each stance the words beside it that stand for its holder ("he", "the group", or none) and whom they mean
("Ada Marlow"). The nearest place before it that names the same one is what the network is to point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.reading.actors.lexicon import WORD, lexicon, word_set, words_of
from onrecord.records import Span

_PRONOUNS = word_set(
    "he she it they i we who which that this these those him her them us his hers its their theirs our ours my mine "
    "himself herself itself themselves ourselves you your both neither some many others all"
)
_SMALL = word_set("the a an of and or in on for to by from with at")
_STANDS_FOR_STATE = frozenset(("state", "seat", "capital", "bloc", "party", "armed", "camp", "outlet"))

Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """An article's words (in lower case, with offsets) and the places where its listed states and bodies are named."""

    text: str
    words: Sequence[Word]
    listed: tuple[tuple[str, Span], ...]

    @classmethod
    def of(cls, text: str, words: Sequence[Word]) -> NamedPlaces:
        """Find what the lexicon knows in ``text``; ``words`` are those of the same text."""
        found = list(WORD.finditer(text))
        entries = lexicon().find([words_of(match.group())[0] if words_of(match.group()) else "" for match in found])
        listed = tuple(
            (
                each.entry.party,
                Span(found[each.start].start(), found[each.end - 1].start() + _length(found[each.end - 1])),
            )
            for each in entries
            if each.entry.kind in _STANDS_FOR_STATE
        )
        return cls(text, words, listed)

    def naming(self, name: str, trigger: Span, beside: Span | None) -> Span | None:
        """Return the place that names the holder ``name`` of a stance, if the words ``beside`` its trigger do not.

        It is the last one before the trigger, or before those words, else the first one after; ``None`` if there is none.
        """
        wanted = [word for word in name.lower().split() if word not in _SMALL]
        if not wanted or (beside is not None and self._names(beside, name, wanted)):
            return None
        places = sorted({*self._full(name), *self._by_family_name(name), *(s for p, s in self.listed if p == name)})
        start = min(trigger.start, beside.start) if beside else trigger.start
        free = [p for p in places if not p.overlaps(trigger) and not (beside and p.overlaps(beside))]
        before = [place for place in free if place.end <= start]
        # Of two at one end the longer one is the whole name.
        return max(before, key=lambda p: (p.end, -p.start), default=free[0] if free else None)

    def _names(self, beside: Span, name: str, wanted: Sequence[str]) -> bool:
        """Tell whether words say by themselves who is meant: they have a word of the name, or a name of their own."""
        quote = beside.quote(self.text)
        words = quote.split()
        if quote.lower() in _PRONOUNS and quote != "US":
            return False
        own = {word.strip("\"'“”‘’,.").removesuffix("'s").removesuffix("’s").lower() for word in words}
        entry = lexicon().lookup(quote)
        capitals = any(word[:1].isupper() for word in words[1:]) or (
            words[0][:1].isupper() and words[0].lower() not in _SMALL and len(words) == 1
        )
        return bool(own & set(wanted)) or (entry is not None and entry.party == name) or capitals

    def _full(self, name: str) -> Iterator[Span]:
        wanted = tuple(word.lower() for word in words_of(name))
        size = len(wanted)
        for at in range(len(self.words) - size + 1 if size else 0):
            if all(self.words[at + n][0] == wanted[n] for n in range(size)):
                yield Span(self.words[at][1], self.words[at + size - 1][2])

    def _by_family_name(self, name: str) -> Iterator[Span]:
        """Where a person is named by the last word of its name, with the words of the name before it."""
        parts = words_of(name)
        if not 2 <= len(parts) <= 4 or not all(part[:1].isupper() for part in parts):
            return
        lowered = [part.lower() for part in parts]
        for at, (word, start, end) in enumerate(self.words):
            if word == lowered[-1] and self.text[start].isupper():
                first = at
                while first > 0 and self.words[first - 1][0] in lowered[:-1]:
                    first -= 1
                yield Span(self.words[first][1], end)


def _length(match: re.Match[str]) -> int:
    """The length of a matched word without a possessive ending."""
    words = words_of(match.group())
    return len(words[0]) if words else len(match.group())
