"""onrecord reads the coverage of a matter and keeps the record of it.

::

    import onrecord

    for reading in onrecord.read("page.html"):
        for statement in reading.statements:
            print(statement.name, [span.quote(reading.article.text) for span in statement.content])
"""

from __future__ import annotations

from onrecord.api import read
from onrecord.records import Article, Block, Dated, Given, Page, Reading, Span, Stance, Statement, When
from onrecord.version import __version__
from onrecord.vocabulary import Act, BlockKind, Polarity, QuotationKind

__all__ = [
    "Act",
    "Article",
    "Block",
    "BlockKind",
    "Dated",
    "Given",
    "Page",
    "Polarity",
    "QuotationKind",
    "Reading",
    "Span",
    "Stance",
    "Statement",
    "When",
    "__version__",
    "read",
]
