"""A lost second factor is taken away by another administrator, on record, and its official is told."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from engagements.actions import second_factors
from engagements.actions.second_factors import SecondFactors
from engagements.choices import AuditedAct, MessageKind, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Official, OutgoingMessage
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    made = factories.official(Role.TRIAGE)
    TOTP.activate(made, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(made)
    return made


def test_factors_are_named_and_never_shown(official):
    assert second_factors.factors_of(official) == SecondFactors(has_app=True, keys=0, has_recovery_codes=True)


def test_reset_takes_everything_away_and_tells_the_official(official, administrator):
    second_factors.reset(official, by=administrator, at=AT)

    assert second_factors.factors_of(official) == SecondFactors(has_app=False, keys=0, has_recovery_codes=False)
    mail = OutgoingMessage.objects.get()
    facts = (mail.kind, mail.recipient, mail.subject)
    assert facts == (MessageKind.SECOND_FACTOR_RESET, official.email, "Your second factor has been reset")
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.target_id, event.changes) == (AuditedAct.SECOND_FACTOR_RESET, str(official.pk), {})


def test_reset_ends_live_sessions_and_lets_a_new_one_begin(official, administrator, client):
    client.force_login(official)
    assert client.get("/admin/").status_code == 200

    second_factors.reset(official, by=administrator, at=timezone.now())

    assert client.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    time.sleep(0.01)
    client.force_login(Official.objects.get(pk=official.pk))
    assert client.get("/admin/").status_code == 200


def test_reset_of_one_s_own_is_refused():
    own = factories.official(Role.ADMINISTRATOR)
    TOTP.activate(own, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    with pytest.raises(ActionRefused, match="Ask another administrator"):
        second_factors.reset(own, by=Actor.official(own), at=AT)

    assert second_factors.factors_of(own)


def test_reset_without_a_factor_is_refused(administrator):
    with pytest.raises(ActionRefused, match="No second factor is set up"):
        second_factors.reset(factories.official(), by=administrator, at=AT)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_reset_is_for_administrators_alone(official, role):
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        second_factors.reset(official, by=factories.actor(role), at=AT)
