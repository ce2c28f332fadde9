"""One stance with its words, what hangs on it and what reviewers hold of it, whatever has become of it since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.record.decided import meanings
from onrecord.record.queue import Due
from onrecord.record.verdicts import Verdict
from onrecord.records import Article, Finding, Judgement, Span, Stance, Told
from onrecord.store.reviews import ToldIn
from onrecord.web.asking import Missing
from onrecord.web.live import Current
from onrecord.web.marking import Mark
from onrecord.web.pages.reader import Paragraph, paragraphs
from onrecord.web.review.refs import finding_ref

AROUND = 2
"""How many paragraphs before and after the evidence are shown with it."""


class Standing(StrEnum):
    """What has become of a stance that somebody found once."""

    FOUND = "found"
    DOUBTFUL = "doubtful"
    DROPPED = "dropped by a new reading"
    ANOTHER_VERSION = "in an earlier version of the page"


@dataclass(frozen=True, slots=True)
class Look:
    """A stance as a reader found it (``told``), and what a judgement on it is about (``finding``).

    ``standing`` says whether it is still found, ``verdict`` what reviewers hold of it, ``due`` what hangs on it if it
    waits; ``stands`` is the stance that stands now, ``None`` if it is rejected, or doubtful or no longer found and nobody
    accepted it.
    ``history`` are all judgements on it in the order in which they were made, those taken back as well.
    """

    finding: Finding
    told: Told
    standing: Standing
    verdict: Verdict[Judgement] | None
    stands: Stance | None
    due: Due | None
    article: Article
    history: tuple[Judgement, ...]

    @property
    def ref(self) -> str:
        """What the stance is called in addresses."""
        return finding_ref(self.finding)

    @property
    def shown(self) -> Stance:
        """The stance to show: the one that stands, or the one that would."""
        return self.stands or self.told.stance

    def seen(self, judgement: str) -> Stance:
        """Give the stance that stood by the judgement with this id when a page was made; without one, as it was read."""
        found = next((each.stance for each in self.history if each.id == judgement), None)
        return found or self.told.stance

    def context(self) -> list[Paragraph]:
        """Give the paragraphs around the evidence, with its parts marked."""
        every = list(paragraphs(self.article, list(_marks(self.shown))))
        here = [number for number, each in enumerate(every) if each.span.overlaps(self.shown.evidence)] or [0]
        return every[max(0, here[0] - AROUND) : here[-1] + AROUND + 1]


def told_in(current: Current, article: str) -> ToldIn:
    """Give all stances ever found in an article; to be asked before the record's lock is taken, for it asks the database.

    Raises :class:`~onrecord.web.asking.Missing` if the record does not have the article.
    """
    found = current.store.reviews.told_in(article)
    if found is None:
        raise Missing(f"there is no article {article!r} in the record")
    return found


def look_at(current: Current, found: ToldIn, ref: str) -> Look:
    """Find the stance of an article that is called ``ref`` in addresses; to be called under the record's lock.

    Raises :class:`~onrecord.web.asking.Missing` if there never was one.
    """
    article, every = found.article.id, [*(told for told, _ in found.told), *found.doubtful]
    named = [told for told in every if finding_ref(told.finding) == ref]
    judged = current.desk.judged_in(article)
    named += [told for judgement, told in judged if told and ref in (finding_ref(told.finding), _ref(judgement))]
    if not named:
        raise Missing(f"no stance {ref!r} was ever found in the article {article!r}")
    told = named[-1]
    finding = current.desk.meant(told.finding)
    if finding != told.finding:
        told = next((each for each in reversed(every) if each.finding == finding), told)
    verdict = current.desk.verdict(finding)
    standing = Standing.ANOTHER_VERSION
    if found.is_current:
        standing = standing_in(finding, [told for told, now in found.told if now], found.doubtful)
    as_read = told.stance if standing is Standing.FOUND else None
    stands = verdict.counts.stance if verdict is not None else as_read
    history = tuple(current.desk.on(finding))
    return Look(finding, told, standing, verdict, stands, current.desk.waiting.of(told), found.article, history)


def standing_in(finding: Finding, told: Iterable[Told], doubtful: Iterable[Told]) -> Standing:
    """Tell what a finding is in an article that is a current version, by what readings find in it, and what they doubt."""
    for read, standing in ((told, Standing.FOUND), (doubtful, Standing.DOUBTFUL)):
        findings = {each.finding for each in read}
        if meanings(findings, [finding])[finding] in findings:
            return standing
    return Standing.DROPPED


def _marks(stance: Stance) -> Iterator[Mark]:
    yield Mark(stance.evidence, "evidence", "evidence")
    if stance.trigger:
        yield Mark(stance.trigger, f"act {stance.act}", f"{stance.act}")
    if stance.mention:
        yield Mark(stance.mention, "holder", "holder")
    for condition in stance.conditions:
        yield Mark(Span(condition.start, condition.end), "condition", "condition")


def _ref(judgement: Judgement) -> str:
    return finding_ref(judgement.finding)
