"""What tells one version of a page, an article and a name from another."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime

from onrecord.records import Article, Page, Statement
from onrecord.wire import article_to_json


@dataclass(frozen=True, slots=True)
class FailedBefore:
    """That a version of a page failed before: the name of the error's class and the reason."""

    error: str
    reason: str


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page at one time. The same ``address`` with another ``fingerprint`` is another version of it."""

    address: str
    fingerprint: str
    content_hash: str
    retrieved: datetime | None = None


def page_version(page: Page, ids: str = "content") -> PageVersion:
    """Return the version that ``page`` is: by its bytes, what was said of it beforehand, and how articles are named."""
    content_hash = hashlib.sha256(page.content).hexdigest()
    beforehand = [content_hash, page.media_type, asdict(page.given), ids]
    return PageVersion(
        address=storable(page.address),
        fingerprint=_hash(json.dumps(beforehand, default=str)),
        content_hash=content_hash,
        retrieved=page.retrieved,
    )


def article_key(article: Article, position: int) -> str:
    """Return the hash of all that is known of the article and of its position in the page."""
    return _hash(json.dumps([position, article_to_json(article)]))


def search_key(*names: str | None) -> str:
    """Return the names in the form that a search compares: neither case nor width nor form of an accent matters."""
    return "\n".join(unicodedata.normalize("NFKC", name).casefold() for name in names if name)


def matches_speaker(statement: Statement, speaker: str) -> bool:
    """Tell whether the name or the party of a statement's source has ``speaker`` in it, whatever the case."""
    return search_key(speaker) in search_key(statement.name, statement.party)


def storable(address: str) -> str:
    """Return an address as it can be stored and printed: bytes of a file name that are no text become ``\\udc…``.

    So does the character NUL, which no database but SQLite keeps.
    """
    return address.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8")).hexdigest()
