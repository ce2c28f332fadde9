"""A comparison for the terminal: what both reports tell, where they differ, and what one alone tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table
from rich.text import Text

from onrecord.cli.acts import act_text
from onrecord.cli.cells import day, outlet_cell
from onrecord.cli.terminal import safe, safe_line
from onrecord.record.comparison.claims import Claim
from onrecord.record.comparison.compared import Comparison, Match, Relation
from onrecord.record.comparison.differing import differing
from onrecord.records import Article, Span

SIGNS = {Relation.SAME: "=", Relation.DETAIL: "~", Relation.CONFLICT: "≠"}
_STYLES = {Relation.SAME: "green", Relation.DETAIL: "cyan", Relation.CONFLICT: "bold yellow"}


def shown_comparison(comparison: Comparison, *, colours: bool) -> Iterator[Table | Text]:
    """Yield the reports' heads and the parts of the comparison.

    Words that the other report lacks are in bold with ``colours``, and in brackets without.
    """
    yield _heads(comparison)
    yield Text()
    same = [match for match in comparison.matches if match.relation is Relation.SAME]
    differ = [match for match in comparison.matches if match.relation is not Relation.SAME]
    differ.sort(key=lambda match: match.relation is not Relation.CONFLICT)
    for heading, matches in (("both tell", same), ("they differ", differ)):
        if matches:
            yield Text(f"{heading} · {len(matches)}", style="bold underline")
            yield _matches(matches, colours=colours)
            yield Text()
    for article, claims in ((comparison.a, comparison.only_a), (comparison.b, comparison.only_b)):
        if claims:
            yield Text(f"only {_name(article)} · {len(claims)}", style="bold underline")
            yield _alone(claims)
            yield Text()
    if not comparison.matches:
        yield Text("nothing that both tell was found", style="dim")


def _heads(comparison: Comparison) -> Table:
    table = _table()
    table.add_row("", *(Text(_name(article), style="bold") for article in (comparison.a, comparison.b)))
    table.add_row("", *(Text(safe_line(article.title or "")) for article in (comparison.a, comparison.b)))
    return table


def _name(article: Article) -> str:
    published = day(article.published.value) if article.published else None
    return f"{outlet_cell(article.outlet)} {published or 'date ?'} {safe_line(article.id)[:8]}"


def _table() -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, show_header=False, expand=True)
    table.add_column(no_wrap=True)
    for _ in range(2):
        table.add_column(overflow="fold", ratio=1)
    return table


def _matches(matches: Iterable[Match], *, colours: bool) -> Table:
    table = _table()
    for match in matches:
        about = Text(SIGNS[match.relation], style=_STYLES[match.relation])
        about.append(f" {match.on}" if match.on else "", style="not bold")
        table.add_row(about, _who(match.a), _who(match.b))
        words = (match.a.words, match.b.words)
        table.add_row("", *(_marked(*each, colours=colours) for each in zip(words, differing(*words), strict=True)))
        table.add_row("", "", "")
    return table


def _alone(claims: Sequence[Claim]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, show_header=False)
    table.add_column(max_width=34, overflow="fold")
    table.add_column(overflow="fold")
    for claim in claims:
        table.add_row(_who(claim), Text(f"“{safe_line(claim.words)}”", style="green"))
    return table


def _who(claim: Claim) -> Text:
    text = Text(safe_line(claim.holder or "source not named"), style="bold")
    if claim.act is not None:
        text.append(" ").append_text(act_text(claim.act))
    return text


def _marked(words: str, spans: Sequence[Span], *, colours: bool) -> Text:
    text = Text("“", style="green")
    at = 0
    for span in spans:
        text.append(safe_line(f"x{safe(words[at : span.start])}x")[1:-1])
        text.append(
            safe_line(span.quote(words)) if colours else f"[{safe_line(span.quote(words))}]", style="bold yellow"
        )
        at = span.end
    return text.append(safe_line(f"x{safe(words[at:])}x")[1:-1]).append("”")
