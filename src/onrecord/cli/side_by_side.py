"""A comparison for the terminal: what both reports tell, where they differ, and what one alone tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

from onrecord.cli.acts import act_text
from onrecord.cli.cells import ID_SHOWN, day, outlet_cell
from onrecord.cli.terminal import safe, safe_line
from onrecord.cli.wrapping import joined
from onrecord.record.comparison.claims import Claim, ClaimKind
from onrecord.record.comparison.compared import Comparison, Match, Relation
from onrecord.record.comparison.differing import differing
from onrecord.records import Article, Span

_WIDEST_HOLDER = 34
_OPENING = ("“", '"', "‘", "«")

RELATIONS = {
    Relation.SAME: ("=", "green"),
    Relation.DETAIL: ("~", "cyan"),
    Relation.CONFLICT: ("≠", "bold yellow"),
}
"""The sign of each relation and its colour."""

_MEANT = {
    Relation.SAME: "the same",
    Relation.DETAIL: "compatible, but one says more",
    Relation.CONFLICT: "they cannot both be right as written",
}


def relation_signs() -> list[str]:
    """Return what each sign of a relation means, one at a time."""
    return [f"{sign} {_MEANT[relation]}" for relation, (sign, _) in RELATIONS.items()]


def shown_comparison(comparison: Comparison, width: int, *, colours: bool) -> Iterator[Table | Text]:
    """Yield the reports' heads and the parts of the comparison: what both tell, where they differ, what one alone tells.

    Words that the other report lacks are in bold with ``colours``, and in brackets without.
    """
    yield _heads(comparison)
    yield from (Text(line, style="dim") for line in _remarks(comparison))
    yield Text()
    same = [match for match in comparison.matches if match.relation is Relation.SAME]
    differ = [match for match in comparison.matches if match.relation is not Relation.SAME]
    differ.sort(key=lambda match: match.relation is not Relation.CONFLICT)
    for heading, matches in (("both tell", same), ("they differ", differ)):
        if matches:
            yield Text(f"{heading} · {len(matches)}", style="bold underline")
            yield _matches(matches, colours=colours)
            yield Text()
    if comparison.matches:
        marked = "in bold" if colours else "in [brackets]"
        yield from (
            Text(line, style="dim") for line in joined([*relation_signs(), f"{marked}: not in the other"], width)
        )
        yield Text()
    for article, claims in ((comparison.a, comparison.only_a), (comparison.b, comparison.only_b)):
        if claims:
            yield Text(f"only {report_name(article)} · {len(distinct(claims))}", style="bold underline")
            yield alone_table(claims)
            yield Text()


def report_name(article: Article) -> str:
    """Return what a report is called: its outlet, its day and the beginning of its id."""
    published = day(article.published.value) if article.published else None
    return f"{outlet_cell(article.outlet)} {published or 'date ?'} {safe_line(article.id)[:ID_SHOWN]}"


def distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that the same words of the same holder show once more."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.kind is ClaimKind.STATEMENT, claim.around)):
        if not any(claim.holder == other.holder and claim.around.overlaps(other.around) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda claim: claim.around)


def alone_table(claims: Sequence[Claim]) -> Table:
    """Return a table of claims that one report alone tells, each once."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, show_header=False)
    table.add_column(max_width=_WIDEST_HOLDER, overflow="fold")
    table.add_column(overflow="fold")
    for claim in distinct(claims):
        table.add_row(_who(claim), Text(_in_marks(safe_line(claim.words)), style="green"))
    return table


def _remarks(comparison: Comparison) -> Iterator[str]:
    """What a reader must know to take the comparison for what it is."""
    a, b = comparison.a, comparison.b
    if a.id == b.id:
        yield "this is one article, compared with itself"
    elif b.id == a.copy_of or a.id == b.copy_of or (a.copy_of is not None and a.copy_of == b.copy_of):
        yield "one is a copy of the other, or both are of a third: they are one witness"
    for article, only in ((a, comparison.only_a), (b, comparison.only_b)):
        if not only and not comparison.matches:
            yield f"{report_name(article)}: nothing was found in it that could be compared"
        if article.language not in (None, "en"):
            yield f"{report_name(article)}: not in English ({safe_line(article.language or '')}), which the reader does not read"
    if not comparison.matches and comparison.only_a and comparison.only_b:
        yield "nothing that both tell was found"


def _heads(comparison: Comparison) -> Table:
    table = _table()
    table.add_row("", *(Text(report_name(article), style="bold") for article in (comparison.a, comparison.b)))
    table.add_row("", *(Text(safe_line(article.title or "")) for article in (comparison.a, comparison.b)))
    return table


def _table() -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, show_header=False, expand=True)
    table.add_column(no_wrap=True)
    for _ in range(2):
        table.add_column(overflow="fold", ratio=1)
    return table


def _matches(matches: Iterable[Match], *, colours: bool) -> Table:
    table = _table()
    for match in matches:
        sign, style = RELATIONS[match.relation]
        about = Text(sign, style=style).append(f" {match.on}" if match.on else "", style="not bold")
        table.add_row(about, _who(match.a), _who(match.b))
        words = (match.a.words, match.b.words)
        table.add_row("", *(_marked(*each, colours=colours) for each in zip(words, differing(*words), strict=True)))
        table.add_row("", "", "")
    return table


def _who(claim: Claim) -> Text:
    text = Text(safe_line(claim.holder or "source not named"), style="bold")
    if claim.act is not None:
        text.append(" ").append_text(act_text(claim.act))
    if claim.via:
        text.append(f" told by {safe_line(', '.join(claim.via))}", style="not bold dim")
    return text


def _marked(words: str, spans: Sequence[Span], *, colours: bool) -> Text:
    """The words with those in ``spans`` marked."""
    text, at = Text(style="green"), 0
    for span in spans:
        text.append(safe(words[at : span.start]))
        marked = safe(span.quote(words))
        text.append(marked if colours else f"[{marked}]", style="bold yellow")
        at = span.end
    text.append(safe(words[at:]))
    return Text(" ").join(text.split()) if "\n" in words else text


def _in_marks(words: str) -> str:
    return words if words[:1] in _OPENING else f"“{words}”"
