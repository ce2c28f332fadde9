"""One wording for one measure within an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.stances.wording import Mention, harmonised, same_measure

PHRASES = (
    "send troops to Tarn",
    "send more troops to Tarn",
    "withdraw troops from Tarn",
    "lift river tolls",
    "river tolls",
    "",
)


def test_alike_phrases_get_the_fullest_wording() -> None:
    mentions = [
        Mention("lift tolls on the river", None, 10),
        Mention("lift all tolls on the river", None, 90),
        Mention("build a bridge", None, 50),
    ]
    assert harmonised(mentions) == ("lift all tolls on the river", "lift all tolls on the river", "build a bridge")


def test_other_names_numbers_and_opposite_verbs_are_other_measures() -> None:
    assert same_measure("impose sanctions on Tarn", "lift sanctions on Tarn") == 0
    assert same_measure("impose sanctions on Tarn", "impose sanctions on Ostrava") == 0
    assert same_measure("send 400 guards", "send 900 guards") == 0
    assert same_measure("impose sanctions on Tarn", "imposing sanctions against Tarn") == 1


def test_the_same_words_toward_another_target_are_not_joined() -> None:
    mentions = [Mention("raise tolls on goods", "Tarn", 1), Mention("raise tolls on all goods", "Ostrava", 2)]
    assert harmonised(mentions) == ("raise tolls on goods", "raise tolls on all goods")


def test_empty_phrases_stay_empty() -> None:
    assert harmonised([Mention("", None, 1), Mention("", None, 2)]) == ("", "")
    assert harmonised([]) == ()


MENTIONS = st.lists(
    st.builds(Mention, st.sampled_from(PHRASES), st.sampled_from((None, "Tarn", "Ostrava")), st.integers(0, 500)),
    max_size=7,
    unique_by=lambda mention: mention.at,
)


@given(MENTIONS, st.randoms())
def test_the_order_of_the_mentions_changes_nothing(mentions: list[Mention], chance: object) -> None:
    shuffled = list(mentions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip(mentions, harmonised(mentions), strict=True)) == dict(
        zip(shuffled, harmonised(shuffled), strict=True)
    )


@given(MENTIONS)
def test_every_wording_is_one_of_the_mentions(mentions: list[Mention]) -> None:
    assert set(harmonised(mentions)) <= {mention.phrase for mention in mentions}


@given(st.sampled_from(PHRASES), st.sampled_from(PHRASES))
def test_likeness_is_symmetric_and_between_nought_and_one(a: str, b: str) -> None:
    assert same_measure(a, b) == same_measure(b, a)
    assert 0 <= same_measure(a, b) <= 1
