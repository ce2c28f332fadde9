"""What an article takes from another one, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from onrecord.cli.terminal import safe_line
from onrecord.record.copies import own_parts
from onrecord.records import Article, Taken

_LONGEST = 70


def copied_lines(article: Article, original: str, taken: Taken) -> Iterator[Text]:
    """Yield where an article takes its words from, and how each part of it begins that is its own."""
    kind = "a copy of" if taken.copy else "no copy, but takes from"
    yield Text(safe_line(f"{kind} {original}: {taken.share:.0%} of its prose"), style="dim")
    for part in own_parts(article, taken):
        line = Text(f"  its own: {safe_line(part.quote(article.text))}", style="dim")
        line.truncate(_LONGEST, overflow="ellipsis")
        yield line
    yield Text()
