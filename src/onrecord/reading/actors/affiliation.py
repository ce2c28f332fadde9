"""For whom somebody speaks, by the words that describe them: ``Kremlin spokesman`` speaks for Russia."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from onrecord.reading.actors.lexicon import Found, Lexicon, word_set, words_of


class Strength(IntEnum):
    """How much a description says of the party."""

    NOTHING = 0
    """Nothing either way."""
    PRIVATE = 1
    """A private person, an expert, an outlet or a former holder of an office."""
    IMPLIED = 2
    """A public office, without the words that say whose."""
    NAMED = 3
    """The party itself is named."""
    CAMP = 4
    """A party within a state is named: members of parliament speak for theirs."""
    BARE_OFFICE = 5
    """An executive office, without the words that say of which state."""
    OFFICE = 6
    """An executive office of a state that is named: it speaks for the state, whatever else its holder belongs to."""


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A party and how firmly the words give it; ``party`` is ``None`` below ``IMPLIED`` and where the home is open."""

    party: str | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class Home:
    """Whose offices an article names without saying it.

    ``capital`` is the United States where the article speaks of them at all, for most reports that leave the state out
    are American ones; ``local`` is the state that the article is about.
    """

    capital: str | None
    local: str | None


OPPOSITION = "opposition"
"""The party of an opposition whose state the words leave open."""
NOWHERE = Home(None, None)
NOTHING = Affiliation(None, Strength.NOTHING)
PRIVATE = Affiliation(None, Strength.PRIVATE)

