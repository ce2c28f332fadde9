"""From what a user types to actors, parties and measures of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from onrecord.errors import UsageError
from onrecord.record.actors import folded
from onrecord.record.positions import Subject, SubjectKind
from onrecord.record.recorded import Recorded

_MANY = 8

Item = TypeVar("Item")


def subjects_named(recorded: Recorded, kind: SubjectKind, words: str) -> list[Subject]:
    """Return the actors or parties whose name or party has ``words`` in it, whatever the case.

    Raises :class:`~onrecord.errors.UsageError`, with names that are near, if there are none.
    """
    everybody = recorded.index.subjects(kind)
    found = [
        each for each in everybody if folded(words) in folded(each.name) or folded(words) in folded(each.party or "")
    ]
    if not found:
        raise UsageError(_nobody(str(kind), words, (each.name for each in everybody)))
    return found


def subject_named(recorded: Recorded, words: str, others: Iterable[Subject] = ()) -> Subject:
    """Return the one party or actor that ``words`` name: wholly, else as the end of one name, else as part of one only.

    A party goes before an actor of the same name, for all that speak for it speak for that actor. Where nobody in the
    record is called so, it may be one of ``others``. Raises :class:`~onrecord.errors.UsageError` if none is called so, or
    several are.
    """
    everybody = [each for kind in (SubjectKind.PARTY, SubjectKind.ACTOR) for each in recorded.index.subjects(kind)]
    if not any(folded(words) in folded(each.name) for each in everybody):
        everybody += sorted(others, key=lambda each: (each.kind is SubjectKind.ACTOR, each.name))
    named = [(each, each.name) for each in everybody]
    return _one("actor", words, _by_family_name(words, named) or named)


def measures_named(recorded: Recorded, words: str, others: Iterable[str] = ()) -> list[str]:
    """Return the keys of the measures that ``words`` name: those wholly called so, or else all whose names have them.

    A measure's names are its key, its label, and every phrase of the stances on it. ``others`` are keys of measures on
    which nobody in the record may stand.

    Raises :class:`~onrecord.errors.UsageError`, with names that are near, if there are none.
    """
    keys = sorted({*recorded.index.measures(), *others})
    names = {key: {folded(name) for name in names_of(recorded, key)} for key in keys}
    whole = [key for key in names if folded(words) in names[key]]
    found = whole or [key for key in names if any(folded(words) in name for name in names[key])]
    if not found:
        raise UsageError(_nobody("measure", words, (label_of(recorded, key) for key in names)))
    return found


def measures_in_group(recorded: Recorded, words: str) -> set[str]:
    """Return the keys of the measures in the codebook's groups that have ``words`` in their label, whatever the case.

    Measures on which nobody stands are left out, unless that is true of all.

    Raises :class:`~onrecord.errors.UsageError`, with the labels that there are, if there is no such group.
    """
    found = [keys for label, keys in recorded.groups.items() if folded(words) in folded(label)]
    if not found:
        known = "; ".join(recorded.groups) or "none"
        raise UsageError(f"no group of the codebook is called {words!r}; its groups: {known}")
    keys = set[str]().union(*found)
    return keys & set(recorded.index.measures()) or keys


def subject_or_measure(recorded: Recorded, words: str) -> Subject | str:
    """Return the one actor, party or measure that ``words`` name, wholly or in part, an actor before a measure.

    Raises :class:`~onrecord.errors.UsageError` if none is called so, or several are.
    """
    everybody = [each for kind in (SubjectKind.PARTY, SubjectKind.ACTOR) for each in recorded.index.subjects(kind)]
    named: list[tuple[Subject | str, str]] = [(each, each.name) for each in everybody]
    named += [(key, name) for key in recorded.index.measures() for name in names_of(recorded, key)]
    return _one("actor or measure", words, named)


def label_of(recorded: Recorded, measure: str) -> str:
    """Return what the measure with this key is called."""
    return recorded.labels.get(measure, measure)


def names_of(recorded: Recorded, measure: str) -> list[str]:
    """Return all that the measure with this key is called, its label first."""
    return list(dict.fromkeys([label_of(recorded, measure), measure, *sorted(recorded.phrases.get(measure, ()))]))


def _by_family_name(words: str, named: Sequence[tuple[Item, str]]) -> list[tuple[Item, str]]:
    """Return what alone has a name that ends with ``words``: of Ada Marlow and "Marlow's aides", Marlow is the former."""
    if any(folded(name) == folded(words) for _, name in named):
        return []
    ending = [(item, name) for item, name in named if folded(name).endswith(f" {folded(words)}")]
    return ending if len({name for _, name in ending}) == 1 else []


def _one(what: str, words: str, named: Sequence[tuple[Item, str]]) -> Item:
    """Return the first item wholly called ``words``, else the only one whose name has them."""
    whole = [item for item, name in named if folded(name) == folded(words)]
    if whole:
        return whole[0]
    part = [(item, name) for item, name in named if folded(words) in folded(name)]
    if not part:
        raise UsageError(_nobody(what, words, (name for _, name in named)))
    # A party and the actor that bears its name are called the same: the party stands first.
    names = list(dict.fromkeys(name for _, name in part))
    if len(names) > 1 and any(item != part[0][0] for item, _ in part):
        shown = "; ".join(names[:_MANY]) + ("; …" if len(names) > _MANY else "")
        raise UsageError(f"{words!r} may be one of several, give more of the name: {shown}")
    return part[0][0]


def _nobody(what: str, words: str, names: Iterable[str]) -> str:
    by_form = {folded(name): name for name in names}
    # A part of a long name is compared with its words too, so that a slip in a family name is found.
    parts = {word: name for form, name in by_form.items() for word in form.split()}
    near = get_close_matches(folded(words), [*by_form, *parts], n=3, cutoff=0.7)
    meant = list(dict.fromkeys(by_form.get(form) or parts[form] for form in near))
    if meant:
        hint = f"; did you mean {' or '.join(meant)}?"
    else:
        hint = "; `onrecord positions` shows who and what is" if by_form else "; it has no positions yet"
    return f"no {what} in the record is called {words!r}{hint}"
