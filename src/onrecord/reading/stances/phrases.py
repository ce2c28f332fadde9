"""The phrase that names a measure, base verb first, from the words of the text: "deploy troops in Ukraine".

What goes in are the words that the network chose; what comes out reads as English: headed by its verb in base form
(:mod:`heads`), without the negation (the act says it), with the small words that stand between the chosen ones in the text.
"""

# ruff: noqa: SIM905 - a list of words reads better as words.

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.reading.stances.heads import Head, HeadModel, Place
from onrecord.reading.stances.verbs import Verbs
from onrecord.reading.stances.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    CURRENCIES,
    DETERMINERS,
    FUNCTION,
    LINKS,
    OWNERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    Words,
)
from onrecord.records import Span
from onrecord.vocabulary import Act

_LONGEST_GAP = 4
"""Small words between two chosen ones that are taken over; of more, only those right before the second."""
_APART = 5
"""Words that stand farther apart are not taken for parts of one phrase without more."""
_ENOUGH = 4
"""Words in their places beside which those that stand apart add as many wrong words as right ones, and read badly."""
STEM = 5
"""First letters by which a word is known for another form of one."""
_QUOTED = re.compile(r"[\"“”‘()\[\]]|(?<!\w)['’]|['’](?!\w)")
_BREAK = re.compile(r"[.;:!?…—–,]|--|\n")
_TWICE = re.compile(r"\b(\w+)(?: \1\b)+", re.I)
_LEADS_NOWHERE = re.compile(
    r"(?:[ ,]+(?:of|to|at|by|for|with|from|into|onto|against|about|between|among|during|before|after|until|till|as|towards?"
    r"|via|upon|beyond|than|per|and|or|the|an?|its|their))+\Z"
)
"""Small words that end no phrase; others may belong to its verb ("carry out")."""
_ENDINGS = ("ing", "ed")
_QUALITIES = frozenset(
    "existing remaining ongoing leading growing following upcoming outstanding standing rising".split()
)
"""Words with a verb's ending that tell of what kind a thing is."""
_BE = frozenset(("be", "been", "being", "is", "are", "was", "were"))
_REFLEXIVE = frozenset("himself herself itself themselves ourselves".split())
EMPTY = (
    frozenset("the a an of to in on for with by from at and or into against over".split())
    | DETERMINERS
    | OWNERS
    | AUXILIARIES
    | (PRONOUNS - _REFLEXIVE)
)
"""Words that are no part of a phrase by being chosen: they stand in it where two others need them."""


@dataclass(slots=True)
class _Piece:
    """A word of the phrase and what stands before it."""

    lead: str
    at: int


def phrase_of(  # noqa: PLR0917
    words: Words, sentence: Span, trigger: Span, chosen: Sequence[Span], act: Act, model: HeadModel, verbs: Verbs
) -> str:
    """Return the phrase for one stance's measure.

    ``sentence`` holds ``trigger``, the words that show the act; ``chosen`` are the words chosen for the measure, there or
    in other sentences; all offsets are into ``words.text``. Where nothing was chosen, the phrase is the verb that the
    trigger names, or empty.
    """
    here = words.within(sentence)
    indices = chosen_words(words, chosen)
    place = Place(act, words.within(trigger), indices, here.stop)
    head = model.best(words, place, verbs)
    rest = [n for n in indices if n != head.at and not _shows_act(words, n, place, head, verbs)]
    pieces = _ordered(words, here, head, rest, model=model, verbs=verbs)
    pieces = _led_on(words, here, head, pieces)
    forms = _coordinated(words, head, pieces, verbs) | _begun(words, head, pieces, verbs)
    shown = (forms.get(k) or words.shown(piece.at) for k, piece in enumerate(pieces))
    return _clean(head.base + "".join(piece.lead + word for piece, word in zip(pieces, shown, strict=True)))


def chosen_words(words: Words, chosen: Sequence[Span]) -> list[int]:
    """Return the indices of the chosen words that carry meaning; "May" within a sentence is a name."""
    return [n for n in words.indices(chosen) if words.words[n].lower not in EMPTY or words.is_name(n)]


def _coordinated(words: Words, head: Head, pieces: Sequence[_Piece], verbs: Verbs) -> dict[int, str]:
    """Base forms of the verbs that an "and" puts beside the head, by piece: "training and arming" → "train and arm".

    Such a verb has the head's ending, and follows it at once or has an object: "and training troops", "and lifted the ban".
    """
    ending = next((e for e in _ENDINGS if head.at is not None and words.words[head.at].lower.endswith(e)), None)
    if head.named or ending is None:
        return {}
    forms = {}
    for k, piece in enumerate(pieces):
        lower = words.words[piece.at].lower
        base = verbs.base(lower) if lower.endswith(ending) and lower not in _QUALITIES else None
        if base is None or piece.lead.strip(" ,") not in CONJUNCTIONS:
            continue
        object_lead = pieces[k + 1].lead.strip() if k + 1 < len(pieces) else None
        if k == 0 or object_lead in DETERMINERS or (ending == "ing" and object_lead == ""):
            forms[k] = base
    return forms


