"""Set-up: the locks, `run.py`, the settings of the server, and the ways to start. Nothing here uses the network."""

import ast
import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-ci.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture
def run():
    """`run.py` as a module of its own, so that a test may change it."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """A project folder as small as `run.py` can take it, in a path with a space and Vietnamese letters."""
    root = tmp_path / "Kế hoạch năm năm"
    root.mkdir()
    for name in ("pyproject.toml", *LOCKS):
        (root / name).write_text(f"# {name}\n", "utf-8")
    return root


@pytest.fixture
def performed(run, monkeypatch):
    """The steps that were carried out, which here only leave an interpreter behind."""
    steps = []

    def perform(step, root, folder, held):
        steps.append(step)
        python = run.venv_python(folder)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(run, "perform", perform)
    return steps


FIRST = ["venv", "requirements.txt", "pyproject.toml"]


# --- locks -----------------------------------------------------------------------------------------------------------


def entries(lock):
    """Each package of a lock with its line and hashes."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return {re.match(r"[a-z0-9-]+", line).group(): line for line in text.splitlines()}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_packages_and_hashes_and_nothing_else(lock):
    pattern = r"[a-z0-9-]+==[a-z0-9.]+( ; [^:/@]+?)?(\s+--hash=sha256:[0-9a-f]{64})+"
    assert entries(lock)
    for line in entries(lock).values():
        assert re.fullmatch(pattern, line.strip()), line


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]),
        ("requirements-test.txt", PROJECT["project"]["optional-dependencies"]["test"]),
        ("requirements-ci.txt", PROJECT["project"]["optional-dependencies"]["ci"]),
    ],
)
def test_lock_holds_whatever_the_project_asks_for(lock, asked):
    assert {re.match(r"[\w-]+", one).group() for one in asked} <= set(entries(lock))


def test_locks_agree_on_what_they_share():
    together = {}
    for lock in LOCKS:
        for name, line in entries(lock).items():
            assert together.setdefault(name, line.split()[0]) == line.split()[0]


# --- what run.py installs, and when ----------------------------------------------------------------------------------


def test_first_start_makes_everything_and_the_second_nothing(run, tree, performed):
    python = run.ready(tree, (run.LOCK,))
    assert performed == FIRST
    assert python.is_relative_to(tree)
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST


def test_tests_add_their_lock_once(run, tree, performed):
    run.ready(tree, (run.LOCK,))
    for _ in range(2):
        run.ready(tree, (run.LOCK, run.TEST_LOCK))
        run.ready(tree, (run.LOCK,))
    assert performed == [*FIRST, "requirements-test.txt"]


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ("requirements.txt", FIRST),
        ("pyproject.toml", ["pyproject.toml"]),
        ("requirements-test.txt", []),
        ("requirements-ci.txt", []),
    ],
)
def test_a_changed_file_redoes_what_depends_on_it(run, tree, performed, changed, steps):
    run.ready(tree, (run.LOCK,))
    (tree / changed).write_text("# other\n", "utf-8")
    run.ready(tree, (run.LOCK,))
    assert performed[3:] == steps


def test_what_else_is_installed_is_not_forgotten(run, tree, performed):
    run.ready(tree, (run.LOCK, run.TEST_LOCK))
    (tree / "pyproject.toml").write_text("# other\n", "utf-8")
    run.ready(tree, (run.LOCK,))
    run.ready(tree, (run.LOCK, run.TEST_LOCK))
    assert performed[4:] == ["pyproject.toml"]


def test_line_ends_change_nothing(run, tree, performed):
    run.ready(tree, (run.LOCK,))
    (tree / run.LOCK).write_bytes(b"# requirements.txt\r\n")
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST


def test_a_moved_folder_is_set_up_anew(run, tree, performed):
    run.ready(tree, (run.LOCK,))
    run.ready(tree.rename(tree.with_name("nơi khác")), (run.LOCK,))
    assert performed == FIRST * 2


def test_another_python_is_set_up_anew(run, tree, performed, monkeypatch):
    run.ready(tree, (run.LOCK,))
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST * 2


def test_a_lost_interpreter_is_set_up_anew(run, tree, performed):
    run.ready(tree, (run.LOCK,)).unlink()
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST * 2


