"""Search: words found in articles, statements and stances, and in the names of measures and actors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.record.actors import folded
from onrecord.record.named import names_of
from onrecord.record.reviewed import in_words
from onrecord.record.verdicts import statement_finding
from onrecord.records import Finding, Reading
from onrecord.store.search import Hit, Sort, Term, terms_of
from onrecord.web.asking import Asked, Kind, Missing, Parameter
from onrecord.web.context import Excerpt, Part, excerpt
from onrecord.web.live import Current
from onrecord.web.pages.addresses import list_id, mark_id, measure_address, subject_address
from onrecord.web.pages.paging import Part as PagePart
from onrecord.web.pages.paging import part_of
from onrecord.web.pages.reader import block_at
from onrecord.web.templating import address
from onrecord.web.views import View, routes_of

SORTS = ("actors", "measures", "stances", "statements", "articles")
FEW, MANY = 5, 20
"""How many hits of each sort a page of HTML shows, and how many if only one sort is asked for."""

_INDEXED = {"articles": Sort.ARTICLE, "statements": Sort.STATEMENT, "stances": Sort.STANCE}


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: what it is called, the words in their context, and the address that opens at it.

    ``decided`` tells what a reviewer decided about a statement or a stance; the words that were searched are the reading's.
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
    for each in SORTS if terms else ():
        if sort in (None, each):
            finder = _Finder(asked.current, query or "", terms)
            count = finder.count(each)
            number = asked.number("page", 1) if sort else 1
            part = part_of(count, number, max(count, 1) if asked.whole else MANY if sort else FEW)
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
        if sort in _INDEXED:
            return self._current.store.search.count(self._query, _INDEXED[sort])
        return len(self._names(sort))

    def found(self, sort: str, part: PagePart) -> Iterator[Found]:
        """Yield some of the hits of a sort."""
        if sort in _INDEXED:
            first, last = max(part.first - 1, 0), part.last
            hits = self._current.store.search.find(self._query, _INDEXED[sort], first, last - first)
            yield from self._in_texts(hits)
        else:
            yield from part.of(self._names(sort))

    def _in_texts(self, hits: Sequence[Hit]) -> Iterator[Found]:
        found = self._current.store.search.readings_at(sorted({hit.reading for hit in hits}))
        make = {Sort.ARTICLE: self._article, Sort.STATEMENT: self._statement, Sort.STANCE: self._stance}
        for hit in hits:
            yield make[hit.sort](found[hit.reading], hit.position)

    def _article(self, reading: Reading, _position: int) -> Found:
        article = reading.article
        cut = excerpt(article.text, self._terms)
        where = address("articles", article.id, q=self._query)
        return self._found(
            "articles", reading, article.title or article.id, cut, f"{where}#b{block_at(article, cut.at)}"
        )

    def _statement(self, reading: Reading, position: int) -> Found:
        article, said = reading.article, reading.statements[position]
        verdict = self._current.desk.said.get(statement_finding(article.id, said))
        if verdict is not None:
            said = verdict.counts.statement or said
        spans = sorted([*([said.source] if said.source else []), *said.cue, *said.content])
        words = " ".join(span.quote(article.text) for span in spans)
        where = f"{address('articles', article.id, q=self._query)}#{mark_id(said.id)}"
        found = self._found("statements", reading, said.name or "no source named", excerpt(words, self._terms), where)
        return replace(found, decided=in_words(verdict))

    def _stance(self, reading: Reading, position: int) -> Found:
        desk, held = self._current.desk, reading.stances[position]
        read = Finding(reading.article.id, held.evidence, held.holder, held.act, held.measure)
        verdict = desk.verdict(desk.meant(read))
        if verdict is not None:
            held = verdict.counts.stance or held
        cut = excerpt(held.evidence.quote(reading.article.text), self._terms)
        where = f"{address('articles', reading.article.id, q=self._query)}#{list_id(held.id)}"
        label = self._current.label(held.codebook) if held.codebook else held.measure
        found = self._found("stances", reading, f"{held.holder} {held.act}: {label}", cut, where)
        return replace(found, decided=in_words(verdict))

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
        return found

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
