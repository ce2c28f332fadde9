"""What was decided so far, by whom, and what a reviewer should look at next."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from onrecord.record.decided import Decided
from onrecord.record.index import Cell, PositionIndex
from onrecord.record.queue import Due
from onrecord.record.verdicts import Verdict, latest_first, statement_finding, statement_verdicts, verdicts
from onrecord.records import Finding, Judgement, StatementFinding, StatementJudgement, Told
from onrecord.vocabulary import Decision
from onrecord.web.review.waiting import Waiting

Judged = tuple[Judgement, Told | None]

Item = TypeVar("Item")

SHOWN_S: Final = 120.0
"""For so long what one reviewer was shown is not offered to another one, as long as anything else waits."""


class Desk:
    """All judgements on stances in the order in which they were made, and what waits. To be used under the record's lock.

    ``judged`` are the judgements, ``standing`` the decisions that stand, by what they are about and by what stands by
    them, ``waiting`` what waits. ``said`` is what reviewers hold of statements, ``heard`` all judgements on them,
    ``said_as`` what a judgement is about if it is made on a correction, and ``uncertain`` the places of those that may be
    wrong, once somebody has asked. ``named`` counts the judgements on who is who that are taken in. The same desk goes
    with the record while judgements come in; it is made anew when anything is read anew.
    """

    def __init__(
        self, index: PositionIndex, judged: Iterable[Judged], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.waiting = Waiting(index)
        self.standing: dict[Finding, Decided] = {}
        self.said: dict[StatementFinding, Verdict[StatementJudgement]] = {}
        self.heard: tuple[StatementJudgement, ...] = ()
        self.named = 0
        self.said_as: dict[StatementFinding, StatementFinding] = {}
        self.uncertain: tuple[tuple[int, int], ...] | None = None
        self.judged: list[Judged] = []
        self._clock = clock
        self._told: dict[str, Told] = {}
        self._in: dict[str, list[Judged]] = defaultdict(list)
        self._on: dict[Finding, list[Judgement]] = defaultdict(list)
        self._by: dict[str, list[Judgement]] = defaultdict(list)
        self._verdicts: dict[Finding, Verdict[Judgement]] = {}
        self._skipped: dict[str, dict[Finding, Judgement]] = defaultdict(dict)
        self._original: dict[Finding, Finding] = {}
        self._shown: dict[Finding, tuple[str, float]] = {}
        self._note(judged)

    def take_in(self, judged: Iterable[Judged], touched: Iterable[Cell]) -> None:
        """Take in judgements that were made since, and look anew at the positions that they touch."""
        self._note(judged)
        self.waiting.refresh(touched)

    def hear(self, judged: Sequence[StatementJudgement]) -> None:
        """Take in all judgements on statements in place of those that are known."""
        self.heard = tuple(judged)
        self.said = statement_verdicts(self.heard)
        self.said_as = {
            statement_finding(each.finding.article, each.statement): each.finding
            for each in self.heard
            if each.statement is not None
        }

    def verdict(self, finding: Finding) -> Verdict[Judgement] | None:
        """Give what reviewers hold of a stance; ``None`` if none of them has decided about it."""
        return self._verdicts.get(finding)

    def decided(self) -> dict[Finding, Verdict[Judgement]]:
        """Give what reviewers hold of each stance that any of them has decided about."""
        return self._verdicts

    def on(self, finding: Finding) -> Sequence[Judgement]:
        """Give all judgements on a stance, also those taken back, in the order in which they were made."""
        return self._on.get(finding, ())

    def judged_in(self, article: str) -> Sequence[Judged]:
        """Give all judgements on the stances of an article, each with the stance that stands by it, in their order."""
        return self._in.get(article, ())

    def decided_in(self, article: str) -> list[Decided]:
        """Give the decisions of those judgements; a correction says nothing where the record has lost its article."""
        return [Decided(made, stands) for made, stands in self.judged_in(article) if stands or not made.stance]

    def told(self, judgement: Judgement) -> Told | None:
        """Give the stance that stands by a judgement as its article tells it."""
        return self._told.get(judgement.id)

    def meant(self, finding: Finding) -> Finding:
        """Give what a judgement is about if it is made on a stance as shown, which may be somebody's correction."""
        return self._original.get(finding, finding)

    def latest_of(self, who: str) -> Judgement | None:
        """Give the latest judgement of a reviewer that is not taken back, which undoing takes back."""
        made = latest_first(self._by.get(who, ()))
        return made[0] if made else None

    def next_for(self, who: str, but_not: Finding | None = None) -> Due | None:
        """Give what a reviewer should look at next: the most urgent, as :meth:`next_of` has it."""
        return self.next_of(((due.told.finding, due) for due in self.waiting), who, but_not)

    def next_of(self, offered: Iterable[tuple[Finding, Item]], who: str, but_not: Finding | None = None) -> Item | None:
        """Give the first of what is ``offered`` to a reviewer, what they left to others last.

        What another reviewer was shown a moment ago comes after everything else, and so do the copies of it.
        """
        now, skipped = self._clock(), self._skipped.get(who, {})
        later: list[Item] = []
        left: list[tuple[Judgement, Item]] = []
        for finding, each in offered:
            if finding == but_not:
                continue
            if finding in skipped:
                left.append((skipped[finding], each))
                continue
            reviewer, since = self._shown.get(finding, (who, now))
            if reviewer == who or since + SHOWN_S < now:
                return each
            later.append(each)
        if later:
            return later[0]
        return min(left, key=lambda each: (each[0].when, each[0].id))[1] if left else None

    def show(self, finding: Finding, who: str) -> None:
        """Note that a reviewer is looking at a stance now."""
        self._shown[finding] = (who, self._clock())

    def _note(self, judged: Iterable[Judged]) -> None:
        findings = set()
        for judgement, told in judged:
            self.judged.append((judgement, told))
            self._in[judgement.finding.article].append((judgement, told))
            self._on[judgement.finding].append(judgement)
            self._by[judgement.who].append(judgement)
            findings.add(judgement.finding)
            if told is not None:
                self._told[judgement.id] = told
        for finding in findings:
            self._settle(finding)

    def _settle(self, finding: Finding) -> None:
        made = self._on[finding]
        before = self._verdicts.pop(finding, None)
        self._verdicts |= verdicts(made)
        if before is not None:
            self._stand(before.counts, stands=False)
        if finding in self._verdicts:
            self._stand(self._verdicts[finding].counts, stands=True)
        latest: dict[str, Judgement] = {}
        for each in latest_first(made):
            latest.setdefault(each.who, each)
        for who in {each.who for each in made}:
            self._skipped[who].pop(finding, None)
            if who in latest and latest[who].decision is Decision.SKIP:
                self._skipped[who][finding] = latest[who]
        for judgement in made:
            told = self._told.get(judgement.id)
            if told is not None and told.finding != finding:
                self._original[told.finding] = finding

    def _stand(self, judgement: Judgement, *, stands: bool) -> None:
        told = self._told.get(judgement.id)
        if judgement.stance is not None and told is None:
            return  # a correction says nothing where the record has lost the article that it quotes
        for finding in (judgement.finding, *([told.finding] if told else ())):
            if stands:
                self.standing[finding] = Decided(judgement, told)
            else:
                self.standing.pop(finding, None)
