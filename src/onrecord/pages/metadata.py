"""What an HTML page says of its article: outlet, headline, byline, language, and when it was published and updated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from lxml import html

from onrecord.pages.characters import one_line
from onrecord.pages.drafts import Draft
from onrecord.pages.stamps import day_of_iso, stamps_of
from onrecord.records import Dated

_ARTICLE_TYPES = re.compile(r"(?:https?://schema\.org/|schema:)?\w*(?:Article|Posting|Report)$")
_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "date.published", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "cxenseparse:recs:publishtime",
    "article.published", "date", "rnews:datepublished", "published_time",
)  # fmt: skip
_UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated_time", "datemodified",
    "dc.date.modified", "dcterms.modified", "last-modified", "lastmod", "article.updated", "article:modified",
    "updated_time", "revised",
)  # fmt: skip
_BYLINE_META = (
    "author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
    "cxenseparse:author", "article:author_name",
)  # fmt: skip
_BY = re.compile(r"^by\s+", re.I)
_TITLE_TAIL = re.compile(r"\s+(?:[|\-–—•·»:]|::)\s+(?=[^|\-–—•·»]{2,40}$)")


def metadata_of(tree: html.HtmlElement, text: str) -> Draft:
    """Return what the page says, as a draft without pieces.

    Dates are taken from JSON-LD, then ``meta``, then ``time`` elements and stamps to read; where none of them says
    when the page was published, htmldate is asked for the original date. ``text`` is the page's source.
    """
    meta = _meta(tree)
    linked = _linked_data(tree)
    published, updated = _dates(tree, meta, linked)
    return Draft(
        pieces=(),
        outlet=_outlet(meta, linked),
        title=_title(tree, meta, linked),
        byline=_byline(meta, linked),
        published=published or _searched_date(text),
        updated=updated,
        language=_language(tree, meta, linked),
    )


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = one_line(element.get("content") or "")
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _linked_data(tree: html.HtmlElement) -> dict[str, object]:
    """Return the first JSON-LD object on the page that describes an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            told = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(told):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names):
                return item
    return {}


def _objects(told: object) -> Iterator[dict[str, object]]:
    waiting = [told]
    seen = 0
    while waiting and seen < 2000:
        seen += 1
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting += [
                item[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")
                if isinstance(item.get(key), dict | list)
            ]
        elif isinstance(item, list):
            waiting += item


def _dates(
    tree: html.HtmlElement, meta: dict[str, str], linked: dict[str, object]
) -> tuple[Dated | None, Dated | None]:
    published = _dated(_text(linked.get("datePublished")), "JSON-LD datePublished")
    updated = _dated(_text(linked.get("dateModified")), "JSON-LD dateModified")
    published = published or _first_dated(meta, _PUBLISHED_META)
    updated = updated or _first_dated(meta, _UPDATED_META)
    if published and updated:
        return published, updated
    seen = stamps_of(_visible_stamps(tree))
    return published or seen[0], updated or seen[1]


def _visible_stamps(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("time"):
        words = one_line(element.text_content())
        before = element.getparent()
        label = one_line(before.text or "") if before is not None else ""
        said = element.get("datetime") or words
        name = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        kind = "Updated" if "modif" in name or "updat" in name or "updat" in f"{label} {words}".lower() else ""
        kind = kind or ("Published" if "publi" in f"{name} {label} {words}".lower() else "")
        if kind:
            yield f"{kind} {said}"
    for words in tree.xpath(
        "//body//text()[contains(., 'pdated') or contains(., 'ublished') or contains(., 'PDATED')]"
    ):
        if len(words) < 120 and words.getparent().tag not in ("script", "style"):
            yield one_line(words)


def _first_dated(meta: dict[str, str], names: tuple[str, ...]) -> Dated | None:
    for name in names:
        if name in meta and (found := _dated(meta[name], f"meta {name}")):
            return found
    return None


def _dated(said: str | None, evidence: str) -> Dated | None:
    day = day_of_iso(said or "")
    return Dated(day, evidence) if day else None


def _searched_date(text: str) -> Dated | None:
    from htmldate import find_date

    try:
        found = find_date(text, original_date=True, extensive_search=False, outputformat="%Y-%m-%d")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return Dated(date.fromisoformat(found), "htmldate, original date") if found else None


def _outlet(meta: dict[str, str], linked: dict[str, object]) -> str | None:
    name = _name(linked.get("publisher"))
    return (
        meta.get("og:site_name") or name or meta.get("application-name") or meta.get("dc.publisher") or meta.get("cre")
    )


def _title(tree: html.HtmlElement, meta: dict[str, str], linked: dict[str, object]) -> str | None:
    tops = [words for element in tree.iter("h1") if (words := one_line(element.text_content()))]
    told = _text(linked.get("headline")) or meta.get("og:title") or meta.get("twitter:title")
    whole = " ".join(one_line(element.text_content()) for element in tree.xpath("//head/title")[:1])
    if len(tops) == 1 and len(tops[0].split()) >= 3:
        return tops[0]
    title = one_line(html.fromstring(f"<p>{told}</p>").text_content()) if told else whole
    matching = [top for top in tops if top.lower() in f"{title} {whole}".lower() and len(top.split()) >= 3]
    if matching:
        return max(matching, key=len)
    return _TITLE_TAIL.split(title)[0] or None


def _byline(meta: dict[str, str], linked: dict[str, object]) -> str | None:
    authors = linked.get("author") or linked.get("creator")
    names = [_name(author) for author in (authors if isinstance(authors, list) else [authors])]
    told = ", ".join(dict.fromkeys(name for name in names if name))
    if not told:
        said = (meta[key] for key in _BYLINE_META if key in meta)
        told = next((value for value in said if not value.startswith(("http", "@", "//")) and len(value) < 150), "")
    return _BY.sub("", one_line(told)) or None


def _language(tree: html.HtmlElement, meta: dict[str, str], linked: dict[str, object]) -> str | None:
    return tree.get("lang") or _text(linked.get("inLanguage")) or meta.get("content-language") or meta.get("og:locale")


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return one_line(value) or None if isinstance(value, str) else None
