"""The record in a database: a :class:`Writer` keeps what was read, a :class:`View` looks at it."""

from __future__ import annotations

from onrecord.store.accounts import Account, Accounts
from onrecord.store.comparisons import Comparisons, KeptComparison
from onrecord.store.copying import Copying, Known
from onrecord.store.grouping import Grouping, Linked, Place, Text
from onrecord.store.matches import Asked, Matches
from onrecord.store.reviews import AnyJudgement, Reviews
from onrecord.store.stories import Report, Story, story_to_json
from onrecord.store.versions import FailedBefore, PageVersion, matches_speaker, page_version, search_key, storable
from onrecord.store.view import Counts, Listed, Quarantined, View
from onrecord.store.wanted import EVERYTHING, Wanted, is_wanted
from onrecord.store.writer import Writer

__all__ = [
    "EVERYTHING",
    "Account",
    "Accounts",
    "AnyJudgement",
    "Asked",
    "Comparisons",
    "Copying",
    "Counts",
    "FailedBefore",
    "Grouping",
    "KeptComparison",
    "Known",
    "Linked",
    "Listed",
    "Matches",
    "PageVersion",
    "Place",
    "Quarantined",
    "Report",
    "Reviews",
    "Story",
    "Text",
    "View",
    "Wanted",
    "Writer",
    "is_wanted",
    "matches_speaker",
    "page_version",
    "search_key",
    "storable",
    "story_to_json",
]