_LETTER = re.compile(r"\b[RD][-–](?!Day\b)(?:[A-Z][a-z]+|[A-Z]\.|[A-Z]{2}\b)|\([RD]\)")
_FORMER = re.compile(r"\b(?:former|formerly|retired|late|ousted|one-time|onetime)\b|\b[Ee]x-", re.IGNORECASE)
_TO_SOMEBODY = re.compile(
    r"\b(ambassador|envoy|emissary|representative|adviser|advisor)s?\b(.*?)\b(?:to|for|on)\b", re.I
)
_UN_ENVOY = re.compile(r"\b(?:U\.?N\.?|United Nations)\s+(?:[Aa]mbassador|[Ee]nvoy)")
_OPPOSITION = re.compile(r"\b(?:opposition|rebels?|insurgents?)\b", re.I)
_PROTEST = re.compile(r"\b(?:protest(?:ers?|ors?|s)|demonstrators?|activists?|dissidents?|defectors?)\b", re.I)
_SPEAKS_FOR = word_set(
    "spokesman spokeswoman spokesperson president chairman chairwoman chair head leader chief director ceo founder "
    "co-founder executive secretary commander member manager owner vice-president"
)
_SCHOLARLY = word_set("university institute college school center centre institution think hospital")
_NAME_OF_BODY = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.)+|[A-Z][\w’'&-]*)(?:\s+(?:of|for|and|the|on|in|&|de)(?=\s+[A-Z])|\s+[A-Z][\w’'&-]*)+|[A-Z]{3,}"
)
_OWN = word_set(
    "group union association chamber front council watch party company airlines airways corp inc foundation movement "
    "brigade brigades division league federation entertainment coalition society club alliance network"
)
_HEADS = re.compile(
    r"\b(?:president|vice president|chairman|chairwoman|chair|head|director|chief|executive|CEO|ceo|spokesman"
    r"|spokeswoman|spokesperson|founder|leader|manager|secretary|commissioner)\b"
    r"[^,]{0,60}?\s(?:of|for|at|with)\s+(?:the\s+)?(?P<body>[A-Z].*)"
)
_OFFICIALS = re.compile(r"\b(?:officials?|diplomats?)\sof\sthe\s(?P<body>[A-Z][\w-]+\s[A-Z].*)")
_FULL_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][\w-]*[a-z]")
_CLIENT = r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)*"
_LAWYER_OF = re.compile(
    rf"(?P<owner>{_CLIENT})[’']s?\s(?:[\w-]+\s)?(?:attorney|lawyer)s?\b"
    rf"|\b(?:[Aa]ttorney|[Ll]awyer)s?\s(?:for|representing)\s(?P<client>{_CLIENT})"
)
_AIDE = (
    r"(?:[Ss]pokes(?:man|woman|person)|[Pp]ress [Ss]ecretary|[Cc]hief of [Ss]taff|[Cc]ampaign [Mm]anager|[Aa]ide"
    r"|[Aa]dvis[eo]r)"
)
_AIDE_OF = re.compile(
    rf"\b{_AIDE}\s(?:for|to|of)\s(?P<served>{_CLIENT})|(?P<owner>{_CLIENT})(?:[’']s?)?\s(?:[a-z-]+\s)?{_AIDE}\b"
)
_LEANING = re.compile(r"\b([Pp]ro-[\w-]+)\s+(?:lawmakers?|legislators?|camp|part(?:y|ies)|politicians?|members?)\b")
_OF_A_PLACE = re.compile(
    r"(?P<before>[A-Z]\w+(?:\s[A-Z]\w+){0,2}?)(?:[’']s)?\s(?:City\s)?"
    r"(?:[Gg]ov(?:ernor\b|\.)|[Mm]ayor\b|[Cc]ouncil(?:man|woman|or)\b)"
    r"|\b(?:[Mm]ayor|[Gg]overnor)\sof\s(?P<of>[A-Z]\w+(?:\s[A-Z]\w+)?)"
)
_OFFICIAL = re.compile(r"\b(?:minister|ministry|state-run|government|officials?|general|military|[Pp]resident [A-Z])\b")
_PM = re.compile(r"\bPM\b")
_GENERAL = re.compile(r"\b(?:secretary|director)[- ]general\b", re.I)
"""Heads of organisations of states: whose is never left to the country that a report is about."""
_OF_ANOTHER = re.compile(
    r"\A(?:[Ii]ts|[Tt]heir)\s"
    r"|\b(?!country|nation|kingdom|state|republic|government|capital|world|year|today|president)[a-z]+[’']s\s"
)
"""Offices of something named elsewhere ("its president", "the club's president"): they need not be a state's."""
_EXECUTIVE = re.compile(
    r"\b(?:(?<!presumptive )[Pp]resident|[Vv]ice [Pp]resident|[Pp]rime [Mm]inister|[Ss]ecretary(?![- ][Gg]eneral)|[Mm]inister"
    r"|[Cc]hancellor|[Pp]remier|[Aa]mbassador|[Pp]ress [Ss]ecretary|[Aa]dviser|[Aa]dvisor)\b"
    r"(?!.*\b(?:nominee|candidate|hopeful)\b)"
)
_UNITED_NATIONS = re.compile(r"\bU\.?N\b\.?|\bUnited Nations\b")
_WHOSE = word_set("His Her Its Their Our My Your")
_PLACED = word_set("in at near outside from around across visiting against")
_FIRM = ("state", "adjective", "bloc", "armed", "capital", "party", "owner")


@dataclass(frozen=True, slots=True)
class _Description:
    """A description under examination: the phrase, its words in lower case, and the role it begins with if any."""

    phrase: str
    lowered: tuple[str, ...]
    role: str | None
    words: Lexicon
    home: Home


def affiliation(phrase: str, words: Lexicon, home: Home) -> Affiliation:
    """Read a description ("the French foreign minister", "head of the Tarn Chamber of Commerce") for the party.

    The readings are tried from the surest to the weakest; the first that finds something counts.
    """
    phrase = in_words(phrase)
    lowered = tuple(token.lower() for token in words_of(phrase))
    roles = [word for word in lowered if words.is_role(word) or word in words.private]
    # A veteran of another role has that role ("veteran senator").
    role = next((word for word in roles if word != "veteran"), "veteran" if roles else None)
    description = _Description(phrase, lowered, role, words, home)
    for reading in (_by_camp, _by_privacy, _by_leaning_or_place, _by_headed_body, _by_name_or_office):
        found = reading(description)
        if found is not None:
            return found
    return NOTHING


def in_words(phrase: str) -> str:
    """Write out the office that reports shorten ("the PM")."""
    return _PM.sub("Prime Minister", phrase)


def _by_camp(description: _Description) -> Affiliation | None:
    """The letter of an American party after a name: "R-Ariz."."""
    letter = _LETTER.search(description.phrase)
    if letter is None:
        return None
    return Affiliation("Republicans" if "R" in letter.group()[:2] else "Democrats", Strength.CAMP)


