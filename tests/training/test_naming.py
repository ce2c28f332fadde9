import re

import pytest

from onrecord.records import Span
from training.naming import NamedPlaces

TEXT = (
    "Norway’s Premier Ada Marlow met a group of fishing towns in Oslo. Marlow said she would sign. "
    "The towns said they would wait, and Norway agreed."
)
WORDS = tuple((m.group().lower(), m.start(), m.end()) for m in re.finditer(r"\w+", TEXT))
PLACES = NamedPlaces.of(TEXT, WORDS)


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.mark.parametrize(
    ("name", "trigger", "beside", "quote", "place"),
    [
        ("Ada Marlow", "would sign", "she", "Marlow", TEXT.index("Marlow said")),
        ("group of fishing towns", "would wait", "they", "group of fishing towns", TEXT.index("group")),
        ("Norway", "would wait", "they", "Oslo", TEXT.index("Oslo")),
        ("Norway", "met", None, "Norway", 0),
        ("Ada Marlow", "met", None, "Ada Marlow", TEXT.index("Ada")),
    ],
)
def test_the_last_place_before_it_names_the_holder(
    name: str, trigger: str, beside: str | None, quote: str, place: int
) -> None:
    found = PLACES.naming(name, span(trigger), None if beside is None else span(beside))
    assert found == Span(place, place + len(quote))
    assert found.quote(TEXT) == quote


@pytest.mark.parametrize(
    ("name", "trigger", "beside"),
    [
        ("Ada Marlow", "said", "Marlow"),
        ("Norway", "agreed", "Norway"),
        ("fishing towns", "said they", "The towns"),
        ("Orla Tarn", "would sign", "she"),
    ],
)
def test_who_is_named_beside_the_trigger_or_nowhere_has_no_other_place(name: str, trigger: str, beside: str) -> None:
    assert PLACES.naming(name, span(trigger), span(beside)) is None
