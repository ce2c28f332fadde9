"""What is decided about a stance is decided about its copies: they are one witness, and repeat it word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from onrecord.records import Judgement, Span, Stance, Told
from onrecord.vocabulary import Decision
from onrecord.web.live import Current
from onrecord.web.review.looking import Look

_BEFORE = timedelta(microseconds=1)


def copies_of(current: Current, look: Look) -> list[Told]:
    """Give the same stance in the articles that copy its article, or that it copies, as their readings find or doubt it.

    It is the same if holder, act, measure and words are. To be called under the record's lock.
    """
    here, index = look.finding.article, current.recorded.index
    others = sorted(index.family(here) - {here})
    read = (told for id_ in others for told in (*index.read(id_), *current.doubtful.read(id_)))
    return [told for told in read if _is_same(told, look.told)]


def also(judgement: Judgement, copies: Sequence[Told]) -> list[Judgement]:
    """Make the judgements on copies that go with one on a stance; a correction goes with it as far as it can be made there.

    Their ids are made of its id, so that they are taken back with it; they come a moment before it, which is the last.
    """
    made = []
    for number, told in enumerate(copies, start=1):
        stance = _stance(judgement, told)
        if stance is not None or judgement.stance is None:
            id_ = f"{judgement.id}-{number}"
            when = judgement.when - number * _BEFORE
            made.append(replace(judgement, id=id_, finding=told.finding, stance=stance, when=when))
    return made


def taken_back_too(current: Current, back: Judgement) -> list[Judgement]:
    """Make the judgements that take back what was decided about copies together with what ``back`` takes back."""
    together = [each for each, _ in current.desk.judged if each.id.startswith(f"{back.undoes}-")]
    return [
        replace(back, id=f"{back.id}-{number}", finding=each.finding, undoes=each.id, when=back.when - number * _BEFORE)
        for number, each in enumerate(together, start=1)
    ]


def _is_same(told: Told, other: Told) -> bool:
    one, two = told.stance, other.stance
    return (one.holder, one.act, one.measure, told.words) == (two.holder, two.act, two.measure, other.words)


def _stance(judgement: Judgement, told: Told) -> Stance | None:
    """What stands by the judgement on a copy: what it was corrected to, in the copy's own words, or as it was read."""
    stands = judgement.stance
    if stands is None or judgement.decision is Decision.ACCEPT:
        return told.stance if stands is not None else None
    moved = told.stance.evidence.start - judgement.finding.evidence.start
    before, length = stands.evidence.start - judgement.finding.evidence.start, len(told.words)
    size = stands.evidence.end - stands.evidence.start
    # Other words than the copy is known to share may not stand there at all.
    if not 0 <= before <= before + size <= length:
        return None
    return replace(
        told.stance,
        evidence=Span(stands.evidence.start + moved, stands.evidence.end + moved),
        holder=stands.holder,
        party=stands.party,
        act=stands.act,
        measure=stands.measure,
        codebook=stands.codebook,
        target=stands.target,
        trigger=told.stance.trigger if stands.trigger is not None else None,
        mention=told.stance.mention if stands.mention is not None else None,
    )
