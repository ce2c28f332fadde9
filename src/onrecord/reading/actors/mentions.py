"""The questions put to :func:`onrecord.reading.actors.resolve` and its answers."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, and what they are the source of.

    ``span`` is the noun phrase ("the French president", "he", "who"), ``None`` where the text names nobody; ``cue`` and
    ``content`` are those of the statement, both empty for the holder of a stance in the outlet's own narration.
    """

    span: Span | None
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    @property
    def place(self) -> int:
        """Where the mention stands: its own first code point, or that of its cue or content."""
        if self.span is not None:
            return self.span.start
        return min((span.start for span in (*self.cue, *self.content)), default=0)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a mention means: a full name, a body or a description, and the party it speaks for; ``None`` if open."""

    name: str | None
    party: str | None


NOBODY = Identity(None, None)
