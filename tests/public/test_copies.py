"""The copy that a venture keeps: complete, in two kinds of file, for nobody else."""

import re

import pytest
from django.urls import reverse

from engagements.actions import casework, publication
from engagements.choices import PublicationConsent, ReplyKind, Role
from engagements.rules import receipts
from engagements.rules.actors import Actor
from engagements.rules.receipts import receipt_of
from engagements.rules.references import url_reference
from tests import factories
from tests.public.following import opened
from tests.reading import text_of

pytestmark = pytest.mark.django_db

KINDS = {"copy_html": ("html", "text/html; charset=utf-8"), "copy_text": ("txt", "text/plain; charset=utf-8")}


def url(name, submission):
    return reverse(f"public:{name}", args=[submission.reference])


def lived():
    """Return a submission to which everything has happened."""
    submission = factories.submission(
        factories.consultation(title="Sessions of March"),
        summary="Payments late",
        experience="Line one.\n\nपंक्ति दो।",
        proposal="Pay within 45 days.",
        days_lost=148,
        consent=PublicationConsent.NAMED,
        envelope={"notice_id": factories.notice(number=3).pk},
    )
    submission = factories.asked(submission, "Which milestone?")
    by = Actor.venture(submission)
    submission = casework.answer_question(submission, "The third.", by=by, at=factories.AT, version=submission.version)
    officer = factories.actor(Role.OFFICER, full_name="Om Officer")
    submission = casework.reply(
        submission, "It is recorded.", kind=ReplyKind.FINAL, by=officer, at=factories.AT, version=submission.version
    )
    submission = casework.object_to_reply(
        submission, "Not what we asked.", by=by, at=factories.AT, version=submission.version
    )
    casework.note(submission, "For colleagues alone.", by=officer, at=factories.AT)
    return publication.restrict_consent(
        submission, PublicationConsent.COUNTED, by=by, at=factories.AT, version=submission.version
    )


@pytest.mark.parametrize("name", KINDS)
def test_copy_is_a_file_named_by_the_reference(client, name):
    submission = factories.submission()
    ending, kind = KINDS[name]

    response = opened(client, submission).get(url(name, submission))

    reference = url_reference(submission.reference)
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["Content-Disposition"] == f'attachment; filename="{reference}.{ending}"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", KINDS)
def test_copy_holds_all_that_was_sent_said_and_done_and_the_receipt(client, name):
    submission = lived()

    page = text_of(opened(client, submission).get(url(name, submission)))

    for told in [
        submission.reference,
        "Sessions of March",
        "Payments late",
        "Line one. पंक्ति दो।",
        "Pay within 45 days.",
        "148 days",
        "Counted only",
        "Privacy notice: version 3, confirmed on 2 April 2025",
        "Which milestone?",
        "The third.",
        "It is recorded.",
        "Not what we asked.",
        "You told us that our reply does not answer your issue.",
        "You changed who can see it: Counted only.",
        receipts.format_receipt(receipt_of(submission)),
    ]:
        assert told in page, told


@pytest.mark.parametrize("name", KINDS)
def test_copy_holds_nothing_that_is_for_officials_or_of_the_person(client, name):
    submission = lived()

    page = text_of(opened(client, submission).get(url(name, submission)))

    for hidden in ["For colleagues alone.", "Om Officer", "Test Person", submission.contact.email]:
        assert hidden not in page


@pytest.mark.parametrize("name", KINDS)
def test_copy_needs_the_permission(client, name):
    submission = factories.submission()

    response = client.get(url(name, submission))

    assert (response.status_code, response["Location"]) == (303, submission.get_absolute_url())


def test_copy_as_a_page_is_complete_in_itself_and_escaped(client):
    hostile = "<script>alert(1)</script>"
    submission = factories.submission(summary=hostile, experience=hostile, proposal=hostile)

    html = opened(client, submission).get(url("copy_html", submission)).content.decode()

    assert re.findall(r"<(?:script|link|img|style|a|form)\b", html) == []
    assert re.findall(r"\b(?:src|href|style)=", html) == []
    assert html.count("&lt;script&gt;") >= 3


def test_copy_as_text_holds_what_was_typed_unescaped(client):
    submission = factories.submission(experience='A < B & "C"', proposal="It's ₹5")

    copy = opened(client, submission).get(url("copy_text", submission)).content.decode()
    assert 'A < B & "C"' in copy
    assert "It's ₹5" in copy


def test_copy_marks_hindi_on_an_english_page(client):
    submission = factories.submission(summary="भुगतान देर से", envelope={"language": "hi"})

    html = opened(client, submission).get(url("copy_html", submission)).content.decode()
    assert '<h1 lang="hi">भुगतान देर से</h1>' in html


def test_withdrawn_submission_can_be_copied_still(client):
    submission = factories.moved(factories.submission(), "withdraw")

    page = text_of(opened(client, submission).get(url("copy_text", submission)))
    assert receipts.format_receipt(receipt_of(submission)) in page


def test_status_page_offers_both_copies(client):
    submission = factories.submission()

    html = opened(client, submission).get(submission.get_absolute_url()).content.decode()
    assert [f'href="{url(name, submission)}"' in html for name in KINDS] == [True, True]
