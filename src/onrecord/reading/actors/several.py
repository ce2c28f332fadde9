"""Groups: for whom several speak, by their words.

Allies do not speak for those whose allies they are, "European officials" not for one state, church leaders for none, a
coalition for itself, and a list of parties for all of them. Worked out on the names of the training data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.reading.actors.affiliation import PRIVATE, Affiliation, Strength
from onrecord.reading.actors.bodies import head_noun
from onrecord.reading.actors.lexicon import WORD, Lexicon, word_set, words_of

_SOME_OF = re.compile(
    r"\A(?:the\s+|an?\s+)?(?:(?:large|small|growing)\s+)?(?:some|many|most|several|all|one|two|three|number|group|handful|dozens|majority)"
    r"\s+of\s+",
    re.I,
)
_WITH = word_set("allies ally partners partner backers supporters friends neighbors neighbours loyalists sympathizers")
_AGAINST = word_set("critics opponents rivals enemies adversaries foes detractors")
_WHOSE = re.compile(r"[’']s?\s|\b(?:his|her|its|their|our|my|your)\s", re.I)
_REGIONS = word_set(
    "european western eastern arab african asian gulf nordic baltic balkan scandinavian latin caribbean pacific mideast world "
    "global international foreign regional neighboring neighbouring allied"
)
_OFFICES = word_set(
    "official officials leader leaders diplomat diplomats government governments ministers countries nations states powers "
    "lawmakers capitals envoys ambassadors troops forces authorities"
)
_CALLINGS = word_set(
    "business religious church faith christian evangelical muslim islamic jewish catholic sunni shiite labor labour union "
    "community civic corporate industry student tribal protest latino hispanic black indigenous environmental thought"
)
"""What leaders may be leaders of that is no party."""
_COALITION = word_set("coalition alliance")
_LED = re.compile(r"\A(?:the\s+|an?\s+)?[A-Z][\w.]*-led\s", re.I)
_ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.I)
_HEAD_END = re.compile(r"\s(?:of|in|from|with|on|at|who|for|against|that|which)\s|,")
_BETWEEN = re.compile(r"(?:,|\s+and|,\s+and|\s+&)\s+(?:the\s+|both\s+)?|/")
_CLAUSE = re.compile(r"\s(?:who|which|that|including|such as|like)\s|\s\(|\s[—–-]+\s")
_DETERMINED = re.compile(
    r"(?:the|its|their|his|her|our|other|several|some|many|most|all|more|an?|at|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozens|\d+)\s",
    re.I,
)
_OWNED = re.compile(r"(?:its|their|his|her|our)\s", re.I)
_GROUP = re.compile(
    rf"(?:{_DETERMINED.pattern}(?:[\w.-]+\s){{0,4}})?(?:allies|partners|powers|countries|nations|states|governments|coalition|alliance)"
    r"|(?:virtually\s+|nearly\s+)?(?:all\s+)?other\s(?:[\w.-]+\s){0,4}leaders",
    re.I,
)
_FROM_NAME_TO_NAME = re.compile(
    r"(?:,\s+|,?\s+and\s+|\s+&\s+|/)(?:(?:the|both|some|several|many|most|other|few|two|three|four|\d+|top|senior|key)\s+)*"
)
_PLACED = re.compile(r"\s(?:in|at|near|across|around)\s+(?:the\s+|both\s+)?\Z")
_OF_A_CAMP = word_set("supporters backers loyalists sympathizers members")
_OF = re.compile(r"\sof\s+(?:the\s+)?(?P<camp>[A-Z].*)")


def is_group(phrase: str) -> bool:
    """Tell whether a phrase is nothing but the name of an unnamed group ("its allies", "six world powers")."""
    return _GROUP.fullmatch(phrase.strip()) is not None


def is_coalition(phrase: str) -> bool:
    """Tell whether a phrase is a coalition under somebody's lead, which speaks for itself ("the Norwegian-led coalition")."""
    return _LED.match(phrase) is not None and head_noun(phrase) in _COALITION


