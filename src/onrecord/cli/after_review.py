"""What reviewers decided, applied to what the commands that look at the record show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from onrecord.record.doubtful import Doubts, doubts_of, likeliest
from onrecord.record.recorded import Recorded
from onrecord.record.reviewed import Review
from onrecord.records import Told
from onrecord.settings import Database
from onrecord.store import EVERYTHING, Reviews, View, Wanted, is_wanted, search_key


def review_of(database: Database) -> Review:
    """Give all that reviewers decided; raises a :class:`~onrecord.errors.StoreError` where the database is unusable."""
    with Reviews(database) as reviews:
        return Review(reviews.judged(), reviews.statements_judged())


def told_after_review(view: View, review: Review, wanted: Wanted) -> Iterator[Told]:
    """Yield the stances that are wanted as they stand after review, in the order of their articles' dates.

    What a person decided stands also where no reading finds it any more. Of an article that stands at two addresses, each
    address tells its own.
    """
    if not review.articles:
        yield from view.told(wanted)
        return
    # A correction may be what is wanted where the reading is not, so that all is looked at.
    everything = list(view.told(Wanted(every_version=wanted.every_version)))
    found: list[Told] = []
    for (article, _), told in groupby(everything, key=lambda each: (each.article, each.page)):
        tellings = list(told)
        found += review.told(article, tellings) if article in review.articles else tellings
    for article in sorted(review.articles - {each.article for each in everything}):
        found += review.told(article, ())
    kept = (each for each in dict.fromkeys(found) if is_wanted(each, wanted) and _is_of(each, wanted))
    yield from sorted(kept, key=lambda each: (each.published is None, each.published or date.min))


def doubtful_told(view: View, review: Review, wanted: Wanted = EVERYTHING) -> list[Told]:
    """Give the doubtful stances that are wanted and wait for review, the most likely first, each once."""
    by_article: dict[str, list[Told]] = defaultdict(list)
    for each in view.doubtful(wanted):
        by_article[each.article].append(each)
    left = [each for article, told in by_article.items() for each in review.undecided(article, told)]
    return sorted(left, key=likeliest)


def count_doubtful(database: Database) -> int:
    """Count the doubtful stances that wait for review, without loading them: there may be more than of all others."""
    review = review_of(database)
    with View(database) as view:
        return view.count_doubtful() - review.settled(view.doubted(review.articles))


def doubts_in(database: Database, record: Recorded) -> Doubts:
    """Give the doubtful stances that wait for review, by the cell of ``record`` that they would be in."""
    with View(database) as view:
        return doubts_of(record.index, doubtful_told(view, review_of(database)))


def _is_of(told: Told, wanted: Wanted) -> bool:
    """Tell whether a stance is of an outlet and of a day that is wanted."""
    if wanted.outlet is not None and search_key(wanted.outlet) not in search_key(told.outlet):
        return False
    return wanted.since is None or (told.published is not None and told.published >= wanted.since)


def for_review(wanted: Wanted, review: Review) -> Wanted:
    """Give what to read so that corrections are among it: of any speaker, where reviewers decided about anything."""
    return replace(wanted, speaker=None) if review.articles else wanted
