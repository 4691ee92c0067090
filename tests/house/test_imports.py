"""The staircase of DESIGN.md section 2 holds: import-linter's contracts, and that plug-ins never import each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "afterword"


def test_every_contract_is_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def imported(file: Path) -> set[str]:
    """Every module a file imports, TYPE_CHECKING or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def plug_ins(folder: str, constant: str) -> dict[str, set[str]]:
    """The plug-ins of a room (modules or folders that hold the constant) and what they import."""
    found = {}
    for entry in sorted((SRC / folder).iterdir()):
        files = sorted(entry.glob("**/*.py")) if entry.is_dir() else [entry] if entry.suffix == ".py" else []
        if any(f"\n{constant} = " in file.read_text(encoding="utf-8") or f"\n{constant}: " in file.read_text(encoding="utf-8") for file in files):
            found[f"afterword.{folder.replace('/', '.')}.{entry.stem}"] = {name for file in files for name in imported(file)}
    return found


@pytest.mark.parametrize(("folder", "constant"), [("sources", "SOURCE"), ("strategy/playbooks", "PLAYBOOK")])
def test_plug_ins_never_import_each_other(folder: str, constant: str):
    found = plug_ins(folder, constant)
    assert len(found) > 5
    crossed = [(one, other) for one, names in found.items() for other in found if one != other and any(n == other or n.startswith(f"{other}.") for n in names)]
    assert not crossed


def asks_clock(node: ast.AST) -> bool:
    """Is this `datetime.now` or `date.today`?"""
    now = isinstance(node, ast.Attribute) and node.attr in ("now", "today", "utcnow")
    return now and isinstance(node.value, ast.Name) and node.value.id in ("datetime", "date")


def test_the_pure_rooms_ask_no_clock_themselves():
    """import-linter sees imports; this sees `datetime.now()` and `date.today()`."""
    asked: list[str] = []
    for room in ("facts", "reading", "story", "network", "strategy", "drafts", "insight"):
        for file in sorted((SRC / room).glob("**/*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                asked += [str(file.relative_to(SRC))] * asks_clock(node)
    assert not asked
