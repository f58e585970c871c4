"""Pages for when things fail: they need no request, no database, and give back what was typed."""

import pytest
from django.template.loader import render_to_string

from portal.typed import SentForm, TypedValue
from tests.reading import title_of


@pytest.mark.parametrize(
    ("context", "heading"),
    [
        ({}, "Sorry, there is a problem with the service"),
        ({"is_outage": False}, "Sorry, there is a problem with the service"),
        ({"is_outage": True}, "Sorry, the service is temporarily unavailable"),
    ],
)
def test_failure_page_says_what_happened(context, heading):
    html = render_to_string("500.html", context)

    assert html.count(f"<h1>{heading}</h1>") == 1
    assert title_of(html) == heading


def test_failure_page_keeps_what_was_typed():
    typed = [
        TypedValue("summary", "In one line", "<b>paid</b> late", "text"),
        TypedValue("experience", "What happened?", "\nTwo lines", "textarea"),
    ]
    sent = SentForm(
        "token", typed=typed, files=[TypedValue("files", "Files", "a.pdf", "file")], hidden=[("version", "3")]
    )
    html = render_to_string("503.html", {"sent": sent, "retry_path": "/submit/"})

    assert '<form method="post" action="/submit/" enctype="multipart/form-data">' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="token">' in html
    assert '<input type="hidden" name="version" value="3">' in html
    assert '<label class="form-label" for="sent-1">In one line</label>' in html
    assert 'type="text" id="sent-1" name="summary" value="&lt;b&gt;paid&lt;/b&gt; late">' in html
    # A browser drops the first line break after the tag.
    assert 'name="experience" rows="6">\n\nTwo lines</textarea>' in html
    assert "Not stored yet. Choose again: a.pdf" in html


def test_failure_page_without_answers_has_no_form():
    assert "<form" not in render_to_string("503.html")
