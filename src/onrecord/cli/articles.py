"""Articles that a user names on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.errors import UsageError
from onrecord.records import Reading
from onrecord.store import View, Wanted

_MANY = 6


def several(what: str, words: str, ids: Iterable[str]) -> str:
    """Say that several have an id that begins with ``words``, and which."""
    known = sorted(set(ids))
    shown = ", ".join(known[:_MANY]) + (", …" if len(known) > _MANY else "")
    return f"{len(known)} {what} have an id that begins with {words!r}, give more of it: {shown}"


def readings_called(view: View, id_: str) -> list[Reading]:
    """Return the readings of the article with this id, or whose id begins so; several where it stands on several pages.

    Raises :class:`~onrecord.errors.UsageError` if there is none, or more than one article.
    """
    found = list(view.readings(Wanted(article=id_)))
    # An older version is shown only to those who ask for it by its id.
    found = found or list(view.readings(Wanted(article=id_, every_version=True)))
    exact = [reading for reading in found if reading.article.id == id_]
    if not found:
        raise UsageError(f"no article whose id begins with {id_!r}; `onrecord list` shows them")
    if len({reading.article.id for reading in found}) > 1 and not exact:
        raise UsageError(several("articles", id_, (reading.article.id for reading in found)))
    return exact or found
