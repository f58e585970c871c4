"""Exports in the audit trail."""

import pytest

from engagements.actions.exports import exported
from engagements.choices import Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent
from engagements.rules.actors import Actor
from tests import factories as make


@pytest.mark.parametrize("role", [Role.ANALYST, Role.LEAD])
def test_exported_names_the_official_the_rows_and_the_scope(db, role):
    by = make.actor(role)

    exported("submissions", rows=58, scope="state=KA", by=by, at=make.AT)

    event = AuditEvent.objects.get()
    assert (event.act, event.at, event.official, event.target_id) == (
        "submissions.exported",
        make.AT,
        by.user,
        str(by.user.pk),
    )
    assert event.changes == {"table": "submissions", "rows": 58, "scope": "state=KA"}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TRIAGE, Role.ADMINISTRATOR])
def test_exported_is_refused_to_other_roles(db, role):
    with pytest.raises(ActionRefused):
        exported("submissions", rows=1, scope="", by=make.actor(role), at=make.AT)

    assert not AuditEvent.objects.exists()


def test_exported_is_an_act_of_officials_alone(db):
    with pytest.raises(ActionRefused):
        exported("submissions", rows=1, scope="", by=Actor.system("test"), at=make.AT)
