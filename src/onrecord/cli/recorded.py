"""The record's positions for the commands that show them, and what its measures are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from onrecord.cli.following import bring_up_to_date, dossier_of, phrase_vectors
from onrecord.pipeline.matched import KeptVectors
from onrecord.record.codebook import Codebook, load_codebook
from onrecord.record.decided import Decided
from onrecord.record.identities import identities_of
from onrecord.record.index import PositionIndex
from onrecord.record.measures import grouped
from onrecord.record.undisturbed import undisturbed
from onrecord.records import Stance
from onrecord.settings import Database
from onrecord.store import Matches, Reviews, View


@dataclass(frozen=True, slots=True)
class Recorded:
    """All positions of a record, and what its measures are called, by their keys.

    ``labels`` are those that the codebook gives; any other measure is called by its key. ``phrases`` are all that the
    stances on a measure call it. ``groups`` are the codebook's, with the keys of their measures by the group's label.
    """

    index: PositionIndex
    labels: Mapping[str, str]
    phrases: Mapping[str, Set[str]]
    groups: Mapping[str, Set[str]]


def recorded(database: Database) -> Recorded:
    """Compute the positions of the record in ``database``, reviewers' decisions included.

    A measure is the codebook's where the stance matches one, else the group of phrases that mean the same. Raises
    :class:`~onrecord.errors.StoreError` where the database is unusable, and what :func:`bring_up_to_date` raises.
    """
    bring_up_to_date(database)
    with View(database) as view:
        with undisturbed(view.counts().stances):
            told = list(view.told())
        # A correction says nothing where the record has lost the article that it quotes.
        decided = [Decided(judgement, stands) for judgement, stands in view.judged() if stands or not judgement.stance]
    stances = [each.stance for each in (*told, *(each.told for each in decided if each.told))]
    called = _called(database, Counter(stance.measure for stance in stances if stance.codebook is None))

    def measure_of(stance: Stance) -> str:
        # A phrase that a correction brings later is a measure of its own until all phrases are compared anew.
        return called.get(stance.measure, stance.measure) if stance.codebook is None else stance.codebook

    phrases: dict[str, set[str]] = defaultdict(set)
    for stance in stances:
        phrases[measure_of(stance)].add(stance.measure)
    followed = _followed(database)
    labels = {each.id: each.label for each in followed.measures}
    groups = {
        group.label: {each.id for each in followed.measures if each.group == group.id} for group in followed.groups
    }
    with Reviews(database) as reviews:
        identities = identities_of(reviews.actors_judged())
    return Recorded(PositionIndex(told, decided, measure_of, identities), labels, phrases, groups)


def _called(database: Database, phrases: Mapping[str, int]) -> dict[str, str]:
    """Return for each phrase the commonest one that means the same measure."""
    if not phrases:
        return {}
    with Matches(database) as matches:
        return grouped(phrases, KeptVectors(matches, phrase_vectors()))


def _followed(database: Database) -> Codebook:
    dossier = dossier_of(database)
    return Codebook("") if dossier is None else load_codebook(dossier.codebook)
