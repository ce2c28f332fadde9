"""Whose name begins with the family name, as in Korea and China: learnt from how the article shortens it.

No list of such names is kept: after "Oru Han Vel" an article says "Oru", after "Mina Oru" too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

_LONGEST = 3
"""Words of a name that begins with its family name, at most."""

Lone = tuple[str, Collection[int]]
"""A word that stands alone for a person, and the numbers of those that it may stand for."""


def family_first(names: Sequence[Sequence[str]], said: Iterable[int | Lone]) -> set[int]:
    """Return the numbers of the ``names`` (their words, folded) that begin with the family name.

    ``said`` goes through the text: the number of a person that is named in full, or a word alone, which is taken for who was
    last named in full with it at either end. Later mentions of such a person say the first word alone, and never the last.
    """
    last_named: dict[int, int] = {}
    alone: set[tuple[int, str]] = set()
    first_meant: dict[str, int | None] = {}
    for place, mention in enumerate(said):
        if isinstance(mention, int):
            last_named[mention] = place
            continue
        word, able = mention
        bearers = [n for n in able if n in last_named and word in (names[n][0], names[n][-1])]
        meant = max(bearers, key=last_named.__getitem__, default=None)
        if meant is not None:
            alone.add((meant, word))
        ends_so = any(word == names[n][-1] for n in bearers)
        first_meant.setdefault(word, None if ends_so else meant)
    short = {n for n, words in enumerate(names) if 1 < len(words) <= _LONGEST}
    # The first time settles it: "the Oru Quell inquiry" calls nobody Oru where that was said before, or a name that ends so.
    firsts = {
        word
        for word, n in first_meant.items()
        if n in short and n is not None and word == names[n][0] and (n, names[n][-1]) not in alone
    }
    return {n for n in short if names[n][0] in firsts and (n, names[n][-1]) not in alone}
