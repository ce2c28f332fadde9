"""The rules of docs/positions.md, one by one."""

from __future__ import annotations

import pytest

from onrecord.record.acts import ChangeKind, Direction, Firmness
from onrecord.record.index import PositionIndex
from onrecord.record.positions import Change, ContradictionKind, History, SubjectKind
from onrecord.records import Told
from onrecord.vocabulary import Act, ConditionKind
from tests.record.telling import cell, day, position, said_on, told

VALDRANIA = cell("valdrania", kind=SubjectKind.PARTY)
CLAIMED = ("Coll Hargrave",)
TRUCE = ("after a truce", ConditionKind.EVENT)
VOTE = ("if parliament agrees", ConditionKind.APPROVAL)


def history(*tellings: Told) -> History:
    found = PositionIndex(tellings).history(cell())
    assert found is not None
    return found


def steps(*tellings: Told) -> list[tuple[ChangeKind, Act]]:
    return [(change.kind, change.after) for change in history(*tellings).changes]


def days_of(changes: tuple[Change, ...]) -> list[int | None]:
    return [change.on.day if change.on else None for change in changes]


def test_the_later_statement_stands_whenever_it_was_published() -> None:
    early = told(Act.COMMITS, "gull", day(9), when=said_on(day(1)))
    late = told(Act.DECLINES, "heron", day(3))
    assert position(early, late).act is Act.DECLINES
    assert position(early, late).since == day(3)


def test_a_repeated_report_confirms_and_changes_nothing() -> None:
    tellings = [told(Act.COMMITS, "gull", day(1)), told(Act.COMMITS, "heron", day(4))]
    found = position(*tellings)
    assert (found.since, found.last, found.sources) == (day(1), day(4), 2)
    assert steps(*tellings) == [(ChangeKind.FIRST, Act.COMMITS)]


@pytest.mark.parametrize(
    ("acts", "kind"),
    [
        ((Act.COMMITS, Act.DECLINES), ChangeKind.REVERSED),
        ((Act.SUPPORTS, Act.OPPOSES), ChangeKind.REVERSED),
        ((Act.DECLINES, Act.COMMITS), ChangeKind.REVERSED),
        ((Act.COMMITS, Act.UNDECIDED, Act.DECLINES), ChangeKind.REVERSED),
        ((Act.DECLINES, Act.OPEN, Act.DECLINES), ChangeKind.SETTLED),
        ((Act.COMMITS, Act.OPEN), ChangeKind.SOFTENED),
        ((Act.DECLINES, Act.UNDECIDED), ChangeKind.SOFTENED),
        ((Act.OPEN, Act.COMMITS), ChangeKind.SETTLED),
        ((Act.OPEN, Act.DECLINES), ChangeKind.SETTLED),
        ((Act.COMMITS, Act.ACTED), ChangeKind.CARRIED_OUT),
        ((Act.THREATENS, Act.ACTED), ChangeKind.CARRIED_OUT),
        ((Act.DECLINES, Act.ACTED), ChangeKind.REVERSED),
        ((Act.SUPPORTS, Act.DEMANDS), ChangeKind.RESTATED),
        ((Act.UNDECIDED, Act.OPEN), ChangeKind.RESTATED),
    ],
)
def test_each_step_has_its_name(acts: tuple[Act, ...], kind: ChangeKind) -> None:
    tellings = [told(act, f"a{number}", day(number + 1)) for number, act in enumerate(acts)]
    assert steps(*tellings)[-1] == (kind, acts[-1])


def test_since_when_it_points_there_may_be_longer_ago_than_the_act() -> None:
    found = position(
        told(Act.OPEN, "gull", day(1)), told(Act.COMMITS, "heron", day(2)), told(Act.ACTED, "ibis", day(5))
    )
    assert (found.since, found.direction_since, found.direction) == (day(5), day(2), Direction.FOR)


def test_an_unknown_day_never_supersedes_a_known_one() -> None:
    found = position(told(Act.COMMITS, "gull", day(1)), told(Act.DECLINES, "heron"))
    assert (found.act, found.is_dated) == (Act.COMMITS, True)
    assert [each.article for each in found.undated] == ["heron"]
    assert not found.disputed


def test_unknown_days_are_the_position_where_there_is_nothing_else() -> None:
    found = position(told(Act.UNDECIDED, "gull"))
    assert (found.act, found.since, found.last, found.is_dated) == (Act.UNDECIDED, None, None, False)
    assert found.firmness is Firmness.UNDECIDED


