"""HTML parsed within bounds, and its blocks: the stretches of text that a reader sees as lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from onrecord.errors import PageEmpty, PageTooDeep, PageTooLarge
from onrecord.pages.characters import clean_text, one_line
from onrecord.pages.dump_lines import Line

MAX_DEPTH = 400
"""How deep markup may be nested; pages of news outlets stay below 100."""
MAX_TAGS = 200_000
"""How many tags a page may have; pages of news outlets stay below 20,000."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>?")
_UNREAD = re.compile(r"<(!--|script\b|style\b)", re.I)
_READ_AGAIN = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.I),
    "style": re.compile(r"</style\s*>", re.I),
}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Their end tags may be left out, so that a long list of them is not deep.
_SELF_CLOSING = frozenset(
    ["p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt"]
)
_SKIPPED = frozenset(
    [
        "script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "head", "object",
        "canvas", "math",
    ]
)  # fmt: skip
_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "button", "label", "video", "audio", "picture",
    ]
)  # fmt: skip
_REGIONS = frozenset(
    [
        "nav", "header", "footer", "aside", "figure", "figcaption", "form", "li", "table", "blockquote",
        "article", "main", "section", "button", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "p",
    ]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NAME = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_NEAR = 7


def parsed(text: str, address: str) -> html.HtmlElement:
    """Return the tree of an HTML page.

    Raises:
        PageTooDeep: nested deeper than `MAX_DEPTH`; found by a scan before anything is parsed.
        PageTooLarge: more than `MAX_TAGS` tags.
        PageEmpty: there is no element in it.
    """
    _refuse_excess(text, address)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise PageEmpty(address, "there is nothing in the markup") from error
    return tree


def _refuse_excess(text: str, address: str) -> None:
    depth = count = 0
    for match in _tags(text):
        count += 1
        if count > MAX_TAGS:
            raise PageTooLarge(address, f"more than {MAX_TAGS:,} tags")
        name = match[2].lower()
        if name in _VOID or name in _SELF_CLOSING or match[3].endswith("/"):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_DEPTH:
            raise PageTooDeep(address, f"tags nested deeper than {MAX_DEPTH}")


def _tags(text: str) -> Iterator[re.Match[str]]:
    """Yield the tags of a page, those aside that stand in comments, scripts and styles that end."""
    at = 0
    ends = dict(_READ_AGAIN)
    for opening in _UNREAD.finditer(text):
        name = opening[1].lower()
        if opening.start() < at or name not in ends:
            continue
        end = ends[name].search(text, opening.end())
        if end is None:
            # None of them ends from here on: looking again from each would take forever on a page made for that.
            del ends[name]
            continue
        yield from _TAG.finditer(text, at, opening.start())
        at = end.end()
    yield from _TAG.finditer(text, at)


@dataclass(slots=True)
class _Gathering:
    """The text of the block being read, and how much of it stands in links."""

    parts: list[str] = field(default_factory=list)
    link_length: int = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.parts.append(text)
            if in_link:
                self.link_length += len(text.strip())

    def take(self) -> tuple[str, float]:
        text = one_line("".join(self.parts))
        share = min(1.0, self.link_length / len(text)) if text else 0.0
        self.parts, self.link_length = [], 0
        return text, share


def blocks_of(tree: html.HtmlElement) -> list[Line]:
    """Return the blocks of an HTML tree in reading order, with what the markup says of each as marks.

    Marks are ``tag:NAME`` for the nearest block element, ``in:NAME`` for regions such as ``nav`` around it, and
    ``name:WORD`` for the words in the classes and ids of the nearest elements. Scripts and hidden elements are left
    out. A double line break ends a block as a paragraph does.
    """
    body = tree.find("body")
    return [line for line in _walk(tree if body is None else body) if any(map(str.isalnum, line.text))]


def _walk(body: html.HtmlElement) -> Iterator[Line]:
    gathering = _Gathering()
    path: list[tuple[str, tuple[str, ...]]] = []
    links = 0
    breaks = 0
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED or _is_hidden(element):
                walker.skip_subtree()
                path.append((tag, ()))
                continue
            breaks = breaks + 1 if tag == "br" else 0
            if tag in _BLOCKS or breaks == 2:
                yield from _block(gathering, path)
            path.append((tag, _names(element)))
            links += tag == "a"
            gathering.add(" " if tag == "br" else element.text, links > 0)
        else:
            if tag in _BLOCKS:
                yield from _block(gathering, path)
            path.pop()
            links -= tag == "a" and links > 0
            if element is not body:
                gathering.add(element.tail, links > 0)
            breaks = 0 if element.tail and element.tail.strip() else breaks
    yield from _block(gathering, path)


def _block(gathering: _Gathering, path: list[tuple[str, tuple[str, ...]]]) -> Iterator[Line]:
    text, link_share = gathering.take()
    if not text:
        return
    tags = [tag for tag, _ in path]
    nearest = next((tag for tag in reversed(tags) if tag in _BLOCKS), "body")
    marks = {f"tag:{nearest}"} | {f"in:{tag}" for tag in tags if tag in _REGIONS}
    marks |= {f"name:{name}" for _, names in path[-_NEAR:] for name in names}
    yield Line(
        text,
        gap=1,
        bullet=nearest == "li",
        heading=bool(_HEADINGS.intersection(tags)),
        marks=tuple(sorted(marks)),
        link_share=link_share,
    )


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _names(element: html.HtmlElement) -> tuple[str, ...]:
    said = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
    return tuple({name.lower() for name in _NAME.findall(clean_text(said[:300]))})
