"""From locations to readings, a page at a time: the way that the command line, exports and scripts share."""

from __future__ import annotations

from onrecord.pipeline.outcomes import Failure, Ids, Outcome, PageFailed, PageRead, PageUnchanged, Request
from onrecord.pipeline.run import Recall, read_pages

__all__ = ["Failure", "Ids", "Outcome", "PageFailed", "PageRead", "PageUnchanged", "Recall", "Request", "read_pages"]
