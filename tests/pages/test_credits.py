"""Agency credits and datelines."""

from __future__ import annotations

import pytest

from onrecord.pages.credits import agency_of, dateline_of
from onrecord.pages.drafts import Piece
from onrecord.vocabulary import BlockKind


@pytest.mark.parametrize(
    ("text", "place", "agency"),
    [
        ("ARVENA: The minister said", "ARVENA", None),
        ("ARVENA — The minister said", "ARVENA", None),
        ("ARVENA (Reuters) – The minister", "ARVENA", "Reuters"),
        ("ARVENA, March 4 (Reuters) - The minister", "ARVENA", "Reuters"),
        ("PORT LISSE, Dec. 22 (UPI) -- The minister", "PORT LISSE", "UPI"),
        ("PORT LISSE, Tolm. (AP) — The minister", "PORT LISSE, Tolm.", "AP"),
        ("ARVENA/MOREL BAY (Reuters) - The", "ARVENA/MOREL BAY", "Reuters"),
        ("ARVENA and MOREL BAY: The", "ARVENA and MOREL BAY", None),
        ("ARVENA, Tolmark (AP) — The", "ARVENA, Tolmark", "AP"),
        ("Arvena (AFP) – The minister", "Arvena", "AFP"),
        ("ÅLVIK, 3 May (dpa) - The minister", "ÅLVIK", "dpa"),
        ("ARVENA (TKA) - The minister", "ARVENA", "TKA"),
        ("(AP) — The minister said", None, "AP"),
    ],
)
def test_datelines_in_their_usual_forms(text: str, place: str | None, agency: str | None) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert text[found.end :].strip().startswith(("The", "the"))


@pytest.mark.parametrize(
    "text",
    [
        "The minister said: nothing.",
        "BREAKING: The minister has left",
        "READ MORE: The minister has left",
        "Q: What did the minister say?",
        "TOLM’S ASSESSMENT: False.",
        "UN experts said — once again — no.",
        "Arvena: a love story",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


def piece(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Piece:
    return Piece(kind, text)


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("AFP contributed to this report.", "AFP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Associated Press writer Ada Fenn contributed to this report.", "AP"),
        ("Reporting by Ada Fenn and Bo Lind; Editing by Cy Moss", "Reuters"),
        ("(With inputs from AFP)", "AFP"),
        ("Source: Agence France-Presse", "AFP"),
        ("— with reporting by Reuters.", "Reuters"),
        ("The committee will meet again on Monday.", None),
        ("She reads Reuters every morning, she said.", None),
    ],
)
def test_credits_at_the_end(last: str, agency: str | None) -> None:
    assert agency_of([piece("The minister spoke."), piece("Nobody answered."), piece(last)], None) == agency


def test_the_dateline_goes_before_other_credits() -> None:
    pieces = [piece("ARVENA (Reuters) - The minister spoke."), piece("AFP contributed to this report.")]
    assert agency_of(pieces, None) == "Reuters"


def test_an_agency_as_byline() -> None:
    assert agency_of([piece("The minister spoke.")], "Associated Press") == "AP"


def test_the_outlets_own_mark_is_no_agency() -> None:
    pieces = [piece("ARVENA (LHN) — The minister spoke.")]
    assert agency_of(pieces, None, "Lisse Herald News") is None
    assert agency_of(pieces, None, "Morel Star") == "LHN"


def test_a_picture_credit_is_weak_evidence() -> None:
    pieces = [piece("The minister in May. (FILE/AFP)", BlockKind.CAPTION), piece("The minister spoke.")]
    assert agency_of(pieces, None) == "AFP"
    assert agency_of(pieces, "Ada Fenn") is None
