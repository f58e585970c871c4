"""What the races need from inside the portal: drafts ready to be sent, submissions ready to be worked on, and counts.

`python -m tests.races.inside <word> <number>` runs in the environment of the portal it is about, and prints JSON.
"""

import json
import os
import sys
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
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
        draft, token = drafts.start_draft(to, language="en", at=began, answers=written)
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
    """Count what the race of the double clicks left: rows, mails, keys with more than one, breaks of the trail."""
    from django.db.models import Count

    from engagements.models import OutgoingMessage, Submission

    raced = Submission.objects.filter(summary__startswith="Race ")
    twice = raced.values("summary").annotate(rows=Count("pk")).filter(rows__gt=1)
    mails = OutgoingMessage.objects.filter(submission__in=raced, kind="acknowledgement")
    left = {"expected": count, "rows": raced.count(), "twice": twice.count(), "mails": mails.count()}
    return left | {"breaks": _breaks(), "out_of_order": _out_of_order()}


def _breaks() -> int:
    """Return in how many places the audit trail does not hold."""
    from engagements import audit

    return len(audit.verify())


def _out_of_order() -> int:
    """Return how many references do not follow the one that was stored before, within a financial year."""
    from engagements.models import Submission

    serials = defaultdict(list)
    for reference in Submission.objects.order_by("pk").values_list("reference", flat=True):
        year, serial = reference.rsplit("/", 1)
        serials[year].append(int(serial.split("-")[0]))
    return sum(second != first + 1 for drawn in serials.values() for first, second in pairwise(drawn))


def steps(count: int) -> dict[str, int]:
    """Count what the race of the officials left: how many were taken up, and how many more than once."""
    from django.db.models import Count

    from engagements.models import StatusChange

    taken = StatusChange.objects.filter(transition="take_up", submission__summary__startswith="Race ")
    twice = taken.values("submission").annotate(rows=Count("pk")).filter(rows__gt=1)
    return {"expected": count, "taken_up": taken.count(), "twice": twice.count(), "breaks": _breaks()}


WORDS = {word.__name__: word for word in (drafts_to_send, submissions_to_work_on, sent, steps)}

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    sys.stdout.write(json.dumps(WORDS[sys.argv[1]](int(sys.argv[2]))))