def _by_privacy(description: _Description) -> Affiliation | None:
    """A former officer, or somebody with a calling and no office, speaks for nobody."""
    if _FORMER.search(description.phrase[:60]):
        return PRIVATE
    if _OFFICIAL.search(description.phrase):
        return None
    scholarly = not _SCHOLARLY.isdisjoint(description.lowered)
    return PRIVATE if scholarly or description.role in description.words.private else None


def _by_leaning_or_place(description: _Description) -> Affiliation | None:
    """The camp of a "pro-… lawmaker", or the place of a mayor or governor."""
    leaning, place = _LEANING.search(description.phrase), _OF_A_PLACE.search(description.phrase)
    if leaning:
        return Affiliation(f"{leaning[1][0].lower()}{leaning[1][1:]} camp", Strength.CAMP)
    named = _place_alone(words_of(place["before"] or place["of"]), description.words) if place else ""
    if named and description.words.lookup(named) is None:
        return Affiliation(named, Strength.NAMED)
    return None


def _place_alone(parts: list[str], words: Lexicon) -> str:
    """A place without the titles and camps beside it ("Texas Republican", "Acting", "Lieutenant"); empty if nothing is left."""

    def other(part: str) -> bool:
        entry = words.lookup(part)
        return words.is_title(part.lower()) or (entry is not None and entry.kind in ("camp", "party"))

    while parts and other(parts[0]):
        parts = parts[1:]
    while parts and other(parts[-1]):
        parts = parts[:-1]
    return " ".join(parts)


def _by_headed_body(description: _Description) -> Affiliation | None:
    """The body that somebody is said to be the head or speaker of ("president of the Tarn Growers Association")."""
    match = _HEADS.search(description.phrase) or _OFFICIALS.search(description.phrase)
    body = _NAME_OF_BODY.match(match["body"]) if match else None
    if body is None:
        return None
    name = body.group()
    parts = words_of(name)
    if any(part.lower() in _SCHOLARLY for part in parts):
        return PRIVATE
    own = any(part.lower() in _OWN for part in parts)
    words = description.words
    if len(parts) > 1 and words.lookup(name) is None and (own or not words.find(parts)):
        return Affiliation(name, Strength.OFFICE)
    return None


def _by_name_or_office(description: _Description) -> Affiliation | None:
    """The state or organisation that the words name, a body in front of the role, or the home of a bare office."""
    phrase, words = description.phrase, description.words
    found = _names_in(phrase, words)
    named = _named(phrase, found, words)
    implied = _implied(description)
    bare = implied.strength < Strength.BARE_OFFICE and not words.american.search(" ".join(description.lowered))
    if description.role in _SPEAKS_FOR and bare:
        body = _body(phrase, words, known=bool(found) or implied.party is not None)
        if body is not None:
            return body
    if named is None:
        return implied
    executive = named.strength is Strength.NAMED and _EXECUTIVE.search(phrase) and found[0].entry.kind != "camp"
    return Affiliation(named.party, Strength.OFFICE) if executive else named


def _names_in(phrase: str, words: Lexicon) -> list[Found]:
    """The names of the data in a description, without places ("in Paris") and those to whom somebody is sent."""
    sent = _TO_SOMEBODY.search(phrase)
    tokens = words_of(phrase[: sent.end(2)] if sent else phrase)
    if sent or _UN_ENVOY.search(phrase):
        tokens = words_of(_UNITED_NATIONS.sub(" ", " ".join(tokens)))

    def placed(found: Found) -> bool:
        before = [token.lower() for token in tokens[max(0, found.start - 2) : found.start]]
        if before[-1:] == ["the"] and found.entry.kind != "seat":
            before.pop()
        return bool(before) and before[-1] in _PLACED

    return [found for found in words.find(tokens) if not placed(found)]


def own_party(phrase: str, words: Lexicon) -> str | None:
    """The party of a body that speaks for itself (an association, a company, a movement), if the phrase is its name."""
    bare = phrase.removeprefix("the ").removeprefix("The ")
    parts = words_of(bare)
    if words.lookup(bare) is not None or not _NAME_OF_BODY.fullmatch(bare):
        return None
    return bare if _OWN.intersection(part.lower() for part in parts) and len(parts) > 1 else None


