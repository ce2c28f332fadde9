"""What is looked at to tell whether two claims of two reports are about the same, and how they differ.

Every feature is the same whichever of the two claims comes first, so that a comparison does not depend on which report is
called A.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
import numpy.typing as npt

from onrecord.record.actors import family_name, folded, party_named
from onrecord.record.acts import DIRECTIONS, WEIGHTS, opposite
from onrecord.record.comparison.claims import Claim, ClaimKind
from onrecord.record.comparison.details import Details, alikeness, details, folded_words, longest_run, shares_differ
from onrecord.record.comparison.exchanged import exchanged
from onrecord.record.comparison.numerals import Bound
from onrecord.record.comparison.quantities import quantities_in, same_number
from onrecord.record.comparison.quotations import Quoting, compare_quotations, other_forms_quoted
from onrecord.record.comparison.sides import Side, lead, overlap, rarity
from onrecord.record.vectors import FloatArray
from onrecord.record.wording import wording
from onrecord.vocabulary import Act

EXACT = (
    *("quotation's words in common", "quotation's words changed", "numbers exchanged", "names exchanged"),
    *("times exchanged", "numbers beside the same differ", "numbers of one speaker differ", "names in each alone"),
    *("conditions differ", "another holder of the same", "words exchanged", "dates differ"),
    *("quotation's sense changed", "quotation has another sense", "quotation's share in common", "another form quoted"),
    *("another person's mouth", "one number differs", "shares differ"),
)
"""What tells exactly in what two claims differ, and nothing of whether they are about the same."""
FROM_VECTORS = (
    "vectors",
    "vectors' lead",
    "measures' vectors",
    "measures' vectors' lead",
    "another holder of the same",
)
"""What is told from sentence vectors: of whether two claims are about the same, and nothing of how they relate."""
FEATURES = (
    # Of what kind they are, and how near in meaning and words.
    *("stances", "statements", "vectors", "vectors' lead", "measures' vectors", "measures' vectors' lead"),
    *("words shared", "words shared's lead", "shorter's words found", "rare words shared", "names shared"),
    *("measures' words", "same measure verb", "one measure undoes", "longest run", "longest run of quotations"),
    *("quotation found", "place", "both lead", "length", "shortest", "words only in longer", "words only in shorter"),
    # Whose they are, and where that one stands.
    *("same holder", "same party", "other party", "holder unknown", "holder in the other's words", "same target"),
    *("same act", "same direction", "opposite direction", "act's distance", "same polarity"),
    *("done and not done", "decided and open", "for and against", "harm and no harm"),
    # In what they differ.
    *(
        "numbers agree",
        "numbers differ",
        "numbers in one",
        "times agree",
        "times differ",
        "times in one",
    ),
    *(
        "days differ",
        "days of the week differ",
        "denial differs",
        "firmness differs",
        "strength differs",
        "words differ",
    ),
    *("conditions in one", "conditions in both", "teller in one", "quotation in one", "quoted alike"),
    *("quotation shortened", "quotation reworded", "quotation told without marks", "another's mouth"),
    *EXACT,
)
"""What two claims are compared by."""

_TIES = (
    *("same holder", "same party", "holder unknown", "holder in the other's words"),
    *("quoted alike", "quotation shortened", "quotation reworded", "quotation told without marks"),
)
_NOT_DONE = frozenset((Act.COMMITS, Act.OPEN, Act.UNDECIDED, Act.THREATENS, Act.DECLINES))
_OPEN = frozenset((Act.OPEN, Act.UNDECIDED))
_DECIDED = frozenset((Act.COMMITS, Act.ACTED, Act.DECLINES))
_AGAINST = (
    {Act.COMMITS, Act.DECLINES},
    {Act.ACTED, Act.DECLINES},
    {Act.OPEN, Act.DECLINES},
    {Act.SUPPORTS, Act.OPPOSES},
    {Act.DEMANDS, Act.OPPOSES},
    {Act.COMMITS, Act.OPPOSES},
)
_LEAST_ALIKE = 0.25
_LEAD = 0.12


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of claims that may be about the same: their numbers in the two reports (n, 2), and features (n, features)."""

    numbers: list[tuple[int, int]]
    features: FloatArray


