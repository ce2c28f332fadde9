"""The codebook's file: what it may hold, and what is said of one that cannot be used."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CodebookError
from onrecord.record.codebook import Codebook, Measure, codebook_of, general_codebook, load_codebook

CROSSING = """
name = "The border crossing"

[[groups]]
id = "land"
label = "Land"

[[measures]]
id = "open-crossing"
label = "open the crossing"
group = "land"
definition = "People or goods
may pass."
phrases = ["reopen the border post"]
examples = ["From Monday lorries may pass."]

[[measures]]
id = "ferry"
label = "run a ferry"
"""
CROSSING = CROSSING.replace('"People or goods\nmay pass."', '"""People or goods\nmay pass."""')


def test_a_codebook_is_read_with_its_groups(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(CROSSING, encoding="utf8")

    found = load_codebook(path)

    assert (found.name, [group.label for group in found.groups]) == ("The border crossing", ["Land"])
    assert found.measure("open-crossing") == Measure(
        "open-crossing",
        "open the crossing",
        "land",
        "People or goods may pass.",
        ("reopen the border post",),
        ("From Monday lorries may pass.",),
    )
    assert found.measure("ferry") == Measure("ferry", "run a ferry")
    assert "ferry" in found
    assert found.measure("tunnel") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "not TOML"),
        ("measure = []", "unknown key 'measure'"),
        ("measures = 3", "measures must be tables"),
        ('[[measures]]\nlabel = "run a ferry"', "measure number 1: id is missing"),
        ('[[measures]]\nid = "ferry"', "measure 'ferry': label is missing"),
        ('[[measures]]\nid = "ferry"\nlabel = " "', "measure 'ferry': label must be a text"),
        ('[[measures]]\nid = "ferry"\nlabel = 4', "measure 'ferry': label must be a text"),
        ('[[measures]]\nid = "Ferry!"\nlabel = "run a ferry"', "small letters"),
        ('[[measures]]\nid = "ferry"\nlabel = "run"\nphrase = ["x"]', "measure 'ferry': unknown key 'phrase'"),
        ('[[measures]]\nid = "ferry"\nlabel = "run"\nphrases = "x"', "measure 'ferry': phrases must be a list"),
        ('[[measures]]\nid = "ferry"\nlabel = "run"\nphrases = ["x", 2]', "phrases must be a list"),
        ('[[measures]]\nid = "ferry"\nlabel = "run"\ngroup = "sea"', "measure 'ferry': there is no group 'sea'"),
        ('[[measures]]\nid = "a"\nlabel = "b"\n[[measures]]\nid = "a"\nlabel = "c"', "'a' stands there twice"),
        ('[[groups]]\nid = "a"\n[[groups]]\nid = "a"', "'a' stands there twice"),
        ('[[groups]]\nid = "a"\ncolour = "red"', "group 'a': unknown key 'colour'"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_entry(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf8")

    with pytest.raises(CodebookError) as raised:
        load_codebook(path)

    assert said in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_codebook_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such codebook"):
        load_codebook(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_bytes(b'name = "\xff\xfe"')

    with pytest.raises(CodebookError, match="cannot be read"):
        load_codebook(path)


def test_more_measures_than_anybody_follows_are_refused() -> None:
    text = "".join(f'[[measures]]\nid = "m{n}"\nlabel = "measure {n}"\n' for n in range(2001))

    with pytest.raises(CodebookError, match="2001 measures"):
        codebook_of(text, "large")


@given(st.text(max_size=60))
def test_any_text_is_a_codebook_or_an_error_that_says_why(text: str) -> None:
    said = "any: "
    try:
        codebook_of(text, "any")
    except CodebookError as error:
        said = str(error)

    assert said.startswith("any: ")


@given(st.permutations(["ferry", "bridge", "tunnel", "road"]))
def test_the_fingerprint_does_not_depend_on_the_order(order: list[str]) -> None:
    measures = [Measure(name, f"build the {name}") for name in order]

    assert (
        Codebook("a", (), tuple(measures)).fingerprint
        == Codebook("b", (), tuple(sorted(measures, key=str))).fingerprint
    )


@pytest.mark.parametrize(
    "other",
    [
        Measure("ferry", "run the ferry"),
        Measure("ferry", "run a ferry", definition="Boats cross."),
        Measure("ferry", "run a ferry", phrases=("start the ferry",)),
        Measure("ferry", "run a ferry", examples=("It crosses twice a day.",)),
    ],
)
def test_the_fingerprint_changes_with_what_matching_sees(other: Measure) -> None:
    assert Codebook("", (), (Measure("ferry", "run a ferry"),)).fingerprint != Codebook("", (), (other,)).fingerprint


def test_a_group_does_not_change_the_fingerprint() -> None:
    plain, grouped = Measure("ferry", "run a ferry"), Measure("ferry", "run a ferry", group="sea")

    assert Codebook("", (), (plain,)).fingerprint == Codebook("", (), (grouped,)).fingerprint


def test_the_general_codebook_is_whole() -> None:
    general = general_codebook()

    assert len(general.measures) >= 50
    assert {measure.group for measure in general.measures} == {group.id for group in general.groups}
    assert {"sea", "air", "land", "training", "monitoring", "backstop", "sanctions"} <= {g.id for g in general.groups}
    for measure in general.measures:
        assert measure.definition.endswith("."), measure.id
        assert len(measure.phrases) >= 3, measure.id
        assert measure.examples, measure.id
    names = Counter(name for measure in general.measures for name in measure.names)
    assert [name for name, times in names.items() if times > 1] == []
