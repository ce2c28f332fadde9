"""The record's positions, computed from its database for those who show them, and what its measures are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from onrecord.pipeline.following import dossier_of, phrase_vectors
from onrecord.pipeline.matched import KeptVectors
from onrecord.record.codebook import Codebook, load_codebook
from onrecord.record.decided import Decided
from onrecord.record.identities import identities_of
from onrecord.record.index import PositionIndex
from onrecord.record.measures import grouped
from onrecord.record.recorded import Recorded
from onrecord.record.undisturbed import undisturbed
from onrecord.records import Stance
from onrecord.settings import Database
from onrecord.store import Matches, Reviews, View


def recorded(database: Database) -> Recorded:
    """Compute the positions of the record in ``database``, reviewers' decisions included.

    A measure is the codebook's where the stance matches one, else the group of phrases that mean the same. What
    stances match is what they were last matched with. Raises :class:`~onrecord.errors.StoreError` where the database is
    unusable, and :class:`~onrecord.errors.CodebookError` where the codebook is.
    """
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
