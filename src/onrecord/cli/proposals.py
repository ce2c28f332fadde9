"""Measures proposed for a codebook, from stances that match none of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.cli.terminal import safe_line
from onrecord.record.codebook import Codebook
from onrecord.store import Asked

_PHRASES, _EXAMPLES, _HOLDERS = 4, 2, 3
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure that the codebook might have: the commonest phrase, other ones, and how often it was found where."""

    id: str
    label: str
    stances: int
    articles: int
    holders: tuple[str, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


def proposals(groups: Mapping[str, Sequence[Asked]], known: Codebook) -> Iterator[Proposal]:
    """Yield a proposal for each group of stances, in their order, with an id that the codebook does not have."""
    taken = {measure.id for measure in known.measures}
    for label, stances in groups.items():
        entry = _unused(label, taken)
        taken.add(entry)
        phrases = [phrase for phrase, _ in _most(stance.measure for stance in stances) if phrase != label]
        yield Proposal(
            id=entry,
            label=label,
            stances=len(stances),
            articles=len({stance.article for stance in stances}),
            holders=tuple(holder for holder, _ in _most(stance.holder for stance in stances)[:_HOLDERS]),
            phrases=tuple(phrases[:_PHRASES]),
            examples=tuple(dict.fromkeys(_cut(stance.evidence) for stance in stances))[:_EXAMPLES],
        )


def to_json(proposal: Proposal) -> dict[str, Any]:
    """Return the proposal as JSON has it."""
    return asdict(proposal)


def to_toml(proposal: Proposal) -> str:
    """Return an entry for the codebook; the examples, which are words of articles, are left to the user."""
    lines = ["[[measures]]", f'id = "{proposal.id}"', f"label = {_quoted(proposal.label)}"]
    if proposal.phrases:
        lines.append(f"phrases = [{', '.join(_quoted(phrase) for phrase in proposal.phrases)}]")
    return "\n".join([*lines, ""])


def _most(found: Any) -> list[tuple[str, int]]:
    return sorted(Counter(found).items(), key=lambda item: (-item[1], item[0]))


def _unused(label: str, taken: set[str]) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in label.lower())
    name = "-".join(plain.split()[:5]) or "measure"
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _quoted(text: str) -> str:
    return json.dumps(safe_line(text), ensure_ascii=False)


def _cut(text: str) -> str:
    line = safe_line(text)
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1].rsplit(" ", 1)[0] + " …"
