"""Every regular expression of the portal: those that modules hold, and those written where they are used."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.validators import RegexValidator

import engagements
import portal
from tests.architecture.trees import calls, chain, modules

USES = ("search", "match", "fullmatch", "findall", "finditer", "sub", "split")
# Modules that cannot be imported in a test: they start a server or set up an environment.
PROGRAMS = {"portal.serving", "portal.wsgi", "portal.demonstration", "engagements.inspection.parsers.__main__"}


@dataclass(frozen=True)
class Found:
    """One pattern: where it is, and the ways in which the code uses it."""

    name: str
    pattern: re.Pattern[Any]
    uses: tuple[str, ...]


def patterns() -> list[Found]:
    """Return every pattern, each once, under the first name it has."""
    found: dict[tuple[Any, int], Found] = {}
    for each in (*_held(), *_written()):
        found.setdefault((each.pattern.pattern, each.pattern.flags), each)
    return list(found.values())


def unseen() -> list[str]:
    """Return the places where a pattern is made of something that is only known when the code runs."""
    return [
        f"{name}:{call.lineno}"
        for name, tree in modules().items()
        for call in _calls_of_re(tree)
        if not isinstance(call.args[0], ast.Constant) and not _is_at_module_level(call, tree)
    ]


def _held() -> Iterator[Found]:
    for package in (engagements, portal):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if info.name in PROGRAMS or ".migrations." in info.name:
                continue
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for number, pattern in enumerate(_patterns_in(value)):
                    uses = _uses_of(name, info.name)
                    yield Found(f"{info.name}.{name}[{number}]", pattern, uses or ("finditer",))


def _patterns_in(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, RegexValidator):
        yield value.regex  # type: ignore[misc]
    elif isinstance(value, dict):
        for one in value.values():
            yield from _patterns_in(one)
    elif isinstance(value, tuple | list | frozenset | set):
        for one in value:
            yield from _patterns_in(one)


def _uses_of(name: str, module: str) -> tuple[str, ...]:
    """Return the methods that are called on a name anywhere in its module."""
    path = f"{module.replace('.', '/')}.py"
    tree = modules().get(path) or modules().get(path.replace(".py", "/__init__.py"))
    called = [chain(call) for call in calls(tree)] if tree else []
    return tuple(sorted({parts[-1] for parts in called if len(parts) > 1 and parts[-2] == name and parts[-1] in USES}))


def _written() -> Iterator[Found]:
    """Yield the patterns that stand as a text where they are used: `re.sub(r"…", …)`."""
    for name, tree in modules().items():
        for call in _calls_of_re(tree):
            if isinstance(call.args[0], ast.Constant):
                use = chain(call)[-1]
                uses = ("finditer",) if use == "compile" else (use,)
                yield Found(f"{name}:{call.lineno}", re.compile(call.args[0].value), uses)


def _calls_of_re(tree: ast.Module) -> list[ast.Call]:
    return [call for call in calls(tree) if chain(call)[0] == "re" and chain(call)[-1] in (*USES, "compile")]


def _is_at_module_level(call: ast.Call, tree: ast.Module) -> bool:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return not any(call in ast.walk(function) for function in functions)