def of_another(phrase: str, words: Lexicon) -> bool:
    """Tell whether the office that a phrase begins with is that of somebody named in it ("the Norwegian premier Ada Marlow")."""
    tokens = words_of(phrase)
    place = next((place for place, token in enumerate(tokens, 1) if words.is_role(token.lower())), len(tokens))
    while place < len(tokens) and words.is_title(tokens[place].lower()):
        place += 1
    named = " ".join(tokens[place : place + 2])
    owner = re.search(rf"{re.escape(named)}(?:\s[A-Z][\w-]*)*[’']", phrase)
    return _FULL_NAME.fullmatch(named) is not None and owner is None and not words.find(words_of(named))


def client_of(description: str) -> str | None:
    """The person or body for whom a lawyer acts, as the description of the lawyer names it."""
    match = _LAWYER_OF.search(description)
    return match["owner"] or match["client"] if match else None


def served_by(description: str) -> str | None:
    """What a description of a spokesman or another aide names as the one worked for, with titles: perhaps a person."""
    match = _AIDE_OF.search(description)
    return match["served"] or match["owner"] if match else None


def _named(phrase: str, found: Sequence[Found], words: Lexicon) -> Affiliation | None:
    """The party that the words name: a camp, else the first state or organisation, else the first seat."""
    for match in found:
        if match.entry.kind == "camp":
            return Affiliation(match.entry.party, Strength.CAMP)
    for match in found:
        if match.entry.kind in _FIRM:
            party = match.entry.party
            if match.entry.kind in ("adjective", "state"):
                if _OPPOSITION.search(phrase):
                    return Affiliation(f"{words.adjectives[party]} opposition", Strength.NAMED)
                if _PROTEST.search(phrase):
                    return PRIVATE
            return Affiliation(party, Strength.NAMED)
    for match in found:
        if match.entry.kind == "seat":
            return Affiliation(match.entry.party, Strength.NAMED)
    return PRIVATE if found else None


def _body(phrase: str, words: Lexicon, *, known: bool) -> Affiliation | None:
    """The organisation that somebody heads or speaks for, by the name of a body in the words.

    ``known`` tells that the words name a state or an organisation of the data too; then only a name with a word like
    "Association" counts.
    """
    for match in _NAME_OF_BODY.finditer(phrase):
        kept = words_of(match.group())
        if kept[0] in _WHOSE:
            continue
        kept = kept[1:] if kept[0] in ("A", "An", "The") else kept
        while kept and (
            (kept[-1].lower() in words.titles and kept[-2:-1] not in (["of"], ["for"]))
            or kept[-1] in ("CEO", "and", "the", "The")
        ):
            kept.pop()
        lowered = [part.lower() for part in kept]
        if words.names.get(tuple(kept)) is not None:
            continue
        own = bool(_OWN.intersection(lowered)) and len(kept) > 1
        if own or (not known and kept and (len(kept) > 1 or len(kept[0]) > 2) and not set(lowered) <= words.titles):
            return Affiliation(" ".join(kept), Strength.NAMED)
    return None


def _implied(description: _Description) -> Affiliation:
    """The party of an office that does not say whose it is: its own country's, or still open."""
    phrase, words, home = description.phrase, description.words, description.home
    strength = Strength.BARE_OFFICE if _EXECUTIVE.search(phrase) else Strength.IMPLIED
    joined = " ".join(description.lowered)
    if _OPPOSITION.search(phrase):
        states = [found.entry for found in words.find(words_of(phrase)) if found.entry.kind in ("state", "adjective")]
        whose = f"{words.adjectives[states[0].party]} " if states else ""
        return Affiliation(whose + OPPOSITION, Strength.CAMP)
    if _GENERAL.search(phrase) or _OF_ANOTHER.search(phrase):
        return NOTHING
    if _UN_ENVOY.search(phrase):
        return Affiliation(home.capital, strength)
    for pattern, party in (
        (words.american, "United States"),
        (words.foreign, None),
        (words.home, home.capital),
        (words.local, home.local),
    ):
        if pattern.search(joined):
            return Affiliation(party, strength)
    public = any(word in words.public for word in description.lowered)
    return Affiliation(None, Strength.IMPLIED) if public else NOTHING
