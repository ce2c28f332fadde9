"""From the bytes of a page to its text: unpacking within bounds, and the encoding."""

from __future__ import annotations

import codecs
import re
import zlib
from contextlib import suppress

from onrecord.errors import PageEmpty, PageNotText, PageTooLarge, PageTruncated
from onrecord.records import Page

MAX_PAGE_BYTES = 20_000_000
"""The most bytes that a page may have, before and after unpacking."""

_GZIP = b"\x1f\x8b"
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive (or an office file); unpack it first"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstandard; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I
)
# What browsers take these names for, by Python's names (https://encoding.spec.whatwg.org/#names-and-labels): pages that
# claim them were mostly written in the wider encoding, whose quotation marks the narrower one lacks.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Nothing that a page can be in: its tags could not have been read as they stand, or decoding takes forever (punycode).
_NO_CHARSETS = re.compile(r"utf-(?:7|16|32)|punycode|idna|(?:raw-)?unicode-escape|undefined")
_SAMPLE = 32_768
_PART = 4096
_MAX_CONTROLS = 0.02


def decoded(page: Page) -> str:
    """Return the text of a page, unpacked and decoded.

    The encoding is the byte order mark's, else UTF-8 where the bytes are valid UTF-8, else what a ``meta`` tag says,
    else what charset-normalizer makes of a sample.

    Raises:
        PageEmpty: no bytes, or nothing but white space.
        PageNotText: an archive, an image or other binary data, or no encoding fits.
        PageTooLarge: more than `MAX_PAGE_BYTES`, as saved or unpacked.
        PageTruncated: compressed data that ends early or is damaged.
    """
    content = unpacked(page.content, page.address)
    if not content.strip():
        raise PageEmpty(page.address, "nothing but white space" if content else "the page is empty")
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise PageNotText(page.address, f"not a page but {what}")
    text = _decode(content, page.address)
    _refuse_binary(text, page.address)
    if not text.strip():
        raise PageEmpty(page.address, "nothing but white space")
    return text


def unpacked(content: bytes, address: str) -> bytes:
    """Return ``content``, inflated if it is gzip (several members too), never holding more than the bound.

    Raises:
        PageTooLarge: more than `MAX_PAGE_BYTES`; a gzip bomb stops there.
        PageTruncated: the data ends early or is damaged.
        PageNotText: compressed twice.
    """
    if len(content) > MAX_PAGE_BYTES:
        raise PageTooLarge(address, f"more than {MAX_PAGE_BYTES // 1_000_000} MB")
    if not content.startswith(_GZIP):
        return content
    whole = _inflated(content, address)
    if whole.startswith(_GZIP):
        raise PageNotText(address, "compressed twice with gzip")
    return whole


def _inflated(content: bytes, address: str) -> bytes:
    """Inflate the members that ``content`` begins with; what follows them and is none is left alone, as gzip does."""
    whole = bytearray()
    at = 0
    while content.startswith(_GZIP, at):
        inflater = zlib.decompressobj(wbits=31)
        while not inflater.eof:
            # A little at a time: each of very many small members would else take a copy of all that follow it.
            part = content[at : at + _PART]
            if not part:
                raise PageTruncated(address, "the gzip data ends early")
            try:
                whole += inflater.decompress(part, MAX_PAGE_BYTES + 1 - len(whole))
            except zlib.error as error:
                raise PageTruncated(address, f"damaged gzip data ({error})") from error
            if len(whole) > MAX_PAGE_BYTES:
                raise PageTooLarge(address, f"more than {MAX_PAGE_BYTES // 1_000_000} MB when unpacked")
            at += len(part) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
    return bytes(whole)


def _decode(content: bytes, address: str) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if content.count(b"\0", 0, _SAMPLE) > min(len(content), _SAMPLE) // 4:
        return _decode_wide(content, address)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut off within a character, or with a stray byte in much good UTF-8, is still UTF-8.
        if _is_mostly_utf8(content, error.start):
            return content.decode("utf-8", errors="replace")
    declared = _declared(content)
    if declared is not None:
        with suppress(LookupError, ValueError):
            return content.decode(declared, errors="replace")
    return _decode_guessing(content, address)


def _declared(content: bytes) -> str | None:
    """Return Python's name of the encoding that a ``meta`` tag says, as browsers understand it; ``None`` if none does."""
    match = _META_CHARSET.search(content, 0, 4096)
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except (LookupError, ValueError):
        return None
    return _MEANT.get(name, name) if name and not _NO_CHARSETS.match(name) else None


def _is_mostly_utf8(content: bytes, first_fault: int) -> bool:
    sample = content[: max(_SAMPLE, min(len(content), first_fault + _SAMPLE))]
    text = sample.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - faults
    return first_fault >= len(content) - 4 or (faults <= 3 + len(text) // 1000 and good > 5 * faults)


def _decode_wide(content: bytes, address: str) -> str:
    """Decode UTF-16 that lacks its byte order mark: every other byte of Latin text is zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 10 < max(even, odd):
        return content.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    raise PageNotText(address, "binary data, not text")


def _decode_guessing(content: bytes, address: str) -> str:
    from charset_normalizer import from_bytes

    # The guess needs bytes outside ASCII: sample from the first of them on.
    first = next((at for at, byte in enumerate(content) if byte > 0x7F), 0)
    start = max(0, first - _SAMPLE // 4)
    best = from_bytes(content[start : start + _SAMPLE], cp_exclusion=["utf_7"]).best()
    if best is None:
        raise PageNotText(address, "binary data, or an encoding that cannot be made out")
    return content.decode(best.encoding, errors="replace")


def _refuse_binary(text: str, address: str) -> None:
    sample = text[:_SAMPLE] + text[-_SAMPLE:]
    odd = sum(character < " " and character not in "\t\n\r\f\x0b" for character in sample) + sample.count("\ufffd")
    if odd > len(sample) * _MAX_CONTROLS + 2:
        raise PageNotText(address, "binary data, or an encoding that cannot be made out")
