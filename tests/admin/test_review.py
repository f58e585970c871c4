"""The review page: what each reader sees of a submission, and that reading it is put on record."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.admin.submissions import review
from engagements.choices import ReplyKind, Role
from engagements.models import AuditEvent, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.admin.pages import page_of
from tests.factories import received
from tests.reading import html_of, title_of

pytestmark = pytest.mark.django_db


def acts_on(response) -> list[str]:
    return [panel.action.name for panel in response.context["panels"]]


def worked_on(days_ago: int = 3, **what) -> Submission:
    """Return a submission to which everything has happened: assigned, noted, asked, answered, replied, reopened."""
    now = timezone.now()
    lead, officer = (
        factories.actor(Role.LEAD, full_name="Asha Lead"),
        factories.actor(Role.OFFICER, full_name="Om Officer"),
    )
    one = received(days_ago, **what)
    one = casework.assign(one, officer.user, by=lead, at=now - timedelta(hours=9), version=one.version)
    casework.note(one, "Third one this month.", by=lead, at=now - timedelta(hours=8))
    one = factories.moved(one, "take_up", by=officer, at=now - timedelta(hours=7), reason="")
    one = casework.ask(one, "Which milestone?", by=officer, at=now - timedelta(hours=6), version=one.version)
    one = casework.answer_question(
        one, "दूसरा।", by=Actor.venture(one), at=now - timedelta(hours=5), version=one.version
    )
    one = casework.reply(
        one, "We changed it.", kind=ReplyKind.FINAL, by=officer, at=now - timedelta(hours=4), version=one.version
    )
    return factories.moved(one, "reopen", by=lead, at=now - timedelta(hours=3), reason="A second look.")


def test_page_shows_the_point_and_its_facts(enter, client):
    enter(Role.OFFICER)
    to = factories.consultation(title="Sessions of March")
    submission = received(
        30,
        to=to,
        summary="Payments arrive late",
        experience="It took five months.\n\nWe borrowed.",
        proposal="45 days.",
        days_lost=148,
        rupees_blocked=3_750_000,
        scheme_id=factories.scheme(name="iDEX: DISC").pk,
        stage_id=factories.contract_stage(name="Milestone payments").pk,
        severity=4,
        is_example=True,
    )

    page = html_of(client.get(page_of(submission)))

    assert title_of(page) == f"{submission.reference} – Submissions – Policy Feedback admin"
    for words in [
        '<h1 id="start" tabindex="-1" lang="en">Payments arrive late</h1>',
        "<p>It took five months.</p> <p>We borrowed.</p>",
        "<p>45 days.</p>",
        "148 days",
        "₹37.5 lakh",
        "iDEX: DISC · Milestone payments",
        "4/5",
        "It threatens the project",
        "Quoted without our name",
        "Sessions of March",
        "Overdue by 9 days",
        "illustrative",
        "No one is in charge",
    ]:
        assert words in page


def test_page_marks_hindi_as_hindi(enter, client):
    enter(Role.OFFICER)
    submission = received(summary="भुगतान देर से आते हैं", experience="पाँच महीने लगे।")

    page = html_of(client.get(page_of(submission)))

    assert '<h1 id="start" tabindex="-1" lang="hi">भुगतान देर से आते हैं</h1>' in page
    assert '<div lang="hi"><p>पाँच महीने लगे।</p></div>' in page


def test_page_escapes_what_people_wrote(enter, client):
    enter(Role.OFFICER)
    hostile = "<script>alert(1)</script><b onclick=x>"
    submission = received(summary=hostile, experience=hostile, proposal=hostile, venture=hostile)
    casework.note(submission, hostile, by=factories.actor(Role.LEAD), at=timezone.now())

    page = client.get(page_of(submission)).content.decode()

    assert ("<script>alert" in page, "<b onclick" in page) == (False, False)
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5


def test_timeline_tells_all_in_order_and_who_can_read_it():
    submission = review.with_details(Submission.objects).get(pk=worked_on().pk)

    told = [
        (entry.who, entry.what, entry.text, entry.audience, entry.language) for entry in review.timeline(submission)
    ]

    assert told == [
        ("Asha Lead", "Internal note", "Third one this month.", "staff", "en"),
        ("Om Officer", "Question", "Which milestone?", "venture", "en"),
        ("The venture", "Answer", "दूसरा।", "venture", "hi"),
        ("Om Officer", "Final reply", "We changed it.", "venture", "en"),
    ]


def test_timeline_marks_what_is_new_since_a_moment():
    submission = review.with_details(Submission.objects).get(pk=worked_on().pk)
    since = timezone.now() - timedelta(hours=5, minutes=30)

    assert [entry.is_new for entry in review.timeline(submission, since=since)] == [False, False, True, True]


def test_timeline_tells_a_venture_s_objection_to_a_reply():
    submission = factories.replied(received(), at=timezone.now())
    casework.object_to_reply(
        submission,
        "It asks for something else.",
        by=Actor.venture(submission),
        at=timezone.now(),
        version=submission.version,
    )
    shown = review.with_details(Submission.objects).get(pk=submission.pk)

    last = review.timeline(shown)[-1]

    assert (last.who, last.text, last.audience) == ("The venture", "It asks for something else.", "venture")


def test_history_tells_every_step_with_who_and_why():
    submission = review.with_details(Submission.objects).get(pk=worked_on().pk)

    told = [(step.what, step.who, step.reason) for step in review.history(submission)]

    assert told == [
        ("Received", "The venture", ""),
        ("In charge: Om Officer", "Asha Lead", ""),
        ("Received → Under review", "Om Officer", ""),
        ("Under review → Waiting for the venture", "Om Officer", ""),
        ("Waiting for the venture → Under review", "The venture", ""),
        ("Under review → Answered", "Om Officer", ""),
        ("Answered → Under review", "Asha Lead", "A second look."),
    ]


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [(Role.TRIAGE, True), (Role.OFFICER, True), (Role.LEAD, True), (Role.ANALYST, False), (Role.AUDITOR, False)],
)
def test_contact_is_shown_to_those_who_answer(enter, client, role, is_shown):
    enter(role)
    submission = received(person={"name": "Kiran Founder", "email": "kiran@example.org", "mobile": "+919876543210"})

    page = client.get(page_of(submission)).content.decode()

    assert [word in page for word in ("Kiran Founder", "kiran@example.org", "+919876543210")] == [is_shown] * 3


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.TRIAGE, ["take_up", "quarantine", "note", "assign", "publication", "details"]),
        (Role.OFFICER, ["take_up", "close", "quarantine", "note", "publication", "details"]),
        (Role.LEAD, ["take_up", "close", "quarantine", "note", "assign", "publication", "details"]),
        (Role.ANALYST, []),
        (Role.AUDITOR, []),
    ],
)
def test_page_offers_what_the_role_may_do_now(enter, client, role, names):
    enter(role)

    assert acts_on(client.get(page_of(received()))) == names


def test_page_offers_reply_and_question_once_it_is_taken_up(enter, client):
    enter(Role.OFFICER)
    submission = factories.moved(received(), "take_up", at=timezone.now())

    acts = ["close", "quarantine", "reply", "ask", "note", "publication", "details"]
    assert acts_on(client.get(page_of(submission))) == acts


def test_page_offers_the_security_officer_release_and_note(enter, client):
    enter(Role.SECURITY)
    held = factories.moved(received(), "quarantine", at=timezone.now())

    assert acts_on(client.get(page_of(held))) == ["release", "keep", "note"]


def test_opening_the_page_is_put_on_record_once(enter, client):
    reader = enter(Role.ANALYST)
    submission = received()

    client.get(page_of(submission))
    client.head(page_of(submission))

    events = AuditEvent.objects.filter(act="submission.read")
    assert [(event.official, event.target_id) for event in events] == [(reader, str(submission.pk))]


def test_other_submissions_of_the_venture_are_those_one_may_see(enter, client):
    submission, other = received(venture="One Venture"), received(venture="One Venture", summary="Another point")
    held = factories.moved(received(venture="One Venture"), "quarantine", at=timezone.now())
    received(venture="Else")
    enter(Role.OFFICER)
    assert list(client.get(page_of(submission)).context["others"]) == [other]

    enter(Role.OFFICER, Role.SECURITY)

    assert list(client.get(page_of(submission)).context["others"]) == [held, other]


def test_trail_is_one_click_away_for_auditors_alone(enter, client):
    submission = received()
    history = reverse("admin:engagements_submission_history", args=[submission.pk])
    enter(Role.AUDITOR)
    assert history in client.get(page_of(submission)).content.decode()

    enter(Role.LEAD)

    assert history not in client.get(page_of(submission)).content.decode()


def test_page_has_one_heading_of_the_first_level_and_no_element_id_twice(enter, client):
    enter(Role.LEAD)

    page = client.get(page_of(worked_on())).content.decode()

    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert page.count("<h1") == 1
    assert sorted(ids) == sorted(set(ids))


def test_page_asks_as_much_for_three_rows_of_everything_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    submission = worked_on(venture="One Venture")
    received(venture="One Venture")
    with_one = queries_of(page_of(submission))
    for _ in range(2):
        received(venture="One Venture")
        lead = factories.actor(Role.LEAD)
        casework.note(submission, "More.", by=lead, at=timezone.now())
        submission.refresh_from_db()
        submission = casework.ask(submission, "Why?", by=lead, at=timezone.now(), version=submission.version)
        submission = casework.answer_question(
            submission, "So.", by=Actor.venture(submission), at=timezone.now(), version=submission.version
        )
        submission = casework.reply(
            submission, "Yes.", kind=ReplyKind.INTERIM, by=lead, at=timezone.now(), version=submission.version
        )
        submission = casework.assign(
            submission,
            factories.official(Role.OFFICER),
            by=lead,
            at=timezone.now(),
            version=submission.version,
            reason="Leave.",
        )

    assert queries_of(page_of(submission)) == with_one


def test_page_asks_why_it_changes_hands_only_where_somebody_has_it(enter, client):
    official = enter(Role.TRIAGE)
    free, taken = received(summary="Nobody has it"), received(summary="Somebody has it")
    casework.assign(taken, official, by=factories.actor(Role.LEAD), at=timezone.now(), version=taken.version)

    pages = [client.get(page_of(one)).text for one in (free, taken)]

    assert ['id="assign-reason"' in page for page in pages] == [False, True]