def test_a_copy_is_no_second_witness() -> None:
    found = position(
        told(Act.COMMITS, "gull", day(1)),
        told(Act.COMMITS, "heron", day(1), copy_of="gull"),
        told(Act.COMMITS, "ibis", day(2), copy_of="heron"),
    )
    assert found.sources == 1
    assert found.articles == ("gull", "heron", "ibis")
    assert found.outlets == ("gull Post", "heron Post", "ibis Post")


def test_a_copy_that_comes_days_later_tells_nothing_new() -> None:
    original = told(Act.COMMITS, "gull", day(1))
    late = told(Act.COMMITS, "heron", day(9), copy_of="gull")
    assert position(original, late).last == day(1)
    taken_back = told(Act.DECLINES, "kite", day(5))
    found = position(original, taken_back, late)
    assert (found.act, found.since, found.disputed) == (Act.DECLINES, day(5), False)
    assert [change.kind for change in history(original, taken_back, late).changes] == [
        ChangeKind.FIRST,
        ChangeKind.REVERSED,
    ]


def test_a_copy_counts_on_the_day_of_its_original_whichever_came_first_into_the_record() -> None:
    original, late = told(Act.COMMITS, "gull", day(1)), told(Act.COMMITS, "heron", day(9), copy_of="gull")
    alone = told(Act.COMMITS, "ibis", None, copy_of="gull")
    index = PositionIndex([late, alone])
    (cell,) = index.cells(SubjectKind.ACTOR)
    before = index.position(cell)
    assert before is not None
    assert (before.last, len(before.undated)) == (day(9), 1)

    assert index.replace("gull", [original])

    after = index.position(cell)
    assert after is not None
    assert (after.since, after.last, after.articles, after.undated) == (day(1), day(1), ("gull", "heron", "ibis"), ())
    index.replace("gull", [])
    assert index.position(cell) == before


def test_copies_do_not_outvote_a_report_of_their_own_day() -> None:
    copies = [told(Act.COMMITS, f"copy{number}", day(2), copy_of="gull") for number in range(5)]
    own = [told(Act.DECLINES, "heron", day(2)), told(Act.DECLINES, "ibis", day(2))]
    found = position(told(Act.COMMITS, "gull", day(2)), *copies, *own)
    assert (found.act, found.disputed) == (Act.DECLINES, True)


def test_an_outlet_that_reports_twice_is_one_source() -> None:
    found = position(told(Act.COMMITS, "gull", day(1), outlet="Post"), told(Act.COMMITS, "ibis", day(2), outlet="POST"))
    assert found.sources == 1


def test_reports_of_one_day_that_contradict_keep_both_sides_until_a_later_one_settles_it() -> None:
    tellings = [told(Act.COMMITS, "gull", day(2)), told(Act.DECLINES, "heron", day(2))]
    (dispute,) = position(*tellings).contradictions
    assert (dispute.on, dispute.kind, dispute.is_open) == (day(2), ContradictionKind.REPORTS, True)
    assert {account.act: [each.article for each in account.told] for account in dispute.accounts} == {
        Act.COMMITS: ["gull"],
        Act.DECLINES: ["heron"],
    }
    settled = [*tellings, told(Act.DECLINES, "ibis", day(3))]
    assert not position(*settled).disputed
    assert [each.is_open for each in history(*settled).contradictions] == [False]


def test_what_stood_before_stands_where_as_many_say_so_as_say_otherwise() -> None:
    tellings = [
        told(Act.DECLINES, "gull", day(1)),
        told(Act.COMMITS, "heron", day(2)),
        told(Act.DECLINES, "ibis", day(2)),
    ]
    assert position(*tellings).since == day(1)
    assert steps(*tellings) == [(ChangeKind.FIRST, Act.DECLINES)]


def test_reports_of_one_day_that_differ_in_strength_do_not_contradict() -> None:
    found = position(told(Act.COMMITS, "gull", day(1)), told(Act.OPEN, "heron", day(1)), told(Act.OPEN, "ibis", day(1)))
    assert (found.act, found.sources, found.disputed) == (Act.OPEN, 2, False)


def test_an_article_tells_first_what_came_first() -> None:
    tellings = [told(Act.DECLINES, "gull", day(1), order=10), told(Act.COMMITS, "gull", day(1), order=50)]
    assert steps(*tellings) == [(ChangeKind.FIRST, Act.DECLINES), (ChangeKind.REVERSED, Act.COMMITS)]
    assert [change.within_article for change in history(*tellings).changes] == [False, True]
    assert not position(*tellings).disputed


