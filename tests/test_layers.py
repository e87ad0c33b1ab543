"""Imports point one way: a module imports only from layers above its own, never from its own line, never the package root."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src" / "forecast"
LAYERS = re.findall(
    r"^\| `(\w+)/?`", (ROOT / "docs" / "design.md").read_text(encoding="utf-8").split("## 3.")[0], re.MULTILINE
)
LAZY = {"__init__", "cli"}
"""Modules whose functions may import: the root, and the commands of the command line."""


def modules() -> list[Path]:
    return [path for path in sorted(SRC.rglob("*.py")) if "_shipped" not in path.parts]


def layer_of(path: Path) -> str:
    """First part of a module's name below the package: `figures` for figures/numbers.py."""
    return path.relative_to(SRC).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Names imported by a module, and whether the import stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for scope in ast.walk(tree)
        if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(scope)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "forecast":
                for alias in node.names:
                    yield (
                        f"forecast.{alias.name}"
                        if (SRC / f"{alias.name}.py").exists() or (SRC / alias.name).is_dir()
                        else "forecast",
                        id(node) in inside,
                    )
            else:
                yield node.module or "", id(node) in inside


def test_every_module_has_its_line_in_the_design() -> None:
    found = {layer_of(path) for path in modules()} - {"__init__", "__main__"}
    assert found == set(LAYERS)
    assert len(LAYERS) == len(set(LAYERS))


def test_imports_point_up_the_list_of_layers() -> None:
    rank = {name: place for place, name in enumerate(LAYERS)}
    for path in modules():
        own = layer_of(path)
        if own in ("__init__", "__main__"):
            continue
        for name, _ in imports(path):
            if name == "forecast" or not name.startswith("forecast."):
                assert name != "forecast", f"{path.name} imports the package root"
                continue
            used = name.split(".")[1]
            if used == own:
                assert path.parent != SRC, f"{path.name} imports itself"
                continue
            assert rank[used] < rank[own], f"{path.relative_to(SRC)} must not import {name}"


def test_modules_inside_a_package_do_not_run_in_a_circle() -> None:
    for package in {path.parent for path in modules()} - {SRC}:
        uses = {}
        for path in sorted(package.glob("*.py")):
            prefix = ".".join(("forecast", *package.relative_to(SRC).parts))
            uses[path.stem] = {
                name.removeprefix(f"{prefix}.").split(".")[0]
                for name, _ in imports(path)
                if name.startswith(f"{prefix}.")
            }
        done: set[str] = set()
        while len(done) < len(uses):
            ready = {name for name, used in uses.items() if name not in done and used & set(uses) <= done}
            assert ready, f"{package.name}: {sorted(set(uses) - done)} import each other"
            done |= ready


def test_only_the_page_imports_streamlit() -> None:
    for path in modules():
        if layer_of(path) != "ui":
            assert not [name for name, _ in imports(path) if name.split(".")[0] == "streamlit"], path.name


def test_imports_stand_at_the_top() -> None:
    for path in modules():
        hidden = [name for name, inside in imports(path) if inside]
        if path.name == "blocks.py":  # a fifth of a second that only draws need
            hidden = [name for name in hidden if name != "scipy.stats"]
        allowed = layer_of(path) in LAZY or path.relative_to(SRC).as_posix() == "ui/server.py"
        assert allowed or not hidden, f"{path.name} hides imports of {hidden}"
