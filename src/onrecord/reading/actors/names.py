"""Chains of capitalised words in a text, cut into title and name: ``Foreign Minister`` + ``Ada Marlow``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.reading.actors.lexicon import Lexicon, word_set
from onrecord.reading.stances.verbs import english_verbs

_CAPITAL = re.compile(
    r"(?:[A-Z]\.){2,}|(?:(?<![\w-])|(?<=\b[Tt]hen-)|(?<=\b[Nn]ow-))"
    r"(?:(?:al|el|ash|as|ad|an|ar|d)[-’'])?@?[^\W\d_a-zß-öø-ÿ](?:\w|[-’'](?!s\b)(?=\w))*"
)
_TIP = re.compile(
    r"\b(?P<family>[A-Z][a-zß-öø-ÿ]{2,})(?P<tip>\s(?:(?:[A-Z][\w.]*|\([A-Z]\w+\))\s){1,4}(?P=family)[A-Z]\w*)"
)
"""A tip that a page showed over a name, left in its text and glued to what came next ("Marlow Ada Jane MarlowSenators")."""
_PARTICLES = frozenset(
    (
        " bin ",
        " al ",
        " de ",
        " da ",
        " del ",
        " di ",
        " van ",
        " von ",
        " der ",
        " van der ",
        " ibn ",
        " dos ",
        " el ",
        " la ",
        " bint ",
        " ben ",
        " de la ",
        " du ",
        " ",
        "\u00a0",
        " & ",
        " “",
        "” ",
        ' "',
        '" ',
    )
)
_LINKS = frozenset((" of ", " of the ", " for ", " for the ", " on "))
_ABBREVIATIONS = word_set(
    "Sen Sens Rep Reps Gov Gen Lt Col Maj Capt Sgt Adm Brig Cmdr Cpl Mr Mrs Ms Dr Prof Rev Amb St Jr Sr Pres Sec Hon "
    "Supt"
)
_NOT_NAMES = word_set(
    "the a an this that these those it he she they we you i but and so as if when while for from by to with after "
    "like unlike before since because although though however meanwhile there here his her its their our my your "
    "not no what who whom whose which why how where some many most both all also then now last earlier according "
    "asked in on at yet nor or still once until instead despite during even just only such another each every one "
    "two three four five six seven eight nine ten several few more less than other others about over under into out "
    "up off again against among between through without within via per amid following speaking citing read see "
    "watch related image photo update updated yes well let let's it's that's he's she's they're we're i'm i've "
    "don't doesn't didn't can't won't isn't there's monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december jan feb mar apr aug sept "
    "oct nov dec today yesterday tonight tomorrow is are was were be been has have had do does did will would can "
    "could should may might must shall added asked said meanwhile moreover indeed perhaps maybe later soon never "
    "ever always often recently currently given mr. sources source officials critics experts analysts"
)


_MONTH_OF_MAY = re.compile(r"(?:\b(?:in|last|on|of|by|since|late|early|mid|until|next|this)[ -]|\d )May\b|\bMay,? \d")


_OPENING = re.compile(r"(?:[.!?:;…]|[“\"‘(—–\n])\s*\Z|[.!?][”\"’)]\s+\Z")


_ALSO_NAMES = word_set("king major prince pope bishop baron")
"""Titles that are common family names as well: behind a title and a given name they are that ("Senator Ada King")."""
_MEMBERS = re.compile(r"[A-Z]{2,}s")
"""An abbreviation in the plural ("MPs"): several, and nobody's family name."""
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A given name behind a family name ("Park Su-min"), whatever else the family name may mean."""


class NameKind(StrEnum):
    """What a chain of capitalised words names, as far as its words show."""

    PERSON = "person"
    TITLE = "title"
    BODY = "body"
    PARTY = "party"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Name:
    """A chain in the text: ``start`` and ``end`` of the name proper, ``left`` where its title begins, its words."""

    left: int
    start: int
    end: int
    words: tuple[str, ...]
    title: str
    kind: NameKind


def is_no_name(word: str) -> bool:
    """Tell whether a word, whatever its capitals, is hardly ever a name: a small word, a weekday, a month."""
    return word.lower() in _NOT_NAMES


def has_tip(text: str, name: Name) -> bool:
    """Tell whether a tip that the page showed over a name stands behind it in the text."""
    return _TIP.match(text, name.end - len(name.words[-1])) is not None


def names_in(
    text: str, starts: Sequence[int], words: Lexicon, begin: int, end: int, *, may: bool = False
) -> Iterator[Name]:
    """Find the chains of ``text[begin:end]``; ``starts`` are the offsets at which sentences begin, in order."""
    chain: list[re.Match[str]] = []
    tips = [match.span("tip") for match in _TIP.finditer(text, begin, end)]
    for match in _CAPITAL.finditer(text, begin, end):
        if any(start <= match.start() < stop for start, stop in tips):
            continue
        if match.group().lower() in _NOT_NAMES and not _goes_on(text, chain, match, may=may):
            continue
        if chain and not _joined(text, chain[-1], match, starts):
            yield from _cut(text, chain, words)
            chain = []
        chain.append(match)
    if chain:
        yield from _cut(text, chain, words)


def _goes_on(text: str, chain: Sequence[re.Match[str]], match: re.Match[str], *, may: bool) -> bool:
    """Tell whether a word that is seldom a name is one here: an initial, the end of a name, or a person called May."""
    word = match.group()
    if (
        len(word) == 1
        and text[match.end() : match.end() + 2] == ". "
        and chain
        and text[chain[-1].end() : match.start()] == " "
    ):
        return True
    if may and word == "May" and not _MONTH_OF_MAY.search(text, max(0, match.start() - 12), match.end() + 5):
        return True
    return (
        bool(chain)
        and word in ("May", "April", "June", "August", "Will", "Mark", "Well", "One", "All")
        and text[chain[-1].end() : match.start()] in (" ", ". ")
    )


def _joined(text: str, one: re.Match[str], other: re.Match[str], starts: Sequence[int]) -> bool:
    """Tell whether two capitalised words belong to one chain."""
    gap = text[one.end() : other.start()]
    if len(gap) > 9:
        return False
    if one.group() == "People" and gap in ("'s ", "’s "):
        return True
    if gap in _PARTICLES or (gap in _LINKS and other.group().lower() not in _NOT_NAMES):
        return True
    if gap in (". ", ". “", '. "') and (len(one.group()) == 1 or one.group() in _ABBREVIATIONS):
        place = bisect_right(starts, other.start()) - 1
        return place < 0 or starts[place] <= one.start()
    return False


def _cut(text: str, chain: Sequence[re.Match[str]], words: Lexicon) -> Iterator[Name]:
    """Cut a chain into title and name, or into names where it holds several."""
    lowered = [match.group().lower().rstrip(".") for match in chain]
    left, end = chain[0].start(), chain[-1].end()
    if words.lookup(text[left:end]) is not None:
        yield _name(chain, "", NameKind.PARTY)
        return
    begin = _person_begins(chain, lowered, words)
    if begin is not None:
        stop = _person_ends(chain, begin)
        title = text[left : chain[begin].start()].strip()
        kind = NameKind.PERSON if title else NameKind.UNKNOWN
        if words.lookup(text[chain[begin].start() : chain[stop - 1].end()]) is not None:
            kind = NameKind.PARTY
        yield _name(chain[begin:stop], title, kind)
        if stop < len(chain) and _linked(chain[stop - 1], chain[stop]):
            yield from _cut(text, chain[stop:], words)
    elif words.is_title(lowered[-1]):
        yield _name(chain, text[left:end], NameKind.TITLE)
    else:
        yield _name(chain, "", NameKind.BODY)


def _person_ends(chain: Sequence[re.Match[str]], begin: int) -> int:
    """Say before which word of a chain a person's name ends: at "of", or where the name begins again."""
    for i in range(begin + 1, len(chain)):
        if _linked(chain[i - 1], chain[i]) or (i > begin + 1 and chain[i].group() == chain[begin].group()):
            return i
    return len(chain)


