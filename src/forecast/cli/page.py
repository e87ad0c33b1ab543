"""The command that opens the page in the browser."""

import argparse

from forecast.cli.command import Commands
from forecast.wording import N_, Wording


def register(commands: Commands) -> None:
    """Add the command."""
    text = commands.text
    app = commands.add("app", _app, N_("open the page in the browser"), with_json=False)
    app.options.add_argument("--port", type=int, metavar="N", help=text("port to listen on, on this computer only"))
    app.options.add_argument("--workspace", metavar="DIR", help=text("folder for what is saved"))


def _app(options: argparse.Namespace, wording: Wording) -> int:
    from forecast.ui.server import serve

    return serve(options.port, options.workspace)