def _led_on(words: Words, here: range, head: Head, pieces: list[_Piece]) -> list[_Piece]:
    """With the noun after the last word, where a phrase would end in one that leads to another: "inspect the solar" panels."""
    last = pieces[-1].at if pieces else len(words.words)
    if last + 1 not in here or words.words[last].lower not in words.leading or words.between(last, last + 1) != " ":
        return pieces
    noun = words.words[last + 1].lower
    there = {head.base[:STEM], *(words.words[piece.at].lower[:STEM] for piece in pieces)}
    return pieces if noun in FUNCTION or noun[:STEM] in there else [*pieces, _Piece(" ", last + 1)]


def _begun(words: Words, head: Head, pieces: Sequence[_Piece], verbs: Verbs) -> dict[int, str]:
    """The base form of a verb that a phrase without a head begins with: "achieving a deal" → "achieve a deal".

    It is one where the text has its object right behind it, with a determiner that no quality ("remaining issues") has.
    """
    if head.base or not pieces or pieces[0].at + 1 >= len(words.words):
        return {}
    lower, after = words.words[pieces[0].at].lower, words.words[pieces[0].at + 1].lower
    if (
        not lower.endswith(_ENDINGS)
        or after not in DETERMINERS | OWNERS
        or not words.between(pieces[0].at, pieces[0].at + 1).isspace()
    ):
        return {}
    base = verbs.base(lower)
    return {} if base is None else {0: base}


def _shows_act(words: Words, n: int, place: Place, head: Head, verbs: Verbs) -> bool:
    """Whether a chosen word only shows the act: a verb of the trigger before the head ("agreed" in "agreed to cut")."""
    return (
        head.at is not None
        and n in place.trigger
        and n < head.at <= place.trigger.stop + 2
        and verbs.base(words.words[n].lower) is not None
    )


def _ordered(
    words: Words, here: range, head: Head, rest: Sequence[int], *, model: HeadModel, verbs: Verbs
) -> list[_Piece]:
    """Put the words in order: the object, what follows it, and what stands apart where the text has it beside another."""
    if head.at is None or head.at not in here:
        return _with_strays(words, head, [], _clusters(words, rest), model=model, verbs=verbs)
    after = [n for n in rest if head.at < n < here.stop]
    before = [n for n in rest if here.start <= n < head.at]
    strays = [n for n in rest if n not in here] if len(after) + len(before) < _ENOUGH else []
    lead = _tail(words, head, after[0], verbs, moved=bool(before)) if after else " "
    pieces = _run(words, after, lead)
    if after and _object_follows(words, head, after[0]):
        strays = sorted([*strays, *before]) if len(after) < _ENOUGH else strays
    elif before:
        pieces = [*_run(words, before, " "), *pieces]
    return _with_strays(words, head, pieces, _clusters(words, strays), model=model, verbs=verbs)


def _governed(head: Head, verbs: Verbs) -> str:
    """What stands between a verb and an object that the text does not put behind it."""
    usual = verbs.usual.get(head.base)
    return f" {usual} " if usual else " "


def _clusters(words: Words, indices: Sequence[int]) -> list[list[int]]:
    """Cut chosen words into those that stand close together."""
    runs: list[list[int]] = []
    for n in indices:
        if runs and n - runs[-1][-1] <= _APART and "\n" not in words.between(runs[-1][-1], n):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _object_follows(words: Words, head: Head, first: int) -> bool:
    """Whether the word after the verb begins its object, so that what stands before it is not the object."""
    assert head.at is not None
    passive = words.words[max(0, head.at - 1)].lower in _BE and not words.words[head.at].lower.endswith("ing")
    return (
        not head.named
        and not passive
        and not any(words.words[n].lower in PREPOSITIONS for n in range(head.at + 1, first))
    )


def _tail(words: Words, head: Head, first: int, verbs: Verbs, *, moved: bool) -> str:
    """The small words between the head and the first word after it; those of a noun that its verb does without go."""
    assert head.at is not None
    links = _links(words, head.at, first)
    if links[:1] == ["of"] and first - head.at > len(links) + 1:
        links = links[1:]
    noun = head.named or (head.at > 0 and words.words[head.at - 1].lower in DETERMINERS | OWNERS)
    gerund = words.words[head.at].lower.endswith("ing") and links[:1] == ["of"]
    if links and not moved and (noun or gerund) and links[0] in PREPOSITIONS and not verbs.takes(head.base, links[0]):
        links = links[1:]
    return f" {' '.join(links)} " if links else " "


