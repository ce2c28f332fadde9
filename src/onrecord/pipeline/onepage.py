"""One page: find its articles, have each read, and see that what comes back can be kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from onrecord.errors import OnrecordError, PageError, ReaderError, WeightsError
from onrecord.pages.articles import article_with_id, articles_of
from onrecord.pipeline.outcomes import Answer, Failure, Ids
from onrecord.reading.plugin import Reader
from onrecord.records import Article, Page, Reading, Span, Stance
from onrecord.wire import reading_to_json

_COMPRESSIONS = {".gz", ".bz2", ".xz", ".zst"}
_LINE = re.compile(r"(?P<file>[^/\\]*\.(?:jsonl|ndjson)(?:\.gz)?)(?:#(?P<id>.+)|:(?P<number>\d+))$", re.I | re.S)
_LONGEST_REASON = 500


def reader_stamp(reader: Reader) -> str:
    """Return the reader's name and version, as kept with every reading."""
    return f"{reader.name} {reader.version}"


def read_page(reader: Reader, page: Page, ids: Ids) -> Answer:
    """Find the articles of a page and read them; whatever fails is returned as a failure.

    Only :class:`~onrecord.errors.WeightsError` is raised, for without weights no page can be read.
    """
    doing = "finding its articles"
    try:
        articles = _named(articles_of(page), page.address, ids)
        doing = "reading it"
        return tuple(checked_reading(reader.read(article), reader_stamp(reader)) for article in articles)
    except PageError as error:
        return Failure(type(error).__name__, one_line(error.reason))
    except WeightsError:
        raise
    except OnrecordError as error:
        return Failure(type(error).__name__, one_line(str(error)))
    except MemoryError:
        return Failure("MemoryError", f"not enough memory for {doing}")
    except Exception as error:  # whatever it is, it must not keep the other pages from being read
        return Failure(type(error).__name__, one_line(f"{doing} failed: {type(error).__name__}: {error}"))


def one_line(words: str) -> str:
    """Return a message as one line of bounded length."""
    return " ".join(words.split())[:_LONGEST_REASON]


def checked_reading(reading: Reading, stamp: str) -> Reading:
    """Return the reading under the reader's stamp, each of its doubtful stances once, and none that it finds as well.

    Raises :class:`~onrecord.errors.ReaderError` if it does not quote its article, or holds what cannot be kept.
    """
    length, stances = len(reading.article.text), (*reading.stances, *reading.doubtful)
    spans = [(said.id, span) for said in reading.statements for span in (*said.cue, *said.content)]
    spans += [(said.id, said.source) for said in reading.statements if said.source]
    spans += [(stance.id, span) for stance in stances for span in _stretches(stance)]
    for id_, span in spans:
        if not span.start < span.end <= length:
            raise ReaderError(f"{id_} points to {span.start}..{span.end}, where the text has no words")
    ids = [said.id for said in reading.statements] + [stance.id for stance in stances]
    if len(set(ids)) < len(ids):
        raise ReaderError("the reader gave two findings the same id")
    try:
        json.dumps(reading_to_json(replace(reading, stances=stances)), ensure_ascii=False, allow_nan=False).encode(
            "utf-8"
        )
    except UnicodeEncodeError as error:
        raise ReaderError("it holds half a surrogate pair, which is no character") from error
    except ValueError as error:
        raise ReaderError(f"the reader gave a number that is none: {error}") from error
    return replace(reading, reader=stamp, doubtful=tuple(_doubted(reading)))


def _doubted(reading: Reading) -> Iterator[Stance]:
    known = {_meaning(stance) for stance in reading.stances}
    for stance in reading.doubtful:
        if _meaning(stance) not in known:
            known.add(_meaning(stance))
            yield stance


def _meaning(stance: Stance) -> tuple[object, ...]:
    """What a judgement on a stance of an article is about: :class:`~onrecord.records.Finding`."""
    return stance.evidence, stance.holder, stance.act, stance.measure


def _stretches(stance: Stance) -> Iterator[Span]:
    yield stance.evidence
    yield from (condition.span for condition in stance.conditions)
    yield from (span for span in (stance.trigger, stance.mention) if span)


def _named(articles: Sequence[Article], address: str, ids: Ids) -> Sequence[Article]:
    """Give articles the ids that were asked for; the second one of a file is called ``name-2``, and so on."""
    if ids is Ids.CONTENT:
        return articles
    name = _base_name(address)
    names = [name, *(f"{name}-{number}" for number in range(2, len(articles) + 1))]
    return [article_with_id(article, id_) for article, id_ in zip(articles, names, strict=True)]


def _base_name(address: str) -> str:
    """Return the last part of an address without its ending, and without that of its compression.

    Of a line of JSON lines it is the line's id, or the file's name with the line's number.
    """
    if line := _LINE.search(address):
        return line["id"] or f"{_base_name(line['file'])}-{line['number']}"
    path = PurePosixPath(address.replace("\\", "/"))
    return PurePosixPath(path.stem).stem if path.suffix.lower() in _COMPRESSIONS else path.stem
