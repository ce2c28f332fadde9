"""Who is meant: from the words that name an actor in an article to a name and the party it speaks for."""

from onrecord.reading.actors.document import Document, prepare
from onrecord.reading.actors.mentions import Identity, Mention
from onrecord.reading.actors.resolve import resolve

__all__ = ["Document", "Identity", "Mention", "prepare", "resolve"]