def group_party(phrase: str, words: Lexicon) -> Affiliation | None:
    """Give the party of a group whose words settle it, without one if it speaks for no party alone; ``None`` for others.

    ``phrase`` is the whole description of the group ("Norway's western allies", "some Arab leaders").
    """
    bare = _SOME_OF.sub("", _CLAUSE.split(phrase)[0])
    head = head_noun(bare)
    lead = bare[: bare.lower().find(head)] if head else ""
    last = lead.rpartition(" and ")[2] if " and " in lead else None
    if last is not None and (not last or _DETERMINED.match(last)):
        return None
    if head in _WITH or head in _AGAINST:
        of = _OF.search(bare, len(lead) + len(head)) if head in _OF_A_CAMP else None
        return (_camp(of["camp"], words) if of else None) or _related(lead, words, against=head in _AGAINST)
    before = words_of(lead)
    named = words.find(before)
    known = {place for found in named for place in range(found.start, found.end)}
    strange = [word.lower() for place, word in enumerate(before) if place not in known][-3:]
    if head.startswith("leader") and not _CALLINGS.isdisjoint(strange):
        return PRIVATE
    if head in _OFFICES and not named and not _REGIONS.isdisjoint(strange):
        return PRIVATE
    if is_coalition(phrase):
        return Affiliation(_ARTICLE.sub("", _HEAD_END.split(phrase)[0]), Strength.NAMED)
    return None


def _camp(phrase: str, words: Lexicon) -> Affiliation | None:
    """The camp, party or armed group whose name a phrase begins with."""
    found = next((found for found in words.find(words_of(phrase)) if found.start == 0), None)
    kept = found is not None and found.entry.kind in ("camp", "party", "armed")
    return Affiliation(found.entry.party, Strength.NAMED) if found is not None and kept else None


def _related(lead: str, words: Lexicon, *, against: bool) -> Affiliation:
    """The party of allies or opponents by the words before: what they are themselves, not whose.

    A state right before ("US allies") is whose allies they are, unless somebody else owns them ("its Iranian allies").
    """
    owned = list(_WHOSE.finditer(lead))
    own = lead[owned[-1].end() :] if owned else lead
    kinds = {"camp"} if against else {"camp", "party", "armed", "bloc"} | ({"state", "adjective"} if owned else set())
    parties = {found.entry.party for found in words.find(words_of(own)) if found.entry.kind in kinds}
    return Affiliation(parties.pop(), Strength.NAMED) if len(parties) == 1 else PRIVATE


def list_party(phrase: str, named: Sequence[str], found: str | None, words: Lexicon) -> str | None:
    """Give the party of a list: all that it names, one after another ("Norway and Chad").

    ``named`` are the parties of those it names where it holds nobody else, ``found`` is what it would have as a body. Others
    that are nobody's speakers leave it open ("Norway and its allies").
    """
    parties = list(dict.fromkeys(named)) or _run(phrase, words)
    if parties:
        return " and ".join(filter(None, (", ".join(parties[:-1]), parties[-1])))
    parts = _BETWEEN.split(_CLAUSE.split(phrase)[0])
    return None if any(is_group(part) and not _OWNED.match(part) for part in parts) else found


def _run(phrase: str, words: Lexicon) -> list[str]:
    """The different parties that stand side by side in a phrase ("leaders of Norway and Chad"); none if it is only one."""
    phrase = _CLAUSE.split(phrase)[0]
    lowered = {word.lower() for word in words_of(phrase)}
    if not words.private.isdisjoint(lowered):
        return []
    governing = not _OFFICES.isdisjoint(lowered)
    longest: list[str] = []
    run: list[str] = []
    end = 0
    for name, party in _parties_of(phrase, words):
        start = phrase.index(name, end)
        joined = bool(run) and _FROM_NAME_TO_NAME.fullmatch(phrase, end, start) is not None
        if not (joined or governing) and _PLACED.search(phrase, 0, start):
            break
        run = [*run, party] if joined else [party]
        longest = max(longest, run, key=len)
        end = start + len(name)
    different = list(dict.fromkeys(longest))
    return different if len(different) > 1 else []


def _parties_of(phrase: str, words: Lexicon) -> Iterator[tuple[str, str]]:
    """The names of parties in a phrase, as they stand there, each with its party."""
    tokens = list(WORD.finditer(phrase))
    for found in words.find([words_of(token.group())[0] for token in tokens]):
        if found.entry.kind != "outlet":
            yield phrase[tokens[found.start].start() : tokens[found.end - 1].end()], found.entry.party
