"""What the line model looks at: features of a page's lines, each a name, all of them present or absent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.pages.dump_lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[©@|»→]")
_FUNCTION_WORDS = frozenset(
    [
        "the", "of", "and", "to", "a", "in", "that", "is", "was", "he", "for", "it", "with", "as", "his", "on",
        "be", "at", "by", "i", "this", "had", "not", "are", "but", "from", "or", "have", "an", "they", "which",
        "one", "you", "were", "her", "all", "she", "there", "would", "their", "we", "him", "been", "has",
        "when", "who", "will", "more", "no", "if", "out", "so", "said", "what", "up", "its", "about", "into",
        "than", "them", "can", "only", "other", "new", "some", "could", "time", "these", "two", "may", "then",
        "do", "first", "any", "my", "now", "such", "like", "our", "over", "me", "even", "most", "after", "also",
        "did", "many", "before", "must", "through", "where", "how", "had", "between", "under", "during",
        "while", "because",
    ]
)  # fmt: skip
_PROSE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_STAMP = re.compile(
    r"\b(?:published|updated|posted|modified|last updated|created)\b|\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|gmt|utc"
    r"|e[ds]?t|bst)?\b"
    r"|\b\d+\s*(?:sec|min|hour|hr|day|week|month|year)s?\.?\s+ago\b|\b(?:19|20)\d\d\b",
    re.I,
)
_DATELINE = re.compile(r"^[A-Z][A-Z .'’-]{2,40}(?:,[^:()—–-]{1,40})?\s?(?:\([^)]{2,30}\)\s?)?(?::|—|–|--| - )")
_CREDIT = re.compile(
    r"\b(?:photo(?:graph)?s?|image|picture|source|file|credit|illustration)\b.{0,3}[:|/]|\b(?:getty|reuters/"
    r"|afp/|ap photo"
    r"|shutterstock|\(ap\b|via ap\b|epa|pa wire|pool)\b|\((?:file|[a-z .]+/[a-z .]+)\)",
    re.I,
)
# Phrases of what surrounds articles on any outlet's pages, by what they are for.
_FURNITURE = {
    "sign up": r"newsletters?\b|sign(?:ing)? up|subscri(?:be|ption|ber)|\binbox\b|e-?mail address|free trial"
    r"|\blog ?in\b"
    r"|\bregister (?:now|for free|here)\b|^register$|premium content|unlimited access|\bdonate (?:now|today)"
    r"|support our",
    "legal": r"©|\bcopyright\b|all rights reserved|privacy (?:policy|notice|statement)|terms (?:of (?:use"
    r"|service|sale)|and cond|&)"
    r"|\bcookies?\b|\breprint permission|redistributed|affiliate links?|may earn|commission on|we use your data"
    r"|do not sell",
    "read on": r"\bread (?:more|next|on|the full|our)\b|\bsee also\b|^related\b|\brelated (?:stories|articles"
    r"|topics|content)"
    r"|^trending\b|^more (?:from|on|stories|news|in)\b|most (?:read|popular|viewed|shared)|^recommended"
    r"|you (?:may|might) also like"
    r"|click here|continue reading|story continues|full coverage|editors?[’']? picks?|top stories|latest (?:news"
    r"|stories)"
    r"|^up next\b|don[’']t miss|what to read|further reading",
    "share": r"^(?:share|tweet|print|save|post|mail|e-?mail|follow|bookmark|copy)\b.{0,30}$|facebook|whatsapp"
    r"|linkedin|pinterest"
    r"|reddit|flipboard|copy(?: the)? (?:link|url)|short url|\bfollow (?:us|@)",
    "advertisement": r"advertis|sponsored|^promoted|\bpartner content|paid (?:content|post)|^shop\b|best deals"
    r"|coupons?\b|voucher"
    r"|(?:special|latest) offers",
    "comments": r"^(?:\d+ |show |view |post a |leave a |add a |no )*comments?\b.{0,30}$|join the (?:conversation"
    r"|discussion)"
    r"|^repl(?:y|ies)\b.{0,20}$|community guidelines|are moderated",
    "player": r"\bwatch (?:live|now)\b|^(?:watch|video|listen|play|gallery|photos?|audio)\b.{0,30}$|\bpodcast"
    r"|\bslideshow\b"
    r"|\benlarge\b|\bhide caption",
    "device": r"opens? in (?:a )?new (?:tab|window)|\bapp store|google play|download (?:the|our) app|\bskip to\b"
    r"|^(?:menu|search|close|home|loading|sections?)\b.{0,20}$|\bbrowser\b|\bjavascript\b|please enter|try again"
    r"|back to top"
    r"|scroll down|show (?:more|less)",
    "author note": r"\b(?:is|was|has been) (?:an?|the) [^.]{0,90}\b(?:reporter|editor|correspondent|columnist"
    r"|writer|contributor"
    r"|fellow|author|journalist|host|producer|bureau chief|critic)\b|\bsend tips\b|\bfollow (?:him|her"
    r"|them) (?:on|at)\b"
    r"|\breach (?:him|her|them|us) (?:at|on)|\bcan be reached\b|\bemail (?:him|her|us|the author)"
    r"|\bcontributed to this (?:report|article|story)|\breporting by\b|about the author",
    "correction": r"^(?:correction|editor[’']s note|clarification|this (?:article|story) (?:has been|was))\b",
}
_FURNITURE_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in _FURNITURE.items()}
_TOPIC_WORD = re.compile(r"[^\W\d_]{5,}")
_WINDOWS = (1, 3, 8)
_STEPS = (0, 1, 60, 200, 500, 1200, 3000)


def features_of(lines: Sequence[Line]) -> Iterator[list[str]]:
    """Yield the names of each line's features: its form, words and marks, its neighbours' form and the prose near."""
    prose = [_prose_length(line) for line in lines]
    sums = [0]
    for length in prose:
        sums.append(sums[-1] + length)
    times = Counter(line.text for line in lines)
    topic = _topic_words(lines)
    # Three lines' forms at a time: those of all lines of a long file would take gigabytes.
    form, following = ["none"], _form(lines[0]) if lines else ["none"]
    for at, line in enumerate(lines):
        previous, form = form, following
        following = _form(lines[at + 1]) if at + 1 < len(lines) else ["none"]
        names = [*form, *_words(line), *line.marks]
        names += [f"-1:{name}" for name in previous]
        names += [f"+1:{name}" for name in following]
        for reach in _WINDOWS:
            before = sums[at] - sums[max(0, at - reach)]
            after = sums[min(len(lines), at + 1 + reach)] - sums[at + 1]
            names += [f"prose-{reach}:{_step(before, reach)}", f"prose+{reach}:{_step(after, reach)}"]
        names.append(f"topic:{_on_topic(line, topic)}")
        if times[line.text] > 1:
            names.append("repeated")
        if sums[at] == 0:
            names.append("before all prose")
        yield names


def is_furniture(text: str) -> bool:
    """Tell whether a short line holds a phrase of what surrounds articles: sharing, signing up, advertisement."""
    return len(text.split()) <= 12 and any(pattern.search(text) for pattern in _FURNITURE_PATTERNS.values())


def _form(line: Line) -> list[str]:
    text = line.text
    words = text.split()
    count = len(words)
    names = [f"words:{_bucket(count)}", f"gap:{min(line.gap, 2)}"]
    capitals = sum(word[:1].isupper() for word in words) / max(1, count)
    names.append(f"capitals:{round(capitals * 4)}")
    common = sum(word.lower().strip(".,:;\"'“”") in _FUNCTION_WORDS for word in words) / max(1, count)
    names.append(f"function words:{min(4, round(common * 8))}")
    names.append(f"links:{round(line.link_share * 4)}")
    flags = {
        "prose end": bool(_PROSE_END.search(text)),
        "colon end": text.endswith(":"),
        "lower start": text[:1].islower(),
        "shouted": text.isupper() and count < 5,
        "shouted long": text.isupper() and count >= 5,
        "title": 5 <= count <= 22 and capitals > 0.65 and not _PROSE_END.search(text),
        "quote": any(mark in text for mark in '"“”‘'),
        "comma": "," in text,
        "bullet": line.bullet,
        "heading": line.heading,
        "stamp": count < 25 and bool(_STAMP.search(text)),
        "dateline": bool(_DATELINE.match(text)),
        "credit": count < 80 and bool(_CREDIT.search(text)),
        "digits": sum(character.isdigit() for character in text) * 4 > len(text),
        "question": text.endswith("?"),
    }
    size = "short" if count <= 12 else "long"
    names += [f"{name} {size}" for name, pattern in _FURNITURE_PATTERNS.items() if pattern.search(text[:600])]
    return names + [name for name, holds in flags.items() if holds]


def _words(line: Line) -> list[str]:
    words = [word.lower() for word in _WORD.findall(line.text[:400])]
    size = "short" if len(words) <= 8 else "middle" if len(words) <= 25 else "long"
    return [f"{size} {word}" for word in sorted(set(words))] + ([f"whole {' '.join(words)}"] if len(words) <= 4 else [])


def _topic_words(lines: Sequence[Line]) -> Counter[str]:
    """Count in how many prose lines each longer word occurs: what the page is about."""
    counts: Counter[str] = Counter()
    for line in lines:
        if _prose_length(line):
            counts.update(set(_TOPIC_WORD.findall(line.text.lower())))
    return counts


def _on_topic(line: Line, topic: Counter[str]) -> str:
    """Say which share of a line's longer words occurs in other prose lines, in quarters."""
    words = set(_TOPIC_WORD.findall(line.text.lower()))
    if not words:
        return "none"
    own = 1 if _prose_length(line) else 0
    return str(round(4 * sum(topic[word] > own for word in words) / len(words))) + ("+" if len(words) > 8 else "")


def _prose_length(line: Line) -> int:
    if len(line.text) >= 80 and line.link_share < 0.6:
        return len(line.text)
    return len(line.text) if len(line.text) >= 30 and _PROSE_END.search(line.text) and line.link_share < 0.6 else 0


def _bucket(count: int) -> int:
    return next((at for at, limit in enumerate((1, 3, 6, 10, 16, 25, 45)) if count <= limit), 7)


def _step(length: int, reach: int) -> int:
    return sum(length // max(1, reach // 3) >= step for step in _STEPS)
