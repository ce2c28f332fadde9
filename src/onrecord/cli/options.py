"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from onrecord.errors import UsageError
from onrecord.settings import Database, database_from

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_DATABASE = Path("onrecord.db")


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with the form that it must have."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date of the form 2025-09-05", param, ctx)


class Record(click.ParamType[Database]):
    """A file of SQLite, or the address of a database of PostgreSQL."""

    name = "database"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Database:  # noqa: ARG002
        """Return the path or the address."""
        return database_from(value) if isinstance(value, str) else Path(value)


def default_database() -> Database:
    """Return the database of the dossier that the current folder lies in; without one, the usual name in this folder."""
    from onrecord.record.dossier import find_dossier

    dossier = find_dossier(Path.cwd())
    return DEFAULT_DATABASE if dossier is None else dossier.database


def database_option(default: Callable[[], Database] | None = default_database) -> Decorator:
    """Return the option ``--db``, also taken from the environment as ONRECORD_DB."""
    shown = (
        "The database: a file, or postgresql://NAME@HOST/DATABASE "
        f"[default: the dossier's, else {DEFAULT_DATABASE} in this folder; environment: ONRECORD_DB]."
    )
    return click.option(
        "--db",
        "--database",
        "database",
        type=Record(),
        metavar="DATABASE",
        envvar="ONRECORD_DB",
        default=default,
        help=shown,
    )


def json_option(shown: str = "Print JSON, one object a line.") -> Decorator:
    """Return the flag ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=shown)


def csv_option() -> Decorator:
    """Return the flag ``--csv``."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV with a line of headings.")


def outlet_option() -> Decorator:
    """Return the option ``--outlet``."""
    return click.option("--outlet", metavar="TEXT", help="Only outlets whose name has TEXT in it.")


def since_option() -> Decorator:
    """Return the option ``--since``."""
    return click.option("--since", type=Day(), metavar="DATE", help="Only what was published on that day or later.")


def one_form(*, as_json: bool, as_csv: bool) -> None:
    """Raise :class:`~onrecord.errors.UsageError` if output is asked for in two forms at once."""
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other")
