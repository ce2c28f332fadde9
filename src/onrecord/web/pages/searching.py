"""Search: words found in articles, statements and stances, and in the names of measures and actors."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.named import names_of
from onrecord.records import Reading
from onrecord.store.search import Hit, Sort, Term, terms_of
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.context import Excerpt, Part, excerpt
from onrecord.web.live import Current
from onrecord.web.pages.addresses import list_id, mark_id, measure_address, subject_address
from onrecord.web.pages.paging import Part as PagePart
from onrecord.web.pages.paging import part_of
from onrecord.web.pages.reader import block_at
from onrecord.web.review.applied import Note, reviewed
from onrecord.web.templating import address
from onrecord.web.views import View, routes_of

SORTS = ("actors", "measures", "stances", "statements", "articles")
FEW, MANY = 5, 20
"""How many hits of each sort a page of HTML shows, and how many if only one sort is asked for."""

_INDEXED = {"articles": Sort.ARTICLE, "statements": Sort.STATEMENT, "stances": Sort.STANCE}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: what it is called, the words in their context, and the address that opens at it.

    ``decided`` tells which reviewer stands by a statement or a stance; it is found by the words of a correction, if it has one.
    """

    sort: str
    name: str
    outlet: str | None
    on: date | None
    parts: tuple[Part, ...]
    address: str
    decided: str | None = None

    @property
    def words(self) -> str:
        """The words in their context, without marks."""
        return "".join(part.words for part in self.parts)


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one sort: how many there are, and those that are shown."""

    sort: str
    part: PagePart
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was searched for and found; a query of ``None`` or without words finds nothing."""

    query: str | None
    terms: tuple[Term, ...]
    sort: str | None
    results: tuple[Results, ...]

    @property
    def title(self) -> str:
        """What was searched for."""
        return f"Search: {self.query}" if self.query else "Search"

    @property
    def nowhere(self) -> tuple[str, ...]:
        """The sorts of which nothing was found, where all were searched."""
        return () if self.sort else tuple(each.sort for each in self.results if not each.part.in_all)

    def as_json(self) -> dict[str, Any]:
        """Give all hits."""
        hits = [dict(zip(self.columns(), row, strict=True)) for row in self.rows()]
        for hit in hits:
            hit["on"] = hit["on"].isoformat() if isinstance(hit["on"], date) else None
        return {"query": self.query, "hits": hits}

    def columns(self) -> Sequence[str]:
        """The columns of the lines about hits."""
        return ("sort", "name", "outlet", "on", "words", "address", "decided")

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield a line for each hit."""
        for results in self.results:
            for each in results.found:
                yield each.sort, each.name, each.outlet, each.on, each.words, each.address, each.decided


def search(asked: Asked) -> SearchPage:
    """Fill the page of hits; raise :class:`~onrecord.web.asking.Missing` for a page beyond the last one."""
    query, sort = asked.one("q"), asked.one("in")
    terms = terms_of(query or "")
    results = []
    asked.current.revised.take_in(asked.current.desk)
    for each in SORTS if terms else ():
        if sort in (None, each):
            finder = _Finder(asked.current, query or "", terms)
            count = finder.count(each)
            part = part_of(count, asked.number("page", 1) if sort else 1, MANY if sort else FEW)
            if part is not None and asked.whole:
                # The data of any page are all hits.
                part = part_of(count, 1, max(count, 1))
            if part is None:
                raise Missing("there are not so many hits; begin at the first page")
            results.append(Results(each, part, tuple(finder.found(each, part))))
    return SearchPage(query, terms, sort, tuple(results))


class _Finder:
    """Finds the words of one query."""

    def __init__(self, current: Current, query: str, terms: tuple[Term, ...]) -> None:
        self._current, self._query, self._terms = current, query, terms

    def count(self, sort: str) -> int:
        """Count the hits of a sort."""
        if sort not in _INDEXED:
            return len(self._names(sort))
        read = self._current.store.search.count(self._query, _INDEXED[sort], self._without(sort))
        return read + len(self._revised(sort))

    def found(self, sort: str, part: PagePart) -> Iterator[Found]:
        """Yield some of the hits of a sort."""
        if sort in _INDEXED:
            yield from self._in_texts(self._hits(sort, max(part.first - 1, 0), part.last))
        else:
            yield from part.of(self._names(sort))

    def _hits(self, sort: str, first: int, last: int) -> list[Hit]:
        """What was read and what was decided, in one order: from the index so much as may stand in this part of it."""
        revised = self._revised(sort)
        passed = max(first - len(revised), 0)
        read = self._current.store.search.find(self._query, _INDEXED[sort], passed, last - passed, self._without(sort))
        return sorted([*read, *revised], key=lambda hit: -hit.key)[first - passed : last - passed]

    def _without(self, sort: str) -> Collection[int]:
        return () if sort == "articles" else self._current.revised.without

    def _revised(self, sort: str) -> list[Hit]:
        return [] if sort == "articles" else self._current.revised.find(self._terms, _INDEXED[sort])

    def _in_texts(self, hits: Sequence[Hit]) -> Iterator[Found]:
        desk, changed = self._current.desk, self._current.revised.articles
        found = self._current.store.search.readings_at(sorted({hit.reading for hit in hits}))
        after = {n: reviewed(desk, reading) for n, reading in found.items() if reading.article.id in changed}
        for hit in hits:
            revised = after.get(hit.reading)
            reading = revised.reading if revised is not None else found[hit.reading]
            if hit.sort is Sort.ARTICLE:
                yield self._article(reading)
            elif hit.sort is Sort.STATEMENT:
                yield self._statement(reading, hit.position, revised.statements[hit.position] if revised else None)
            else:
                yield self._stance(reading, hit.position, revised.stances[hit.position] if revised else None)

    def _article(self, reading: Reading) -> Found:
        article = reading.article
        cut = excerpt(article.text, self._terms)
        where = address("articles", article.id, q=self._query)
        return self._found(
            "articles", reading, article.title or article.id, cut, f"{where}#b{block_at(article, cut.at)}"
        )

    def _statement(self, reading: Reading, position: int, note: Note | None) -> Found:
        article, said = reading.article, reading.statements[position]
        spans = sorted([*([said.source] if said.source else []), *said.cue, *said.content])
        words = " ".join(span.quote(article.text) for span in spans)
        where = f"{address('articles', article.id, q=self._query)}#{mark_id(said.id)}"
        found = self._found("statements", reading, said.name or "no source named", excerpt(words, self._terms), where)
        return replace(found, decided=_by_whom(note))

    def _stance(self, reading: Reading, position: int, note: Note | None) -> Found:
        held = reading.stances[position]
        cut = excerpt(held.evidence.quote(reading.article.text), self._terms)
        where = f"{address('articles', reading.article.id, q=self._query)}#{list_id(held.id)}"
        label = self._current.label(held.codebook) if held.codebook else held.measure
        found = self._found("stances", reading, f"{held.holder} {held.act}: {label}", cut, where)
        return replace(found, decided=_by_whom(note))

    def _found(self, sort: str, reading: Reading, name: str, cut: Excerpt, where: str) -> Found:
        article = reading.article
        return Found(
            sort, name, article.outlet, article.published.value if article.published else None, cut.parts, where
        )

    def _names(self, sort: str) -> list[Found]:
        return self._measures() if sort == "measures" else self._actors()

    def _measures(self) -> list[Found]:
        recorded = self._current.recorded
        keys = dict.fromkeys([*(entry.id for entry in self._current.codebook.measures), *recorded.phrases])
        found = []
        for key in keys:
            entry = self._current.codebook.measure(key)
            names = [*names_of(recorded, key), *([entry.definition] if entry else [])]
            hit = self._first(names)
            if hit is not None:
                found.append(self._name("measures", self._current.label(key), hit, measure_address(key)))
        # Those that are called so come before those that some article called so.
        return sorted(found, key=lambda each: bool(each.parts))

    def _actors(self) -> list[Found]:
        found = []
        for person in self._current.people.values():
            subject = person.subject
            hit = self._first([subject.name, *person.other_names])
            if hit is not None:
                found.append(self._name("actors", subject.name, hit, subject_address(subject)))
        return found

    def _first(self, names: Sequence[str]) -> str | None:
        """The first of some names that has all words of the query."""
        for name in names:
            shown = folded(name)
            if all(word in shown for term in self._terms for word in term.words):
                return name
        return None

    def _name(self, sort: str, name: str, hit: str, where: str) -> Found:
        parts = excerpt(hit, self._terms).parts if hit != name else ()
        return Found(sort, name, None, None, parts, where)


def _by_whom(note: Note | None) -> str | None:
    return note.words if note is not None and note.person else None


routes = routes_of(
    View(
        path="/search",
        name="search",
        summary="Words found in texts, statements, stances, measures and names",
        gives="all hits with their context and the address that opens at them, of each sort the latest first",
        template="search.html",
        page=search,
        parameters=(
            Parameter("q", 'what to search for: words that must all be there, "words in a row", beginnings of words*'),
            Parameter("in", "only hits of this sort", choices=SORTS),
            Parameter("page", "which page; for HTML only, and only with in", Kind.NUMBER),
        ),
    )
)
