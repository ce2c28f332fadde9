"""What the record of a dossier should hold, written down beforehand, and whether it does.

A list of expectations is a TOML file with an entry for each position that a careful reader of the pages finds::

    [[stands]]
    what = "Italy refuses to send troops"
    who = ["Italy", "Giorgia Meloni"]
    measures = ["deploy-troops"]
    acts = ["declines"]
    article = "s01a"
    on = 2025-05-14
    if = true
    via = "Teodor Vash"

``who`` are names of the holder or of the party it speaks for, ``measures`` ids of the dossier's codebook; any one of them,
and of ``acts``, will do. The rest may be left out: ``article`` and ``on`` say where or of which day it is told, ``if``
that it depends on conditions, ``via`` who tells it.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord.pipeline import Ids, Request, read_pages
from onrecord.pipeline.keeping import Keeper
from onrecord.pipeline.matched import match_record
from onrecord.reading.encoder import shipped_weights
from onrecord.record.actors import folded
from onrecord.record.codebook import load_codebook
from onrecord.record.dossier import Dossier, load_dossier
from onrecord.record.entries import day_told
from onrecord.record.vectors import EncoderVectors
from onrecord.records import Told
from onrecord.vocabulary import Act


class Outcome(StrEnum):
    """Whether the record holds what is expected: wholly, but for the act, or not at all."""

    FOUND = "found"
    WRONG_ACT = "wrong act"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Expected:
    """A position that the record should hold; ``what`` says it in words."""

    who: tuple[str, ...]
    measures: tuple[str, ...]
    acts: tuple[Act, ...]
    what: str = ""
    article: str | None = None
    on: date | None = None
    conditional: bool = False
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """An expectation and the stances of the record that are closest to it."""

    expected: Expected
    outcome: Outcome
    told: tuple[Told, ...]

    @property
    def acts(self) -> list[Act]:
        """The acts that the record has instead, or has rightly; none where nothing is found."""
        return list(dict.fromkeys(each.stance.act for each in self.told))

    @property
    def condition_found(self) -> bool:
        """Whether a stance that is right has a condition."""
        return self.outcome is Outcome.FOUND and any(each.stance.conditions for each in self.told)

    @property
    def teller_found(self) -> bool:
        """Whether a stance that is right is told by whom it should be."""
        name = folded(self.expected.via or "")
        return self.outcome is Outcome.FOUND and any(name in map(folded, each.stance.via) for each in self.told)


def load_expected(path: Path) -> list[Expected]:
    """Read a list of expectations."""
    entries = tomllib.loads(path.read_text(encoding="utf8"))["stands"]
    return [_expected(entry) for entry in entries]


def read_copy(dossier: Path, folder: Path) -> Dossier:
    """Copy a dossier, without its database, into ``folder``, read its pages and match them with its codebook."""
    shutil.copytree(dossier, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.db*"))
    copy = load_dossier(folder)
    request = Request([str(source) for source in copy.sources], base=str(folder))
    with Keeper(copy.database, Ids.CONTENT, vectors=EncoderVectors(shipped_weights())) as keeper:
        for outcome in read_pages(request, keeper.recall):
            keeper.keep(outcome)
    match_record(
        copy.database, load_codebook(copy.codebook), EncoderVectors(shipped_weights()), lambda _done, _of: None
    )
    return copy


def check(
    expected: Iterable[Expected], told: Sequence[Told], articles: Mapping[str, Collection[str]] | None = None
) -> Iterator[Checked]:
    """Tell of each expectation whether ``told`` holds it; ``articles`` gives the record's ids for an article's name."""
    for each in expected:
        near = [one for one in told if _near(each, one, articles or {})]
        right = tuple(one for one in near if one.stance.act in each.acts)
        if right:
            yield Checked(each, Outcome.FOUND, right)
        else:
            yield Checked(each, Outcome.WRONG_ACT if near else Outcome.MISSING, tuple(near))


def _near(expected: Expected, told: Told, articles: Mapping[str, Collection[str]]) -> bool:
    """Whether a stance is on the measure, by the holder, and told where and when it should be."""
    stance = told.stance
    names = {folded(name) for name in (stance.holder, stance.party) if name}
    return (
        stance.codebook in expected.measures
        and not names.isdisjoint(map(folded, expected.who))
        and (expected.article is None or told.article in articles[expected.article])
        and (expected.on is None or day_told(told) == expected.on.toordinal())
    )


def _expected(entry: Mapping[str, Any]) -> Expected:
    return Expected(
        who=tuple(entry["who"]),
        measures=tuple(entry["measures"]),
        acts=tuple(Act(act) for act in entry["acts"]),
        what=entry.get("what", ""),
        article=entry.get("article"),
        on=entry.get("on"),
        conditional=entry.get("if", False),
        via=entry.get("via"),
    )
