"""The pages that the line model learns from: saved pages with their paragraphs by hand, as HTML and as text dumps."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lxml import html

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class GoldPage:
    """A saved page: name, outlet, HTML, the paragraphs of its article, and those that may be counted or not."""

    name: str
    outlet: str
    url: str
    content: bytes
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def markup(self) -> str:
        """The HTML as text."""
        return self.content.decode("utf-8", errors="replace")


def gold_pages(folder: Path) -> Iterator[GoldPage]:
    """Yield the pages of a folder with ``ground_truth.json`` and ``html/``; bracketed paragraphs are optional."""
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    for name, page in sorted(truth.items()):
        optional = tuple(text[1:-1] for text in page["body"] if text.startswith("[") and text.endswith("]"))
        required = tuple(text for text in page["body"] if not (text.startswith("[") and text.endswith("]")))
        content = gzip.decompress((folder / "html" / name).read_bytes())
        stem = name.split(".")[0]
        yield GoldPage(stem, stem.rsplit("_", 1)[0], page["url"], content, required, optional)


def _inscriptis(markup: str) -> str:
    import inscriptis

    return str(inscriptis.get_text(markup))


def _html_text(markup: str) -> str:
    import html_text

    return str(html_text.extract_text(markup))


def _html2text(markup: str) -> str:
    import html2text

    renderer = html2text.HTML2Text()
    renderer.ignore_links = renderer.ignore_images = True
    renderer.body_width = 0
    return str(renderer.handle(markup))


def _browser(*command: str) -> Callable[[str], str]:
    def render(markup: str) -> str:
        done = subprocess.run(command, input=markup.encode(), capture_output=True, timeout=60, check=False)
        return done.stdout.decode("utf-8", errors="replace")

    return render


def renderers() -> dict[str, Callable[[str], str]]:
    """Return the text renderers that are installed: three libraries and two text browsers."""
    libraries = {"html-text": _html_text, "inscriptis": _inscriptis, "html2text": _html2text}
    found: dict[str, Callable[[str], str]] = {
        name: render for name, render in libraries.items() if find_spec(name.replace("-", "_"))
    }
    if shutil.which("w3m"):
        found["w3m"] = _browser("w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80")
    if shutil.which("lynx"):
        options = ("-force_html", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8")
        found["lynx"] = _browser("lynx", "-dump", "-stdin", *options)
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, as all measures here count them."""
    return WORD.findall(text.lower())


class Labels:
    """Says which kind of line a line of a page is, by the paragraphs, captions and headline of the page."""

    def __init__(self, page: GoldPage) -> None:
        tree = html.document_fromstring(page.content)
        self._required = _Known(page.required)
        # What stands before the first paragraph is summary and wanted; credits and notes after it may go either way.
        self._optional = _Known(page.optional)
        captions = tree.xpath("//figcaption | //*[contains(@class, 'caption') or contains(@class, 'Caption')]")
        self._captions = _Known([text for node in captions if len(text := " ".join(node.text_content().split())) < 700])
        titles = [node.text_content() for node in tree.xpath("//h1")]
        titles += tree.xpath("//meta[@property='og:title']/@content")
        self._titles = {" ".join(words_of(title)) for title in titles} - {""}

    def label(self, text: str) -> str | None:
        """Return ``body``, ``headline``, ``caption`` or ``other``, or ``None`` where the line may go either way."""
        words = words_of(text)
        if not words:
            return "other"
        if " ".join(words) in self._titles:
            return "headline"
        if self._required.holds(words):
            return "body"
        if self._optional.holds(words):
            return None
        if self._captions.holds(words) and len(words) >= 4:
            return "caption"
        return "other"


class _Known:
    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = {" ".join(words_of(text)) for text in texts}
        everything = [words_of(text) for text in texts]
        self._joined = " " + " ".join(" ".join(words) for words in everything) + " "
        self._grams = {tuple(words[at : at + 4]) for words in everything for at in range(len(words) - 3)}

    def holds(self, words: Sequence[str]) -> bool:
        joined = " ".join(words)
        if joined in self._texts:
            return True
        if len(words) < 5:
            return False
        if f" {joined} " in self._joined:
            return True
        grams = [tuple(words[at : at + 4]) for at in range(len(words) - 3)]
        return sum(gram in self._grams for gram in grams) >= 0.6 * len(grams)
