"""``onrecord accounts``: who may use the page beyond this machine."""

from __future__ import annotations

import sys

import click

from onrecord.cli.options import database_option, json_option
from onrecord.cli.terminal import print_json, print_line, safe_line, say
from onrecord.settings import Database

_role = click.option(
    "--role",
    type=click.Choice(["reader", "reviewer", "admin"]),
    default="reviewer",
    show_default=True,
    help="What the account may do: look; decide as well; keep the accounts as well.",
)


@click.group()
def accounts() -> None:
    """Say who may use the page of `onrecord serve`, which needs accounts to listen beyond this machine."""


@accounts.command()
@click.argument("name")
@database_option()
@_role
def add(name: str, database: Database, role: str) -> None:
    """Add an account for NAME.

    The password is asked for twice; where standard input is no terminal, its first line is taken.
    """
    from onrecord.store import Accounts
    from onrecord.web.accounts.pages import make_account

    account = make_account(name, role, _password())
    with Accounts(database, create=True) as kept:
        kept.add(account)
    say(f"{account.name} has the role {role} now")


@accounts.command()
@click.argument("name")
@database_option()
@click.option("--role", type=click.Choice(["reader", "reviewer", "admin"]), help="Another role.")
@click.option("--password", "new_password", is_flag=True, help="Another password, which is asked for.")
def change(name: str, database: Database, role: str | None, new_password: bool) -> None:
    """Give the account NAME another role or password, which ends its sessions."""
    from onrecord.errors import UsageError
    from onrecord.store import Accounts
    from onrecord.web.accounts.passwords import hashed

    if role is None and not new_password:
        raise UsageError("what shall change? Give --role or --password")
    password = hashed(_password()) if new_password else None
    with Accounts(database) as kept:
        kept.change(name, role=role, password=password)
    say(f"{name} is changed and must log in again")


@accounts.command()
@click.argument("name")
@database_option()
def remove(name: str, database: Database) -> None:
    """Remove the account NAME. What it decided stays, under its name."""
    from onrecord.store import Accounts

    with Accounts(database) as kept:
        kept.remove(name)
    say(f"{name} is removed; what they decided stays")


@accounts.command("list")
@database_option()
@json_option()
def list_accounts(database: Database, as_json: bool) -> None:
    """List the accounts."""
    from onrecord.store import Accounts

    with Accounts(database) as kept:
        found = kept.listed()
    for each in found:
        if as_json:
            print_json({"name": each.name, "role": each.role, "made": each.made.isoformat()})
        else:
            print_line(f"{safe_line(each.name)}  {each.role}  since {each.made:%Y-%m-%d}")
    if not found:
        say("no accounts: the page is for this machine only")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")
