"""Which language a text is in."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
# The commonest English words that are no common words of other languages written in Latin letters.
_ENGLISH = frozenset(
    [
        "the", "of", "and", "to", "that", "was", "for", "with", "his", "they", "have", "had", "not", "but",
        "are", "this", "from", "which", "she", "their", "were", "been", "would", "there", "will", "who", "said",
        "more", "when", "has", "its", "about", "than", "into", "them", "could", "other", "only", "after",
        "some", "time", "these", "two", "may", "then", "first", "any", "like", "over", "such", "our", "most",
        "also", "made", "many", "must", "before", "through", "years", "where", "much", "your", "well", "down",
        "should", "because", "each", "just", "those", "people", "how", "too", "little", "state", "good", "very",
        "make", "world", "still", "own", "see", "men", "work", "long", "get", "here", "between", "both", "life",
        "being", "under",
    ]
)  # fmt: skip
_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z])")
_ENOUGH_WORDS = 12
_ENGLISH_SHARE = 0.14
_FOREIGN_SHARE = 0.06
_SAMPLE = 6000


def code_of(declared: str | None) -> str | None:
    """Return the language's code in what a page or a user declares ("en-GB", "en_US", "EN"); ``None`` if it has none."""
    found = _CODE.match(declared or "")
    code = found[1].lower() if found else None
    return "en" if code == "eng" else code


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, or ``None`` where it is too short to tell.

    English function words decide at once; where there are few of them in a text of a dozen words or more, py3langid
    says which language it is. ``declared`` (a page's ``lang``) is believed where the text itself is too short.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    code = code_of(declared)
    # Scripts without blanks between words have few "words" in much text.
    if len(words) < _ENOUGH_WORDS and len(sample) < 100:
        return code
    share = sum(word in _ENGLISH for word in words) / max(1, len(words))
    if share >= _ENGLISH_SHARE or (share >= _FOREIGN_SHARE and code in (None, "en")):
        return "en"
    if len(words) < 3 * _ENOUGH_WORDS and code == "en" and share > 0:
        return "en"
    import py3langid

    guessed: str = py3langid.classify(sample)[0]
    # Lists of names and results have hardly any function words: only a surer sign makes them foreign.
    if guessed != "en" and code in (None, "en") and share > 0.03 and len(words) < 8 * _ENOUGH_WORDS:
        return "en"
    return guessed
