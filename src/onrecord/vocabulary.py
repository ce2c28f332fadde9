"""The closed lists of terms that the records use, in the words of the guidelines."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What part of an article a block is."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"


class QuotationKind(StrEnum):
    """Whether a statement's content stands in quotation marks: wholly, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Polarity(StrEnum):
    """Whether the source asserts the content, denies it, or would not say."""

    ASSERTED = "asserted"
    DENIED = "denied"
    WITHHELD = "withheld"


class Act(StrEnum):
    """What the holder of a stance does about a measure."""

    COMMITS = "commits"
    OPEN = "open"
    UNDECIDED = "undecided"
    DECLINES = "declines"
    DEMANDS = "demands"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    THREATENS = "threatens"
    ACTED = "acted"


class ConditionKind(StrEnum):
    """What a stance waits for.

    An event (a ceasefire), the backing of another, the approval of those who must allow it (a parliament, a law),
    another's act in return, or a time.
    """

    EVENT = "event"
    BACKING = "backing"
    APPROVAL = "approval"
    RECIPROCITY = "reciprocity"
    TIME = "time"


class Decision(StrEnum):
    """What a reviewer decides about a finding, or leaves to others, or that an earlier judgement is taken back."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SKIP = "skip"
    UNDO = "undo"


class ActorDecision(StrEnum):
    """What a reviewer decides about who is who, or that an earlier judgement is taken back."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    UNDO = "undo"
