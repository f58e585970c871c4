"""No template and no string of ours holds inline style, inline script or a handler, or reaches another host."""

import ast
import re
from html.parser import HTMLParser

import pytest

from tests.architecture.trees import ROOT, modules, tree_of

LINE_MAX = 120
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT_BLOCK = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
UNSAFE_FILTER = re.compile(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off")
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "form": "action",
    "use": "href",
}
ELSEWHERE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
IN_STRINGS = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)


class Inspector(HTMLParser):
    """Collects what a strict content security policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.look_at_element(tag, given)
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.note(f"{name}= on <{tag}>")
            if value.strip().lower().startswith("javascript:"):
                self.note(f"javascript: in {name}= on <{tag}>")

    def look_at_element(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.note(f"<{tag}> with content")
        if tag in LOADS and ELSEWHERE.match(given.get(LOADS[tag], "")):
            self.note(f"<{tag}> reaches another host")

    def note(self, fault: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {fault}")


def faults_in(template: str) -> list[str]:
    """Return what is wrong with the text of one template."""
    unsafe = [f"|{match.group(1) or 'autoescape off'}" for match in UNSAFE_FILTER.finditer(template)]
    inspector = Inspector()
    inspector.feed(TAG.sub(blank, COMMENT_BLOCK.sub(blank, template)))
    return inspector.faults + unsafe


def blank(match: re.Match[str]) -> str:
    """Take a template tag away and keep its line breaks, so that line numbers stay right."""
    return "\n" * match.group().count("\n") or " "


def strings_with_markup(tree: ast.Module) -> list[str]:
    """Return the strings of a module that hold inline style, script or handlers; docstrings aside."""
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in strings if IN_STRINGS.search(text)]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(ROOT / "templates").as_posix())
def test_template_holds_nothing_inline(file):
    assert faults_in(file.read_text()) == []


def test_templates_are_found():
    assert TEMPLATES


def test_lines_of_templates_are_short_enough_to_read():
    long = [
        f"{file.relative_to(ROOT)}:{number}: {len(line)} characters"
        for file in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if len(line) > LINE_MAX
    ]

    assert long == []


@pytest.mark.parametrize("name", list(modules("engagements")))
def test_module_holds_no_inline_markup(name):
    assert strings_with_markup(modules("engagements")[name]) == []


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ('<p style="color: red">', "line 1: style= on <p>"),
        ('\n<div {% if wide %}style="{{ width }}"{% endif %}>', "line 2: style= on <div>"),
        ("{% comment %}\n\n{% endcomment %}<style>p {}</style>", "line 3: <style> with content"),
        ("<script>go()</script>", "line 1: <script> with content"),
        ('<button onclick="go()">', "line 1: onclick= on <button>"),
        ("<BODY ONLOAD=go()>", "line 1: onload= on <body>"),
        ('<a href=" javascript:go()">', "line 1: javascript: in href= on <a>"),
        ('<script src="https://cdn.example.org/x.js"></script>', "line 1: <script> reaches another host"),
        ('<link rel="stylesheet" href="//cdn.example.org/x.css">', "line 1: <link> reaches another host"),
        ("{{ text|safe }}", "|safe"),
        ("{% autoescape off %}", "|autoescape off"),
    ],
)
def test_template_planted_fault_is_found(template, fault):
    assert faults_in(template) == [fault]


@pytest.mark.parametrize(
    "template",
    [
        """<a class="{% if a == "b" %}on{% endif %}" href="{% url "public:home" %}">{{ text }}</a>""",
        '<script src="{% static "js/copy.js" %}" defer></script>',
        '<script type="application/json" id="x"></script>',
        '<a href="https://example.org/">elsewhere</a>',
    ],
)
def test_template_plain_markup_is_accepted(template):
    assert faults_in(template) == []


@pytest.mark.parametrize("text", ['<b style="x">', "<svg onload=go()>", "<style>", "<script>alert(1)</script>"])
def test_module_planted_markup_is_found(text):
    assert strings_with_markup(tree_of(f"x = {text!r}")) == [text]
