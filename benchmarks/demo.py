"""How much of the demonstration's own ground truth the record holds: ``python -m benchmarks.demo [--json]``.

``demo/who-stands-where.toml`` has the table "Who stands where" of ``demo/README.md``, an entry for each place in it. The
pages are read anew with the weights that are shipped and matched with ``demo/codebook.toml``. The table does not list
everything that the pages tell, so that only what is missing is counted, not what is found besides.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.dossiers import Checked, Outcome, check, load_expected, read_copy
from onrecord.store import View

DEMO = Path(__file__).resolve().parents[1] / "demo"
TRUTH = DEMO / "who-stands-where.toml"


def checked() -> list[Checked]:
    """Read the demonstration and check each place of the table."""
    with TemporaryDirectory() as folder:
        dossier = read_copy(DEMO, Path(folder))
        with View(dossier.database) as view:
            return list(check(load_expected(TRUTH), list(view.told())))


def figures(found: Sequence[Checked]) -> dict[str, float]:
    """Return how many places there are, and which shares are found: at all, with the act, and of those with conditions."""
    right = [each for each in found if each.outcome is Outcome.FOUND]
    conditional = [each for each in right if each.expected.conditional]
    return {
        "places": len(found),
        "found": sum(each.outcome is not Outcome.MISSING for each in found) / max(len(found), 1),
        "found with the act": len(right) / max(len(found), 1),
        "conditions of those": sum(each.condition_found for each in conditional) / max(len(conditional), 1),
    }


def main() -> None:
    """Print the shares, and each place with what the record has of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    found = checked()
    if options.json:
        print(json.dumps(figures(found)))
        return
    for each in found:
        expected = each.expected
        day = expected.on or "no date"
        place = f"{day}  {expected.who[-1]}: {' or '.join(expected.acts)} {' or '.join(expected.measures)}"
        instead = f" ({', '.join(each.acts)})" if each.outcome is Outcome.WRONG_ACT else ""
        lost = " without its condition" if expected.conditional and not each.condition_found else ""
        print(f"{each.outcome}{instead}{lost if each.outcome is Outcome.FOUND else ''}".ljust(40), place)
    for name, value in figures(found).items():
        print(f"{name:20} {value:.2f}" if isinstance(value, float) else f"{name:20} {value}")


if __name__ == "__main__":
    main()