def _run(words: Words, indices: Sequence[int], lead: str) -> list[_Piece]:
    """Chosen words in the order of the text, with the small words between them."""
    if not indices:
        return []
    return [_Piece(lead, indices[0]), *(_Piece(_gap(words, a, b), b) for a, b in pairwise(indices))]


def _gap(words: Words, a: int, b: int) -> str:
    """What a phrase puts between two chosen words: the text itself where nothing but small words stands there."""
    between = words.between(a, b).rstrip(CURRENCIES).lstrip("%")
    if b == a + 1:
        return " " if _BREAK.search(between) and between.strip() != "," else between
    small = [words.words[n].lower for n in range(a + 1, b)]
    linked = all(w in LINKS for w in small)
    relative = small[0] in RELATIVES and all(w in LINKS or w in AUXILIARIES for w in small[1:])
    if len(small) <= _LONGEST_GAP and not _BREAK.search(between) and (linked or relative):
        return between.lower()
    links = _links(words, a, b)
    if links[:1] == ["of"] and words.words[a].lower in PREPOSITIONS and small[0] in DETERMINERS and len(small) > 2:
        links = links[1:]  # It belongs to a word that was not chosen: "carry out a series of strikes".
    link = " ".join(links) or words.bridges.get((words.words[a].lower, words.words[b].lower), "")
    return f" {link} " if link else " "


def _links(words: Words, a: int, b: int) -> list[str]:
    """The small words right before the second of two words; a determiner that points elsewhere becomes "the"."""
    found: list[str] = []
    for n in range(b - 1, a, -1):
        lower = words.words[n].lower
        if lower in OWNERS:
            lower = "the"
        if lower not in LINKS or _BREAK.search(words.between(n, n + 1)):
            break
        found.append(lower)
    found.reverse()
    return found[1:] if len(found) > 1 and found[0] in CONJUNCTIONS else found


def _with_strays(
    words: Words, head: Head, pieces: list[_Piece], runs: Sequence[list[int]], *, model: HeadModel, verbs: Verbs
) -> list[_Piece]:
    """Add words that stand apart from the others: beside a word that is their neighbour elsewhere in the text, else last.

    Where there are no others yet, the longest run begins.
    """
    if not pieces and runs:
        core = max(runs, key=len)
        pieces, runs = _run(words, core, _governed(head, verbs)), [run for run in runs if run is not core]
    there = {head.base[:STEM], *(words.words[piece.at].lower[:STEM] for piece in pieces)}
    left = []
    for full in runs:
        run = [n for n in full if words.words[n].lower[:STEM] not in there]
        there.update(words.words[n].lower[:STEM] for n in run)
        left += [run] if run else []
    # What is put in may be the neighbour that another run waits for.
    for _ in range(2):
        left = [run for run in left if not _put_beside(words, pieces, run)]
    for run in left:
        if not _put_after_noun(words, pieces, run, model):
            pieces.extend(_run(words, run, _stray_lead(words, run[0], bool(pieces))))
    return pieces


def _put_after_noun(words: Words, pieces: list[_Piece], run: Sequence[int], model: HeadModel) -> bool:
    """Put a name after the noun that leads to names ("sanctions on"); tell whether there is one."""
    if not words.text[words.words[run[0]].start].isupper():
        return False
    for k, piece in enumerate(pieces):
        link = model.links.get(words.words[piece.at].lower)
        if link is not None and not (k + 1 < len(pieces) and pieces[k + 1].lead.strip().startswith(link)):
            pieces[k + 1 : k + 1] = _run(words, run, f" {link} ")
            return True
    return False


def _put_beside(words: Words, pieces: list[_Piece], run: Sequence[int]) -> bool:
    """Put a run of words before or after the word that the text has beside it; tell whether there is one."""
    first, last = words.words[run[0]].lower, words.words[run[-1]].lower
    for k, piece in enumerate(pieces):
        lower = words.words[piece.at].lower
        if (last, lower) in words.pairs:
            pieces[k:k] = _run(words, run, piece.lead)
            piece.lead = " "
            return True
        link = "" if (lower, first) in words.pairs else words.bridges.get((lower, first))
        if link is not None:
            pieces[k + 1 : k + 1] = _run(words, run, f" {link} " if link else " ")
            return True
    return False


def _stray_lead(words: Words, n: int, follows: bool) -> str:
    """The preposition before a word that nothing in the phrase leads to."""
    links = _links(words, max(-1, n - 4), n) if follows else []
    return f" {' '.join(links)} " if links and links[0] in PREPOSITIONS else " "


def _clean(phrase: str) -> str:
    """Without quotation marks, a word given twice in a row, and small words at the end that lead to nothing."""
    once = _TWICE.sub(r"\1", re.sub(r"\s+", " ", _QUOTED.sub("", phrase)).strip(" ,-"))
    return _LEADS_NOWHERE.sub("", once).strip(" ,-")
