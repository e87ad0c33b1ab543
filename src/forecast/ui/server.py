"""Start the page: a local Streamlit server in this process, with settings that nothing outside overrides."""

import contextlib
import os
import socket
import sys
import threading
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

from streamlit import runtime
from streamlit.web import cli
from streamlit.web.server.starlette import starlette_server

PAGE = Path(__file__).parent / "served" / "page.py"
SETTINGS = PAGE.parent / ".streamlit" / "config.toml"
ADDRESS = "127.0.0.1"
FIRST_PORT = 8765  # fixed, so that links to one's own page stay good
LAST_PORT = 8799
PAUSE = 3.0  # between the plans that are prepared [s]: the time of a first page
WORKSPACE = "FORECAST_WORKSPACE"  # the variable that tells the page which folder it works in


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of this computer."""
    with socket.socket() as probe:
        if sys.platform != "win32":  # else a port just left counts as taken; on Windows one in use would count as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def choose_port(asked: int | None) -> int | None:
    """The port asked for, or the first free one from the default upwards; None if it is taken."""
    candidates = range(FIRST_PORT, LAST_PORT + 1) if asked is None else (asked,)
    return next(filter(is_free, candidates), None)


def settings() -> Iterator[str]:
    """The settings file as flags of the command line, which outrank every other source."""
    for section, options in tomllib.loads(SETTINGS.read_text("utf-8")).items():
        if section == "theme":  # read from the file: not all of it can be a flag
            continue
        for name, value in options.items():
            for one in value if isinstance(value, list) else [value]:
                yield f"--{section}.{name}={str(one).lower() if isinstance(one, bool) else one}"


def send_at_once() -> None:
    """Let the server send what it has at once.

    Streamlit opens its socket without naming the protocol; asyncio then leaves Nagle's algorithm on, and every file and message of
    a page waits up to 40 ms until the browser has confirmed the one before.
    """
    bind = starlette_server._bind_socket

    def prompt(address: str, port: int, backlog: int) -> socket.socket:
        found = bind(address, port, backlog)
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections that are accepted inherit it
        return found

    starlette_server._bind_socket = prompt


def warm() -> None:
    """Once the server is there, prepare what all readers share, what the first page needs before the rest."""
    while not runtime.exists():
        time.sleep(0.02)
    from forecast.ui import pages, shelf

    pages.load("overview")
    shelf.warm(PAUSE)
    for module, _ in pages.PAGES.values():
        pages.load(module)


def serve(port: int | None, workspace: str | None) -> int:
    """Serve the page until it is stopped, and open it in the browser where there is one.

    Parameters
    ----------
    port : the port to listen on; None takes the first free one from 8765 upwards
    workspace : the folder to work in, handed to the page as `FORECAST_WORKSPACE`; None leaves that as it is

    Returns
    -------
    Exit code: 0 once stopped, 2 if the port is taken.
    """
    chosen = choose_port(port)
    if chosen is None:
        taken = f"{FIRST_PORT}-{LAST_PORT}" if port is None else port
        print(
            f"cổng {taken} đang bận: thêm --port và số khác · port {taken} is taken: give another with --port",
            file=sys.stderr,
        )
        return 2
    if workspace is not None:
        os.environ[WORKSPACE] = str(Path(workspace).resolve())
    print(f"forecast: http://{ADDRESS}:{chosen} (Ctrl-C)", flush=True)
    send_at_once()
    threading.Thread(target=warm, daemon=True).start()
    flags = [f"--server.port={chosen}", *settings()]
    # Streamlit says "Stopping..." before it stops, and goes on for ever where nobody reads its standard output any more
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        cli.main(["run", str(PAGE), *flags], "streamlit", standalone_mode=False)
    return 0
