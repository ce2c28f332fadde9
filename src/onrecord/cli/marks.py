"""An article in the terminal: statements and stances marked in its text, and listed beneath it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.text import Text

from onrecord.cli.acts import act_text, condition_word
from onrecord.cli.terminal import safe, safe_line
from onrecord.records import Article, Reading, Span, Stance, Statement
from onrecord.signs import SIGNS
from onrecord.vocabulary import Act, BlockKind

_STYLES = {
    "content": "green",
    "condition": "underline",
    "holder": "bold blue",
    "source": "bold cyan",
    "cue": "bold yellow",
    "act": "bold magenta",
}
"""The colours of the marks. Later ones are laid over earlier ones: a source within another's content keeps its own."""


@dataclass(frozen=True, slots=True, order=True)
class _Mark:
    span: Span
    number: str
    role: str
    act: str = ""

    @property
    def opening(self) -> str:
        """What the bracket before the words says."""
        return f"[{self.role} {self.number}{self.act and ' ' + self.act}: "


def shown_article(reading: Reading, decided: Mapping[str, str], *, colours: bool) -> Iterator[Text]:
    """Yield what is known of the article, its text with marks, and its statements and stances with their numbers.

    ``decided`` tells, by the ids of statements and stances, which reviewer stands by them. With ``colours`` the marks are
    colours, with a number where a statement's content or the words of an act begin; without them they are brackets with
    role and number: ``[cue 3: said]``, ``[act p2 declines: ruled out]``.
    """
    yield from _head(reading.article)
    marks = sorted([*_statement_marks(reading.statements), *_stance_marks(reading.stances)])
    yield _coloured(reading.article, marks) if colours else Text(_bracketed(reading.article.text, marks))
    yield Text()
    if not reading.statements:
        yield Text("no statements found", style="dim")
    for number, statement in enumerate(reading.statements, start=1):
        yield _listed(number, statement, reading.article.text, decided.get(statement.id))
    yield Text()
    if not reading.stances:
        yield Text("no stances found", style="dim")
    for number, stance in enumerate(reading.stances, start=1):
        yield _listed_stance(number, stance, reading.article.text, decided.get(stance.id))


def _head(article: Article) -> Iterator[Text]:
    published = f"published {article.published.value} ({article.published.evidence})" if article.published else None
    updated = f"updated {article.updated.value} ({article.updated.evidence})" if article.updated else None
    agency = f"agency {article.agency}" if article.agency else None
    copy = f"a copy of {article.copy_of}" if article.copy_of else None
    facts = [article.outlet or "outlet unknown", article.byline, agency, published or "date of publication unknown"]
    facts += [updated, article.dateline, article.language, copy, article.page, f"id {article.id}"]
    yield Text(safe_line(" · ".join(fact for fact in facts if fact)), style="dim")
    yield Text()


def _statement_marks(statements: tuple[Statement, ...]) -> Iterator[_Mark]:
    for number, statement in enumerate(statements, start=1):
        if statement.source:
            yield _Mark(statement.source, str(number), "source")
        yield from (_Mark(span, str(number), "cue") for span in statement.cue)
        yield from (_Mark(span, str(number), "content") for span in statement.content)


def _stance_marks(stances: tuple[Stance, ...]) -> Iterator[_Mark]:
    """Yield marks of stances; words that several stances share are marked once, with all their numbers."""
    numbers: dict[tuple[Span, str, str], list[str]] = defaultdict(list)
    for number, stance in enumerate(stances, start=1):
        numbers[stance.trigger or stance.evidence, "act", str(stance.act)].append(f"p{number}")
        if stance.mention:
            numbers[stance.mention, "holder", ""].append(f"p{number}")
        for condition in stance.conditions:
            numbers[condition.span, "condition", ""].append(f"p{number}")
    for (span, role, act), several in numbers.items():
        yield _Mark(span, ", ".join(several), role, act)


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
        parts += [mark.opening for mark in opening.get(edge, [])]
        at = edge
    return "".join([*parts, safe(text[at:])])


def _coloured(article: Article, marks: list[_Mark]) -> Text:
    text = Text(safe(article.text))
    for block in article.blocks:
        if block.kind in (BlockKind.HEADLINE, BlockKind.HEADING):
            text.stylize("bold underline", block.start, block.end)
        elif block.kind is not BlockKind.PARAGRAPH:
            text.stylize("italic", block.start, block.end)
    for mark in sorted(marks, key=lambda mark: list(_STYLES).index(mark.role)):
        text.stylize(_STYLES[mark.role], mark.span.start, mark.span.end)
    first = {(mark.number, mark.act): mark.span.start for mark in reversed(marks) if mark.role in ("content", "act")}
    numbered = Text()
    at = 0
    for (number, act), start in sorted(first.items(), key=lambda item: item[1]):
        sign = f" {SIGNS[Act(act)].mark}" if act else ""
        numbered.append_text(text[at:start]).append(f"[{number}{sign}]", style="dim")
        at = start
    return numbered.append_text(text[at:])


def _listed(number: int, statement: Statement, text: str, decided: str | None) -> Text:
    line = Text(f"{number:>3}  ", style="dim")
    line.append(safe_line(statement.name or "source not named"), style="not dim bold cyan")
    if statement.party and statement.party != statement.name:
        line.append(f" ({safe_line(statement.party)})", style="not dim")
    line.append(f" {safe_line(' … '.join(span.quote(text) for span in statement.cue))}", style="not dim yellow")
    facts = [str(statement.kind), decided or f"{statement.confidence:.2f}"]
    facts += [str(statement.polarity)] if statement.polarity != "asserted" else []
    facts += [f"within {statement.within}"] if statement.within else []
    if statement.when:
        words = safe_line(text[statement.when.start : statement.when.end])
        facts.append(f"when: {words} = {statement.when.value}" if statement.when.value else f"when: {words}")
    line.append(f" · {' · '.join(facts)}\n")
    content = " … ".join(span.quote(text) for span in statement.content)
    return line.append(f"     {safe_line(content)}", style="not dim green")


def _listed_stance(number: int, stance: Stance, text: str, decided: str | None) -> Text:
    line = Text(f"{f'p{number}':>3}  ", style="dim").append_text(_undimmed(act_text(stance.act)))
    line.append(f"  {safe_line(stance.holder)}", style="not dim bold cyan")
    if stance.party and stance.party != stance.holder:
        line.append(f" ({safe_line(stance.party)})", style="not dim")
    line.append(f" · {safe_line(stance.measure)}", style="not dim bold")
    facts = [f"codebook: {stance.codebook}"] if stance.codebook else []
    facts += [f"toward {stance.target}"] if stance.target else []
    facts += [f"told by {', '.join(stance.via)}"] if stance.via else []
    line.append("".join(f" · {safe_line(fact)}" for fact in (*facts, decided or f"{stance.confidence:.2f}")))
    line.append(f"\n     {safe_line(stance.evidence.quote(text))}", style="not dim green")
    for condition in stance.conditions:
        words = safe_line(condition.span.quote(text))
        line.append(f"\n     {condition_word(condition)}: {words}", style="not dim yellow")
    return line


def _undimmed(text: Text) -> Text:
    text.stylize("not dim")
    return text
