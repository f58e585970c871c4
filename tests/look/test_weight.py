"""Weight: a first visit stays light, and a public page links three stylesheets of ours and nothing else."""

import gzip
import re

import pytest
from django.template.loader import render_to_string

from tests.architecture.trees import ROOT

STATIC = ROOT / "static"
LINKED = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="/static/([^"]+)"')


def compressed(name: str) -> int:
    return len(gzip.compress((STATIC / name).read_bytes(), 6))


def test_public_page_asks_for_three_stylesheets_and_an_icon():
    assert LINKED.findall(render_to_string("base.html")) == [
        "img/favicon.svg",
        "css/tokens.css",
        "css/base.css",
        "css/components.css",
    ]


def test_stylesheets_of_a_public_page_weigh_little():
    assert sum(compressed(f"css/{name}.css") for name in ("tokens", "base", "components")) <= 16 * 1024


def test_all_stylesheets_weigh_little():
    assert sum(compressed(f"css/{path.name}") for path in (STATIC / "css").glob("*.css")) <= 24 * 1024


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_stylesheet_reaches_no_other_host(path):
    assert re.findall(r"url\((?![\"']?data:)|@import", path.read_text()) == []


@pytest.mark.parametrize("path", sorted((STATIC / "css").glob("*.css")), ids=lambda path: path.name)
def test_stylesheet_uses_only_values_that_exist(path):
    sheets = [sheet.read_text() for sheet in (STATIC / "css").glob("*.css")]
    defined = {name for sheet in sheets for name in re.findall(r"(--[a-z0-9-]+):", sheet)}

    assert set(re.findall(r"var\((--[a-z0-9-]+)", path.read_text())) - defined == set()
