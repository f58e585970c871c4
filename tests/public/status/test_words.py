"""What the status page says: what was sent, where it stands, what was said and what was done, in plain words."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import ReplyKind, Role, SubmissionStatus
from tests import factories
from tests.public.following import answer, opened, page
from tests.reading import masked, text_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
STANDS = {
    "received": (lambda of: of, "Received", "reply due by 23 April 2025"),
    "taken up": (lambda of: factories.moved(of, "take_up"), "Being considered", "reply due by 23 April 2025"),
    "asked": (lambda of: factories.asked(of), "We need more from you", "time limit paused since 2 April 2025"),
    "answered": (lambda of: factories.replied(of), "Answered", ""),
    "closed": (lambda of: factories.moved(of, "close"), "Closed", ""),
    "withdrawn": (lambda of: factories.moved(of, "withdraw"), "Withdrawn", ""),
    "quarantined": (lambda of: factories.moved(of, "quarantine"), "Received", "reply due by 23 April 2025"),
}


def said(response):
    return [(entry.side, entry.who, entry.kind, entry.text) for entry in response.context["conversation"]]


def done(response):
    return [(str(step.public_text), step.reason) for step in response.context["history"]]


def test_page_shows_what_was_sent(client):
    scheme = factories.scheme(name="iDEX: DISC")
    submission = factories.submission(
        venture="Acme", proposal="Pay sooner.", scheme_id=scheme.pk, days_lost=1_200, rupees_blocked=12_50_000
    )

    response = page(client, submission)

    assert said(response) == [
        ("you", "You", "What happened", submission.experience),
        ("you", "You", "What should change", "Pay sooner."),
    ]
    assert {row["term"]: row.get("value") or row["parts"] for row in response.context["rows"]} == {
        "Challenge": submission.challenge.name,
        "Focus areas": [submission.focus_areas.get().name],
        "How serious the effect is": "Costs us time or money",
        "Scheme or procurement route": "iDEX: DISC",
        "Time lost": "1,200 days",
        "Amount blocked": "₹12,50,000",
        "Sent on behalf of": "Acme",
    }
    assert "Quoted without our name" in text_of(response)


def test_page_shows_nothing_of_the_person_and_of_the_venture_nothing_but_its_name(client):
    profile = {"pin_code": "560001", "udyam_number": "UDYAM-KA-01-0012345", "website": "https://secret.example.org"}
    person = {"name": "Asha Canary", "mobile": "+919876543210", "job_title": "Founder"}
    response = page(client, factories.submission(venture="Acme", profile=profile, person=person))

    words = ("560001", "UDYAM", "secret.example", "Asha", "98765", "Founder", "acme@example.org")
    assert [word for word in words if word in text_of(response)] == []


@pytest.mark.parametrize("stand", list(STANDS))
def test_page_says_where_it_stands_in_the_venture_s_words(client, stand, monkeypatch):
    monkeypatch.setattr("engagements.public.views.submission_history.today", lambda: factories.AT.date())
    act, badge, clock = STANDS[stand]

    html = page(client, act(factories.submission())).content.decode()
    found = re.search(r'class="badge[^>]*>([^<]+)</span>\s*<span class="muted">([^<]*)', html)

    assert found.group(1) == badge
    assert found.group(2).startswith(clock) if clock else found.group(2) == ""


def test_page_admits_that_an_answer_is_late(client):
    words = text_of(page(client, factories.submission()))

    assert "our reply was due by 23 April 2025 and is late. We are sorry." in words


@pytest.mark.parametrize("status", [SubmissionStatus.RECEIVED, SubmissionStatus.QUARANTINED])
def test_page_of_a_quarantined_submission_reads_exactly_as_of_a_received_one(client, status):
    submission = factories.submission()
    before = masked(page(client, submission))

    factories.moved(submission, *(["quarantine"] if status == SubmissionStatus.QUARANTINED else []))

    submission.refresh_from_db()
    assert submission.status == status
    assert masked(client.get(submission.get_absolute_url())) == before


def test_history_tells_what_concerns_the_venture_newest_first(client):
    submission = factories.moved(factories.submission(), "take_up", at=factories.AT + DAY)
    submission = factories.moved(submission, "quarantine", "release", "take_up", at=factories.AT + 2 * DAY)
    submission = factories.moved(submission, "close", at=factories.AT + 3 * DAY, reason="The clause was changed.")
    submission = factories.moved(submission, "reopen", at=factories.AT + 4 * DAY, reason="For colleagues only")

    response = page(client, submission)

    assert done(response) == [
        ("We reopened it.", ""),
        ("We closed it.", "The clause was changed."),
        ("An official has started to consider it.", ""),
        ("An official has started to consider it.", ""),
        ("We received your submission.", ""),
    ]
    assert "colleagues" not in text_of(response)


def test_conversation_names_the_department_and_no_official(client):
    officer = factories.actor(Role.OFFICER, full_name="Officer Canary", email="canary@example.org")
    submission = factories.asked(factories.submission(), "Which milestone?", by=officer, at=factories.AT + DAY)
    opened(client, submission)
    answer(client, submission, "Milestone <2>")
    submission.refresh_from_db()
    for words, kind in (("Paid.\n\nAt last.", ReplyKind.INTERIM), ("Clause changed.", ReplyKind.FINAL)):
        now = timezone.now()
        submission = casework.reply(submission, words, kind=kind, by=officer, at=now, version=submission.version)
        casework.note(submission, "Canary note", by=officer, at=now)

    response = client.get(submission.get_absolute_url())

    us = settings.ORGANISATION_DEPARTMENT
    assert said(response) == [
        ("you", "You", "What happened", submission.experience),
        ("us", us, "Question", "Which milestone?"),
        ("you", "You", "Your answer", "Milestone <2>"),
        ("us", us, "Interim reply", "Paid.\n\nAt last."),
        ("us", us, "Final reply", "Clause changed."),
    ]
    assert "Milestone &lt;2&gt;" in response.content.decode()
    assert "anary" not in response.content.decode()


def test_words_in_another_language_than_the_page_are_marked(client):
    hindi = factories.submission(envelope={"language": "hi"}, summary="भुगतान देर से", experience="देर")

    html = page(client, hindi).content.decode()

    assert '<h1 lang="hi">भुगतान देर से</h1>' in html
    assert '<div class="say-text" lang="hi">' in html


def test_page_takes_the_same_queries_for_one_and_for_three_of_everything(client):
    to = factories.consultation(focus_areas=[factories.focus_area() for _turn in range(3)])
    areas = tuple(to.focus_areas.values_list("pk", flat=True))
    short = factories.replied(factories.submission(to, focus_area_ids=areas[:1]))
    long = factories.submission(to, focus_area_ids=areas)
    for _turn in range(3):
        long = factories.replied(long, kind=ReplyKind.FINAL)
        long = factories.moved(long, "reopen", "quarantine", "release")
    counts = []
    for submission in (short, long):
        opened(client, submission)
        with CaptureQueriesContext(connection) as queries:
            client.get(submission.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 11
