"""Pages for when things fail: they need no request, no database, and give back what was typed."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize(
    ("context", "heading"),
    [
        ({}, "Something went wrong on our side"),
        ({"is_database_down": False}, "Something went wrong on our side"),
        ({"is_database_down": True}, "Back in a moment"),
    ],
)
def test_failure_page_says_what_happened(context, heading):
    html = render_to_string("500.html", context)

    assert html.count(f"<h1>{heading}</h1>") == 1
    assert f"<title>{heading}</title>" in html


def test_failure_page_keeps_what_was_typed():
    kept = [("experience", "What happened?", "<b>paid</b> late")]
    html = render_to_string("503.html", {"kept": kept, "retry_path": "/submit/", "csrf_token": "token"})

    assert '<form method="post" action="/submit/">' in html
    assert 'name="experience" rows="3">&lt;b&gt;paid&lt;/b&gt; late</textarea>' in html


def test_failure_page_without_answers_has_no_form():
    assert "<form" not in render_to_string("503.html")
