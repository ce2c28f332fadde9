"""``onrecord serve``: the web page on the local machine."""

from __future__ import annotations

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
def serve(database: Database, host: str, port: int) -> None:
    """Show the record as a web page, until interrupted.

    It listens to this machine only, and asks nothing of any other.
    """
    import uvicorn

    from onrecord.web.app import make_app
    from onrecord.web.settings import Settings

    if host not in LOOPBACK:
        raise UsageError(f"{host} can be reached from other machines; without accounts the page is for this one only")
    app = make_app(Settings(database))
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, access_log=False)
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{listening.getsockname()[1]}/ shows {shown_database(database)}; Ctrl+C ends it")
    server.run(sockets=[listening])
