"""Print how the code names and cuts its parts: one figure a line, of the product's own modules and templates."""

import ast
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("engagements", "portal")
# What Django, Python or a library calls by this name is not ours to name.
GIVEN = re.compile(r"__\w+__|handle|clean(_\w+)?|save|ready|setUp|process_view")


def main() -> None:
    """Measure the checkout and print the figures."""
    modules = {
        file: ast.parse(file.read_text(encoding="utf-8"))
        for folder in PRODUCT
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in file.parts
    }
    for name, value in figures(modules).items():
        sys.stdout.write(f"{name:<52}{value}\n")


def figures(modules: dict[Path, ast.Module]) -> dict[str, str]:
    """Return the figures by what they count."""
    functions, classes, top_level, private = [], [], Counter(), []
    for module in modules.values():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and not GIVEN.fullmatch(node.name):
                functions.append(node.name)
            elif isinstance(node, ast.ClassDef) and node.name not in {"Meta", "Media", "PersonalData"}:
                classes.append(node.name)
        names = {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
        top_level.update(name for name in names if not name.startswith("_"))
        private += [(module, name) for name in names if name.startswith("_")]
    used_once = [name for module, name in private if uses(module, name) == 1]
    lines = sum(line_count(file) for file in modules)
    templates = [line for file in (ROOT / "templates").rglob("*.html") for line in file.read_text().splitlines()]
    proofs = [file for folder in ("tests", "tools") for file in (ROOT / folder).rglob("*.py")]
    long_lines = f"{longer(templates, 160)} · {longer(templates, 120)} of {len(templates)}"
    return {
        "functions with a one-word name": share(sum("_" not in name.strip("_") for name in functions), len(functions)),
        "classes with a one-word name": share(sum(len(words_of(name)) == 1 for name in classes), len(classes)),
        "class names that stand more than once": str(sum(count > 1 for count in Counter(classes).values())),
        "top-level names in more than one module": share(sum(n > 1 for n in top_level.values()), len(top_level)),
        "top-level names in more than three modules": str(sum(n > 3 for n in top_level.values())),
        "private helpers used exactly once, of all functions": share(len(used_once), len(functions)),
        "functions per 1,000 lines": str(round(1000 * len(functions) / lines)),
        "template lines over 160 · over 120, of all": long_lines,
        "migrations: files · lines": measured((ROOT / "engagements" / "migrations").glob("0*.py")),
        "product: modules · lines": f"{len(modules)} · {lines}",
        "templates: files · lines": measured((ROOT / "templates").rglob("*.*")),
        "tests and tools: modules · lines": measured(proofs),
    }


def uses(module: ast.Module, name: str) -> int:
    """Return how often a module reads a name."""
    return sum(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) for node in ast.walk(module)
    )


def words_of(name: str) -> list[str]:
    """Return the words of a class name."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*", name)


def share(part: int, whole: int) -> str:
    """Return a share in per cent, with its count."""
    return f"{100 * part / whole:.0f} % ({part} of {whole})"


def longer(lines: list[str], width: int) -> int:
    """Return how many lines are longer than a width."""
    return sum(len(line) > width for line in lines)


def line_count(file: Path) -> int:
    """Return the number of lines of a file."""
    return len(file.read_text(encoding="utf-8").splitlines())


def measured(files) -> str:
    """Return how many files there are and how many lines they have."""
    found = list(files)
    return f"{len(found)} · {sum(map(line_count, found))}"


if __name__ == "__main__":
    main()
