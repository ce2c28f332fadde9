"""What the labels on the pages mean, in the words of the guidelines."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

ACTS: Final = MappingProxyType(
    {
        "acted": "has done it, or is doing it",
        "commits": "says that it will do it",
        "open": "may do it: is willing, offers, does not rule it out",
        "undecided": "has not decided, or leaves it open",
        "declines": "will not do it itself",
        "demands": "wants another to do it, or to stop it",
        "supports": "is for another's measure, or for a shared one",
        "opposes": "is against another's measure",
        "threatens": "will do harm to a target, perhaps on a condition",
    }
)

STATEMENTS: Final = MappingProxyType(
    {
        "statement": "words, belief or intention that a report attributes to a source",
        "source": "the words that name who said it",
        "cue": "the words that attribute: said, according to, declined to say",
        "content": "what is attributed to the source",
        "direct": "all of the content stands in quotation marks",
        "indirect": "none of the content stands in quotation marks",
        "mixed": "a part of the content stands in quotation marks",
        "asserted": "the source asserts the content",
        "denied": "the source denies the content",
        "withheld": "the source would not say, or did not",
    }
)

STANCES: Final = MappingProxyType(
    {
        "stance": "an actor's act on a measure, with its conditions",
        "holder": "the words that name whose stance it is",
        "act": "the words that show what the holder does about the measure",
        "condition": "words on which the stance depends",
        "event": "it waits for something to happen",
        "backing": "it waits for another to back it",
        "approval": "it waits for those who must allow it: a parliament, a law",
        "reciprocity": "it waits for another to act in return",
        "time": "it waits for a time",
        "confidence": "how probable the reader takes it to be that it read rightly, from 0 to 1",
        "doubtful": "too unlikely to count, unless a reviewer accepts it",
    }
)

POSITIONS: Final = MappingProxyType(
    {
        "position": "where an actor stands on a measure, by all that is told up to a day",
        "not mentioned": "no article tells it; that is never a refusal",
        "done": "the act is done",
        "firm": "nothing is said that it depends on",
        "conditional": "it depends on conditions",
        "tentative": "no more than possible",
        "if": "it depends on conditions",
        "via": "only a teller of another camp reports it, not the holder and not an outlet of its own",
        "disputed": "accounts contradict each other, and nothing later settles it",
        "divided": "those who speak for the party stood on opposite sides when they last spoke",
        "changed lately": "it turned, softened, settled or took on a condition in the last days of the record",
        "sources": "independent sources: an article and its copies are one",
        "copy": "an article that repeats another: both together are one witness",
    }
)

COUNTS: Final = MappingProxyType(
    {
        "stands": "it shows the position that stands",
        "superseded": "another one was told later",
        "outweighed": "other accounts of the day, or the holder's own word, count for more",
        "date unknown": "nobody knows what it came after, so it stands apart",
    }
)

RELATIONS: Final = MappingProxyType(
    {
        "same": "both reports tell it alike",
        "detail": "one report tells more of it, or another side of it",
        "conflict": "both cannot be right",
        "only here": "one report alone tells it",
    }
)

CHANGES: Final = MappingProxyType(
    {
        "first report": "nothing was known before",
        "restated": "another act that points the same way",
        "carried out": "what was promised, threatened or left open is done",
        "settled": "it was open-ended and now points for or against",
        "softened": "it pointed for or against and is open-ended now",
        "reversed": "it points the other way from where it last pointed",
        "new condition": "the act is the same, and a condition is told that was not told before",
        "reports differ": "reports of one day contradict each other",
        "claim": "another camp tells the opposite of the holder's own word",
    }
)

GROUPS: Final = MappingProxyType(
    {
        "Acts": ACTS,
        "Statements": STATEMENTS,
        "Stances": STANCES,
        "Positions": POSITIONS,
        "What a stance counts for": COUNTS,
        "Changes": CHANGES,
        "Comparison": RELATIONS,
    }
)

DEFINITIONS: Final = MappingProxyType({word: meaning for group in GROUPS.values() for word, meaning in group.items()})
