"""What the reviewed table of `tests/addresses` does not show of the admin: ways around it, and traces."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from engagements.choices import Role
from engagements.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db


def logged_in(role: Role) -> Client:
    client = Client()
    client.force_login(factories.official(role))
    return client


def test_visitor_is_led_to_the_log_in_and_back():
    response = Client().get("/admin/engagements/submission/", follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=%2Fadmin%2Fengagements%2Fsubmission%2F", 302)


def test_account_without_a_role_is_told_and_not_sent_in_circles(enter, client):
    enter()

    assert client.get("/admin/").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/admin/jsi18n/", "/admin/autocomplete/", "/admin/r/1/1/", "/admin/password_change/done/", "/admin/nothing/"],
)
def test_stock_addresses_that_see_past_the_rules_are_gone(enter, client, path):
    enter(Role.ADMINISTRATOR, Role.LEAD)

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["submission", "venture", "outgoingmessage", "auditevent"])
def test_pages_that_only_show_take_no_change(enter, client, name):
    factories.submission()
    enter(Role.LEAD, Role.AUDITOR)
    record = apps.get_model("engagements", name).objects.first()
    address = reverse(f"admin:engagements_{name}_change", args=[record.pk])

    assert client.post(address, {"status": "closed"}).status_code == 405


def test_mail_about_a_quarantined_submission_is_seen_by_those_who_keep_the_outbox():
    message = factories.moved(factories.submission(), "quarantine").messages.get()
    address = reverse("admin:engagements_outgoingmessage_change", args=[message.pk])
    found = {role: logged_in(role).get(address).status_code for role in Role}

    assert found == {
        Role.TRIAGE: 404,
        Role.OFFICER: 404,
        Role.LEAD: 404,
        Role.SECURITY: 403,
        Role.ANALYST: 403,
        Role.AUDITOR: 404,
        Role.ADMINISTRATOR: 200,
    }


def test_each_reader_of_a_submission_leaves_a_trace_and_a_refusal_none():
    submission = factories.submission()
    before = AuditEvent.objects.filter(act="submission.read").count()
    address = reverse("admin:engagements_submission_change", args=[submission.pk])

    for role in Role:
        logged_in(role).get(address)

    assert AuditEvent.objects.filter(act="submission.read").count() == before + 5
