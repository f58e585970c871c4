"""The actions of officials on a submission: each declared once, and complete."""

import pytest

from engagements.admin.submissions.bulk_forms import FORM_OF_BULK_ACTION
from engagements.admin.submissions.forms import FORM_OF_ACTION
from engagements.choices import PublicationConsent, Role, SubmissionStatus
from engagements.models import Submission
from engagements.rules import lifecycle
from engagements.rules.case_actions import BULK_ACTIONS, CASE_ACTIONS, is_allowed
from engagements.rules.queues import QUEUES
from tests import factories


def allowed(submission, *roles):
    actor = factories.actor(*roles)
    return [name for name, action in CASE_ACTIONS.items() if is_allowed(action, submission, actor)]


def test_actions_that_change_the_status_are_the_transitions_of_officials():
    declared = {name: action.effect.target for name, action in CASE_ACTIONS.items() if action.effect}

    assert {step.name: step.target for step in lifecycle.TRANSITIONS if step.roles and step.sources} == declared


def test_actions_have_a_form_each():
    plain = {name for name, action in CASE_ACTIONS.items() if action.effect and not action.effect.requires_record}

    assert set(CASE_ACTIONS) == plain | set(FORM_OF_ACTION)
    assert set(BULK_ACTIONS) == set(FORM_OF_BULK_ACTION)


def test_actions_for_many_are_those_with_words_for_many():
    assert set(BULK_ACTIONS) == {name for name, action in CASE_ACTIONS.items() if action.bulk}


def test_actions_go_on_with_queues_that_there_are():
    assert {action.next_queue for action in CASE_ACTIONS.values()} <= {"", *(queue.name for queue in QUEUES)}


@pytest.mark.django_db
def test_action_is_allowed_by_role_status_and_condition():
    submission = factories.submission(consent=PublicationConsent.NAMED)
    assert allowed(submission, Role.TRIAGE) == ["take_up", "quarantine", "note", "assign", "publication", "details"]
    assert allowed(submission, Role.AUDITOR) == []

    Submission.objects.filter(pk=submission.pk).update(consent=PublicationConsent.OFFICIALS)
    closed = factories.moved(Submission.objects.get(pk=submission.pk), "close")

    assert allowed(closed, Role.TRIAGE) == ["quarantine", "note", "details"]
    assert closed.status == SubmissionStatus.CLOSED


@pytest.mark.django_db
def test_draft_is_saved_where_none_waits():
    draft = factories.drafted(factories.submission())

    assert "draft" not in allowed(draft.submission, Role.OFFICER)
    assert "reply" in allowed(draft.submission, Role.OFFICER)
