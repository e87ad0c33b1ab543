"""Set up and start `forecast` with nothing but Python 3.11 or later.

    python3 run.py                 open the page in the browser
    python3 run.py COMMAND …       any command: check, required, run, app, …
    python3 run.py test [ARG …]    run the tests; arguments go to pytest

On Windows write `py` for `python3`. The first start makes `.venv` beside this file and installs into it what the hashed
locks name; later starts compare the locks with what `.venv` remembers and install only what has changed. Deleting
`.venv` undoes everything.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  (whoever has an older one must be told, not shown a traceback)
    sys.exit(
        "forecast cần Python 3.11 trở lên, đây là {0}.{1}: cài Python mới rồi chạy lại bằng bản đó.\n"
        "forecast needs Python 3.11 or later, this is {0}.{1}: install a newer Python and start again with it.".format(
            *sys.version_info
        )
    )

ROOT = Path(__file__).resolve().parent
PROJECT = "pyproject.toml"
LOCK = "requirements.txt"
TEST_LOCK = "requirements-test.txt"
STAMP = "forecast-installed.json"
FREE_BYTES = 1_500_000_000  # the libraries take 0.8 GB, and pip keeps as much again for a while

FAULTS = (  # what pip says, and what the reader can do about it
    (
        r"No space left on device|not enough space|Errno 28\b",
        "Hết chỗ trên đĩa: giải phóng khoảng 1,5 GB rồi chạy lại.",
        "The disk is full: free about 1.5 GB and start again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "Tệp tải về khác với bản đã khoá: chạy lại; nếu vẫn vậy, báo cho người phụ trách mạng.",
        "A downloaded file differs from the locked one: start again; if it stays so, tell whoever runs the network.",
    ),
    (
        r"[Ll]ong.?[Pp]ath",
        "Đường dẫn quá dài: chuyển thư mục này đến chỗ ngắn hơn, ví dụ C:\\forecast, rồi chạy lại.",
        "The path is too long: move this folder to a shorter one, such as C:\\forecast, and start again.",
    ),
    (
        r"(?i)connection|timed? ?out|name resolution|getaddrinfo|unreachable|proxy|SSLError|certificate verify",
        "Không tải được thư viện: nối mạng (mạng cơ quan có thể cần đặt HTTPS_PROXY) rồi chạy lại.",
        "The libraries cannot be downloaded: connect to the network (an office may need HTTPS_PROXY) and start again.",
    ),
    (
        r"No matching distribution|not a supported wheel|Requires-Python",
        "Không có thư viện cho Python này: dùng Python 64 bit (x64 hoặc Apple), bản 3.11 đến 3.14, rồi chạy lại.",
        "No libraries for this Python: use a 64-bit one (x64 or Apple), 3.11 to 3.14, and start again.",
    ),
)


class SetUpError(Exception):
    """Setting up cannot go on; says in both languages what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def say(vi: str, en: str) -> None:
    """One line of progress, on the error stream: standard output belongs to the command."""
    print(f"{vi} · {en}", file=sys.stderr, flush=True)


# --- what is installed, what is wanted -------------------------------------------------------------------------------


def venv_python(folder: Path, system: str = os.name) -> Path:
    """The interpreter of a virtual environment on this kind of system."""
    return folder / "Scripts" / "python.exe" if system == "nt" else folder / "bin" / "python"


def fingerprint(path: Path) -> str:
    """Digest of a text file that no change of line ends moves."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted(root: Path, locks: tuple[str, ...]) -> dict[str, str]:
    """What `.venv` must remember to be usable here, for these locks."""
    python = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
    return {"folder": str(root), "python": python} | {name: fingerprint(root / name) for name in (PROJECT, *locks)}


def remembered(folder: Path) -> dict[str, str]:
    """What was installed to the end; empty if nothing was, or if its interpreter is gone."""
    try:
        found = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and venv_python(folder).exists() else {}


def remember(folder: Path, installed: dict[str, str]) -> None:
    """Write down what is installed, whole or not at all."""
    draft = folder / (STAMP + ".new")
    draft.write_text(json.dumps(installed, indent=1), "utf-8")
    draft.replace(folder / STAMP)


def missing(have: dict[str, str], want: dict[str, str]) -> list[str]:
    """The steps that lead from one to the other: `venv` first (anew), then locks, then the project."""
    anew = any(have.get(key) != want[key] for key in ("folder", "python", LOCK))
    changed = [key for key in want if key.endswith(".txt") and (anew or have.get(key) != want[key])]
    project = [PROJECT] if anew or have.get(PROJECT) != want[PROJECT] else []
    return ["venv"] * anew + changed + project


# --- the steps -------------------------------------------------------------------------------------------------------


def has_ensurepip() -> bool:
    """Whether this Python can give a new environment its pip; Debian leaves that out of its plain Python."""
    try:
        return bool(importlib.import_module("ensurepip").version())
    except (ImportError, AttributeError):
        return False


def make_venv(folder: Path) -> None:
    """Make an empty environment in place of whatever stands there."""
    if shutil.disk_usage(folder.parent).free < FREE_BYTES:
        raise SetUpError(*FAULTS[0][1:])
    venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=has_ensurepip()).create(folder)


def pip_command(folder: Path) -> list[str]:
    """The pip of the environment, or else the pip of this Python at work on the environment."""
    python = str(venv_python(folder))
    if Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}), "pip").is_dir():
        return [python, "-m", "pip"]
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", python]
    raise SetUpError(
        "Python này thiếu pip: chạy 'sudo apt install python3-venv' rồi chạy lại.",
        "This Python has no pip: run 'sudo apt install python3-venv' and start again.",
    )


def pip_environment() -> dict[str, str]:
    """The reader's own settings (proxy, mirror, certificates), less what would install elsewhere."""
    kept = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET"}}
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    return kept | quiet | {"PIP_USER": "0", "PYTHONIOENCODING": "utf-8"}


