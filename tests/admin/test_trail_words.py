"""The words of the trail: who acted and what changed, as a reader would say it; the trail itself stays as it was."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from engagements import audit
from engagements.actions import casework
from engagements.admin.trail.audit_rows import describe_events
from engagements.choices import AuditedAct, ReleaseReason, Role, SubmissionStatus
from engagements.models import AuditEvent
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def told(target, **changes) -> list[tuple[str, str]]:
    """Return how an act that wrote these values reads."""
    event = audit.record(AuditedAct.REFERENCE_DATA_CHANGED, target, by=Actor.system("test"), at=AT, changes=changes)
    [row] = describe_events([event], to=factories.actor(Role.AUDITOR))
    return [(change.name, change.value) for change in row.changes]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": SubmissionStatus.UNDER_REVIEW}, ("Status", "Under review")),
        ({"transition": "take_up"}, ("Transition", "Start review")),
        ({"due_on": date(2026, 11, 27)}, ("Answer due", "27 November 2026")),
        ({"received_at": AT}, ("Received", "20 November 2026, 11:30 IST")),
        ({"is_example": True}, ("Illustrative", "yes")),
        ({"because": ReleaseReason.CONFLICT}, ("Reason", "conflict of interest")),
        ({"officer_in_charge": None}, ("Officer in charge", "–")),
        ({"roles": ["lead", "auditor"]}, ("Roles", "Lead, Auditor")),
        ({"summary": "Whatever was said"}, ("In one line", "personal, not kept in the audit trail")),
        ({"kind": "interim"}, ("Kind of reply", "Interim reply")),
        ({"severity": 3}, ("Severity", "Costs us time or money")),
        ({"session": 2}, ("Session", "2")),
        ({"campaign": 3}, ("Campaign", "3")),
        ({"some_old_name": 7}, ("Some old name", "7")),
    ],
)
def test_change_is_told_in_words(changes, words):
    assert told(factories.submission(), **changes) == [words]


def test_official_in_a_change_has_a_name():
    om = factories.official(Role.OFFICER, full_name="Om Officer")

    assert told(factories.submission(), officer_in_charge=om) == [("Officer in charge", "Om Officer")]


def test_those_who_act_have_names_or_kinds():
    lead = factories.actor(Role.LEAD, full_name="Asha Lead")
    one = factories.submission()
    casework.note(one, "Worth reading twice.", by=lead, at=timezone.now())
    audit.record(AuditedAct.SUBMISSION_MOVED, one, by=Actor.venture(one), at=AT)
    audit.record(AuditedAct.SUBMISSION_MOVED, one, by=Actor.system("remind"), at=AT)

    rows = describe_events(AuditEvent.objects.order_by("pk"), to=factories.actor(Role.AUDITOR))

    assert [(row.who, row.process) for row in rows[-3:]] == [
        ("Asha Lead", ""),
        ("The venture", ""),
        ("The portal itself", "remind"),
    ]


def test_record_of_a_kind_that_is_gone_keeps_what_was_written():
    event = audit.record(AuditedAct.REFERENCE_DATA_CHANGED, factories.submission(), by=Actor.system("test"), at=AT)
    event.target_type, event.changes = "oldthing", {"colour": "red"}

    [row] = describe_events([event], to=factories.actor(Role.AUDITOR))

    assert (row.record, [(one.name, one.value) for one in row.changes]) == (
        f"Oldthing {event.target_id}",
        [("Colour", "red")],
    )
