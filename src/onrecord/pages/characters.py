"""Characters that are no text: control, bidirectional and invisible ones."""

from __future__ import annotations

import re
import unicodedata

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\u2028\u2029]")
# Controls that nobody writes: what has them wrote Windows-1252 under another name, quotation marks above all. Browsers
# read numeric references so (https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state).
_WINDOWS = re.compile("[\x80-\x9f]")
# Controls, soft hyphen, zero-width marks, the bidirectional overrides that can make a text show other words than it
# holds, byte order marks, interlinear annotation, and lone surrogates, which cannot be stored. Tab and newline stay.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def clean_text(text: str) -> str:
    """Return ``text`` in composed form (NFC) without the characters that are no text.

    Every kind of line end becomes a newline. Those from U+0080 to U+009F become the characters that Windows-1252 has
    there: quotation marks, dashes. Control characters, bidirectional marks and overrides, soft hyphens,
    zero-width characters and lone surrogates are dropped, so that what is stored is what a reader sees in
    memory order. Other characters, the white space included, are kept.
    """
    text = _WINDOWS.sub(lambda found: found[0].encode("latin-1").decode("cp1252", errors="ignore"), text)
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", _NEWLINES.sub("\n", text)))


def one_line(text: str) -> str:
    """Return ``text`` cleaned, with each run of white space, line breaks included, as a single space."""
    return " ".join(clean_text(text).split())
