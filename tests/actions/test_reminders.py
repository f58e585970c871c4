"""Reminders go out once, in the last three days, to those who gave an address."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from engagements.actions import drafts, links, reminders
from engagements.choices import ConsultationStatus
from engagements.models import Draft, OutgoingMessage
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
# The last second of 5 April 2025 in India: three days after AT.
CLOSES = datetime(2025, 4, 5, 18, 29, 59, tzinfo=UTC)


def closing(**fields):
    return factories.consultation(**{"closes_at": CLOSES} | fields)


def draft(to, *, email="asha@example.org", at=AT, language="en"):
    made, _token = drafts.start_draft(to, language=language, at=at)
    Draft.objects.filter(pk=made.pk).update(email=email)
    return made


def planned(*, at=AT):
    return [(reminder.draft, reminder.why_not) for reminder in reminders.plan_reminders(at=at)]


def test_draft_of_a_consultation_that_closes_soon_is_planned():
    mine = draft(closing())

    assert planned() == [(mine, "")]


@pytest.mark.parametrize(
    ("closes_at", "is_planned"),
    [
        (CLOSES, True),
        (CLOSES + timedelta(seconds=1), False),
        (AT, True),
        (AT - timedelta(seconds=1), False),
        (None, False),
    ],
    ids=["in three days", "in four days", "this second", "just closed", "no date"],
)
def test_draft_is_planned_in_the_last_three_days_alone(closes_at, is_planned):
    draft(closing(closes_at=closes_at))

    assert bool(planned()) is is_planned


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.ANSWERED])
def test_draft_of_a_consultation_that_takes_nothing_is_not_planned(status):
    draft(closing(status=status))

    assert planned() == []


def test_draft_that_was_sent_is_not_planned():
    to = closing()
    mine, token = drafts.start_draft(to, language="en", at=AT)
    drafts.send(mine, factories.sent(to), token=token, version=0, at=AT)

    assert planned() == []


def test_plan_says_why_no_mail_goes_out():
    to = closing()
    without = draft(to, email="")
    late = draft(to, at=AT - timedelta(days=31))
    reminded = draft(to)
    Draft.objects.filter(pk=reminded.pk).update(reminded_at=AT)

    assert planned() == [
        (without, "no address was given"),
        (late, "kept only until 1 April 2025"),
        (reminded, "reminded already, on 2 April 2025"),
    ]


def test_reminder_is_mailed_once_with_a_link_that_opens_the_draft():
    mine = draft(closing(title="Late payments & more"))

    counts = [
        reminders.queue_reminders(reminders.plan_reminders(at=AT + after), at=AT + after)
        for after in (timedelta(0), timedelta(1))
    ]

    mine.refresh_from_db()
    mail = OutgoingMessage.objects.get()
    token = mine.links.get()
    assert (counts, mine.reminded_at, mail.recipient) == ([(1, 0), (0, 0)], AT, "asha@example.org")
    assert mail.subject == "Reminder: your draft has not been sent. The consultation closes on 5 April 2025"
    assert "“Late payments & more”" in mail.body
    assert "closes on 5 April 2025, 23:59 IST" in mail.body
    [link] = [line for line in mail.body.splitlines() if "/resume/" in line]
    assert links.usable(link.split("/")[-2], "resume_draft", at=AT) == token


def test_reminder_is_written_in_the_language_of_the_draft():
    draft(closing(), language="hi")
    reminders.queue_reminders(reminders.plan_reminders(at=AT), at=AT)

    assert OutgoingMessage.objects.get().language == "hi"


def test_reminder_that_was_planned_twice_is_mailed_once():
    draft(closing())
    first, second = reminders.plan_reminders(at=AT), reminders.plan_reminders(at=AT)

    assert [reminders.queue_reminders(plan, at=AT) for plan in (first, second)] == [(1, 0), (0, 0)]
    assert OutgoingMessage.objects.count() == 1


def test_draft_sent_after_the_plan_is_not_reminded_of():
    to = closing()
    mine = draft(to)
    plan = reminders.plan_reminders(at=AT)
    drafts.send(mine, factories.sent(to), token="T" * 26, version=0, at=AT)

    assert reminders.queue_reminders(plan, at=AT) == (0, 0)


def test_command_counts_first_and_mails_after(capsys):
    now = timezone.now()
    to = factories.consultation(closes_at=now + timedelta(days=1))
    mine, without = draft(to, at=now), draft(to, at=now, email="")

    call_command("remind", "--dry-run")
    assert OutgoingMessage.objects.count() == 0
    call_command("remind")
    call_command("remind")

    why = f"Draft {without.pk}: no mail, no address was given"
    again = f"Draft {mine.pk}: no mail, reminded already, on "
    lines = capsys.readouterr().out.splitlines()
    of_drafts = [line for line in lines if "officials" not in line]
    assert of_drafts[:4] == [why, "would remind=1 of drafts=2", why, "reminded=1 of drafts=2"]
    assert (of_drafts[4][: len(again)], of_drafts[5:]) == (again, [why, "reminded=0 of drafts=2"])
    assert OutgoingMessage.objects.count() == 1
