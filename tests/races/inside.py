"""What the races need from inside the portal: drafts ready to be sent, submissions ready to be worked on, and counts.

`python -m tests.races.inside <word> <number>` runs in the environment of the portal it is about, and prints JSON.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django
from django.utils import timezone

SLUG = "march-2025-start-up-and-msme-sessions"


def drafts_to_send(count: int) -> list[dict[str, Any]]:
    """Make drafts in which everything is answered; return the token and the version of each."""
    from engagements.actions import drafts
    from engagements.choices import PolicyKind
    from engagements.models import Consultation, PolicyVersion
    from tests.public.filling import answers

    to = Consultation.objects.get(slug=SLUG)
    notice = PolicyVersion.objects.in_force(PolicyKind.PRIVACY).get()
    began = timezone.now() - timedelta(minutes=5)
    made = []
    for number in range(count):
        written = answers(to)
        written["point"]["summary"] = f"Race {number}: the tranche came late"
        written["consent"]["notice"] = str(notice.pk)
        draft, token = drafts.start(to, language="en", at=began, answers=written)
        made.append({"token": token, "version": draft.version})
    return made


def submissions_to_work_on(count: int) -> list[dict[str, Any]]:
    """Receive submissions that nobody has touched; return the key and the version of each."""
    from engagements.models import Consultation
    from tests import factories

    to = Consultation.objects.get(slug=SLUG)
    received = [factories.submission(to, summary=f"Race {number}") for number in range(count)]
    return [{"pk": submission.pk, "version": submission.version} for submission in received]


def sent(count: int) -> dict[str, int]:
    """Count what the race of the double clicks left: submissions, acknowledgements, and keys with more than one."""
    from django.db.models import Count

    from engagements.models import OutgoingMessage, Submission

    raced = Submission.objects.filter(summary__startswith="Race ")
    twice = raced.values("summary").annotate(rows=Count("pk")).filter(rows__gt=1)
    mails = OutgoingMessage.objects.filter(submission__in=raced, kind="acknowledgement")
    return {"expected": count, "rows": raced.count(), "twice": twice.count(), "mails": mails.count()}


def steps(count: int) -> dict[str, int]:
    """Count what the race of the officials left: how many were taken up, and how many more than once."""
    from django.db.models import Count

    from engagements.models import StatusChange

    taken = StatusChange.objects.filter(move="take_up", submission__summary__startswith="Race ")
    twice = taken.values("submission").annotate(rows=Count("pk")).filter(rows__gt=1)
    return {"expected": count, "taken_up": taken.count(), "twice": twice.count()}


WORDS = {word.__name__: word for word in (drafts_to_send, submissions_to_work_on, sent, steps)}

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    sys.stdout.write(json.dumps(WORDS[sys.argv[1]](int(sys.argv[2]))))
