"""Pages that cannot be read: each gets its own error, soon and without much memory."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import suppress

import pytest

from onrecord import errors
from onrecord.pages.articles import articles_of
from onrecord.pages.decoding import decoded
from onrecord.pages.dump_lines import Line
from onrecord.pages.line_model import line_model
from onrecord.records import Article, Page
from tests.pages.written import BODY, TITLE, html

SECONDS = 20


def read(content: bytes, media_type: str | None = None) -> tuple[Article, ...]:
    return articles_of(Page("the-page", content, media_type))


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", html())
    return file.getvalue()


BOMB = gzip.compress(b"<p>" + bytes(64_000_000), 9)


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b"", errors.PageEmpty, "empty"),
        (b" \n\t\n ", errors.PageEmpty, "white space"),
        (b"\xef\xbb\xbf\n", errors.PageEmpty, "white space"),
        (gzip.compress(b""), errors.PageEmpty, "empty"),
        (bytes(range(256)) * 50, errors.PageNotText, "binary"),
        (os.urandom(5000), errors.PageNotText, ""),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(500), errors.PageNotText, "PNG"),
        (b"%PDF-1.7\n" + os.urandom(500), errors.PageNotText, "PDF"),
        (zipped(), errors.PageNotText, "zip archive"),
        (json.dumps([{"text": html()}] * 3).encode(), errors.PageNotText, ".jsonl"),
        (json.dumps({"articles": [{"text": "The board met. " * 90}]}, indent=1).encode(), errors.PageNotText, ".jsonl"),
        (f"{json.dumps({'text': 'The board met. ' * 90})}\n".encode() * 3, errors.PageNotText, ".jsonl"),
        (b"[" * 100_000 + b"]", errors.PageWithoutArticle, "no article"),
        (gzip.compress(gzip.compress(html().encode())), errors.PageNotText, "twice"),
        (BOMB, errors.PageTooLarge, "unpacked"),
        (b"a" * 50_000_000, errors.PageTooLarge, "20 MB"),
        (gzip.compress(html().encode())[:-200], errors.PageTruncated, "early"),
        (gzip.compress(html().encode())[:40] + b"\xff" * 400, errors.PageTruncated, "damaged"),
        (b"<div>" * 100_000 + b"canal" + b"</div>" * 100_000, errors.PageTooDeep, "deeper"),
        (b"<html><body>" + b"<b><i>" * 60_000, errors.PageTooDeep, "deeper"),
        (b"<html><body>" + b"<p>" * 300_000, errors.PageTooLarge, "tags"),
        (b"Menu\n" * 500_002, errors.PageTooLarge, "lines"),
        (gzip.compress(b"") * 400_000, errors.PageEmpty, "empty"),
        (b"<html><body></body></html>", errors.PageWithoutArticle, "no article"),
    ],
)
def test_each_has_its_reason(content: bytes, error: type[errors.PageError], reason: str) -> None:
    with pytest.raises(error, match=f"the-page: .*{reason}"):
        read(content)


def test_one_long_line_within_the_bound_is_read_soon() -> None:
    line = " ".join(BODY)
    (article,) = read((line + " ").encode() * 9000, "text/plain")
    assert len(article.text) > 5_000_000


def test_one_long_line_of_html_is_read_soon() -> None:
    (article,) = read(html([" ".join(BODY * 2000), *BODY]).encode())
    assert len(article.text) > 1_000_000


@pytest.mark.parametrize("opened", ["<!--", "<script ", "<style>"])
def test_what_is_opened_very_often_and_never_closed_is_no_trouble(opened: str) -> None:
    with suppress(errors.PageTooDeep):
        read((html() + opened * 100_000).encode())


def test_stress_that_is_opened_very_often_and_never_closed_is_no_trouble() -> None:
    (article,) = read(("\n\n".join([TITLE, *BODY]) + "\n\n" + "**bold " * 50_000).encode(), "text/plain")
    assert "grain" in article.text


def test_stress_is_taken_off_up_to_where_it_ends() -> None:
    (article,) = read("\n\n".join(BODY).replace("said on Monday", "**said** on **Mon**day").encode(), "text/plain")
    assert "Tolmark said on Monday that" in article.text


def test_members_of_compressed_data_follow_each_other_and_what_is_none_is_left_alone() -> None:
    half = len(html()) // 2
    members = [gzip.compress(part.encode()) for part in (html()[:half], html()[half:])]
    assert decoded(Page("p", b"".join(members) + b"\0" * 20)) == html()
    with pytest.raises(errors.PageTruncated):
        read(members[0] + members[1][:-1])


def test_many_lines_take_little_memory() -> None:
    lines = [Line(f"Menu {number}") for number in range(3000)]
    model = line_model("dump")
    tracemalloc.start()
    try:
        model.odds(lines)
        assert tracemalloc.get_traced_memory()[1] < 1000 * len(lines)
    finally:
        tracemalloc.stop()


def test_one_long_word_is_no_trouble() -> None:
    (article,) = read(("\n".join(BODY) + "\n" + "a" * 3_000_000).encode(), "text/plain")
    assert "grain" in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-8-sig"])
def test_encodings_are_found(encoding: str) -> None:
    text = html().replace("\u201c", '"').replace("\u201d", '"').replace("\u2019", "'").replace("\u2014", "-")
    text = text.replace("Odile", "Odilé").replace('<meta charset="utf-8">', "")
    assert "Odilé Varga" in decoded(Page("p", text.encode(encoding)))


def test_the_declared_encoding_is_believed() -> None:
    text = html().replace("utf-8", "windows-1252").replace("Varga", "Vargü")
    assert "Vargü" in decoded(Page("p", text.encode("cp1252")))


@pytest.mark.parametrize("name", ["iso-8859-1", "latin1", "us-ascii", "windows-1252", "utf-16", "punycode", "utf-7"])
def test_quotation_marks_of_windows_stay_whatever_the_page_calls_its_encoding(name: str) -> None:
    (article,) = read(html().replace("utf-8", name).encode("cp1252"))
    assert "“We have never wanted" in article.text
    assert "Sevrin’s" in article.text


def test_characters_that_windows_has_among_the_controls_are_what_they_were_meant_to_be() -> None:
    spoiled = [text.replace("“", "&#147;").replace("”", "\x94").replace("’", "\u0092") for text in BODY]
    (article,) = read(html([*spoiled, "Nothing more was heard of it&#133; or so they say."]).encode())
    (clean,) = read(html([*BODY, "Nothing more was heard of it… or so they say."]).encode())
    assert article.text == clean.text


@pytest.mark.parametrize("name", ["punycode", "unicode-escape", "idna"])
def test_an_encoding_that_no_page_has_is_not_tried(name: str) -> None:
    content = b'<meta charset="' + name.encode() + b'">\xff-' + b"abcd" * 50_000
    assert "abcd" in decoded(Page("p", content))


def test_a_wrong_declaration_does_not_spoil_utf_8() -> None:
    text = html().replace("utf-8", "iso-8859-1")
    assert "“We have" in decoded(Page("p", text.encode()))


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
def test_html_that_breaks_off_is_read_as_far_as_it_goes(share: float) -> None:
    content = html().encode()
    (article,) = read(content[: int(len(content) * share)])
    assert "Tolmark" in article.text


def test_control_and_bidirectional_characters_are_dropped() -> None:
    spoiled = [paragraph.replace(" said ", " s\u202eai\u200bd\u0007 \u2066") for paragraph in BODY]
    (article,) = read(html(spoiled).encode())
    (clean,) = read(html().encode())
    assert article.text == clean.text
    assert not any(character in article.text for character in "\u202e\u200b\u0007\u2066\0")


def test_nul_bytes_in_text_are_dropped() -> None:
    (article,) = read("\n".join([TITLE, "", *BODY]).replace("canal", "ca\0nal").encode(), "text/plain")
    assert "canal" in article.text


def test_markup_never_runs_and_is_never_quoted() -> None:
    evil = "<script>alert('canal')</script><img src=x onerror=alert(1)><style>p{color:red}</style>"
    (article,) = read(html(above=evil).encode())
    assert "alert" not in article.text
    assert "color" not in article.text