@pytest.mark.parametrize("broken", [b"", b'{"folder":', b"[1]", b"\xff\xfe"])
def test_an_unreadable_memory_is_no_memory(run, tree, performed, broken):
    run.ready(tree, (run.LOCK,))
    (tree / ".venv" / run.STAMP).write_bytes(broken)
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST * 2


@pytest.mark.parametrize("step", FIRST)
def test_an_install_broken_off_at_any_step_is_redone(run, tree, performed, monkeypatch, step):
    perform = run.perform

    def stop_at(name, *rest):
        if name == step:
            raise KeyboardInterrupt
        perform(name, *rest)

    monkeypatch.setattr(run, "perform", stop_at)
    with pytest.raises(KeyboardInterrupt):
        run.ready(tree, (run.LOCK,))
    assert not (tree / ".venv" / run.STAMP).exists()
    monkeypatch.setattr(run, "perform", perform)
    performed.clear()
    run.ready(tree, (run.LOCK,))
    assert performed == FIRST


def test_a_project_reinstall_broken_off_is_redone(run, tree, performed, monkeypatch):
    run.ready(tree, (run.LOCK,))
    (tree / "pyproject.toml").write_text("# other\n", "utf-8")
    monkeypatch.setattr(run, "perform", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run.ready(tree, (run.LOCK,))
    assert run.remembered(tree / ".venv") == {}


def test_two_starts_at_once_install_once(run, tree, performed, monkeypatch):
    perform = run.perform

    def slowly(*step):
        time.sleep(0.05)
        perform(*step)

    monkeypatch.setattr(run, "perform", slowly)
    starts = [threading.Thread(target=run.ready, args=(tree, (run.LOCK,))) for _ in range(3)]
    for one in starts:
        one.start()
    for one in starts:
        one.join()
    assert performed == FIRST
    assert json.loads((tree / ".venv" / run.STAMP).read_text("utf-8"))["folder"] == str(tree)


# --- what run.py says and starts -------------------------------------------------------------------------------------


def test_interpreter_stands_where_each_system_has_it(run):
    assert run.venv_python(Path("v"), "posix") == Path("v/bin/python")
    assert run.venv_python(Path("v"), "nt") == Path("v/Scripts/python.exe")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "-P -m forecast app"),
        (["check", "cam-duong"], "-P -m forecast check cam-duong"),
        (["test"], "-m pytest --ignore=tests/browser"),
        (["test", "-k", "rates"], "-m pytest --ignore=tests/browser -k rates"),
        (["test", "tests/browser"], "-m pytest tests/browser"),
    ],
)
def test_arguments_become_a_command(run, arguments, line):
    assert run.command(Path("python"), arguments) == ["python", *line.split()]


@pytest.mark.parametrize(
    ("output", "remedy"),
    [
        ("NewConnectionError: [Errno -2] Name or service not known\nERROR: No matching distribution", "connect"),
        ("SSLError(SSLCertVerificationError(1, 'certificate verify failed'))", "connect"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "free about"),
        ("ERROR: No matching distribution found for pyarrow==26.0.1", "64-bit"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "start again"),
        ("Traceback: something else", "something else"),
    ],
)
def test_a_failure_of_pip_is_explained_in_both_languages(run, output, remedy):
    vi, en = str(run.explain(output)).split("\n", 1)
    assert "chạy lại" in vi
    assert remedy in en


