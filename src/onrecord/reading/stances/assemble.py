"""From what the network found to stances: holders, phrases, conditions, confidence, and each stance once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from onrecord.reading.confidence import Calibration, confidence_of, logit
from onrecord.reading.stances.conditions import kind_of, tidy_condition
from onrecord.reading.stances.finding import ACTS, Found
from onrecord.reading.stances.heads import head_model
from onrecord.reading.stances.holders import Holder, Shown, holders_of
from onrecord.reading.stances.phrases import phrase_of
from onrecord.reading.stances.verbs import english_verbs
from onrecord.reading.stances.whole import bodies_of, whole_measure, whole_target
from onrecord.reading.stances.wording import Mention, harmonised, same_measure
from onrecord.reading.stances.words import words_of
from onrecord.reading.statements import Surroundings
from onrecord.reading.times import when_of
from onrecord.records import Condition, Span, Stance, Statement
from onrecord.vocabulary import Act, BlockKind

_TO_COME = re.compile(
    r"(?:will|would|shall|may|might|could|can|should|must|is to|are to|plans?|hopes?)\b|\w+[’']ll\b", re.I
)

_WORD = re.compile(r"\w+")

LEAST_DOUBTFUL = 0.12
"""The least confidence of a doubtful stance.

On 135 held-out articles these are 12 to a thousand words: every fifth is right, of one more in ten only the act is wrong.
What counts has 48 % of the stances that annotators found there, with the doubtful ones it is 60 %.
"""

EVIDENCE = (
    "trigger",
    "act",
    "holder",
    "without mention",
    "without party",
    "in a statement",
    "told by another",
    "in a headline",
    "echo in words",
    "echo in meaning",
    "words of the measure",
    "place",
    *(str(act) for act in ACTS),
)
"""What a stance's confidence is computed from: log-odds of the network's probabilities, and what else tells.