def test_words_that_say_it_was_before_go_before_the_order_of_the_text() -> None:
    now = told(Act.COMMITS, "gull", day(1), order=10, words="Melnar will send ships")
    before = told(Act.DECLINES, "gull", day(1), order=50, words="Melnar had initially refused")
    assert steps(now, before) == [(ChangeKind.FIRST, Act.DECLINES), (ChangeKind.REVERSED, Act.COMMITS)]


def test_times_that_the_words_give_go_before_the_order_of_the_text() -> None:
    now = told(Act.COMMITS, "gull", day(5), order=10)
    before = told(Act.DECLINES, "gull", day(5), order=50, when=said_on(day(2)))
    assert days_of(history(now, before).changes) == [2, 5]


def test_acts_of_one_direction_in_one_article_stand_together() -> None:
    tellings = [told(Act.SUPPORTS, "gull", day(1), order=10), told(Act.DEMANDS, "gull", day(1), order=50)]
    assert steps(*tellings) == [(ChangeKind.FIRST, Act.DEMANDS)]


def test_another_camp_cannot_turn_round_the_holders_own_word() -> None:
    tellings = [told(Act.DECLINES, "gull", day(1)), told(Act.COMMITS, "heron", day(3), via=CLAIMED)]
    found = position(*tellings)
    assert (found.act, found.own_word) == (Act.DECLINES, True)
    assert [dispute.kind for dispute in found.contradictions] == [ContradictionKind.CLAIM]
    confirmed = position(*tellings, told(Act.COMMITS, "ibis", day(4)))
    assert (confirmed.act, confirmed.since, confirmed.disputed) == (Act.COMMITS, day(4), False)


@pytest.mark.parametrize("between", [Act.ACTED, Act.OPEN])
def test_another_camp_cannot_turn_the_holders_own_word_round_in_two_steps(between: Act) -> None:
    own = told(Act.COMMITS, "heron", day(1))
    turn = told(Act.DECLINES, "kite", day(5), via=CLAIMED)
    found = position(own, told(between, "gull", day(3), via=CLAIMED), turn)
    assert (found.act, found.disputed) == (between, True)
    (dispute,) = found.contradictions
    assert [[each.article for each in side.told] for side in dispute.accounts] == [["heron"], ["kite"]]


def test_one_teller_of_one_outlet_who_tells_both_on_one_day_is_no_contradiction() -> None:
    one = told(Act.COMMITS, "gull", day(3), via=CLAIMED, outlet="Post")
    assert not position(one, told(Act.DECLINES, "jay", day(3), via=CLAIMED, outlet="Post")).disputed
    assert position(one, told(Act.DECLINES, "jay", day(3), via=CLAIMED, outlet="Times")).disputed
    assert position(one, told(Act.DECLINES, "jay", day(3), via=("Ada Marlow",), outlet="Post")).disputed


def test_another_camp_is_believed_where_nothing_else_is_known() -> None:
    found = position(told(Act.OPEN, "gull", day(1)), told(Act.COMMITS, "heron", day(3), via=CLAIMED))
    assert (found.act, found.via, found.own_word) == (Act.COMMITS, (CLAIMED,), False)


def test_a_condition_that_a_report_leaves_out_is_not_lifted() -> None:
    found = position(told(Act.COMMITS, "gull", day(1), conditions=(TRUCE,)), told(Act.COMMITS, "heron", day(2)))
    (condition,) = found.conditions
    assert (condition.words, condition.kind, condition.first, condition.last) == (*TRUCE, day(1), day(1))
    assert found.firmness is Firmness.CONDITIONAL


def test_a_condition_of_a_new_kind_is_a_change_and_the_same_in_other_words_is_none() -> None:
    tellings = [
        told(Act.COMMITS, "gull", day(1), conditions=(TRUCE,)),
        told(Act.COMMITS, "heron", day(2), conditions=(("once the guns are silent", ConditionKind.EVENT),)),
        told(Act.COMMITS, "ibis", day(3), conditions=(VOTE,)),
    ]
    assert days_of(history(*tellings).changes) == [1, 3]
    assert steps(*tellings)[-1] == (ChangeKind.CONDITION, Act.COMMITS)
    assert len(position(*tellings).conditions) == 3


def test_conditions_of_what_stood_before_do_not_stay() -> None:
    assert not position(
        told(Act.COMMITS, "gull", day(1), conditions=(TRUCE,)), told(Act.ACTED, "heron", day(2))
    ).conditions


