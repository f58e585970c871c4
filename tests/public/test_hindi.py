"""Every public page, every error of the form and every mail to a venture speaks Hindi, with no English left between."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from engagements.choices import MessageKind
from engagements.mail import messages
from engagements.models import Consultation, OutgoingMessage, Submission
from engagements.public.forms.steps import STEPS
from tests import factories
from tests.public import filling
from tools.hindi import (
    Reader,
    consultation_in_hindi,
    english_on_pages,
    english_words,
    plain_english_words,
    submission_in_hindi,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    return client


@pytest.fixture
def consultation() -> Consultation:
    return consultation_in_hindi()


HINDI: dict[str, dict[str, Any]] = {
    "point": {"summary": "भुगतान देर से मिलता है", "experience": "अक्टूबर में हस्ताक्षर हुए।", "proposal": "नियम बदलें।"},
    "venture": {"venture_name": "परीक्षण उद्यम", "contact_name": "आशा राव", "job_title": "संस्थापक"},
}


def test_pages_found_by_links_have_no_english_words(reader, consultation):
    submission_in_hindi(consultation)

    assert english_on_pages(reader, ["/", reverse("public:my_submissions"), "/nothing-here/"]) == {}


@pytest.mark.parametrize("page", ["track", "receipt", "my_submissions"])
def test_small_forms_sent_empty_answer_without_english_words(reader, page):
    response = reader.post(reverse(f"public:{page}"), {})

    assert Reader.of(response.content.decode()).found != []
    assert english_words(response.content.decode()) == set()


@pytest.mark.parametrize(
    "sent", [{}, {"challenge": "x", "focus_areas": "x", "severity": "9", "email": "x", "kind": "x"}]
)
@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_step_answers_a_mistake_without_english_words(reader, consultation, step, sent):
    filling.begin(reader, consultation)
    address = filling.url("form_step", consultation, step)
    asked, answered = reader.get(address), reader.post(address, sent)

    assert (asked.status_code, answered.status_code) == (200, 200)
    assert [english_words(page.content.decode()) for page in (asked, answered)] == [set(), set()]


OVERLONG = {
    "point": {"summary": "क" * 200, "experience": "क" * 6000},
    "cost": {"days_lost": "99999", "rupees_blocked": "बहुत"},
    "venture": {
        **dict.fromkeys(["venture_name", "contact_name", "job_title", "email"], "क" * 500),
        **dict.fromkeys(["mobile", "pin_code", "website", "dpiit_number", "udyam_number", "cin"], "१२"),
    },
}


@pytest.mark.parametrize("step", OVERLONG)
def test_step_answers_what_does_not_fit_without_english_words(reader, consultation, step):
    filling.begin(reader, consultation)
    answered = reader.post(
        filling.url("form_step", consultation, step), filling.answers(consultation)[step] | OVERLONG[step]
    )

    assert answered.status_code == 200
    assert english_words(answered.content.decode()) == set()


def test_page_after_sending_has_no_english_words(reader, consultation):
    filling.send(reader, consultation, **HINDI)

    assert english_words(reader.get(filling.url("done", consultation)).content.decode()) == set()


@pytest.mark.parametrize(
    ("lead_on", "words"),
    [
        (lambda submission: submission, "भुगतान देर से मिलता है"),
        (lambda submission: factories.asked(submission, "कौन-सा चरण था?"), "कौन-सा चरण था?"),
        (lambda submission: factories.replied(submission, "नियम बदल दिया गया।"), "नियम बदल दिया गया।"),
        (lambda submission: factories.moved(submission, "withdraw"), "वापस ली गई"),
    ],
)
def test_pages_of_a_submission_have_no_english_words(reader, consultation, lead_on, words):
    submission = lead_on(submission_in_hindi(consultation))
    address = submission.get_absolute_url()
    reader.post(address, {"code": factories.ACCESS_CODE})

    assert words in reader.get(address).content.decode()
    assert english_on_pages(reader, [address]) == {}


def test_mails_about_a_submission_have_no_english_words(consultation):
    asked = factories.asked(submission_in_hindi(consultation), "कौन-सा चरण था?")
    answered = factories.replied(submission_in_hindi(consultation), "नियम बदल दिया गया।")
    factories.moved(answered, "reopen", "close", "reopen", "withdraw", reason="कारण।")

    assert english_in_mails(asked, answered) == {
        MessageKind.ACKNOWLEDGEMENT: set(),
        MessageKind.CLARIFICATION: set(),
        MessageKind.REPLY: set(),
        MessageKind.REOPENED: set(),
        MessageKind.CLOSED: set(),
        MessageKind.WITHDRAWN: set(),
    }


def english_in_mails(*submissions: Submission) -> dict[str, set[str]]:
    mails = OutgoingMessage.objects.filter(submission__in=submissions)
    return {mail.kind: plain_english_words(f"{mail.subject}\n{mail.body}") for mail in mails}


@pytest.mark.parametrize("queue", [partial(messages.queue_resume_link, language="hi"), messages.queue_reminder])
def test_mails_about_a_draft_have_no_english_words(reader, queue):
    consultation = factories.consultation(title_hi="स्टार्ट-अप सत्र", closes_at=factories.AT + timedelta(days=900))
    draft = filling.begin(reader, consultation)
    draft.email = "asha@example.org"
    mail = queue(draft, "token", at=factories.AT)

    assert plain_english_words(f"{mail.subject}\n{mail.body}") == set()


def test_mail_with_the_link_to_submissions_has_no_english_words():
    mail = messages.queue_my_link("asha@example.org", "token", language="hi", at=factories.AT)

    assert plain_english_words(f"{mail.subject}\n{mail.body}") == set()


def test_english_words_are_found_where_they_are_said_and_not_where_they_are_marked():
    page = """<html lang="hi"><head><title>Home – नीति</title><style>Rule</style></head><body>
<p>यह <b>Open</b> है: <span lang="en">English <i>words</i></span>, iDEX, a@example.org, DDP/2024-25/000123-K<br>
<a href="/" title="Close">24 मार्च</a> <span translate="no">CODE</span> <input aria-label="Search" value="kept"></p>
</body></html>"""

    assert english_words(page) == {"Home", "Open", "Close", "Search"}