An echo is how much the measure is like that of a likelier stance with the same holder and act: the guidelines give each once.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stance that may be: what was found, one of its holders, its phrase, and the evidence for it."""

    found: Found
    holder: Holder
    measure: str
    evidence: tuple[float, ...]


_Likely = tuple[Candidate, float]
"""A candidate, and how likely it is right."""


@dataclass(frozen=True, slots=True)
class Calibrations:
    """How likely a candidate is right with its act, and how likely its holder takes a position there, by whichever act."""

    stance: Calibration
    position: Calibration

    def confidence(self, evidence: Sequence[float]) -> float:
        """Return the likelihood that a candidate is right, with its act."""
        return confidence_of(evidence, self.stance)

    def allow(self, evidence: Sequence[float]) -> bool:
        """Tell whether both likelihoods reach their least."""
        return (
            self.confidence(evidence) >= self.stance.least
            and confidence_of(evidence, self.position) >= self.position.least
        )


class Stances(NamedTuple):
    """The stances of an article that count, ``p1``, ``p2``, …, and the doubtful ones, ``d1``, ``d2``, …"""

    counted: tuple[Stance, ...]
    doubtful: tuple[Stance, ...]


def stances_of(
    found: Sequence[Found], statements: Sequence[Statement], around: Surroundings, calibrations: Calibrations
) -> Stances:
    """Make stances, in the order of their triggers.

    Those that the calibrations do not allow are doubtful, down to :data:`LEAST_DOUBTFUL`. Of one holder, act and sentence
    none is doubtful where another one counts, and else the likeliest: a reviewer would be asked the same twice.
    """
    counted: list[_Likely] = []
    left: list[_Likely] = []
    for candidate in candidates(found, statements, around):
        confidence = calibrations.confidence(candidate.evidence)
        (counted if calibrations.allow(candidate.evidence) else left).append((candidate, confidence))
    asked = {_question(candidate, around) for candidate, _ in counted}
    doubtful: list[_Likely] = []
    for candidate, confidence in sorted(left, key=itemgetter(1), reverse=True):
        question = _question(candidate, around)
        if confidence >= LEAST_DOUBTFUL and question not in asked:
            asked.add(question)
            doubtful.append((candidate, confidence))
    doubtful.sort(key=lambda each: each[0].found.trigger.start)
    return Stances(_numbered("p", counted, statements, around), _numbered("d", doubtful, statements, around))


def _numbered(
    letter: str, likely: Sequence[_Likely], statements: Sequence[Statement], around: Surroundings
) -> tuple[Stance, ...]:
    return tuple(
        _stance(f"{letter}{number}", candidate, confidence, statements, around)
        for number, (candidate, confidence) in enumerate(likely, 1)
    )


def _question(candidate: Candidate, around: Surroundings) -> tuple[int, str, Act]:
    """The sentence, the holder and the act: what a reviewer who looks at a stance is asked about."""
    return around.document.sentence_at(candidate.found.trigger.start), candidate.holder.name, candidate.found.act


def candidates(found: Sequence[Found], statements: Sequence[Statement], around: Surroundings) -> list[Candidate]:
    """Return every stance that may be, in the order of the text: one for each trigger and holder."""
    shown = [Shown(one.trigger, tuple(mention for mention, _ in one.holders), one.act, one.named) for one in found]
    held = [
        (one, holder)
        for one, holders in zip(found, holders_of(shown, statements, around), strict=True)
        for holder in holders
    ]
    phrases = _measures(list({one.trigger: one for one, _ in held}.values()), around)
    measures = [phrases[one.trigger] for one, _ in held]
    echoes = _echoes(held, measures)
    return [
        Candidate(one, holder, measure, _evidence(one, holder, echo, around))
        for (one, holder), measure, echo in zip(held, measures, echoes, strict=True)
        if measure
    ]


def _measures(found: Sequence[Found], around: Surroundings) -> dict[Span, str]:
    """Return the phrase of each measure by its trigger; what names one measure in the article has the same words."""
    text = around.article.text
    words, heads, verbs = words_of(text, bodies_of(around.document)), head_model(), english_verbs()
    mentions = []
    for one in found:
        sentence = around.sentences[around.document.sentence_at(one.trigger.start)].span
        chosen = whole_measure(around.document, one.measure)
        phrase = phrase_of(words, sentence, one.trigger, chosen, one.act, model=heads, verbs=verbs)
        target = None if one.target is None else whole_target(around.document, one.target)
        mentions.append(Mention(phrase, target, one.trigger.start))
    return dict(zip((one.trigger for one in found), harmonised(mentions), strict=True))


def _echoes(held: Sequence[tuple[Found, Holder]], measures: Sequence[str]) -> list[tuple[float, float]]:
    """Tell for each how much its measure is like that of a likelier stance with the same holder and act, 0 to 1.

    By the words of the phrases, and by the vectors of the words where they stand.
    """
    likeliest = sorted(range(len(held)), key=lambda n: (-held[n][0].probability, n))
    echoes = [(0.0, 0.0)] * len(held)
    before: dict[tuple[str, Act], list[int]] = {}
    for n in likeliest:
        found, holder = held[n]
        same = before.setdefault((holder.name, found.act), [])
        in_words = max((same_measure(measures[n], measures[other]) for other in same), default=0.0)
        in_meaning = max((float(np.vdot(found.vector, held[other][0].vector)) for other in same), default=0.0)
        echoes[n] = in_words, in_meaning
        same.append(n)
    return echoes


def _evidence(found: Found, holder: Holder, echo: tuple[float, float], around: Surroundings) -> tuple[float, ...]:
    sure = next((sure for mention, sure in found.holders if holder.mention and mention.overlaps(holder.mention)), 0.0)
    sentence = around.document.sentence_at(found.trigger.start)
    block = around.article.blocks[around.sentences[sentence].block]
    return (
        logit(found.probability),
        logit(max(found.acts)),
        logit(sure) if sure else 0.0,
        float(holder.mention is None),
        float(holder.party is None),
        float(holder.from_statement is not None),
        float(bool(holder.via)),
        float(block.kind is BlockKind.HEADLINE),
        *echo,
        log(1 + len(found.measure)),
        log(1 + sentence),
        *(float(found.act is act) for act in ACTS),
    )


def _stance(
    id_: str, candidate: Candidate, confidence: float, statements: Sequence[Statement], around: Surroundings
) -> Stance:
    found, holder, text = candidate.found, candidate.holder, around.article.text
    sentence = around.sentences[around.document.sentence_at(found.trigger.start)].span
    conditions = _each_once([tidy_condition(condition, text) for condition, _ in found.conditions], text)
    published = around.article.published
    return Stance(
        id=id_,
        evidence=sentence,
        holder=holder.name,
        party=holder.party,
        act=found.act,
        measure=candidate.measure,
        codebook=None,
        target=None if found.target is None else whole_target(around.document, found.target),
        conditions=tuple(Condition(c.start, c.end, kind_of(c.quote(text))) for c in conditions),
        via=holder.via,
        from_statement=holder.from_statement,
        when=when_of(
            text, sentence, _ahead(found.trigger, sentence, statements, text), published.value if published else None
        ),
        confidence=confidence,
        trigger=found.trigger,
        mention=holder.mention,
    )


def _each_once(conditions: Sequence[Span], text: str) -> list[Span]:
    """Leave out a condition whose words all stand in a longer one: a headline says "if parliament agrees" once more."""
    words = [frozenset(_WORD.findall(condition.quote(text).lower())) for condition in conditions]
    return [
        condition
        for n, condition in enumerate(conditions)
        if not any(words[n] < other or (words[n] == other and m < n) for m, other in enumerate(words))
    ]


def _ahead(trigger: Span, sentence: Span, statements: Sequence[Statement], text: str) -> list[Span]:
    """Where a sentence gives the time of what is to be done, not of when that was said: in what is said, and after "will".

    Before the trigger what is said may tell when: "I said yesterday that we would send no ships".
    """
    said = [
        Span(trigger.start, piece.end) if piece.contains(trigger) else piece
        for statement in statements
        for piece in statement.content
        if piece.overlaps(sentence)
    ]
    to_come = _TO_COME.match(text, trigger.start, trigger.end) is not None
    return [*said, Span(trigger.start, sentence.end)] if to_come else said
