"""Links of the frame: only to pages that exist, and marked where the visitor is."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory


def drawn(name: str, *, path: str, also: str = "") -> str:
    source = '{% load nav %}{% nav_link name "Log in" also=also %}'
    context = {"request": RequestFactory().get(path), "name": name, "also": also}
    return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("path", "also", "mark"),
    [
        ("/accounts/login/", "", ' aria-current="page"'),
        ("/accounts/login/later/", "", ' aria-current="true"'),
        ("/s/DDP/", "/s/", ' aria-current="true"'),
        ("/s/DDP/", "", ""),
    ],
)
def test_nav_link_marks_where_the_visitor_is(path, also, mark):
    assert drawn("account_login", path=path, also=also) == f'<li><a href="/accounts/login/"{mark}>Log in</a></li>'


def test_nav_link_to_no_page_is_not_drawn():
    assert drawn("public:nowhere", path="/") == ""
