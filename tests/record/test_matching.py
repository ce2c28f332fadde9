"""Which measure of a codebook a phrase means, and none of these."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record.codebook import Codebook, Measure
from onrecord.record.matching import FEATURES, Compared, Matcher, Phrase, chances, coefficients
from tests.record.word_vectors import WordVectors

STRAIT = Codebook(
    "The Quell strait",
    (),
    (
        Measure(
            "escort-ships",
            "escort ships through the strait",
            definition="Warships accompany merchant ships through the Quell strait.",
            phrases=("protect merchant ships", "send warships as escorts"),
            examples=("Two frigates will sail beside each merchant ship.",),
        ),
        Measure(
            "share-charts",
            "hand over mine charts",
            definition="Charts of the minefields are given to the neighbour.",
            phrases=("share charts of the mines",),
        ),
        Measure("lift-embargo", "lift the grain embargo", definition="Grain may be sold again."),
    ),
)
OWN_NAMES = [(measure.id, name) for measure in STRAIT.measures for name in measure.names]


@pytest.mark.parametrize(("measure", "name"), OWN_NAMES)
def test_a_measure_is_found_by_its_own_names(measure: str, name: str) -> None:
    [match] = Matcher(STRAIT, WordVectors()).match([Phrase(name)])

    assert match.measure == measure
    assert match.confidence > 0.5


@pytest.mark.parametrize("phrase", ["appoint a new judge", "build an opera house", ""])
def test_what_the_codebook_does_not_follow_is_none_of_these(phrase: str) -> None:
    [match] = Matcher(STRAIT, WordVectors()).match([Phrase(phrase)])

    assert match.measure is None
    assert match.confidence > 0.5


def test_the_words_around_speak_for_a_measure() -> None:
    matcher = Matcher(STRAIT, WordVectors())
    bare = Phrase("give the papers")
    around = Phrase("give the papers", evidence="The admiral would share his charts of the mines.")

    [alone], [supported] = matcher.chances([bare]), matcher.chances([around])

    assert supported[1] > alone[1]


def test_without_measures_everything_is_none_of_these() -> None:
    [match] = Matcher(Codebook("empty"), WordVectors()).match([Phrase("escort ships")])

    assert (match.measure, match.confidence) == (None, 1.0)


def test_a_codebook_of_one_measure_can_still_be_missed() -> None:
    one = Codebook("one", (), STRAIT.measures[:1])

    [hit, miss] = Matcher(one, WordVectors()).match(
        [Phrase("escort ships through the strait"), Phrase("sell the opera")]
    )

    assert (hit.measure, miss.measure) == ("escort-ships", None)


def test_nothing_asked_nothing_answered() -> None:
    assert Matcher(STRAIT, WordVectors()).match([]) == []


phrases = st.lists(
    st.builds(
        Phrase,
        st.sampled_from(["escort merchant ships", "hand over charts", "sell grain", "stop the lift", "x", ""]),
        st.none() | st.sampled_from(["Norway", "the neighbour"]),
        st.sampled_from(["", "Grain may be sold again from May."]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25)
@given(phrases)
def test_an_answer_does_not_depend_on_the_other_phrases(asked: list[Phrase]) -> None:
    matcher = Matcher(STRAIT, WordVectors())

    together = matcher.match(asked)

    for phrase, match in zip(asked, together, strict=True):
        [alone] = matcher.match([phrase])
        assert alone.measure == match.measure
        assert alone.confidence == pytest.approx(match.confidence, abs=1e-5)


@settings(max_examples=25)
@given(phrases, st.permutations(STRAIT.measures))
def test_an_answer_does_not_depend_on_the_order_of_the_measures(asked: list[Phrase], order: list[Measure]) -> None:
    other = Matcher(Codebook("", (), tuple(order)), WordVectors()).match(asked)

    for one, two in zip(Matcher(STRAIT, WordVectors()).match(asked), other, strict=True):
        assert one.confidence == pytest.approx(two.confidence, abs=1e-5)
        if one.confidence > 0.5:
            assert one.measure == two.measure


@settings(max_examples=25)
@given(phrases)
def test_the_chances_of_all_answers_are_one_together(asked: list[Phrase]) -> None:
    found = Matcher(STRAIT, WordVectors()).chances(asked)

    assert found.shape == (len(asked), len(STRAIT.measures) + 1)
    assert np.allclose(found.sum(axis=1), 1.0, atol=1e-5)
    assert (found >= 0).all()


def test_there_is_a_coefficient_for_each_feature() -> None:
    features = Compared(STRAIT.measures, WordVectors()).features(
        [Phrase("escort ships")], WordVectors().of(["escort ships"])
    )

    assert features.shape == (1, len(STRAIT.measures), len(FEATURES))
    assert coefficients().shape == (len(FEATURES),)
    assert np.isfinite(chances(features, coefficients())).all()