def explain(output: str) -> SetUpError:
    """What the reader can do about pip's failure."""
    for pattern, vi, en in FAULTS:
        if re.search(pattern, output):
            return SetUpError(vi, en)
    last = "\n".join(f"  {line}" for line in output.strip().splitlines()[-12:])
    return SetUpError(
        "Cài đặt không xong: xoá thư mục .venv rồi chạy lại; nếu vẫn vậy, gửi các dòng dưới đây cho người hỗ trợ.",
        "Setting up failed: delete the folder .venv and start again; if it stays so, send these lines to whoever helps "
        f"you.\n{last}",
    )


def pip_install(root: Path, folder: Path, arguments: list[str], held: int) -> None:
    """Run pip to its end; `held` is the lock's descriptor, kept open by pip should this process die before it."""
    keep = {} if os.name == "nt" else {"pass_fds": (held,)}
    done = subprocess.run(
        [*pip_command(folder), "install", "--progress-bar", "off", *arguments],
        **keep,
        cwd=root,
        env=pip_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise explain(done.stdout)


def perform(step: str, root: Path, folder: Path, held: int) -> None:
    """Carry out one of the steps that `missing` names."""
    if step == "venv":
        say("Chuẩn bị lần đầu trong thư mục .venv", "Setting up in the folder .venv")
        make_venv(folder)
    elif step == PROJECT:
        say("Cài chương trình", "Installing the program")
        here = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
        pip_install(root, folder, here, held)
    else:
        say(
            f"Tải và cài thư viện ({step}), chừng nửa phút", "Downloading and installing libraries, about half a minute"
        )
        pip_install(root, folder, ["--require-hashes", "--only-binary", ":all:", "--requirement", step], held)


# --- one start at a time ---------------------------------------------------------------------------------------------


def try_lock(descriptor: int) -> bool:
    """Take the system's lock on an open file, which the system gives back however its holder ends."""
    if os.name == "nt":
        msvcrt = importlib.import_module("msvcrt")
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    fcntl = importlib.import_module("fcntl")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def only_one(path: Path):
    """Hold the lock beside `.venv`, waiting for another start that has it; gives the descriptor."""
    with open(path, "wb") as file:
        if not try_lock(file.fileno()):
            say("Đang chờ một lần khởi động khác cài xong", "Waiting for another start to finish installing")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield file.fileno()


def set_up(root: Path, want: dict[str, str]) -> None:
    """Install what is missing; nothing is remembered until all of it is there, so a broken-off start is redone."""
    folder = root / ".venv"
    with only_one(root / ".venv.lock") as held:
        have = remembered(folder)
        steps = missing(have, want)
        if not steps:
            return
        (folder / STAMP).unlink(missing_ok=True)
        for step in steps:
            perform(step, root, folder, held)
        remember(folder, want if "venv" in steps else have | want)


def ready(root: Path, locks: tuple[str, ...]) -> Path:
    """The interpreter of an environment that has these locks and the project installed."""
    folder = root / ".venv"
    want = wanted(root, locks)
    if missing(remembered(folder), want):
        try:
            set_up(root, want)
        except OSError as error:
            raise SetUpError(
                f"Không ghi được vào {root}: đóng chương trình nếu đang chạy, hoặc chép thư mục đến nơi ghi được.",
                f"Cannot write to {root}: close the program if it runs, or copy the folder to where you may write "
                f"({error}).",
            ) from error
        except subprocess.CalledProcessError as error:
            raise explain(str(error.output)) from error
    return venv_python(folder)


# --- starting --------------------------------------------------------------------------------------------------------


def command(python: Path, arguments: list[str]) -> list[str]:
    """What to start; browser tests are run only when they are asked for by name."""
    if arguments[:1] != ["test"]:
        return [str(python), "-P", "-m", "forecast", *(arguments or ["app"])]
    rest = arguments[1:]
    ignored = [] if any("browser" in argument for argument in rest) else ["--ignore=tests/browser"]
    return [str(python), "-m", "pytest", *ignored, *rest]


def start(line: list[str]) -> int:
    """Become the command, or on Windows wait for it: Ctrl-C reaches both there, and the command is left to end."""
    os.environ["PYTHONUTF8"] = "1"  # else Windows reads the path to this folder, and writes to files, in a code page
    if os.name != "nt":
        os.execv(line[0], line)
    with subprocess.Popen(line) as process:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return process.wait()


def main(arguments: list[str]) -> int:
    """Set up what is missing, then start."""
    testing = arguments[:1] == ["test"]
    try:
        python = ready(ROOT, (LOCK, TEST_LOCK) if testing else (LOCK,))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Đã dừng; lần sau cài lại từ đầu", "Stopped; the next start sets up anew")
        return 130
    if testing:
        os.chdir(ROOT)
    return start(command(python, arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