def _person_begins(chain: Sequence[re.Match[str]], lowered: Sequence[str], words: Lexicon) -> int | None:
    """Say at which word of a chain a person's name may begin: after titles and known names, with no body behind."""
    tokens = [match.group() for match in chain]
    titles = [i for i, word in enumerate(lowered) if words.is_title(word) and not _is_family(chain, lowered, i, words)]
    begin = titles[-1] + 1 if titles else 0
    for found in words.find(tokens):
        known = found.end < len(chain) and found.end > begin
        if known and (len(chain) - found.end >= 2 or begin):
            begin = found.end
        elif begin and found.entry.kind == "outlet" and (begin + 1, len(chain)) == (found.start, found.end):
            continue  # behind a title and a given name it is a family name, whatever paper has it too
        elif not known and found.end == len(chain) and found.entry.kind not in ("state", "capital", "owner"):
            return None
    if begin == len(chain) or (begin + 1 == len(chain) and _is_office(chain, lowered, begin, words)):
        return None
    stop = _person_ends(chain, begin)
    owned = begin and not words.is_title(lowered[begin - 1]) and _linked(chain[begin - 1], chain[begin])
    shouted = any(_is_shouted(token) for token in tokens[begin:stop]) and not all(map(str.isupper, tokens))
    first = begin + (stop - begin == 2 and _KOREAN.fullmatch(tokens[begin + 1]) is not None)
    body = any(word in words.bodies for word in lowered[first:stop]) or (begin == 0 and bool(words.find(tokens[:1])))
    return None if (owned and stop - begin < 2) or shouted or body else begin


