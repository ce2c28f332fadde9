"""How well articles are found in pages: words of the article, F1, and pairs of pages parted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean

from onrecord.pages.drafts import Draft
from onrecord.vocabulary import BlockKind
from training.page_data import GoldPage, words_of

ARTICLE_KINDS = frozenset([BlockKind.SUMMARY, BlockKind.HEADING, BlockKind.PARAGRAPH])


def article_words(drafts: Iterable[Draft]) -> Counter[str]:
    """Count the words of the drafts' reports: everything but headline and captions."""
    return Counter(
        word
        for draft in drafts
        for piece in draft.pieces
        if piece.kind in ARTICLE_KINDS
        for word in words_of(piece.text)
    )


def words_f1(found: Counter[str], page: GoldPage) -> float:
    """Return the F1 of a bag of words against a page's gold; optional paragraphs neither count nor cost."""
    needed = Counter(words_of(" ".join(page.required)))
    spare = Counter(words_of(" ".join(page.optional)))
    right = (found & needed).total()
    wrong = ((found - needed) - spare).total()
    return 2 * right / (right + wrong + needed.total()) if right else 0.0


@dataclass(frozen=True)
class Parted:
    """The outcome for a glued pair: whether two articles came out, each as good as from its page alone."""

    names: tuple[str, str]
    articles: int
    right: bool


def glued_pairs(pages: Sequence[GoldPage], count: int) -> list[tuple[GoldPage, GoldPage]]:
    """Return pairs of different pages, each page the first of ``count`` pairs."""
    chance = random.Random(3)
    return [
        (page, chance.choice([other for other in pages if other is not page])) for page in pages for _ in range(count)
    ]


def parted(
    first: GoldPage, second: GoldPage, render: Callable[[GoldPage], str], read: Callable[[str], list[Draft]]
) -> Parted:
    """Read two dumps glued together and compare with each read alone: an F1 less than .05 below is as good."""
    drafts = read(render(first) + "\n\n" + render(second))
    right = len(drafts) == 2
    for draft, page in zip(drafts, (first, second), strict=False):
        right = (
            right and words_f1(article_words([draft]), page) >= words_f1(article_words(read(render(page))), page) - 0.05
        )
    return Parted((first.name, second.name), len(drafts), right)


def mean_f1(pages: Sequence[GoldPage], read: Callable[[GoldPage], list[Draft]]) -> float:
    """Return the mean F1 over pages."""
    return mean(words_f1(article_words(read(page)), page) for page in pages)


def rendered(render: Callable[[str], str]) -> Callable[[GoldPage], str]:
    """Return a renderer of pages that remembers what it rendered."""
    return cache(lambda page: render(page.markup))
