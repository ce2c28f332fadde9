"""In how many articles a word stands: ``python -m training.frequencies`` counts the words of ``../shared/corpus``.

What is kept are hashes of words and counts, of words that three articles or more have: enough to weigh a word, and not
enough to read anything of the articles.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from zlib import crc32

import numpy as np

from onrecord.record.stories.traits import folded_words

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl.gz"
TABLE = ROOT / "src" / "onrecord" / "record" / "data" / "frequencies.npz"
FEWEST = 3


def main() -> None:
    counts: Counter[int] = Counter()
    articles = 0
    with gzip.open(CORPUS, "rt", encoding="utf8") as lines:
        for line in lines:
            article = json.loads(line)
            counts.update(
                {crc32(word.encode()) for word, _ in folded_words(f"{article['title']}\n\n{article['text']}")}
            )
            articles += 1
    kept = sorted((key, count) for key, count in counts.items() if count >= FEWEST)
    np.savez_compressed(
        TABLE,
        articles=np.array(articles),
        words=np.array([key for key, _ in kept], dtype=np.uint32),
        counts=np.array([count for _, count in kept], dtype=np.uint16),
    )
    print(f"{len(kept):,} words of {articles:,} articles: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
