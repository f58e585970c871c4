"""Officials' reminders: one a day of what is due, and why none is sent."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from engagements.actions import digests
from engagements.choices import MessageKind, ReplyKind, Role
from engagements.models import OutgoingMessage, Submission
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


def officer(**fields):
    return factories.official(Role.OFFICER, **fields)


def charged(official, *, due_in: int, at=AT, **what):
    """Make a submission in an official's charge that is due so many days after AT."""
    made = factories.submission(at=at, **what)
    due = timezone.localdate(AT) + timedelta(days=due_in)
    Submission.objects.filter(pk=made.pk).update(officer_in_charge=official, due_on=due)
    made.refresh_from_db()
    return made


def told(official, *, at=AT):
    [digest] = [one for one in digests.plan_digests(at=at) if one.official == official]
    return digest.why_not or digest.listed


def nothing(**parts):
    return {"overdue": (), "today": (), "soon": (), "unassigned": ()} | parts


def test_digest_tells_what_is_overdue_due_today_and_in_three_days():
    asha = officer()
    late, today, soon = (charged(asha, due_in=days) for days in (-2, 0, 3))
    charged(asha, due_in=4)
    charged(officer(), due_in=0)

    assert told(asha) == nothing(overdue=(late,), today=(today,), soon=(soon,))


def test_digest_tells_nothing_of_what_waits_for_the_venture_or_is_answered():
    asha = officer()
    for made in (factories.asked(factories.submission()), factories.replied(factories.submission())):
        Submission.objects.filter(pk=made.pk).update(officer_in_charge=asha, due_on=date(2025, 4, 1))

    assert told(asha) == "nothing is due"


@pytest.mark.parametrize(("role", "is_told"), [(Role.TRIAGE, True), (Role.LEAD, True), (Role.OFFICER, False)])
def test_digest_tells_those_who_assign_what_nobody_has_for_two_days(role, is_told):
    who = factories.official(role)
    old = factories.submission(at=AT - timedelta(days=2))
    factories.submission(at=AT - timedelta(days=2) + timedelta(seconds=1))
    stranded = charged(officer(is_active=False), due_in=20)

    assert told(who) == (nothing(unassigned=(old, stranded)) if is_told else "nothing is due")


def test_digest_says_why_none_is_sent():
    away, cover, closed, none, idle = officer(), officer(), officer(is_active=False), factories.official(), officer()
    for one in (away, closed, none):
        charged(one, due_in=0)
    factories.absence(away, cover=cover)

    assert [told(one) for one in (away, closed, none, idle)] == [
        f"away and covered by official {cover.pk}",
        "the account is closed",
        "no role that works on submissions",
        "nothing is due",
    ]


def test_digest_of_the_cover_holds_what_the_absent_has():
    away, cover = officer(full_name="Asha"), officer()
    theirs = charged(away, due_in=0)
    factories.absence(away, cover=cover)

    assert told(cover) == nothing(today=(theirs,))
    digests.queue_digests(digests.plan_digests(at=AT), at=AT)
    mail = OutgoingMessage.objects.get(kind=MessageKind.DIGEST)
    line = f"- {theirs.reference}, due 2 April 2025, assigned to Asha, no reply sent yet"
    assert (mail.recipient, line in mail.body.splitlines()) == (cover.email, True)


def test_digest_is_mailed_once_a_day_with_references_and_links_alone():
    asha = officer(email="asha@example.org")
    late = charged(asha, due_in=-1, summary="Bank guarantees take our capital", venture="Quiet Works")
    replied = charged(asha, due_in=0)
    Submission.objects.filter(pk=replied.pk).update(first_replied_at=AT)
    after = (timedelta(0), timedelta(hours=5), timedelta(days=1))

    counts = [digests.queue_digests(digests.plan_digests(at=AT + passed), at=AT + passed) for passed in after]

    assert counts == [(1, 0), (0, 0), (1, 0)]
    first = OutgoingMessage.objects.filter(kind=MessageKind.DIGEST).order_by("pk")[0]
    assert (first.recipient, first.subject, first.language, first.submission) == (
        "asha@example.org", "1 submission is overdue", "en", None,
    )  # fmt: skip
    lines = first.body.splitlines()
    assert f"- {late.reference}, due 1 April 2025, no reply sent yet" in lines
    assert f"- {replied.reference}, due 2 April 2025" in lines
    assert "Your queue: " in first.body and "?queue=mine" in first.body
    assert [word for word in ("guarantees", "Quiet Works") if word in first.body] == []


def test_digest_that_was_planned_twice_is_mailed_once():
    charged(officer(), due_in=0)
    first, second = digests.plan_digests(at=AT), digests.plan_digests(at=AT)

    assert [digests.queue_digests(plan, at=AT) for plan in (first, second)] == [(1, 0), (0, 0)]
    assert told(first[0].official) == "reminded today already"


def test_digest_of_many_names_thirty_and_counts_all():
    asha, to = officer(), factories.consultation()
    for _ in range(31):
        factories.submission(to, venture="One Venture")
    Submission.objects.update(officer_in_charge=asha, due_on=date(2025, 4, 2))

    digests.queue_digests(digests.plan_digests(at=AT), at=AT)

    body = OutgoingMessage.objects.get(kind=MessageKind.DIGEST).body
    assert (body.count("\n- "), "… 31 in all" in body) == (30, True)


def test_interim_reply_takes_a_submission_out_of_the_reminder_for_21_days():
    asha = officer()
    made = factories.replied(factories.submission(at=AT - timedelta(days=9)), kind=ReplyKind.INTERIM)
    Submission.objects.filter(pk=made.pk).update(officer_in_charge=asha)

    assert made.due_on == date(2025, 4, 23)
    assert told(asha) == "nothing is due"
    assert told(asha, at=AT + timedelta(days=18)) == nothing(soon=(made,))


def test_command_prints_each_official_and_mails_none_in_a_dry_run(capsys):
    asha, idle = officer(), officer()
    made = factories.submission(at=timezone.now())
    Submission.objects.filter(pk=made.pk).update(officer_in_charge=asha, due_on=timezone.localdate())

    call_command("remind", "--dry-run")
    sent_in_dry_run = OutgoingMessage.objects.filter(kind=MessageKind.DIGEST).count()
    call_command("remind")
    call_command("remind")

    lines = capsys.readouterr().out.splitlines()
    about = f"Official {asha.pk}: overdue=0 today=1 soon=0 unassigned=0"
    none = f"Official {idle.pk}: no mail, nothing is due"
    assert sent_in_dry_run == 0
    assert lines[:3] == ["would remind=0 of drafts=0", about, none]
    assert lines[3] == "would remind=1 of officials=2"
    assert lines[4:8] == ["reminded=0 of drafts=0", about, none, "reminded=1 of officials=2"]
    assert lines[9] == f"Official {asha.pk}: no mail, reminded today already"
    assert lines[-1] == "reminded=0 of officials=2"
    assert OutgoingMessage.objects.filter(kind=MessageKind.DIGEST).count() == 1