def _is_family(chain: Sequence[re.Match[str]], lowered: Sequence[str], place: int, words: Lexicon) -> bool:
    """Tell whether a word of a chain that may be a title is a family name: behind a title and a given name."""
    return (
        place > 1
        and lowered[place] in _ALSO_NAMES
        and (place + 1 == len(chain) or _linked(chain[place], chain[place + 1]))
        and words.is_title(lowered[place - 2])
        and not words.is_title(lowered[place - 1])
        and lowered[place - 1] not in words.bodies
        and not words.find([chain[place - 1].group()])
    )


def _is_office(chain: Sequence[re.Match[str]], lowered: Sequence[str], end: int, words: Lexicon) -> bool:
    """Tell whether what stands before a word is a body of what the word ends ("Ministry of Foreign" + "Affairs")."""
    return end > 1 and lowered[end - 2] in words.bodies and _linked(chain[end - 2], chain[end - 1])


def _is_shouted(token: str) -> bool:
    """Tell whether a word is an abbreviation or in capitals throughout, as no name is; initials are ("K.T. Marlow")."""
    return (len(token) > 2 and token.isupper() and "." not in token) or _MEMBERS.fullmatch(token) is not None


def _name(chain: Sequence[re.Match[str]], title: str, kind: NameKind) -> Name:
    start, end = chain[0].start(), chain[-1].end()
    left = start - len(title) - 1 if title and kind is not NameKind.TITLE else start
    return Name(max(0, left), start, end, tuple(match.group() for match in chain), title, kind)


def _linked(one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether a small word joins two words of a chain ("of", "for the")."""
    return one.string[one.end() : other.start()] in _LINKS


def split_heading(text: str, name: Name, families: Collection[str]) -> Iterator[Name]:
    """Give the family names of persons among the words of a chain in a headline, where every word has a capital."""
    place = name.start
    for word in name.words:
        start = text.index(word, place)
        place = start + len(word)
        if word in families:
            yield Name(start, start, place, (word,), "", NameKind.UNKNOWN)


def without_openers(sentences: Sequence[Sequence[Name]], text: str) -> Iterator[tuple[Name, ...]]:
    """Take from the names of ``sentences`` the verb or adverb that a sentence opens with ("Assume Marlow", "Ultimately Marlow").

    That is of what may be a person's name. It is a given name if it has a capital inside a sentence, or where nobody was named
    before by a title or in full who has the rest for a name: "Mark Marlow said".
    """
    inside = {word for names in sentences for name in names if not _opens(text, name) for word in name.words}
    called: set[str] = set()
    for names in sentences:
        found = []
        for name in names:
            first, *rest = name.words
            opener = len(rest) == 1 and rest[0] in called and first not in inside and _is_opener(first.lower())
            if opener and not name.title and name.kind is NameKind.UNKNOWN and _opens(text, name):
                start = text.index(rest[0], name.start + len(first))
                found.append(replace(name, left=start, start=start, words=tuple(rest)))
            else:
                found.append(name)
            if rest or name.title:
                called.add(name.words[-1])
        yield tuple(found)


def _opens(text: str, name: Name) -> bool:
    """Tell whether a name stands where a sentence or a quotation begins."""
    return _OPENING.search(text, max(0, name.left - 4), name.left) is not None or name.left == 0


def _is_opener(word: str) -> bool:
    """Tell whether a word may open a sentence before a name: an adverb, a participle, or a verb in the imperative."""
    return word.endswith(("ly", "ing")) or word in english_verbs().bases
