"""The reference data is loaded once, policy pages as drafts outside a demonstration; what officials edit stays."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from engagements import audit
from engagements.actions import policies
from engagements.choices import Language, PolicyKind, Role
from engagements.models import Consultation, EnterpriseLimit, FocusArea, PolicyDraft, PolicyVersion, ReplyTemplate
from engagements.seeds.policies.load import text
from engagements.seeds.reference.load import load_reference
from tests import factories
from tests.seeds.rows import all_rows

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
ADDED = {
    "focus_areas": 8,
    "challenges": 3,
    "schemes": 16,
    "stages": 9,
    "limits": 6,
    "policies": 6,
    "reply_templates": 4,
}


def test_load_twice_changes_nothing(in_production):
    assert load_reference(at=AT) == ADDED
    before = all_rows()

    assert load_reference(at=datetime(2027, 1, 1, tzinfo=UTC)) == dict.fromkeys(ADDED, 0)
    assert all_rows() == before
    assert audit.verify() == []


def test_load_writes_policy_pages_as_drafts_with_the_whole_text(in_production):
    load_reference(at=AT)

    assert PolicyVersion.objects.exists() is False
    found = {draft.kind: (draft.body, draft.body_hi, draft.review_on) for draft in PolicyDraft.objects.all()}
    assert found == {
        kind: (text(kind, Language.ENGLISH).strip(), text(kind, Language.HINDI).strip(), date(2027, 11, 22))
        for kind in PolicyKind
    }


def test_load_publishes_policy_pages_in_a_demonstration():
    load_reference(at=AT)

    assert set(PolicyVersion.objects.values_list("kind", flat=True)) == set(PolicyKind)
    assert PolicyDraft.objects.exists() is False


def test_load_again_leaves_what_officials_edited(in_production):
    load_reference(at=AT)
    lead = factories.actor(Role.LEAD)
    given = {"review_on": date(2028, 1, 1), "by": lead, "at": AT, "body_hi": ""}
    policies.save_draft(PolicyKind.HELP, body="Ours.", draft=1, **given)
    policies.publish_policy(PolicyKind.PRIVACY, body="Ours, complete.", version=0, draft=1, **given)
    ReplyTemplate.objects.filter(name="Submission recorded").update(name="Received, with thanks")
    EnterpriseLimit.objects.filter(enterprise_class="micro", valid_from=date(2025, 4, 1)).update(
        valid_from=date(2025, 4, 2)
    )
    FocusArea.objects.filter(slug="drones").update(name="Aircraft without crew", is_active=False)
    before = all_rows()

    assert load_reference(at=AT) == dict.fromkeys(ADDED, 0)
    assert all_rows() == before


def test_commands_load_lists_first_and_the_sessions_on_request(in_production, capsys):
    call_command("load_reference_data")
    assert Consultation.objects.exists() is False
    call_command("load_march_2025")

    assert capsys.readouterr().out.splitlines() == [
        "Added: 8 focus areas, 3 challenges, 16 schemes, 9 stages, 6 limits, 6 policies, 4 reply templates",
        "Added: 0 focus areas, 0 challenges, 0 schemes, 0 stages, 0 limits, 0 policies, 0 reply templates, "
        "1 consultations",
    ]
    assert PolicyVersion.objects.exists() is False


def test_sessions_alone_bring_the_reference_data_and_publish_no_notice_with_blanks(in_production):
    call_command("load_march_2025", verbosity=0)

    assert (Consultation.objects.count(), ReplyTemplate.objects.count(), PolicyDraft.objects.count()) == (1, 4, 6)
    assert PolicyVersion.objects.exists() is False
