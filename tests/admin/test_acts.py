"""Acting on a submission: every act done and refused, what was typed kept, the way to the next one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.admin.acts import acts
from engagements.choices import Role, SubmissionStatus
from engagements.models import Clarification, InternalNote, Reply, Submission
from engagements.rules.lifecycle import MOVES
from tests import factories

pytestmark = pytest.mark.django_db


def received(days_ago: int = 3, **what) -> Submission:
    return factories.submission(at=timezone.now() - timedelta(days=days_ago), **what)


def taken_up(days_ago: int = 3) -> Submission:
    return factories.moved(received(days_ago), "take_up", at=timezone.now())


def page_of(submission: Submission) -> str:
    return reverse("admin:engagements_submission_change", args=[submission.pk])


def begin_of(submission: Submission) -> str:
    """The heading of the page, to which the focus goes after an act."""
    return f"{page_of(submission)}#start"


def act_of(submission: Submission, name: str) -> str:
    return reverse("admin:engagements_submission_act", args=[submission.pk, name])


def act(client: Client, submission: Submission, name: str, *, then: str = "stay", **given):
    return client.post(act_of(submission, name), {"version": submission.version, "then": then, **given})


def told(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


def status_of(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).status


def errors_in(response) -> list[str]:
    [errors] = [desk.form.errors for desk in response.context["desks"] if desk.form.is_bound]
    return [sentence for sentences in errors.values() for sentence in sentences]


def test_take_up_changes_the_status_and_comes_back_to_the_page(enter, client):
    enter(Role.OFFICER)
    submission = received()

    response = act(client, submission, "take_up")

    assert (response.status_code, response["Location"]) == (302, begin_of(submission))
    assert told(response) == [f"{submission.reference}: it is under review."]
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW


def test_reply_goes_to_the_venture_word_for_word(enter, client):
    officer = enter(Role.OFFICER)
    submission = taken_up()

    act(client, submission, "reply", kind="final", body="Line one.\r\n\r\nचरण दो।")

    reply = Reply.objects.get()
    assert (reply.body, reply.author, reply.kind) == ("Line one.\n\nचरण दो।", officer, "final")
    assert status_of(submission) == SubmissionStatus.ANSWERED


def test_interim_reply_leaves_it_under_review(enter, client):
    enter(Role.OFFICER)
    submission = taken_up()

    act(client, submission, "reply", kind="interim", body="In May.")

    assert Reply.objects.get().kind == "interim"
    assert status_of(submission) == SubmissionStatus.UNDER_REVIEW


def test_ask_sends_the_question(enter, client):
    enter(Role.TRIAGE)
    submission = taken_up()

    act(client, submission, "ask", question="Which milestone?")

    assert Clarification.objects.get().question == "Which milestone?"
    assert status_of(submission) == SubmissionStatus.CLARIFICATION


def test_note_is_added(enter, client):
    officer = enter(Role.OFFICER)
    submission = received()

    act(client, submission, "note", body="Compare with last week's.")

    assert InternalNote.objects.get().author == officer


def test_assign_puts_the_chosen_one_in_charge(enter, client):
    enter(Role.TRIAGE)
    submission, officer = received(), factories.official(Role.OFFICER)

    act(client, submission, "assign", official=officer.pk)

    assert Submission.objects.get(pk=submission.pk).officer_in_charge == officer


@pytest.mark.parametrize(
    ("name", "status"),
    [("close", SubmissionStatus.CLOSED), ("quarantine", SubmissionStatus.QUARANTINED)],
)
def test_move_with_a_reason_keeps_the_reason(enter, client, name, status):
    enter(Role.OFFICER)
    submission = received()

    act(client, submission, name, reason="Settled in the session.")

    assert status_of(submission) == status
    assert submission.status_changes.latest("pk").reason == "Settled in the session."


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
            "Remove the invisible control character. It may come from copying out of another program.",
        ),
        (
            "reply",
            {"kind": "final", "body": "a\x07b"},
            "Remove the invisible control character. It may come from copying out of another program.",
        ),
        (
            "reply",
            {"kind": "shout", "body": "Text."},
            "Select a valid choice. shout is not one of the available choices.",
        ),
        ("ask", {"question": ""}, "Write the question first."),
        ("note", {"body": ""}, "Write the note first."),
        ("close", {"reason": ""}, "Say why: one sentence is enough."),
        ("assign", {"official": ""}, "Choose who is to be in charge."),
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
    assert errors_in(response) == [sentence]
    assert "<title>Error: " in response.content.decode()
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
    assert errors_in(response) == [
        "Somebody changed this submission after you opened it. Nothing was saved: look at what is new, then try again."
    ]
    [kept] = [desk.form for desk in response.context["desks"] if desk.form.is_bound]
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
    [kept] = [desk.form for desk in refused.context["desks"] if desk.form.is_bound]

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


def test_quarantine_closes_the_page_for_the_one_who_did_it(enter, client):
    enter(Role.TRIAGE)
    submission = received()

    response = act(client, submission, "quarantine", reason="Names a unit.")

    assert response["Location"] == "/admin/"
    assert client.get(page_of(submission)).status_code == 404


def test_save_and_next_follows_the_queue_and_not_the_list(enter, client):
    officer = enter(Role.OFFICER)
    lead = factories.actor(Role.LEAD)
    due_last, due_first, due_second = received(1), received(30), received(20)
    received(40)
    for one in (due_last, due_first, due_second):
        casework.assign(one, officer, by=lead, at=timezone.now(), version=one.version)
        one.refresh_from_db()

    assert act(client, due_first, "take_up", then="next")["Location"] == begin_of(due_second)
    assert act(client, due_second, "note", then="next", body="x")["Location"] == begin_of(due_last)
    assert act(client, due_last, "close", then="next", reason="x")["Location"] == begin_of(due_first)


def test_save_and_next_after_the_last_one_goes_home_and_says_so(enter, client):
    officer = enter(Role.OFFICER)
    only = received()
    only = casework.assign(only, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=only.version)

    response = act(client, only, "close", then="next", reason="Settled.")

    assert response["Location"] == "/admin/"
    assert told(response)[-1] == "That was the last one in your queue."


def test_save_and_next_gives_triage_what_nobody_owns(enter, client):
    enter(Role.TRIAGE)
    first, second = received(9), received(5)

    response = act(client, first, "assign", then="next", official=factories.official(Role.OFFICER).pk)

    assert response["Location"] == begin_of(second)


def test_acts_are_those_of_the_lifecycle_and_of_casework():
    on_the_page = {move.name for move in MOVES if move.roles and move.sources}

    assert set(acts()) == on_the_page | {"note", "assign", "publication", "draft", "confirmation"}


def test_acts_say_who_reads_the_reason():
    hints = {move.name: str(acts()[move.name].hint) for move in MOVES if move.needs_reason}

    assert {name for name, hint in hints.items() if "The venture reads the reason" in hint} == {
        move.name for move in MOVES if move.tells_reason
    }


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
