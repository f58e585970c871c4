"""A consultation is published once nothing is missing, and changed in the open afterwards."""

from datetime import timedelta

import pytest

from engagements.actions import consultations
from engagements.choices import AuditedAct, ConsultationStatus, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Consultation, ConsultationChange
from tests import factories
from tests.factories import AT, OPENS_AT, complete_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notice():
    return factories.notice()


def status_of(consultation: Consultation) -> str:
    return Consultation.objects.get(pk=consultation.pk).status


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_publish_shows_a_draft_and_puts_it_on_record(role):
    made, by = complete_draft(), factories.actor(role)

    consultations.publish_consultation(made, by=by, at=AT)

    assert status_of(made) == ConsultationStatus.PUBLISHED
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.CONSULTATION_PUBLISHED,
        by.user,
        {"status": "published"},
    )


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.ADMINISTRATOR}))
def test_publish_is_for_leads_and_administrators(role):
    made = complete_draft()

    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        consultations.publish_consultation(made, by=factories.actor(role), at=AT)

    assert status_of(made) == ConsultationStatus.DRAFT


def test_publish_refuses_with_all_that_is_missing():
    made = complete_draft(background="", background_hi="", focus_areas=[])

    with pytest.raises(ActionRefused) as refused:
        consultations.publish_consultation(made, by=factories.actor(Role.LEAD), at=AT)

    assert refused.value.message == (
        "This cannot be published yet. The explanatory note is missing. Write the background. "
        "It has no focus area. Choose one."
    )
    assert (status_of(made), AuditEvent.objects.count()) == (ConsultationStatus.DRAFT, 0)


def test_publish_of_a_short_window_takes_a_lead():
    made = complete_draft(
        closes_at=OPENS_AT + timedelta(days=14), window_reason="Rules expire.", window_reason_hi="नियम।"
    )

    with pytest.raises(ActionRefused, match="Ask a lead to publish it"):
        consultations.publish_consultation(made, by=factories.actor(Role.ADMINISTRATOR), at=AT)
    consultations.publish_consultation(made, by=factories.actor(Role.LEAD), at=AT)

    assert status_of(made) == ConsultationStatus.PUBLISHED


def test_publish_is_refused_the_second_time():
    made = consultations.publish_consultation(complete_draft(), by=factories.actor(Role.LEAD), at=AT)

    with pytest.raises(ActionRefused, match="already been published"):
        consultations.publish_consultation(made, by=factories.actor(Role.LEAD), at=AT)


def test_call_answered_and_back():
    made, by = factories.consultation(), factories.actor(Role.LEAD)

    consultations.mark_answered(made, by=by, at=AT)
    assert status_of(made) == ConsultationStatus.ANSWERED
    consultations.unmark_answered(made, by=by, at=AT)
    assert status_of(made) == ConsultationStatus.PUBLISHED


def test_call_answered_is_refused_for_a_draft():
    with pytest.raises(ActionRefused, match="not possible while the consultation is “Draft”"):
        consultations.mark_answered(complete_draft(), by=factories.actor(Role.LEAD), at=AT)


def test_keep_change_keeps_both_sides_and_the_note():
    made, by = factories.consultation(), factories.actor(Role.LEAD)

    values = {"title": ["Before", "After"]}
    consultations.record_change(made, "The title is clearer.", values=values, by=by, at=AT)

    kept = ConsultationChange.objects.get()
    facts = (kept.consultation, kept.changed_at, kept.changed_by, kept.text, kept.values)
    assert facts == (made, AT, by.user, "The title is clearer.", values)


def test_keep_change_asks_for_a_note():
    with pytest.raises(ActionRefused, match="what has changed") as refused:
        consultations.record_change(factories.consultation(), " ", values={}, by=factories.actor(Role.LEAD), at=AT)

    assert refused.value.field == "change_note"
