"""Acts on a submission that are refused, come second or come twice: told in words, and what was typed is kept."""

import pytest
from django.test import Client
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import Role, SubmissionStatus
from engagements.models import Clarification, InternalNote, Reply, Submission
from tests import factories
from tests.admin.acting import act, act_of, begin_of, errors_at_acts, status_of, taken_up
from tests.admin.pages import page_of
from tests.factories import received
from tests.reading import title_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("reply", {"kind": "final", "body": " "}, "Write the reply first."),
        (
            "reply",
            {"kind": "final", "body": "x" * 5001},
            "Ensure this value has at most 5000 characters (it has 5001).",
        ),
        (
            "reply",
            {"kind": "final", "body": "a\x00b"},
            "Remove the invisible control character. It may have been copied from another program.",
        ),
        (
            "reply",
            {"kind": "final", "body": "a\x07b"},
            "Remove the invisible control character. It may have been copied from another program.",
        ),
        (
            "reply",
            {"kind": "shout", "body": "Text."},
            "Select a valid choice. shout is not one of the available choices.",
        ),
        ("ask", {"question": ""}, "Write the question first."),
        ("note", {"body": ""}, "Write the note first."),
        ("close", {"reason": ""}, "Give a reason. One sentence is enough."),
        ("assign", {"official": ""}, "Choose who to assign."),
        ("assign", {"official": "0"}, "Select a valid choice. 0 is not one of the available choices."),
        ("take_up", {}, "This is not possible while the submission is “Under review”."),
        ("reopen", {"reason": "Why not."}, "This is not possible while the submission is “Under review”."),
    ],
)
def test_act_that_cannot_be_done_is_told_at_its_form(enter, client, name, given, sentence):
    enter(Role.LEAD)
    submission = taken_up()

    response = act(client, submission, name, **given)

    assert response.status_code == 200
    assert errors_at_acts(response) == [sentence]
    assert title_of(response.text).startswith("Error: ")
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW
    assert not (Reply.objects.exists() or Clarification.objects.exists() or InternalNote.objects.exists())


def test_act_by_the_second_of_two_is_told_and_keeps_what_was_typed(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()
    opened = timezone.now().isoformat()
    lead = factories.actor(Role.LEAD)
    factories.moved(submission, "close", by=lead, at=timezone.now(), reason="Settled.")

    response = act(client, submission, "reply", kind="interim", body="My careful answer.", opened=opened)

    assert response.status_code == 409
    assert errors_at_acts(response) == [
        (
            "Someone else changed this submission while you had it open. Nothing was saved. Check "
            "the changes, then try again."
        )
    ]
    [kept] = [panel.form for panel in response.context["panels"] if panel.form.is_bound]
    current = Submission.objects.get(pk=submission.pk)
    assert (kept["body"].value(), kept["kind"].value(), kept["version"].value()) == (
        "My careful answer.",
        "interim",
        str(current.version),
    )
    assert not Reply.objects.exists()


def test_act_after_looking_at_what_is_new_is_done(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()
    opened = timezone.now().isoformat()
    casework.assign(
        submission, factories.official(Role.OFFICER), by=factories.actor(Role.LEAD), at=timezone.now(), version=2
    )
    casework.note(submission, "Look here.", by=factories.actor(Role.LEAD), at=timezone.now())
    refused = act(client, submission, "reply", kind="final", body="My answer.", opened=opened)
    assert [entry.is_new for entry in refused.context["timeline"]] == [True]
    [kept] = [panel.form for panel in refused.context["panels"] if panel.form.is_bound]

    again = {name: kept[name].value() for name in ("version", "opened", "kind", "body")}
    client.post(act_of(submission, "reply"), again)

    assert Reply.objects.get().body == "My answer."


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        (Role.TRIAGE, "reply", 403),
        (Role.TRIAGE, "close", 403),
        (Role.TRIAGE, "reopen", 403),
        (Role.OFFICER, "assign", 403),
        (Role.OFFICER, "reopen", 403),
        (Role.OFFICER, "release", 403),
        (Role.ANALYST, "note", 403),
        (Role.AUDITOR, "take_up", 403),
        (Role.ADMINISTRATOR, "note", 403),
        (Role.SECURITY, "note", 404),
        (Role.LEAD, "withdraw", 404),
        (Role.LEAD, "vanish", 404),
    ],
)
def test_act_of_somebody_who_never_may_is_refused_before_anything_else(enter, client, role, name, status):
    enter(role)
    submission = taken_up()

    response = act(client, submission, name, body="x", reason="x", question="x", kind="final")

    assert response.status_code == status
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW
    assert not (Reply.objects.exists() or InternalNote.objects.exists())


def test_act_needs_the_token_against_forged_requests(client):
    officer = factories.official(Role.OFFICER)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    submission = received()

    assert act(strict, submission, "take_up").status_code == 403
    assert status_of(submission) == SubmissionStatus.RECEIVED


def test_act_without_a_version_is_refused(enter, client):
    enter(Role.OFFICER)
    submission = received()

    response = client.post(act_of(submission, "take_up"), {})

    assert response.status_code == 200
    assert status_of(submission) == SubmissionStatus.RECEIVED


def test_act_opened_as_a_page_leads_to_the_review_page(enter, client):
    enter(Role.OFFICER)
    submission = received()

    assert client.get(act_of(submission, "take_up"))["Location"] == page_of(submission)


@pytest.mark.parametrize(
    ("role", "name", "given", "records"),
    [
        (Role.OFFICER, "reply", {"kind": "final", "body": "Once."}, "replies"),
        (Role.OFFICER, "reply", {"kind": "interim", "body": "Once."}, "replies"),
        (Role.OFFICER, "ask", {"question": "Once?"}, "clarifications"),
        (Role.OFFICER, "note", {"body": "Once."}, "notes"),
        (Role.OFFICER, "close", {"reason": "Once."}, "status_changes"),
        (Role.LEAD, "assign", {}, "assignments"),
    ],
)
def test_second_click_does_nothing_and_is_answered_like_the_first(enter, client, role, name, given, records):
    enter(role)
    submission = taken_up()
    before = getattr(submission, records).count()
    if name == "assign":
        given = {"official": factories.official(Role.OFFICER).pk}
    sent = {"opened": timezone.now().isoformat(), **given}

    answers = [act(client, submission, name, **sent) for _click in range(2)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, begin_of(submission))] * 2
    assert getattr(submission, records).count() == before + 1
    assert submission.messages.count() == {"reply": 2, "ask": 2, "close": 2}.get(name, 1)


def test_same_text_on_a_page_opened_later_is_an_act_of_its_own(enter, client):
    enter(Role.OFFICER)
    submission = received()

    for _page in range(2):
        act(client, submission, "note", body="Called again.", opened=timezone.now().isoformat())

    assert submission.notes.count() == 2
