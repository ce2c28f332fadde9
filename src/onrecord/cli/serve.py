"""``onrecord serve``: the web page on the local machine."""

from __future__ import annotations

import socket

import click

from onrecord.cli.options import database_option
from onrecord.cli.terminal import say
from onrecord.errors import UsageError
from onrecord.settings import Database, shown_database

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@database_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="The port; 0 takes a free one."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name that the server answers to; given several times, several. Beyond this machine, by default any.",
)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="A certificate, for https.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False), help="The certificate's key.")
def serve(
    *, database: Database, host: str, port: int, names: tuple[str, ...], certificate: str | None, key: str | None
) -> None:
    """Show the record as a web page, until interrupted.

    Beside it a process of low priority compares the reports of stories, so that nobody waits for that.

    It listens to this machine only, and asks nothing of any other. With accounts (`onrecord accounts add`) it may listen
    beyond it, and everybody must log in; without a certificate of its own, let a proxy that has one stand in front of it.
    """
    import uvicorn

    from onrecord.web.ahead import comparing_ahead
    from onrecord.web.app import make_app
    from onrecord.web.settings import Settings

    if bool(certificate) != bool(key):
        raise UsageError("--certificate and --key come together")
    settings = Settings(database, hosts=(*Settings(database).hosts, *names))
    if host not in LOOPBACK:
        _need_accounts(database, host)
        settings = Settings(database, hosts=names or ("*",), beyond=True)
    with _listening(host, port) as listening:
        config = uvicorn.Config(
            make_app(settings),
            log_level="warning",
            server_header=False,
            access_log=False,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        shown = f"[{host}]" if ":" in host else host
        scheme = "https" if certificate else "http"
        say(f"{scheme}://{shown}:{listening.getsockname()[1]}/ shows {shown_database(database)}; Ctrl+C ends it")
        with comparing_ahead(database):
            uvicorn.Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, taken before the record is computed: whoever asks meanwhile waits for it."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen at {host}, port {port}: {error.strerror}; --port takes another") from error
    return listening


def _need_accounts(database: Database, host: str) -> None:
    from onrecord.store import Accounts

    with Accounts(database) as accounts:
        if not accounts.any():
            raise UsageError(
                f"{host} can be reached from other machines, and there are no accounts: `onrecord accounts add NAME` first"
            )
