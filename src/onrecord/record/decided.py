"""What reviewers decided about stances: which judgements stand, and what is left of a reading after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from onrecord.record.verdicts import latest_first
from onrecord.records import Finding, Judgement, Told
from onrecord.vocabulary import Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement, and in ``told`` the stance that stands by it, told as its article tells it; ``None`` if none does."""

    judgement: Judgement
    told: Told | None = None

    def __post_init__(self) -> None:
        if (self.told is None) != (self.judgement.stance is None):
            raise ValueError("what stands by a judgement is given as its article tells it, and nothing else is")
        if self.told is not None and self.told.article != self.judgement.finding.article:
            raise ValueError("what stands by a judgement is told by the article that it is about")


def standing(decided: Iterable[Decided]) -> dict[Finding, Decided]:
    """Give the decision that counts for each finding: the latest one that is not taken back.

    Taking back may be taken back as well; then what it took back counts again. What a reviewer left to others decides
    nothing.
    """
    by_id = {each.judgement.id: each for each in decided}
    found: dict[Finding, Decided] = {}
    for judgement in latest_first(each.judgement for each in by_id.values()):
        if judgement.decision is not Decision.SKIP:
            found.setdefault(judgement.finding, by_id[judgement.id])
    return found


def after_review(told: Sequence[Told], decided: Iterable[Decided]) -> list[Told]:
    """Give what an article tells after review: without what was rejected, with what was corrected and accepted.

    ``told`` are the stances of one article as a reader gives them now, ``decided`` all decisions on that article. What a
    person accepted or corrected is certain (confidence 1) and stays even if the reader no longer finds it.
    """
    read = {each.finding: each for each in told}
    kept: dict[Finding, Told] = {}
    decided_about: set[Finding] = set()
    decisions = standing(decided)
    for finding, meant in meanings(read, decisions).items():
        decided_about.add(meant)
        stands = _stands(decisions[finding], read.get(meant))
        if stands is not None:
            kept[stands.finding] = stands
    left = [each for finding, each in read.items() if finding not in decided_about and finding not in kept]
    return list(_apart([*left, *kept.values()]))


def undecided(doubtful: Sequence[Told], decided: Iterable[Decided]) -> list[Told]:
    """Give those of an article's ``doubtful`` stances that no decision is about, nor gives; each finding once."""
    found: dict[Finding, Told] = {}
    for each in doubtful:
        found.setdefault(each.finding, each)
    decided_about = settled(found, decided)
    return [each for finding, each in found.items() if finding not in decided_about]


def settled(read: Collection[Finding], decided: Iterable[Decided]) -> set[Finding]:
    """Give the findings of an article that a decision is about, or gives."""
    decisions = standing(decided)
    given = {each.told.finding for each in decisions.values() if each.told is not None}
    return given.union(meanings(read, decisions).values()).intersection(read)


def meanings(read: Collection[Finding], judged: Iterable[Finding]) -> dict[Finding, Finding]:
    """Give for what judgements are about the finding of a reading that it is, by all words or all but the measure's.

    Where the reading does not find it any more, it is itself, and none of ``read``. All are of one article.
    """
    alike: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in read:
        alike[_but_for_measure(finding)].append(finding)
    found = {}
    for finding in judged:
        same = [finding] if finding in read else alike.get(_but_for_measure(finding), [])
        found[finding] = same[0] if len(same) == 1 else finding
    return found


def _stands(decision: Decided, read: Told | None) -> Told | None:
    """The stance that stands by a decision: the one kept with it, or the very same as read now, matched anew."""
    stands = decision.told
    if stands is not None and read is not None and read.finding == stands.finding:
        accepted = decision.judgement.decision is Decision.ACCEPT
        stands = read if accepted else stands
    return replace(stands, stance=replace(stands.stance, confidence=1.0)) if stands is not None else None


def _apart(told: Iterable[Told]) -> Iterator[Told]:
    """Give stances with ids of their own on their pages, for one that was kept may be called as a new one is."""
    taken: set[tuple[str, str]] = set()
    for each in told:
        names = chain([each.stance.id], (f"{each.stance.id}-{number}" for number in count(2)))
        id_ = next(name for name in names if (each.page, name) not in taken)
        taken.add((each.page, id_))
        yield each if id_ == each.stance.id else replace(each, stance=replace(each.stance, id=id_))


def _but_for_measure(finding: Finding) -> tuple[object, ...]:
    return (finding.article, finding.evidence, finding.holder, finding.act)
