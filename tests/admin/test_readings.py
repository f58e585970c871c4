"""Whoever reads a submission leaves a row in the trail, also where its page comes in answer to a refused act."""

import pytest
from django.urls import reverse

from engagements.choices import AuditedAct, Role
from engagements.models import AuditEvent, Official, Submission
from tests import factories
from tests.admin.acting import act
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db


def readings_of(submission: Submission, by: Official) -> int:
    rows = AuditEvent.objects.filter(act=AuditedAct.SUBMISSION_READ, official=by, target_id=str(submission.pk))
    return rows.filter(target_type="submission", changes={}).count()


def test_page_that_answers_a_refused_act_is_a_reading(enter, client):
    lead = enter(Role.LEAD)
    submission = factories.submission()

    page = act(client, submission, "note", body="")

    assert submission.experience in page.content.decode()
    assert readings_of(submission, lead) == 1


def test_quarantined_submission_is_not_read_off_the_record_by_a_refused_act(enter, client):
    officer = enter(Role.SECURITY)
    submission = factories.moved(factories.submission(), "quarantine")

    page = act(client, submission, "keep", reason="")

    assert submission.summary in page.content.decode()
    assert readings_of(submission, officer) == 1


def test_draft_that_answers_a_refused_change_is_a_reading(enter, client):
    lead = enter(Role.LEAD)
    draft = factories.drafted(factories.submission())

    client.post(page_of(draft), {"version": draft.version, "kind": "final", "body": ""})
    client.post(
        reverse("admin:engagements_replydraft_release", args=[draft.pk]), {"version": draft.version + 1, "seen": 1}
    )

    assert readings_of(draft.submission, lead) == 2


def test_looking_whether_a_page_is_there_is_no_reading(enter, client):
    lead = enter(Role.LEAD)
    submission = factories.submission()

    client.head(page_of(submission))

    assert readings_of(submission, lead) == 0
