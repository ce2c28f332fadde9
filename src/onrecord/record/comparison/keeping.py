"""Comparisons as they are kept, so that each is worked out once: by the ids of claims, under a key of all that decides them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import Comparison, Match, Relation
from onrecord.record.comparison.notes import On, note_of
from onrecord.records import Article
from onrecord.version import __version__

Packed = dict[str, Any]
"""What :func:`json.dumps` takes."""


def comparison_key(a: str, b: str, weights: str) -> str:
    """Return what is another whenever two reports' claims, the version of the ``weights`` or the way of comparing is.

    ``a`` and ``b`` are the digests of their claims.
    """
    return " ".join((_method(), weights, a, b))


def claims_digest(claims: Sequence[Claim]) -> str:
    """Return a digest of all that a report's claims say, 32 hexadecimal digits."""
    return sha256("\n".join(map(repr, claims)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def packed(comparison: Comparison) -> Packed:
    """Return a comparison without its words: they are in the articles."""
    return {
        "matches": [
            (each.a.id, each.b.id, str(each.relation), each.on and str(each.on), each.confidence, each.certainty)
            for each in comparison.matches
        ],
        "only": [[claim.id for claim in side] for side in (comparison.only_a, comparison.only_b)],
    }


def unpacked(
    kept: Mapping[str, Any], articles: tuple[Article, Article], claims: tuple[Sequence[Claim], Sequence[Claim]]
) -> Comparison:
    """Return the comparison that was kept of the claims of two articles; raise ``KeyError`` if it is of others."""
    a, b = ({claim.id: claim for claim in side} for side in claims)
    matches = []
    for one, other, relation, on, confidence, certainty in kept["matches"]:
        differ = On(on) if on else None
        note = note_of(a[one], b[other], differ)
        matches.append(Match(a[one], b[other], Relation(relation), differ, note, confidence, certainty))
    only_a, only_b = kept["only"]
    return Comparison(*articles, tuple(matches), tuple(a[id_] for id_ in only_a), tuple(b[id_] for id_ in only_b))


def exchanged(comparison: Comparison) -> Comparison:
    """Return the comparison with its sides exchanged: what comparing the two the other way round gives."""
    turned = [replace(each, a=each.b, b=each.a, note=note_of(each.b, each.a, each.on)) for each in comparison.matches]
    ordered = sorted(turned, key=lambda match: (match.a.around, match.b.around, match.a.id, match.b.id))
    return Comparison(comparison.b, comparison.a, tuple(ordered), comparison.only_b, comparison.only_a)


@cache
def _method() -> str:
    """How it is compared: the release, what was learnt, and the rules of this room."""
    rules = sorted(
        (each for each in files(__package__).iterdir() if each.name.endswith(".py")), key=lambda each: each.name
    )
    digest = sha256((files("onrecord.record") / "data" / "comparison.json").read_bytes())
    for each in rules:
        digest.update(each.read_bytes())
    return f"{__version__} {digest.hexdigest()[:12]}"