@pytest.mark.parametrize(
    ("act", "firmness"),
    [
        (Act.ACTED, Firmness.DONE),
        (Act.DECLINES, Firmness.FIRM),
        (Act.OPEN, Firmness.TENTATIVE),
        (Act.UNDECIDED, Firmness.UNDECIDED),
    ],
)
def test_how_firm_it_is(act: Act, firmness: Firmness) -> None:
    assert position(told(act, "gull", day(1))).firmness is firmness


def test_targets_are_given_once_in_the_form_first_told() -> None:
    found = position(
        told(Act.DEMANDS, "gull", day(1), target="Karsova"),
        told(Act.DEMANDS, "heron", day(2), target="karsova"),
        told(Act.DEMANDS, "ibis", day(3), target="Galdria"),
    )
    assert found.targets == ("Karsova", "Galdria")


def test_a_party_stands_where_whoever_speaks_for_it_last_stood() -> None:
    tellings = [told(Act.COMMITS, "gull", day(1)), told(Act.DECLINES, "heron", day(2), holder="Ada Marlow")]
    found = position(*tellings, at=VALDRANIA)
    assert (found.act, found.divided, found.disputed) == (Act.DECLINES, False, False)
    assert position(*tellings).act is Act.COMMITS
    reversed_by_another = PositionIndex(tellings).history(VALDRANIA)
    assert reversed_by_another is not None
    assert [change.kind for change in reversed_by_another.changes] == [ChangeKind.FIRST, ChangeKind.REVERSED]


def test_a_partys_own_word_is_superseded_by_who_speaks_for_it_later() -> None:
    tellings = [told(Act.DECLINES, "gull", day(1), holder="Valdrania"), told(Act.COMMITS, "heron", day(2))]
    found = position(*tellings, at=VALDRANIA)
    assert (found.act, found.since, found.divided) == (Act.COMMITS, day(2), False)


def test_members_of_a_party_who_differ_on_one_day_are_no_contradiction_of_reports() -> None:
    tellings = [told(Act.COMMITS, "gull", day(1)), told(Act.DECLINES, "heron", day(1), holder="Ada Marlow")]
    found = position(*tellings, at=VALDRANIA)
    assert (found.divided, found.contradictions) == (True, ())
    assert not position(*tellings).divided


@pytest.mark.parametrize(("act", "holder"), [(Act.COMMITS, "Ada Marlow"), (Act.OPEN, "Valdrania")])
def test_a_party_is_no_longer_divided_once_somebody_speaks_for_it_later(act: Act, holder: str) -> None:
    tellings = [told(Act.COMMITS, "gull", day(1)), told(Act.DECLINES, "heron", day(1), holder="Ada Marlow")]
    assert not position(*tellings, told(act, "ibis", day(2), holder=holder), at=VALDRANIA).divided
    claimed = told(act, "ibis", day(2), holder=holder, via=CLAIMED)
    assert position(*tellings, claimed, at=VALDRANIA).divided


def test_what_another_camp_claims_of_a_member_divides_no_party() -> None:
    claimed = told(Act.DECLINES, "heron", day(1), holder="Ada Marlow", via=CLAIMED)
    assert not position(told(Act.COMMITS, "gull", day(1)), claimed, at=VALDRANIA).divided


def test_members_who_differ_on_unknown_days_divide_a_party_while_nothing_else_is_known() -> None:
    tellings = [told(Act.COMMITS, "gull"), told(Act.DECLINES, "heron", holder="Ada Marlow")]
    assert position(*tellings, at=VALDRANIA).divided
    assert not position(*tellings, told(Act.OPEN, "ibis", day(1)), at=VALDRANIA).divided


def test_what_most_sources_tell_of_a_member_is_where_it_stands_on_that_day() -> None:
    tellings = [
        told(Act.COMMITS, "gull", day(1)),
        told(Act.DECLINES, "heron", day(1), holder="Ada Marlow"),
        told(Act.COMMITS, "ibis", day(1), holder="Ada Marlow"),
        told(Act.COMMITS, "jay", day(1), holder="Ada Marlow"),
    ]
    found = position(*tellings, at=VALDRANIA)
    assert (found.divided, found.disputed) == (False, True)


def test_as_of_a_day_the_position_is_what_it_was_then() -> None:
    tellings = [told(Act.COMMITS, "gull", day(1)), told(Act.DECLINES, "heron", day(5))]
    assert position(*tellings, as_of=day(4)).act is Act.COMMITS
    assert PositionIndex(tellings).position(cell(), day(1)) is not None
    assert PositionIndex([told(Act.COMMITS, "gull")]).position(cell(), day(4)) is None
    last_month = told(Act.COMMITS, "gull", day(3), when=said_on(None))
    assert position(last_month, as_of=day(4)).since is None