def of_others(features: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell of pairs (n, features) whether they are what different holders tell (n): who they are is known, nothing ties them.

    Neither is of the other's party or named in the other's words, and no quotation is in both.
    """
    ties = [FEATURES.index(name) for name in _TIES]
    return np.asarray((features[:, ties] <= 0).all(axis=1), dtype=np.bool_)


def pairs_of(one: Side, other: Side) -> Pairs:
    """Return the pairs of claims of two reports that share words or meaning, with their features."""
    if not one.claims or not other.claims:
        return Pairs([], np.zeros((0, len(FEATURES)), dtype=np.float32))
    near, near_measures = one.words @ other.words.T, one.measures @ other.measures.T
    shared, found, rare = overlap(one, other, rarity(one, other))
    alike = (shared > 0.05) | (np.maximum(near, near_measures) > _LEAST_ALIKE)
    numbers: list[tuple[int, int]] = [(i, j) for i, j in np.argwhere(alike).tolist()]
    leads = {"near": lead(near), "measures": lead(near_measures), "shared": lead(shared)}
    rows = np.zeros((len(numbers), len(FEATURES)), dtype=np.float32)
    for row, (i, j) in zip(rows, numbers, strict=True):
        values = {
            "vectors": near[i, j],
            "vectors' lead": leads["near"][i, j],
            "measures' vectors": near_measures[i, j],
            "measures' vectors' lead": leads["measures"][i, j],
            "words shared": shared[i, j],
            "words shared's lead": leads["shared"][i, j],
            "shorter's words found": found[i, j],
            "rare words shared": rare[i, j],
            **(who := _who(one, i, other, j)),
            "another holder of the same": (not who["same holder"]) * float(near_measures[i, j]),
            **_quoted(one.claims[i], other.claims[j], same_holder=bool(who["same holder"] or who["holder unknown"])),
            **_where(one, i, other, j),
            **_stood(one.claims[i], other.claims[j]),
            **_worded(one.claims[i], other.claims[j]),
            **_told(one.claims[i], one.details[i], other.claims[j], other.details[j]),
            **_exchanged(one.details[i], other.details[j]),
            **_numbered(one.details[i], other.details[j], same_holder=bool(who["same holder"])),
        }
        row[:] = [values.get(name, 0.0) for name in FEATURES]
    return Pairs(numbers, rows)


def _who(one: Side, i: int, other: Side, j: int) -> dict[str, float]:
    """Whether both have the same holder."""
    a, b = one.claims[i], other.claims[j]
    parties = _party(a.party), _party(b.party)
    same = bool(one.actors[i]) and one.actors[i] == other.actors[j]
    same = same or same_number(a.holder or "", b.holder or "")
    as_party = one.actors[i] == parties[1] != "" or other.actors[j] == parties[0] != ""
    in_words = _named_in(a.holder, b) or _named_in(b.holder, a)
    return {
        "same holder": float(same),
        "same party": float(not same and (as_party or parties[0] == parties[1] != "")),
        "other party": float(not same and "" not in parties and parties[0] != parties[1]),
        "holder unknown": float(not one.actors[i] or not other.actors[j]),
        "holder in the other's words": float(not same and in_words),
    }


def _named_in(holder: str | None, claim: Claim) -> bool:
    word = _last_word(holder) if holder else None
    return word is not None and word in details(claim.words).words


@lru_cache(maxsize=1 << 12)
def _party(name: str | None) -> str:
    return folded(party_named(name)) if name else ""


@lru_cache(maxsize=1 << 12)
def _last_word(name: str) -> str | None:
    words = folded_words(name)
    return words[-1] if words else None


def _where(one: Side, i: int, other: Side, j: int) -> dict[str, float]:
    a, b = one.places[i], other.places[j]
    return {"place": abs(a - b), "both lead": float(a < _LEAD and b < _LEAD)}


def _stood(a: Claim, b: Claim) -> dict[str, float]:
    """What kind of claims they are, and how their acts and measures stand to each other."""
    kinds = {a.kind, b.kind}
    found = {
        "stances": float(kinds == {ClaimKind.STANCE}),
        "statements": float(kinds == {ClaimKind.STATEMENT}),
        "same polarity": float(a.polarity is b.polarity),
        "confidence": a.confidence * b.confidence,
    }
    if a.act is None or b.act is None or a.measure is None or b.measure is None:
        return found
    one, other = wording(a.measure), wording(b.measure)
    ways = DIRECTIONS[a.act], DIRECTIONS[b.act]
    return found | {
        "measures' words": _dice(one.stems, other.stems),
        "same measure verb": float(one.head == other.head),
        "one measure undoes": float(one.undoes != other.undoes),
        "same act": float(a.act is b.act),
        "same direction": float(ways[0] is ways[1]),
        "opposite direction": float(opposite(ways[0]) is ways[1]),
        "done and not done": float((a.act is Act.ACTED) != (b.act is Act.ACTED) and bool({a.act, b.act} & _NOT_DONE)),
        "decided and open": float((a.act in _OPEN) != (b.act in _OPEN) and bool({a.act, b.act} & _DECIDED)),
        "for and against": float({a.act, b.act} in _AGAINST),
        "harm and no harm": float((a.act is Act.THREATENS) != (b.act is Act.THREATENS)),
        "act's distance": abs(WEIGHTS[a.act] - WEIGHTS[b.act]) / 8,
        "same target": float(bool(a.target and b.target) and folded(a.target or "") == folded(b.target or "")),
    }


def _worded(a: Claim, b: Claim) -> dict[str, float]:
    """How far their words, and what they quote, are the same words."""
    one, other = details(a.words).words, details(b.words).words
    run = longest_run(one, other)
    quoted = _words_of(a.quoted), _words_of(b.quoted)
    among = longest_run(*quoted)
    # What one report quotes may stand without marks in the other.
    found = max(longest_run(quoted[0], other), longest_run(one, quoted[1]))
    shorter = min(len(one), len(other))
    least = min((len(words) for words in quoted if words), default=0)
    return {
        "longest run": run / max(shorter, 1),
        "longest run of quotations": among / max(min(map(len, quoted)), 1),
        "quotation found": min(found / max(least, 4), 1.0),
        "length": abs(_log(len(one) + 1) - _log(len(other) + 1)),
        "shortest": _log(shorter + 1),
    }


@lru_cache(maxsize=1 << 12)
def _words_of(pieces: tuple[str, ...]) -> tuple[str, ...]:
    return folded_words(" ".join(pieces))


@lru_cache(maxsize=1 << 12)
def _log(number: int) -> float:
    return float(np.log(number))


def _told(a: Claim, one: Details, b: Claim, other: Details) -> dict[str, float]:
    """In what they differ: numbers, times, firmness, conditions, tellers, quotations."""
    alike = [(x, y) for x, y in product(one.quantities, other.quantities) if x.is_of(y)]
    agree = [x.agrees(y) for x, y in alike]
    days = {day for day in (a.when, b.when) if day is not None}
    fewer, more = sorted((len(one.stems - other.stems), len(other.stems - one.stems)))
    ratio = alikeness(one.words, other.words)
    dates = _dates(one.times), _dates(other.times)
    conditional = bool(a.conditions or one.depends), bool(b.conditions or other.depends)
    return {
        "names shared": _dice(one.names, other.names),
        "numbers agree": float(any(agree)),
        "numbers differ": float(bool(agree) and not all(agree) and not any(agree)),
        "numbers in one": float(bool(one.quantities) != bool(other.quantities)),
        "times agree": float(bool(one.times & other.times)),
        "times differ": float(bool(one.times and other.times) and not one.times & other.times),
        "times in one": float(bool(one.times) != bool(other.times)),
        "denial differs": float(bool(one.denies) != bool(other.denies)),
        "firmness differs": float(bool(one.weakens) != bool(other.weakens)),
        "strength differs": float(bool(one.strengthens) != bool(other.strengthens)),
        "conditions in one": float(conditional[0] != conditional[1]),
        "conditions in both": float(all(conditional)),
        "teller in one": float(bool(a.via) != bool(b.via)),
        "words differ": float(ratio > 0.6) * (1 - ratio),
        "quotation in one": float(bool(a.quoted) != bool(b.quoted)),
        "days differ": float(len(days) > 1),
        "words only in longer": _log(more + 1),
        "words only in shorter": _log(fewer + 1),
        "shares differ": float(shares_differ(one, other)),
        "names in each alone": float(np.log1p(min(len(one.names - other.names), len(other.names - one.names)))),
        "conditions differ": _apart(a.conditions, b.conditions),
        "dates differ": float(bool(dates[0] and dates[1]) and not dates[0] & dates[1]),
        "days of the week differ": float(bool(one.weekdays and other.weekdays) and not one.weekdays & other.weekdays),
    }


@lru_cache(maxsize=1 << 12)
def _dates(times: frozenset[str]) -> frozenset[str]:
    return frozenset(time for time in times if time[-1].isdigit() and not time.isdigit())


def _quoted(a: Claim, b: Claim, *, same_holder: bool) -> dict[str, float]:
    """How they quote the same words, if they do."""
    another_form = {"another form quoted": float(other_forms_quoted(a.quoted, b.quoted))}
    found = compare_quotations(a.quoted, b.quoted, a.words, b.words)
    if found is None:
        return another_form
    names = {
        Quoting.SAME: "quoted alike",
        Quoting.SHORTENED: "quotation shortened",
        Quoting.REWORDED: "quotation reworded",
        Quoting.PARAPHRASED: "quotation told without marks",
    }
    reworded = found.how is Quoting.REWORDED
    in_marks = found.how is not Quoting.PARAPHRASED
    shorter = min((len(words) for words in (_words_of(a.quoted), _words_of(b.quoted)) if words), default=1)
    return another_form | {
        names[found.how]: 1.0,
        "another's mouth": float(not same_holder and in_marks),
        "another person's mouth": float(not same_holder and in_marks and _two_persons(a, b)),
        "quotation's words in common": reworded * float(np.log1p(found.shared)),
        "quotation's words changed": reworded * found.changed / (found.changed + found.shared + 1),
        "quotation's sense changed": reworded * float(np.log1p(found.sense_changed)),
        "quotation has another sense": float(reworded and found.sense_changed > 0),
        "quotation's share in common": reworded * found.shared / shorter,
    }


def _two_persons(a: Claim, b: Claim) -> bool:
    """Tell whether two persons of other names are said to have said it, and neither to have told what a third one said."""
    names = [family_name(each.holder) if each.holder and not each.via else None for each in (a, b)]
    if names[0] is None or names[1] is None:
        return False
    return names[0] not in folded(b.holder or "") and names[1] not in folded(a.holder or "")


def _exchanged(one: Details, other: Details) -> dict[str, float]:
    """Whether a number, a name or a time of one stands where the other has another one."""
    found = exchanged(one.words, other.words)
    return {
        "numbers exchanged": float(any(all(map(_has_number, gap)) for gap in found)),
        "names exchanged": float(any(_has(gap[0], one.names) and _has(gap[1], other.names) for gap in found)),
        "times exchanged": float(any(_is_time(gap[0], one) and _is_time(gap[1], other) for gap in found)),
        "words exchanged": float(np.log1p(len(found))),
    }


@lru_cache(maxsize=1 << 14)
def _has_number(words: tuple[str, ...]) -> bool:
    return any(word[0].isdigit() for word in words) or bool(quantities_in(" ".join(words) + " things"))


def _has(words: tuple[str, ...], names: frozenset[str]) -> bool:
    return any(f"={word}" in names for word in words)


def _is_time(words: tuple[str, ...], of: Details) -> bool:
    return any(word in time.split() for word in words for time in of.times)


def _numbered(one: Details, other: Details, *, same_holder: bool) -> dict[str, float]:
    """Whether exact numbers beside the same words differ, and whether one speaker is said to have given both.

    One number differs where both count the same and each has a number of it that the other lacks, whatever else they share.
    """
    pairs = [
        (x, y)
        for x, y in product(one.quantities, other.quantities)
        if x.stands_with(y) and x.bound is Bound.EXACT is y.bound
    ]
    differ = bool(pairs) and not any(x.meets(y) for x, y in pairs)
    alike = [(x, y) for x, y in product(one.quantities, other.quantities) if x.is_of(y)]
    lacking = any(not any(map(x.meets, other.quantities)) for x, _ in alike)
    alone = lacking and any(not any(map(y.meets, one.quantities)) for _, y in alike)
    return {
        "one number differs": float(alone),
        "numbers beside the same differ": float(differ),
        "numbers of one speaker differ": float(differ and same_holder),
    }


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How little the words of two claims' conditions have in common, if both have any."""
    sides = [frozenset().union(*(details(each).stems for each in listed)) for listed in (one, other)]
    return 1 - _dice(*sides) if all(sides) else 0.0


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
