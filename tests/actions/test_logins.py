"""Log-ins in the trail: who got in, who did not, and every change of what somebody logs in with."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from engagements import audit
from engagements.models import AuditEvent
from tests import factories
from tests.authenticator import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]
PASSWORD, SECRET = "seven quiet harbours", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def official():
    somebody = factories.official(email="asha@example.org")
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def log_in(email: str = "asha@example.org", password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": password})
    return client


def told() -> list[tuple[str, str, str, dict[str, str]]]:
    """Return what the trail says of accounts, oldest first: the act, who did it, on whom, with what."""
    kept = AuditEvent.objects.filter(target_type="official").order_by("pk")
    return [(row.act, row.actor, row.target_id, row.changes) for row in kept]


def test_log_in_is_told(official):
    log_in(email="Asha@Example.org")

    assert told() == [("official.logged_in", "official", str(official.pk), {})]


def test_log_in_that_was_refused_is_told_of_the_account(official):
    log_in(password="wrong")

    assert told() == [("official.log_in_refused", "anyone", str(official.pk), {})]


def test_log_in_to_no_account_is_told_without_what_was_typed():
    log_in(email="nobody@example.org", password="wrong")

    assert told() == [("official.log_in_refused", "anyone", "", {})]
    assert "nobody" not in str(AuditEvent.objects.values())


def test_wrong_second_factor_is_told_and_the_right_one_lets_in(official):
    TOTP.activate(official, SECRET)
    client = log_in()
    assert told() == []

    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})

    assert [row[:2] for row in told()] == [("official.code_refused", "anyone"), ("official.logged_in", "official")]


def test_new_password_is_told_without_the_password(official):
    client = log_in()
    new = "eight loud quarries"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert told()[-1] == ("official.password_changed", "official", str(official.pk), {})


@pytest.mark.usefixtures("committed")
def test_second_factors_that_come_and_go_are_told(official):
    client = log_in()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    client.post("/accounts/2fa/totp/deactivate/")

    assert [(act, changes) for act, _actor, _target, changes in told()[1:]] == [
        ("second_factor.added", {"factor": "totp"}),
        ("second_factor.added", {"factor": "recovery_codes"}),
        ("second_factor.removed", {"factor": "totp"}),
        ("second_factor.removed", {"factor": "recovery_codes"}),
    ]
    assert audit.verify() == []
