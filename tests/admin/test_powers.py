"""The pages on which a second administrator confirms: shown to those who decide, after they proved who they are."""

from urllib.parse import quote

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from engagements.choices import PowerOutcome, Role
from engagements.models import Official, OutgoingMessage, PowerRequest
from tests import factories
from tests.admin.pages import page_of
from tests.admin.test_officials import ADD, facts, new
from tests.reading import html_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]


def administrator(name: str, *, is_proved: bool = True) -> Client:
    """Return the browser of an administrator who has signed in, and just proved who they are."""
    official = factories.official(Role.ADMINISTRATOR, full_name=name)
    client = Client()
    client.force_login(official)
    if is_proved:
        prove(client)
    return client


def prove(client: Client, *, then: str = "/admin/"):
    return client.post(f"/accounts/reauthenticate/?next={then}", {"password": factories.PASSWORD})


def roles_of(official: Official) -> set[Role]:
    return set(Official.objects.get(pk=official.pk).roles)


@pytest.fixture
def ada():
    return administrator("Ada Admin")


@pytest.fixture
def bela():
    return administrator("Bela Admin")


def decide(request: PowerRequest) -> str:
    return f"/admin/engagements/official/powers/{request.pk}/"


def test_powerful_role_is_asked_by_one_and_confirmed_by_another(ada, bela):
    official = factories.official(Role.TRIAGE, full_name="Lea New")

    said = html_of(ada.post(page_of(official), facts(official, roles=["triage", "lead"]), follow=True))
    assert "Lead: another administrator has to confirm this; they are told by email." in said
    own, theirs = (html_of(client.get(page_of(official))) for client in (ada, bela))
    assert [("Withdraw the request" in page, 'name="confirm"' in page) for page in (own, theirs)] == [
        (True, False),
        (False, True),
    ]
    assert "Ada Admin asked for this on" in theirs
    done = html_of(bela.post(decide(PowerRequest.objects.get()), {"confirm": ""}, follow=True))

    assert "Confirmed: it is done" in done
    assert roles_of(official) == {Role.TRIAGE, Role.LEAD}
    assert 'Confirmed by a second administrator <span class="muted">(Ada Admin, Bela Admin)' in done


def test_powerful_role_is_refused(ada, bela):
    official = factories.official(Role.TRIAGE)
    ada.post(page_of(official), facts(official, roles=["triage", "security"]))

    bela.post(decide(PowerRequest.objects.get()), {"refuse": ""})

    assert (roles_of(official), PowerRequest.objects.get().outcome) == ({Role.TRIAGE}, PowerOutcome.REFUSED)


def test_whoever_asked_cannot_confirm_by_another_way(ada, bela):
    official = factories.official(Role.TRIAGE)
    ada.post(page_of(official), facts(official, roles=["triage", "lead"]))

    said = html_of(ada.post(decide(PowerRequest.objects.get()), {"confirm": ""}, follow=True))

    assert "neither who asked nor whom it is about" in said
    assert roles_of(official) == {Role.TRIAGE}


@pytest.mark.parametrize("page", ["change", "add", "factor", "powers"])
def test_each_step_asks_first_who_sits_there(ada, page):
    official = factories.official(Role.LEAD)
    TOTP.activate(official, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    ada.post(page_of(official), facts(official, roles=["lead", "auditor"]))
    away = administrator("Cleo Admin", is_proved=False)
    address, sent = {
        "change": (page_of(official), facts(official, roles=["lead", "security"])),
        "add": (ADD, new(roles=["lead"])),
        "factor": (page_of(official, "factor"), {}),
        "powers": (decide(PowerRequest.objects.get()), {"confirm": ""}),
    }[page]
    before = (PowerRequest.objects.count(), OutgoingMessage.objects.count(), roles_of(official))

    response = away.post(address, sent)

    assert response["Location"] == f"/accounts/reauthenticate/?next={quote(address, safe='')}"
    assert (PowerRequest.objects.count(), OutgoingMessage.objects.count(), roles_of(official)) == before


def test_form_goes_on_by_itself_once_the_password_was_shown(bela):
    away, official = administrator("Ada Admin", is_proved=False), factories.official(Role.TRIAGE)
    away.post(page_of(official), facts(official, roles=["triage", "lead"]))

    prove(away, then=page_of(official))

    assert PowerRequest.objects.get().roles == ["lead"]


def test_roles_without_power_ask_nothing_again():
    away, official = administrator("Ada Admin", is_proved=False), factories.official(Role.TRIAGE)

    away.post(page_of(official), facts(official, roles=["triage", "officer"]))

    assert roles_of(official) == {Role.TRIAGE, Role.OFFICER}


def test_invitation_says_what_waits(ada, bela):
    said = html_of(ada.post(ADD, new(roles=["triage", "administrator"]), follow=True))

    assert "has been invited" in said
    assert "Administrator: another administrator has to confirm this" in said
    assert roles_of(Official.objects.get(email="new@example.org")) == {Role.TRIAGE}


def test_second_factor_of_a_lead_waits_for_another_administrator(ada, bela):
    lead = factories.official(Role.LEAD)
    TOTP.activate(lead, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    said = html_of(ada.post(page_of(lead, "factor"), follow=True))
    assert "Another administrator has to confirm this" in said
    assert lead.authenticator_set.exists()
    bela.post(decide(PowerRequest.objects.get()), {"confirm": ""})

    assert not lead.authenticator_set.exists()


def test_granting_alone_is_shown_on_the_account():
    first, official = administrator("Ada Admin"), factories.official(Role.TRIAGE)
    first.post(page_of(official), facts(official, roles=["triage", "lead"]))

    auditor = Client()
    auditor.force_login(factories.official(Role.AUDITOR))
    page = html_of(auditor.get(page_of(official)))

    assert 'New roles: Lead – Done by one person alone <span class="muted">(Ada Admin)' in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_nobody_else_decides(ada, role):
    official = factories.official(Role.TRIAGE)
    Official.objects.filter(grants__role=Role.ADMINISTRATOR).update(last_login=timezone.now())
    administrator("Bela Admin")
    ada.post(page_of(official), facts(official, roles=["triage", "lead"]))
    other = Client()
    other.force_login(factories.official(role))

    assert other.post(decide(PowerRequest.objects.get()), {"confirm": ""}).status_code == 403
