"""A roster says after any counting the same as one that counted only what is left."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.actors import Holder, resolve
from onrecord.record.identities import NOBODY_DECIDED, Identities
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.roster import Roster

_NAMES = (
    "Bob Tarn", "Robert Tarn", "ROBERT TARN", "robert tarn", "Tarn", "President Tarn", "Bob", "Robert", "Bob Robert Tarn",
    "Mihal Javan Tarn", "Javan Tarn", "Mihal Tarn", "Mikhal Tarn", "Mihal Y. Tarn", "Robert Tarn Jr.", "Javan",
    "Robert Marlow-Tarn", "Robert Marlow Tarn", "Marlow-Tarn", "O'Tarn", "Otarn", "Bob O'Tarn", "the envoys", "three envoys",
    "France", "the French government",
)  # fmt: skip
_PARTIES = (None, "Valdrania", "Karsova", "France", "EU", "European Union")
_SPLIT = "x [y]"

holders = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_PARTIES))
countings = st.lists(st.dictionaries(holders, st.sampled_from([0, 1, 2, 5, 9, 20]), max_size=3), min_size=1, max_size=9)
names_only = st.sampled_from([name.lower() for name in _NAMES] + [_SPLIT])
identities = st.just(NOBODY_DECIDED) | st.builds(
    Identities,
    st.dictionaries(holders, names_only, max_size=2),
    st.dictionaries(names_only, names_only, max_size=1),
    st.dictionaries(names_only, st.just("Petrel"), max_size=1),
    st.just({_SPLIT: ("X", "y")}),
)


@settings(max_examples=300)
@given(countings, identities, identities)
def test_counting_to_and_fro_leaves_what_counting_once_gives(
    steps: list[dict[Holder, int]], before: Identities, after: Identities
) -> None:
    roster, held = Roster(before), dict[Holder, int]()
    for number, step in enumerate(steps):
        if number == len(steps) // 2:
            roster.identify(after)
        for holder, count in step.items():
            roster.count(roster.number(holder), count - held.get(holder, 0))
            held[holder] = count
        roster.settle()
    roster.identify(after)
    anew = Roster(after)
    for holder, count in sorted(held.items(), key=str):
        if count:
            anew.count(anew.number(holder), count)
    anew.settle()
    assert roster.assigned() == anew.assigned()
    assert _subjects(roster) == _subjects(anew)
    if after is NOBODY_DECIDED:
        left = {holder: count for holder, count in held.items() if count}
        assert {holder: _actor(roster, key) for holder, key in roster.assigned().items()} == resolve(left, left)


def test_who_holds_nothing_any_more_gives_no_name_when_a_reviewer_decides() -> None:
    roster = Roster()
    left, gone = (roster.number(("Mihal Javan", party)) for party in (None, "Karsova"))
    for number, change in ((gone, 9), (left, 1)):
        roster.count(number, change)
    roster.settle()
    roster.count(gone, -9)
    roster.settle()
    roster.identify(Identities(names={"bob tarn": "Bob"}))
    assert roster.subject(SubjectKind.ACTOR, "mihal javan").party is None


def test_an_actor_whom_a_short_name_leaves_loses_its_party() -> None:
    roster = Roster()
    roster.count(roster.number(("Rob J. Tarn", "Karsova")), 5)
    roster.count(roster.number(("Rob J. Tarn", "Valdrania")), 1)
    roster.count(roster.number(("President Tarn", "Valdrania")), 9)
    roster.settle()
    assert roster.subject(SubjectKind.ACTOR, "rob tarn").party == "Valdrania"
    roster.count(roster.number(("Mikhal Tarn", "Valdrania")), 5)
    assert (SubjectKind.ACTOR, "rob tarn") in roster.settle().renamed
    assert roster.subject(SubjectKind.ACTOR, "rob tarn").party == "Karsova"


def test_an_actor_that_is_gone_gives_those_merged_into_it_no_name() -> None:
    roster = Roster(Identities(merged={"javan tarn": "ilse novak"}))
    ilse, javan = roster.number(("Ilse Novak", "Karsova")), roster.number(("Javan Tarn", "Valdrania"))
    roster.count(ilse, 1)
    roster.count(javan, 1)
    roster.settle()
    assert roster.subject(SubjectKind.ACTOR, "ilse novak") == _novak("Ilse Novak", "Karsova")
    roster.count(ilse, -1)
    assert (SubjectKind.ACTOR, "ilse novak") in roster.settle().renamed
    assert roster.subject(SubjectKind.ACTOR, "ilse novak") == _novak("ilse novak", None)
    roster.count(ilse, 1)
    roster.settle()
    assert roster.subject(SubjectKind.ACTOR, "ilse novak") == _novak("Ilse Novak", "Karsova")


def _novak(name: str, party: str | None) -> Subject:
    return Subject(SubjectKind.ACTOR, "ilse novak", name, party)


def _actor(roster: Roster, key: str) -> Subject:
    return roster.subject(SubjectKind.ACTOR, key)


def _subjects(roster: Roster) -> dict[str, Subject]:
    return {key: _actor(roster, key) for key in roster.assigned().values()}
