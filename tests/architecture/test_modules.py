"""Modules and functions keep their size, their docstring and their names; escapes from safety are not used."""

import ast

import pytest

from tests.architecture.trees import calls, chain, modules, places, tree_of

MODULE_LINES = 350
FUNCTION_LINES = 60
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
UNSAFE_CALLS = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "RawSQL", "raw", "extra"}
# The one place where text that people wrote becomes markup, cleaned on the way.
CLEANS_MARKUP = "engagements/templatetags/markdown.py"


def faults_of_module(name: str, tree: ast.Module, *, lines: int) -> list[str]:
    """Return what is wrong with a module as a whole."""
    parts = {part.removesuffix(".py") for part in name.split("/")}
    faults = [f"{name}: no docstring"] if tree.body and not ast.get_docstring(tree) else []
    faults += [f"{name}: {lines} lines"] if lines > MODULE_LINES else []
    return faults + [f"{name}: says nothing by the name {part}" for part in sorted(parts & NAMELESS)]


def long_functions(name: str, tree: ast.Module) -> list[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return places(name, [node for node in functions if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES])


def unsafe_uses(name: str, tree: ast.Module) -> list[str]:
    """Return the calls and decorators that switch off what protects pages, forms and queries."""
    called = [call for call in calls(tree) if chain(call)[-1] in UNSAFE_CALLS and not is_harmless(call, name)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    decorated = [node for node in functions if UNSAFE_CALLS & {chain(mark)[-1] for mark in node.decorator_list}]
    return places(name, [*called, *decorated])


def is_harmless(call: ast.Call, name: str) -> bool:
    """Say whether markup is declared safe where it was just cleaned, or is written out in the code itself."""
    is_marking = chain(call)[-1] == "SafeString"
    return is_marking and (name == CLEANS_MARKUP or all(isinstance(part, ast.Constant) for part in call.args))


@pytest.mark.parametrize("name", list(modules()))
def test_module_keeps_size_docstring_and_name(name):
    tree = modules()[name]
    lines = max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0)

    assert faults_of_module(name, tree, lines=lines) == []


def test_module_planted_faults_are_found():
    assert faults_of_module("engagements/public/helpers.py", tree_of("x = 1"), lines=351) == [
        "engagements/public/helpers.py: no docstring",
        "engagements/public/helpers.py: 351 lines",
        "engagements/public/helpers.py: says nothing by the name helpers",
    ]


def test_functions_keep_their_size():
    assert [place for name, tree in modules().items() for place in long_functions(name, tree)] == []


def test_functions_planted_long_one_is_found():
    long = "def work():\n" + "    step()\n" * FUNCTION_LINES

    assert long_functions("planted.py", tree_of(long)) == ["planted.py:1"]
    assert long_functions("plain.py", tree_of(long.replace("    step()\n", "", 1))) == []


def test_safety_is_not_switched_off():
    assert [place for name, tree in modules().items() for place in unsafe_uses(name, tree)] == []


@pytest.mark.parametrize(
    "source",
    [
        "mark_safe(text)",
        "html.SafeString(text)",
        "SafeString(f'<b>{text}</b>')",
        "rows.extra(where=['1'])",
        "Submission.objects.raw('SELECT 1')",
        "@csrf_exempt\ndef view(request): ...",
    ],
)
def test_safety_planted_escape_is_found(source):
    assert len(unsafe_uses("planted.py", tree_of(source))) == 1
