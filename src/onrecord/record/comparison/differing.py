"""Which words two claims do not share, to be marked where they are shown side by side."""

from __future__ import annotations

from difflib import SequenceMatcher

from onrecord.record.actors import folded
from onrecord.record.comparison.details import WORD
from onrecord.record.wording import stem
from onrecord.records import Span

_SAME_SENTENCE = 0.5
"""From how much alike on two texts are one sentence in two versions, and not two sentences about the same."""


def differing(a: str, b: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the stretches of each text whose words the other one lacks, as offsets into the texts.

    Of two versions of one sentence, the words that an alignment leaves over; of two sentences that say it in their own ways,
    the words of which no form stands in the other one.
    """
    words = [[(folded(found.group()), Span(*found.span())) for found in WORD.finditer(text)] for text in (a, b)]
    one, other = ([word for word, _ in side] for side in words)
    # An alignment of B with A may differ from one of A with B: always the same of the two is asked.
    turned = other < one
    matcher = SequenceMatcher(None, *((other, one) if turned else (one, other)), autojunk=False)
    if matcher.ratio() >= _SAME_SENTENCE:
        blocks = [(y, x, n) if turned else (x, y, n) for x, y, n in matcher.get_matching_blocks()]
        kept = [{x + k for x, _, n in blocks for k in range(n)}, {y + k for _, y, n in blocks for k in range(n)}]
    else:
        stems = [{stem(word) for word, _ in side} for side in words]
        kept = [
            {n for n, (word, _) in enumerate(side) if stem(word) in stems[1 - which]}
            for which, side in enumerate(words)
        ]
    left = [
        _joined([span for n, (_, span) in enumerate(side) if n not in kept[which]], text)
        for which, (side, text) in enumerate(zip(words, (a, b), strict=True))
    ]
    return left[0], left[1]


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Join words with nothing but spaces and marks between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and not any(character.isalnum() for character in text[joined[-1].end : span.start]):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
