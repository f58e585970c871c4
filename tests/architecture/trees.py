"""The project's own files and syntax trees, as the architecture tests read them."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("engagements", "portal")
LEFT_BEHIND = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


@cache
def modules(*packages: str) -> dict[str, ast.Module]:
    """Return the syntax tree of each module, by its path from the project's root; migrations are left out."""
    files = (file for package in packages or PACKAGES for file in sorted((ROOT / package).rglob("*.py")))
    return {name_of(file): tree_of(file.read_text()) for file in files if "migrations" not in file.parts}


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree_of(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def project_files() -> list[Path]:
    """Return every file that belongs to the project: as git sees it, or all but what running leaves behind."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        found = [ROOT / name for name in listed if name]
    else:
        found = [file for file in ROOT.rglob("*") if not LEFT_BEHIND & set(file.relative_to(ROOT).parts)]
    return sorted(file for file in found if file.is_file())


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def chain(node: ast.AST) -> list[str]:
    """Return the names along an expression, outermost last: `a.b(x).c` gives a, b, c."""
    if isinstance(node, ast.Call):
        return chain(node.func)
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    if isinstance(node, ast.Subscript):
        return chain(node.value)
    return [node.id] if isinstance(node, ast.Name) else ["?"]


def places(name: str, nodes: list[ast.AST]) -> list[str]:
    """Return where nodes stand, as `path:line`."""
    return [f"{name}:{getattr(node, 'lineno', 0)}" for node in nodes]
