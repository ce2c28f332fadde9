"""Everything that onrecord raises on purpose.

::

    OnrecordError
    ├── PageError                 a page cannot be read; it goes to quarantine, the others are read
    │   ├── PageNotFound          no such file, or nothing there to read
    │   ├── PageNotAllowed        no permission to read it
    │   ├── PageEmpty             no bytes, or nothing but white space
    │   ├── PageNotText           binary data, or an encoding that cannot be made out
    │   ├── PageTooLarge          more bytes, or more after unpacking, than a page may have
    │   ├── PageTooDeep           markup nested deeper than is safe to parse
    │   ├── PageTruncated         a compressed file that ends early or is damaged
    │   ├── PageWithoutArticle    read, but there is no article in it
    │   └── PageLanguage          the article is in a language that the reader does not read
    ├── ReaderError               a reader failed on an article
    │   └── WeightsError          the weights are missing, damaged or of another version
    ├── StoreError                the database cannot be used
    │   ├── DatabaseNewer         written by a newer version of onrecord
    │   ├── DatabaseBusy          locked by another process for too long
    │   ├── DatabaseGone          removed while it was in use, or its server does not answer
    │   └── DatabaseFull          no space left on the disk
    ├── CodebookError             a codebook or dossier file says what cannot be used
    └── UsageError                the request itself makes no sense
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root of the tree: catch this to catch everything that onrecord raises on purpose."""


class PageError(OnrecordError):
    """A page that cannot be read. ``address`` names it, ``reason`` says why in one line."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason

    def __reduce__(self) -> tuple[type[PageError], tuple[str, str]]:
        return type(self), (self.address, self.reason)


class PageNotFound(PageError):
    """No such file, or nothing there to read."""


class PageNotAllowed(PageError):
    """No permission to read it."""


class PageEmpty(PageError):
    """No bytes, or nothing but white space."""


class PageNotText(PageError):
    """Binary data, or an encoding that cannot be made out."""


class PageTooLarge(PageError):
    """More bytes, or more bytes after unpacking, than a page may have."""


class PageTooDeep(PageError):
    """Markup nested deeper than is safe to parse."""


class PageTruncated(PageError):
    """A compressed file that ends early or is damaged."""


class PageWithoutArticle(PageError):
    """Read, but there is no article in it."""


class PageLanguage(PageError):
    """The article is in a language that the reader does not read."""


class ReaderError(OnrecordError):
    """A reader failed on an article."""


class WeightsError(ReaderError):
    """The weights are missing, damaged or of another version."""


class StoreError(OnrecordError):
    """The database cannot be used."""


class DatabaseNewer(StoreError):
    """The database was written by a newer version of onrecord."""


class DatabaseBusy(StoreError):
    """Another process holds the database for too long."""


class DatabaseGone(StoreError):
    """The database was removed while it was in use, or its server does not answer; nothing was written."""


class DatabaseFull(StoreError):
    """No space is left on the disk."""


class CodebookError(OnrecordError):
    """A codebook or dossier file says what cannot be used; the message names the file and the entry."""


class UsageError(OnrecordError):
    """The request itself makes no sense."""
