"""What reviewers decided about stories: which articles are one story whatever they are like, and which are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.records import StoryJudgement


@dataclass(frozen=True, slots=True)
class Decisions:
    """Articles that share a label are one story; those whose labels are ``apart`` from each other are never in one.

    ``labels`` has the ids of articles.
    """

    labels: Mapping[str, int]
    apart: frozenset[tuple[int, int]]

    def apart_from(self, label: int) -> frozenset[int]:
        """Return the labels whose articles report other events than those with this one."""
        return frozenset(b for a, b in self.apart if a == label) | frozenset(a for a, b in self.apart if b == label)


def standing_judgements(judgements: Iterable[StoryJudgement]) -> list[StoryJudgement]:
    """Return those that are not taken back, in the order they were made. Taking back may be taken back as well."""
    latest_first = sorted(judgements, key=lambda each: (each.when, each.undoes is not None, each.id), reverse=True)
    taken_back: set[str] = set()
    stand: list[StoryJudgement] = []
    for each in latest_first:
        if each.id in taken_back:
            continue
        if each.undoes is None:
            stand.append(each)
        else:
            taken_back.add(each.undoes)
    return stand[::-1]


def decisions_of(judgements: Iterable[StoryJudgement]) -> Decisions:
    """Return what judgements come to: of each article, the latest word counts."""
    labels: dict[str, int] = {}
    apart: set[tuple[int, int]] = set()
    for number, each in enumerate(standing_judgements(judgements)):
        here, there = 2 * number, 2 * number + 1
        labels.update(dict.fromkeys(each.together, here) | dict.fromkeys(each.apart, there))
        if each.apart:
            apart.add((here, there))
    return Decisions(labels, frozenset(apart))
