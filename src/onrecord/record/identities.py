"""Who is who as reviewers have it: actors merged into one, names split off, actors renamed.

Names in articles say who is who as far as they can (:mod:`onrecord.record.actors`); what a person decided goes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.record.actors import Holder, folded, party_named
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.verdicts import latest_first
from onrecord.records import ActorJudgement
from onrecord.vocabulary import ActorDecision


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who by reviewers' decisions.

    ``pinned`` gives the actor's key for names with their parties that a person assigned, ``merged`` the key of the actor
    that another key now stands for, ``names`` what actors are called, by their keys; ``split_off`` gives those that were
    split off with the name and party that stands for them.
    """

    pinned: Mapping[Holder, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    split_off: Mapping[str, Holder] = field(default_factory=dict)

    def identified(self, holder: Holder, by_name: Subject) -> Subject:
        """Give the actor that a holder is, who is ``by_name`` by its name alone; what it is called is as far as known here."""
        key = self.key_of(holder, by_name.key)
        if key != by_name.key:
            name, party = self.split_off.get(key, (key, None))
            by_name = Subject(SubjectKind.ACTOR, key, name, party and party_named(party))
        return replace(by_name, name=self.names.get(key, by_name.name))

    def key_of(self, holder: Holder, key: str) -> str:
        """Give the key of the actor that a holder is, who is the actor ``key`` by its name alone."""
        return self.pinned.get(holder) or self.merged.get(key, key)


NOBODY_DECIDED = Identities()
"""Who is who by names alone."""


def identities_of(judgements: Iterable[ActorJudgement]) -> Identities:
    """Give who is who by reviewers' judgements, in whatever order they are given.

    A merge moves the names that the merged actors had then, wherever they might belong by themselves later, and
    whatever new form of their names turns up. A split moves its names to an actor of their own.
    """
    pinned: dict[Holder, str] = {}
    merged: dict[str, str] = {}
    names: dict[str, str] = {}
    split_off: dict[str, Holder] = {}
    for each in reversed(latest_first(judgements)):
        if each.decision is ActorDecision.MERGE:
            into = merged.get(each.actor, each.actor)
            # Whom was merged into one of these before goes along.
            merged = {key: into if there in each.others else there for key, there in merged.items()}
            pinned = {holder: into if there in each.others else there for holder, there in pinned.items()}
            merged |= dict.fromkeys(each.others, into)
            merged.pop(into, None)
            pinned |= dict.fromkeys(each.holders, into)
        elif each.decision is ActorDecision.SPLIT:
            pinned |= dict.fromkeys(each.holders, split_key(each))
            split_off[split_key(each)] = _naming(each)
        if each.name is not None:
            names[split_key(each) if each.decision is ActorDecision.SPLIT else each.actor] = each.name
    return Identities(pinned, merged, names, split_off)


def split_key(judgement: ActorJudgement) -> str:
    """Give the key of the actor that a judgement splits off: made of the first of its names, as no name alone makes it."""
    name, party = _naming(judgement)
    return f"{folded(name)} [{folded(party or '')}]"


def _naming(judgement: ActorJudgement) -> Holder:
    """The fullest of the names that a judgement moves."""
    return min(judgement.holders, key=lambda holder: (-len(holder[0]), holder[0], holder[1] or ""))
