"""The command that opens the page in the browser."""

import argparse
from typing import Final

from forecast.cli.command import Commands, workspace_of
from forecast.wording import N_, Wording

PORTS: Final = range(1024, 65536)
"""Ports that need no rights of an administrator."""


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    app = commands.add("app", _app, N_("open the page in the browser"), with_json=False)
    app.options.add_argument(
        "--port",
        type=int,
        metavar="N",
        help=text("port to listen on, on this computer only; the first free one from 8765 if left out"),
    )
    app.options.add_argument(
        "--workspace", metavar="DIR", help=text("folder for what is saved; one of your own if left out")
    )


def _app(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.errors import MissingError
    from forecast.ui.server import serve

    workspace_of(options)
    if options.port is not None and options.port not in PORTS:
        raise MissingError("port_range", found=options.port, allowed=f"{PORTS[0]} … {PORTS[-1]}")
    return serve(options.port, options.workspace)
