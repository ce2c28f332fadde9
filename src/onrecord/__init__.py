"""onrecord reads the coverage of a matter and keeps the record of it.

::

    import onrecord

    for reading in onrecord.read("page.html"):
        for statement in reading.statements:
            print(statement.name, [span.quote(reading.article.text) for span in statement.content])
"""

from __future__ import annotations

__version__ = "0.1.0"

from onrecord.api import read
from onrecord.records import Article, Block, Dated, Given, Page, Reading, Span, Stance, Statement, When
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
