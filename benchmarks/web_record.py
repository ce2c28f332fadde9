"""A record of thousands of articles for :mod:`benchmarks.web`, made from a seed: texts, statements, stances and stories.

The reports of a story tell half of their stances alike, as reports of one event do; the other half is each one's own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.record_maker import DAYS, Maker
from onrecord.record.stories.traits import name_of
from onrecord.records import Article, Block, Condition, Dated, Page, Reading, Span, Stance, Statement, Told
from onrecord.store import Writer, page_version
from onrecord.vocabulary import BlockKind, Polarity, QuotationKind

SEED = 20251122
READER = "made up 1"
PLACE = 200
"""How many characters of an article's text belong to one stance."""

LONG_WORDS = 20_000
FILLER = "The talks went on into the night, and nobody would say how long they might last or who had asked for them"

SIZES = (1, 1, 1, 2, 2, 3, 4, 6, 10)
"""How many reports a story has: one of these, each as likely."""


def made_record(database: Path, articles: int, stances: int) -> None:
    """Keep a made-up record of so many articles and at least so many stances, grouped into stories."""
    each = -(-stances // articles)
    told = iter(_originals(Maker(SEED), articles * each))
    chance = random.Random(SEED)
    sizes: list[int] = []
    while sum(sizes) < articles:
        sizes.append(min(chance.choice(SIZES), articles - sum(sizes)))
    number = 0
    with Writer(database) as writer:
        for size in sizes:
            common = [next(told) for _ in range(each)]
            for place in range(size):
                own = common if not place else [*common[: each // 2], *(next(told) for _ in range(each - each // 2))]
                _keep(writer, made_reading(f"article{number:06}", own))
                number += 1
        _keep(writer, long_reading())
        _group(writer, [*sizes, 1])


def made_reading(article: str, told: Sequence[Told]) -> Reading:
    """Make an article that tells these stances, one after the other, each in a paragraph with a statement of its own."""
    first = told[0]
    published = Dated(first.published, "made up") if first.published else None
    blocks, lines, stances, statements = [], [], [], []
    for number, each in enumerate(told):
        start = PLACE * number
        line = f"{each.words} once it rains, {FILLER}"[: PLACE - 2].ljust(PLACE - 2, ".")
        lines.append(line)
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        stances.append(_placed(each.stance, f"p{number + 1}", start, len(each.words), f"t{number + 1}"))
        statements.append(_statement(each.stance, f"t{number + 1}", start, len(each.words)))
    text = "\n\n".join(lines)
    made = Article(
        article, f"{article}.html", text, tuple(blocks), first.outlet, f"Headline {article}", published=published
    )
    return Reading(made, tuple(statements), tuple(stances), READER)


def long_reading() -> Reading:
    """Make an article of 20,000 words, with a statement and a stance in every paragraph."""
    count = LONG_WORDS // 36
    told = _originals(Maker(SEED + 1), count)
    return made_reading("long", [next(told) for _ in range(count)])


def _originals(maker: Maker, count: int) -> Iterator[Told]:
    """Yield stances by whole articles, each article's on one day."""
    made = 0
    while made < count:
        article = maker.article(made % DAYS)
        made += len(article)
        yield from article


def _placed(stance: Stance, name: str, start: int, length: int, said: str) -> Stance:
    conditions = tuple(
        Condition(start + length + 1, start + length + 14, condition.kind) for condition in stance.conditions
    )
    when = replace(stance.when, start=start, end=start + 3) if stance.when else None
    return replace(
        stance,
        id=name,
        evidence=Span(start, start + length),
        trigger=Span(start + 4, start + 12),
        conditions=conditions,
        when=when,
        from_statement=said,
    )


def _statement(stance: Stance, name: str, start: int, length: int) -> Statement:
    return Statement(
        name,
        Span(start, start + 3),
        stance.holder,
        stance.party,
        (Span(start + length - 8, start + length),),
        (Span(start + 4, start + length - 10),),
        QuotationKind.INDIRECT,
        Polarity.ASSERTED,
        None,
        None,
        stance.confidence,
    )


def _keep(writer: Writer, reading: Reading) -> None:
    page = Page(reading.article.page, reading.article.text.encode())
    writer.keep(page_version(page), [reading], READER)


def _group(writer: Writer, sizes: Sequence[int]) -> None:
    """Put the articles into stories of these sizes, in the order in which they were kept."""
    with writer.grouping() as grouping:
        numbers = iter(grouping.waiting())
        for size in sizes:
            members = [next(numbers) for _ in range(size)]
            for n, id_ in grouping.ids(members).items():
                grouping.enter(n, n, members[0], name_of(id_))
