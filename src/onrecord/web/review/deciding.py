"""From the fields of a form to a judgement, checked: what a person decides is kept for good."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from onrecord.record.actors import folded
from onrecord.records import Judgement, Span, Stance
from onrecord.vocabulary import Act, Decision
from onrecord.web.asking import Unclear
from onrecord.web.review.looking import Look

LONGEST: Final = 300
"""The most characters of a holder, a party, a target or a measure."""


def judgement_id(who: str, token: str) -> str:
    """Give the id of the judgement that a form with this token makes: sent twice, it is one judgement.

    Raises :class:`Unclear` for a token that no form of ours has.
    """
    if not 16 <= len(token) <= 64 or not token.isascii():
        raise Unclear("the form has no token; load the page anew and send it again")
    return hashlib.sha256(f"{who}\n{token}".encode()).hexdigest()[:32]


def decision_of(fields: Mapping[str, str]) -> Decision:
    """Give what a form decides; raise :class:`Unclear` if it is nothing that can be decided about a finding."""
    try:
        decision = Decision(fields.get("decision", ""))
    except ValueError as error:
        raise Unclear("a finding is accepted, rejected, corrected or skipped") from error
    if decision is Decision.UNDO:
        raise Unclear("what is taken back is named by a form of its own")
    return decision


def decided(look: Look, fields: Mapping[str, str], who: str, labels: Mapping[str, str]) -> Judgement:
    """Make the judgement that a form on a stance asks for; ``labels`` are what the codebook calls its measures.

    ``seen`` in the form is the judgement that counted when its page was made: who accepts, accepts what they saw. Raises
    :class:`Unclear`, with words for the reviewer, where the form asks for what cannot be.
    """
    id_ = judgement_id(who, fields.get("token", ""))
    decision = decision_of(fields)
    stance: Stance | None = None
    if decision in (Decision.ACCEPT, Decision.CORRECT):
        stance = look.seen(fields.get("seen", ""))
    if decision is Decision.CORRECT and stance is not None:
        corrected = _corrected(stance, look.article.text, fields, labels)
        if corrected == stance:
            raise Unclear("nothing is corrected; change something, or accept it as it is")
        stance = corrected
    return Judgement(id_, look.finding, decision, stance, who, datetime.now(UTC), None)


def taken_back(judgement: Judgement, fields: Mapping[str, str], who: str) -> Judgement:
    """Make the judgement that takes another one back; raise :class:`Unclear` if that is somebody else's."""
    if judgement.who != who:
        raise Unclear(f"{judgement.who} decided that; decide otherwise instead of taking it back")
    id_ = judgement_id(who, fields.get("token", ""))
    return Judgement(id_, judgement.finding, Decision.UNDO, None, who, datetime.now(UTC), judgement.id)


def _corrected(stance: Stance, text: str, fields: Mapping[str, str], labels: Mapping[str, str]) -> Stance:
    """The stance with what the form gives in place of what was read; what it leaves out stays as it is."""
    evidence = _evidence(stance, text, fields)
    try:
        act = Act(fields.get("act", str(stance.act)))
    except ValueError as error:
        raise Unclear(f"there is no act {fields['act']!r}") from error
    holder = words_of(fields, "holder", stance.holder)
    if not holder:
        raise Unclear("a stance needs a holder")
    measure, codebook = _measure(stance, fields, labels)
    return replace(
        stance,
        evidence=evidence,
        act=act,
        holder=holder,
        party=words_of(fields, "party", stance.party or "") or None,
        target=words_of(fields, "target", stance.target or "") or None,
        measure=measure,
        codebook=codebook,
        # The words that show the act or name the holder are those of the reading; they go with what they showed.
        trigger=stance.trigger if act is stance.act and _within(stance.trigger, evidence) else None,
        mention=stance.mention if holder == stance.holder else None,
    )


def place_of(text: str, words: str, near: int, start: str) -> Span:
    """Give where words stand in an article: at ``start``, a number as text, if they do, else as near to ``near`` as they do.

    Raises :class:`Unclear` if they do not stand there.
    """
    if not words.strip():
        raise Unclear("it needs words of the article that show it")
    if start.isascii() and start.isdigit() and len(start) < 10 and text.startswith(words, int(start)):
        return Span(int(start), int(start) + len(words))
    places = _places(text, words)
    if not places:
        raise Unclear("these words do not stand in the article; they must be quoted to the letter")
    nearest = min(places, key=lambda place: abs(place - near))
    return Span(nearest, nearest + len(words))


def words_of(fields: Mapping[str, str], name: str, default: str) -> str:
    """Give a field of one line, ``default`` if it is left out; raise :class:`Unclear` if it cannot be kept."""
    given = fields.get(name)
    if given is None or given == default:
        return default
    words = " ".join(given.split())
    if len(words) > LONGEST or not words.isprintable():
        raise Unclear(f"{name}: at most {LONGEST} characters that can be printed")
    return words


def _evidence(stance: Stance, text: str, fields: Mapping[str, str]) -> Span:
    words = fields.get("words")
    if words is None or words == stance.evidence.quote(text):
        return stance.evidence
    return place_of(text, words, stance.evidence.start, fields.get("start", ""))


def _places(text: str, words: str) -> list[int]:
    found, place = [], text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _measure(stance: Stance, fields: Mapping[str, str], labels: Mapping[str, str]) -> tuple[str, str | None]:
    """The phrase of the measure and its id in the codebook: the one that is named, or whose label the phrase is."""
    phrase = words_of(fields, "measure", stance.measure)
    if not phrase:
        raise Unclear("a stance needs a measure")
    chosen = fields.get("codebook", stance.codebook or "")
    if chosen and chosen not in labels and chosen != stance.codebook:
        raise Unclear(f"the codebook has no measure {chosen!r}")
    if chosen == (stance.codebook or "") and phrase != stance.measure:
        # Another phrase is another measure, unless it is what the codebook calls one.
        named = [key for key, label in labels.items() if folded(phrase) in (folded(label), folded(key))]
        chosen = named[0] if named else ""
    return phrase, chosen or None


def _within(span: Span | None, evidence: Span) -> bool:
    return span is not None and evidence.contains(span)