def test_a_failure_ends_with_code_1_and_one_sentence(run, monkeypatch, capsys):
    def fail(*_):
        raise run.explain("ConnectTimeoutError")

    monkeypatch.setattr(run, "ready", fail)
    assert run.main(["check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2


def test_a_folder_that_cannot_be_written_is_explained(run, tree):
    (tree / ".venv.lock").mkdir()
    with pytest.raises(run.SetUpError, match="Cannot write to"):
        run.ready(tree, (run.LOCK,))


def test_a_full_disk_is_seen_before_anything_is_installed(run, tree, monkeypatch):
    monkeypatch.setattr(run, "FREE_BYTES", 1 << 62)
    with pytest.raises(run.SetUpError, match="free about"):
        run.ready(tree, (run.LOCK,))
    assert not (tree / ".venv").exists()


def test_without_ensurepip_the_pip_of_this_python_is_used(run, tree, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    run.make_venv(tree / ".venv")
    assert not run.has_ensurepip()
    assert run.pip_command(tree / ".venv")[1:4] == ["-m", "pip", "--python"]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(run.SetUpError, match="python3-venv"):
        run.pip_command(tree / ".venv")


def test_run_py_needs_the_standard_library_only():
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_older_python_is_told_what_to_do():
    """Compiled as Python 3.8 would, and up to the check it uses nothing newer."""
    text = (ROOT / "run.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 8))
    before = text[: text.index("ROOT = ")].replace("sys.version_info", "(3, 8, 10)")
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later, this is 3\.8"):
        exec(compile(before, "run.py", "exec"), {})


# --- the ways to start -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["app.py", "src/forecast/ui/served/page.py"])
def test_the_page_script_is_a_path_and_a_call(path):
    docstring, imported, guarded = ast.parse((ROOT / path).read_text("utf-8")).body
    assert isinstance(docstring.value, ast.Constant)
    assert ast.unparse(imported) == "from forecast.ui import main"
    assert ast.unparse(guarded) == "if __name__ == '__main__':\n    main()"


def test_python_m_forecast_takes_the_commands():
    done = subprocess.run(
        [sys.executable, "-m", "forecast", "--help"], capture_output=True, encoding="utf-8", check=True
    )
    assert "forecast" in done.stdout


def test_settings_are_equal_for_both_ways_to_start():
    packaged = ROOT / "src/forecast/ui/served/.streamlit/config.toml"
    assert packaged.read_text("utf-8") == (ROOT / ".streamlit/config.toml").read_text("utf-8")


def test_settings_keep_the_page_on_this_computer():
    from forecast.ui import server

    flags = list(server.settings())
    for flag in (
        "--server.address=127.0.0.1",
        "--server.allowedHosts=localhost",
        "--server.allowedHosts=127.0.0.1",
        "--server.enableXsrfProtection=true",
        "--browser.gatherUsageStats=false",
        "--client.showErrorLinks=false",
    ):
        assert flag in flags


def test_every_setting_is_one_that_streamlit_has():
    from streamlit import config

    from forecast.ui import server

    known = set(config.get_config_options())
    assert {
        f"{section}.{name}"
        for section, names in tomllib.loads(server.SETTINGS.read_text("utf-8")).items()
        for name in names
        if section != "theme"
    } <= known


def test_a_port_in_use_is_passed_over():
    from forecast.ui import server

    with socket.create_server((server.ADDRESS, 0)) as held:
        taken = held.getsockname()[1]
        assert server.choose_port(taken) is None
        assert server.serve(taken, None) == 2
        assert server.choose_port(None) in range(server.FIRST_PORT, server.LAST_PORT + 1)
    assert server.choose_port(taken) == taken


def test_connections_to_the_server_send_at_once(monkeypatch):
    """Else each file and each message waits until the browser has confirmed the one before."""
    from streamlit.web.server.starlette import starlette_server

    from forecast.ui import server

    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    server.send_at_once()
    with (
        starlette_server._bind_socket("127.0.0.1", 0, 5) as listening,
        socket.create_connection(listening.getsockname()),
    ):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way on Windows")
def test_the_server_starts_on_this_computer_only_and_stops_cleanly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    code = f"import sys; from forecast.ui.server import serve; sys.exit(serve({port}, {str(tmp_path)!r}))"
    outside = {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0", "STREAMLIT_SERVER_HEADLESS": "true"}
    server = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=os.environ | outside, stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        with server.stdout as said:
            assert said.readline() == f"forecast: http://127.0.0.1:{port} (Ctrl-C)\n"
        assert handshake(port, f"127.0.0.1:{port}") == "101"
        assert handshake(port, "elsewhere.example") == "403"
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection(("127.0.0.2", port), timeout=1).close()  # open where every address is listened on
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    finally:
        server.kill()
        server.wait()


def handshake(port, host):
    """Status of the answer to the page's connection, asked for under this host's name; waits for the server."""
    ask = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
    )
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as link:
                link.sendall(ask.encode())
                return link.recv(100).decode("latin-1").split()[1]
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise AssertionError("the server did not start")
