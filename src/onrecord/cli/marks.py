"""An article in the terminal, with sources, cues and contents marked, and the statements listed beneath it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from onrecord.cli.terminal import safe, safe_line
from onrecord.records import Article, Reading, Span, Statement
from onrecord.vocabulary import BlockKind

_STYLES = {"source": "bold cyan", "cue": "bold yellow", "content": "green"}


@dataclass(frozen=True, slots=True, order=True)
class _Mark:
    span: Span
    number: int
    role: str


def shown_article(reading: Reading, *, colours: bool) -> Iterator[Text]:
    """Yield what is known of the article, its text with marks, and its statements with their numbers.

    With ``colours`` the marks are colours, and a number where a statement's content begins; without them they are
    brackets with the role and the number: ``[cue 3: said]``.
    """
    yield from _head(reading.article)
    marks = _marks(reading.statements)
    yield _coloured(reading.article, marks) if colours else Text(_bracketed(reading.article.text, marks))
    yield Text()
    if not reading.statements:
        yield Text("no statements found", style="dim")
    for number, statement in enumerate(reading.statements, start=1):
        yield _listed(number, statement, reading.article.text)


def _head(article: Article) -> Iterator[Text]:
    published = f"published {article.published.value} ({article.published.evidence})" if article.published else None
    updated = f"updated {article.updated.value} ({article.updated.evidence})" if article.updated else None
    agency = f"agency {article.agency}" if article.agency else None
    copy = f"a copy of {article.copy_of}" if article.copy_of else None
    facts = [article.outlet or "outlet unknown", article.byline, agency, published or "date of publication unknown"]
    facts += [updated, article.dateline, article.language, copy, article.page, f"id {article.id}"]
    yield Text(safe_line(" · ".join(fact for fact in facts if fact)), style="dim")
    yield Text()


def _marks(statements: tuple[Statement, ...]) -> list[_Mark]:
    marks = []
    for number, statement in enumerate(statements, start=1):
        marks += [_Mark(statement.source, number, "source")] if statement.source else []
        marks += [_Mark(span, number, "cue") for span in statement.cue]
        marks += [_Mark(span, number, "content") for span in statement.content]
    return sorted(marks)


def _bracketed(text: str, marks: list[_Mark]) -> str:
    """Return the text with brackets; where spans begin together, the longer one opens first and closes last."""
    opening: dict[int, list[_Mark]] = {}
    closing: dict[int, int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        opening.setdefault(mark.span.start, []).append(mark)
        closing[mark.span.end] = closing.get(mark.span.end, 0) + 1
    parts, at = [], 0
    for edge in sorted(opening.keys() | closing.keys()):
        parts += [safe(text[at:edge]), "]" * closing.get(edge, 0)]
        parts += [f"[{mark.role} {mark.number}: " for mark in opening.get(edge, [])]
        at = edge
    return "".join([*parts, safe(text[at:])])


def _coloured(article: Article, marks: list[_Mark]) -> Text:
    text = Text(safe(article.text))
    for block in article.blocks:
        if block.kind in (BlockKind.HEADLINE, BlockKind.HEADING):
            text.stylize("bold underline", block.start, block.end)
        elif block.kind is not BlockKind.PARAGRAPH:
            text.stylize("italic", block.start, block.end)
    # Contents first: a source within the content of another statement keeps its own colour.
    for mark in sorted(marks, key=lambda mark: mark.role != "content"):
        text.stylize(_STYLES[mark.role], mark.span.start, mark.span.end)
    first = {mark.number: mark.span.start for mark in reversed(marks) if mark.role == "content"}
    numbered = Text()
    at = 0
    for number, start in sorted(first.items(), key=lambda item: item[1]):
        numbered.append_text(text[at:start]).append(f"[{number}]", style="dim")
        at = start
    return numbered.append_text(text[at:])


def _listed(number: int, statement: Statement, text: str) -> Text:
    line = Text(f"{number:>3}  ", style="dim")
    line.append(safe_line(statement.name or "source not named"), style="not dim bold cyan")
    if statement.party and statement.party != statement.name:
        line.append(f" ({safe_line(statement.party)})", style="not dim")
    line.append(f" {safe_line(' … '.join(span.quote(text) for span in statement.cue))}", style="not dim yellow")
    facts = [str(statement.kind), f"{statement.confidence:.2f}"]
    facts += [str(statement.polarity)] if statement.polarity != "asserted" else []
    facts += [f"within {statement.within}"] if statement.within else []
    if statement.when:
        words = safe_line(text[statement.when.start : statement.when.end])
        facts.append(f"when: {words} = {statement.when.value}" if statement.when.value else f"when: {words}")
    line.append(f" · {' · '.join(facts)}\n")
    content = " … ".join(span.quote(text) for span in statement.content)
    return line.append(f"     {safe_line(content)}", style="not dim green")
