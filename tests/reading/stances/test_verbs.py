"""Base forms of verbs, and of nouns that name actions."""

from __future__ import annotations

import pytest

from onrecord.reading.stances.verbs import english_verbs, regular_base


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("sent", "send"),
        ("withdrew", "withdraw"),
        ("stopping", "stop"),
        ("making", "make"),
        ("denied", "deny"),
        ("carries", "carry"),
        ("imposes", "impose"),
        ("passes", "pass"),
        ("lifted", "lift"),
        ("agreeing", "agree"),
        ("vetoes", "veto"),
        ("lying", "lie"),
        ("cancelled", "cancel"),
        ("canceled", "cancel"),
        ("developed", "develop"),
        ("deploy", "deploy"),
    ],
)
def test_gives_the_base_form_of_regular_and_irregular_forms(form: str, base: str) -> None:
    assert english_verbs().base(form) == base


@pytest.mark.parametrize("word", ["parliament", "the", "ministry", "sing-along", ""])
def test_knows_no_base_form_of_what_is_no_verb(word: str) -> None:
    assert english_verbs().base(word) is None


@pytest.mark.parametrize(
    ("noun", "verb"), [("withdrawal", "withdraw"), ("investigation", "investigate"), ("removal", "remove")]
)
def test_knows_nouns_that_name_actions(noun: str, verb: str) -> None:
    assert english_verbs().nouns[noun] == verb


def test_every_table_leads_to_a_known_base_form() -> None:
    verbs = english_verbs()
    assert set(verbs.irregular.values()) <= verbs.bases
    assert set(verbs.nouns.values()) <= verbs.bases
    assert set(verbs.usual) <= verbs.bases


def test_a_regular_ending_is_undone_only_to_a_known_verb() -> None:
    bases = frozenset(("hope", "hop"))
    assert regular_base("hoped", bases) == "hope"
    assert regular_base("hopping", bases) == "hop"
    assert regular_base("hoking", bases) is None


def test_a_preposition_of_a_noun_is_not_one_of_its_verb() -> None:
    verbs = english_verbs()
    assert verbs.takes("withdraw", "from")
    assert not verbs.takes("ban", "on")
