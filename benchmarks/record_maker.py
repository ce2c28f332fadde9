"""Stances by the million, made up from a seed: what a record of some years and some hundred actors might hold.

Actors and measures are named as rarely and as often as in the news (the second half as often as the first, and so on,
by Zipf's law); names come short and full; every position goes its own way over the years, and one reading in ten gets
the act wrong; an article in six is a copy; one stance in ten is told by another camp; a few have no date. The articles
come in no order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from onrecord.records import Condition, Span, Stance, Told, When
from onrecord.vocabulary import Act, ConditionKind

ACTORS, PARTIES, MEASURES, OUTLETS = 400, 60, 250, 120
FIRST_DAY, DAYS = date(2020, 1, 1), 2200
STANCES_IN_ARTICLE = (1, 2, 3, 4, 5, 6, 8, 10, 14)
ACTS = tuple(Act)
KINDS = tuple(ConditionKind)
SYLLABLES = (
    "bar",
    "den",
    "fol",
    "gri",
    "hal",
    "jor",
    "kes",
    "lum",
    "mor",
    "nev",
    "ost",
    "pel",
    "qua",
    "ris",
    "sul",
    "tav",
)


@dataclass(frozen=True)
class Name:
    """The forms in which an actor is named, and the party that it speaks for."""

    forms: tuple[str, ...]
    party: str


class Maker:
    """Makes articles, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        parties = [self._word(3).title() for _ in range(PARTIES)]
        self._names = [self._name(parties[min(int(self._random.expovariate(0.1)), PARTIES - 1)]) for _ in range(ACTORS)]
        self._measures = [f"{self._word(2)} the {self._word(2)} {self._word(3)}" for _ in range(MEASURES)]
        self._outlets = [f"{self._word(3).title()} Post" for _ in range(OUTLETS)]
        self._by_rank = {
            count: list(accumulate(1 / rank for rank in range(1, count + 1))) for count in (ACTORS, MEASURES, OUTLETS)
        }
        self._courses: dict[tuple[int, int], tuple[tuple[int, Act], ...]] = {}
        self._made = 0

    def stances(self, count: int) -> list[Told]:
        """Make at least ``count`` stances, by whole articles, in no order of time."""
        told: list[Told] = []
        while len(told) < count:
            article = self.article(self._random.randrange(DAYS))
            told += article
            if self._random.random() < 1 / 6:
                told += self._copied(article)
        return told

    def article(self, day: int) -> list[Told]:
        """Make the stances of one new article that appears on a day, counted from the first."""
        self._made += 1
        article = f"{self._random.getrandbits(64):016x}"
        outlet = self._outlets[self._ranked(OUTLETS)]
        published = None if self._random.random() < 0.02 else FIRST_DAY + timedelta(day)
        size = self._random.choice(STANCES_IN_ARTICLE)
        return [self._told(article, outlet, published, day, number) for number in range(size)]

    def _copied(self, article: Sequence[Told]) -> Iterator[Told]:
        copy, outlet = f"{self._random.getrandbits(64):016x}", self._outlets[self._ranked(OUTLETS)]
        for told in article:
            yield Told(
                told.stance,
                copy,
                f"{copy}.html",
                outlet,
                told.published,
                None,
                told.article,
                told.order,
                told.words,
                told.condition_words,
            )

    def _told(self, article: str, outlet: str, published: date | None, day: int, number: int) -> Told:
        chance = self._random.random
        who, what = self._ranked(ACTORS), self._ranked(MEASURES)
        name = self._names[who]
        said = max(0, day - int(self._random.expovariate(0.1))) if chance() < 0.2 else None
        act = self._act(who, what, said if said is not None else day)
        begin = 200 * number
        condition = (Condition(begin + 40, begin + 70, self._random.choice(KINDS)),) if chance() < 0.15 else ()
        stance = Stance(
            id=f"p{number + 1}",
            evidence=Span(begin, begin + 120),
            holder=self._random.choice(name.forms),
            party=name.party,
            act=act,
            measure=self._measures[what],
            codebook=None,
            target=None,
            conditions=condition,
            via=(self._names[self._ranked(ACTORS)].forms[0],) if chance() < 0.1 else (),
            from_statement=None,
            when=When(FIRST_DAY + timedelta(said), begin, begin + 9) if said is not None else None,
            confidence=0.5 + chance() / 2,
        )
        words = f"The {name.forms[-1]} government would see to it, officials said, and so it was reported on the day."
        return Told(
            stance,
            article,
            f"{article}.html",
            outlet,
            published,
            None,
            None,
            begin,
            words,
            tuple("once it rains" for _ in condition),
        )

    def _act(self, who: int, what: int, day: int) -> Act:
        """What an actor's stance on a measure is read as on a day: what it is then, but one time in ten something else."""
        if self._random.random() < 0.1:
            return self._random.choice(ACTS)
        course = self._courses.get((who, what))
        if course is None:
            turns = sorted(self._random.randrange(DAYS) for _ in range(self._random.choice((0, 0, 1, 1, 2, 3, 5))))
            course = self._courses[who, what] = tuple((turn, self._random.choice(ACTS)) for turn in (0, *turns))
        return next(act for turn, act in reversed(course) if turn <= day)

    def _ranked(self, count: int) -> int:
        return self._random.choices(range(count), cum_weights=self._by_rank[count])[0]

    def _word(self, syllables: int) -> str:
        return "".join(self._random.choice(SYLLABLES) for _ in range(syllables))

    def _name(self, party: str) -> Name:
        family, given = self._word(3).title(), self._word(2).title()
        return Name((f"{given} {family}", f"{given} {family}", family, f"President {family}"), party)
