"""Accounts in the admin: invited, changed, closed for leavers; viewed by auditors."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from engagements.actions import casework
from engagements.admin.officials.acts import OfferedAction
from engagements.choices import Role
from engagements.models import AuditEvent, Official, OutgoingMessage, Submission
from tests import factories
from tests.admin.pages import page_of
from tests.reading import html_of, title_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/official/"
ADD = f"{LIST}add/"
GOOD = "a long first password"
ACTS = ("invitation", "factor", "leave")


def new(**given) -> dict[str, object]:
    return {"email": "new@example.org", "full_name": "New Person", "designation": "Desk 4", "roles": ["triage"]} | given


def facts(official: Official, **given) -> dict[str, object]:
    held = {"full_name": official.full_name, "designation": official.designation, "is_active": "on"}
    return held | {"roles": [str(role) for role in official.roles]} | given


def errors_in(response) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def test_account_is_opened_by_an_invitation(enter, client):
    administrator = enter(Role.ADMINISTRATOR)

    response = client.post(ADD, new(roles=["triage", "officer"]))

    made = Official.objects.get(email="new@example.org")
    assert response["Location"] == page_of(made)
    assert (made.full_name, made.designation, made.roles) == ("New Person", "Desk 4", {Role.TRIAGE, Role.OFFICER})
    assert not made.has_usable_password()
    events = AuditEvent.objects.filter(official=administrator).order_by("pk")
    assert [event.act for event in events] == ["official.recorded", "official.invited"]


def invitation_path() -> str:
    [found] = re.findall(r"/accounts/invitation/\w+/", OutgoingMessage.objects.latest("pk").body)
    return found


def test_invitation_is_accepted_by_choosing_a_password(enter, client):
    enter(Role.ADMINISTRATOR)
    client.post(ADD, new(email="new@ｅｘａｍｐｌｅ.org\u200f"))
    path, invited = invitation_path(), Client()

    assert "You sign in as new@example.org." in html_of(invited.get(path))
    refused = invited.post(path, {"password": "password1234", "again": "password1234"})
    assert errors_in(refused) == {"password": ["This password is too common."]}
    accepted = invited.post(path, {"password": GOOD, "again": GOOD})

    assert accepted["Location"] == "/accounts/login/?next=/accounts/2fa/"
    assert Official.objects.get(email="new@example.org").check_password(GOOD)
    assert [invited.get(path).status_code, invited.post(path, {}).status_code] == [404, 404]


def test_invitation_is_not_used_up_by_being_looked_at(enter, client):
    enter(Role.ADMINISTRATOR)
    client.post(ADD, new())
    path = invitation_path()

    assert [Client().get(path).status_code for _ in range(3)] == [200, 200, 200]


def test_invitation_is_sent_again_and_taken_back(enter, client):
    enter(Role.ADMINISTRATOR)
    client.post(ADD, new())
    made, first = Official.objects.get(email="new@example.org"), invitation_path()

    client.post(page_of(made, "invitation"), {"send": ""})
    second = invitation_path()
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]
    client.post(page_of(made, "invitation"), {"take_back": ""})

    assert Client().get(second).status_code == 404
    assert not Official.objects.get(pk=made.pk).is_active


def test_invited_account_gets_no_link_from_the_log_in_page(enter, client):
    enter(Role.ADMINISTRATOR)
    client.post(ADD, new())

    Client().post("/accounts/password/reset/", {"email": "new@example.org"})

    assert "/password/reset/key/" not in OutgoingMessage.objects.latest("pk").body


def test_account_of_a_leaver_shows_first_what_follows(enter, client):
    enter(Role.ADMINISTRATOR)
    leaver, successor = factories.official(Role.OFFICER), factories.official(Role.TRIAGE, full_name="Next Person")
    made = factories.submission()
    casework.assign(made, leaver, by=factories.actor(Role.LEAD), at=factories.AT, version=made.version)

    shown = html_of(client.get(page_of(leaver, "leave")))
    assert "1 unfinished submission is assigned to them, 1 overdue." in shown
    assert made.reference not in shown
    response = client.post(page_of(leaver, "leave"), {"successor": successor.pk}, follow=True)

    assert "1 submission is now assigned to Next Person." in html_of(response)
    assert Submission.objects.get().officer_in_charge == successor
    assert Official.objects.get(pk=leaver.pk).left_at is not None


def test_account_of_a_leaver_may_go_without_a_successor(enter, client):
    enter(Role.ADMINISTRATOR)
    leaver = factories.official(Role.OFFICER)

    client.post(page_of(leaver, "leave"), {"successor": ""})

    assert not Official.objects.get(pk=leaver.pk).is_active


def test_lost_second_factor_is_taken_away(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.OFFICER)
    TOTP.activate(official, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert "authenticator app" in html_of(client.get(page_of(official, "factor")))
    response = client.post(page_of(official, "factor"), follow=True)

    assert "no longer has a second factor and will be told by email." in html_of(response)
    assert not official.authenticator_set.exists()


def test_account_of_one_s_own_offers_none_of_these_acts(enter, client):
    administrator = enter(Role.ADMINISTRATOR)

    page = client.get(page_of(administrator))
    assert page.context["acts"] == OfferedAction()
    refused = [client.post(page_of(administrator, name), follow=True) for name in ("factor", "leave")]

    assert "Ask another administrator to reset your second factor" in html_of(refused[0])
    assert "You cannot remove your own access." in html_of(refused[1])


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"email": ""}, {"email": ["This field is required."]}),
        ({"email": "no address"}, {"email": ["Enter a full email address, for example name@example.org"]}),
        ({"email": "TAKEN@example.org"}, {"email": ["An account with this email address already exists."]}),
        ({"roles": ["emperor"]}, {"roles": ["Select a valid choice. emperor is not one of the available choices."]}),
        (
            {"full_name": "a\x07b"},
            {"full_name": ["Remove the invisible control character. It may have been copied from another program."]},
        ),
    ],
)
def test_account_that_cannot_be_opened_is_told_at_its_field(enter, client, given, errors):
    enter(Role.ADMINISTRATOR)
    factories.official(Role.LEAD, email="taken@example.org")
    before = Official.objects.count()

    response = client.post(ADD, new(**given))

    assert errors_in(response) == errors
    assert title_of(response.text).startswith("Error: Invite an official – Officials")
    assert Official.objects.count() == before


def test_account_is_changed(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)

    client.post(page_of(official), facts(official, full_name="Renamed", roles=["officer"]))

    changed = Official.objects.get(pk=official.pk)
    assert (changed.full_name, changed.roles, changed.is_active) == ("Renamed", {Role.OFFICER}, True)


def test_account_is_locked(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)
    given = facts(official)
    del given["is_active"]

    client.post(page_of(official), given)

    assert not Official.objects.get(pk=official.pk).is_active


def test_account_of_one_s_own_is_not_closed(enter, client):
    administrator = enter(Role.ADMINISTRATOR)

    client.post(page_of(administrator), {"full_name": "Own Name", "roles": ["administrator", "lead"]})

    own = Official.objects.get(pk=administrator.pk)
    assert (own.full_name, own.is_active, own.roles) == ("Own Name", True, {Role.ADMINISTRATOR})
    assert "No one changes their own roles." in html_of(client.get(page_of(administrator)))


def test_auditor_views_accounts_and_changes_none(enter, client):
    enter(Role.AUDITOR)
    official = factories.official(Role.TRIAGE, full_name="Tara Triage", email="tara@example.org")

    page = html_of(client.get(page_of(official)))

    assert all(words in page for words in ("Tara Triage", "tara@example.org", "Triage officer"))
    assert "account-form" not in page
    assert client.post(page_of(official), facts(official, full_name="Else")).status_code == 403
    assert client.post(ADD, new()).status_code == 403
    assert [client.post(page_of(official, name)).status_code for name in ACTS] == [403, 403, 403]
    assert Official.objects.get(pk=official.pk).full_name == "Tara Triage"


def test_no_page_of_an_account_shows_the_password_s_hash(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)

    pages = [client.get(path).content.decode() for path in (LIST, page_of(official), page_of(official, "leave"))]

    assert [official.password in page for page in pages] == [False, False, False]


def test_list_is_narrowed_by_role(enter, client):
    enter(Role.AUDITOR)
    officer = factories.official(Role.OFFICER, Role.LEAD)
    factories.official(Role.TRIAGE)

    assert list(client.get(LIST, {"role": "officer"}).context["cl"].result_list) == [officer]


def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of):
    enter(Role.AUDITOR)
    with_one = queries_of(LIST)
    for _ in range(2):
        factories.official(Role.OFFICER, Role.LEAD)

    assert queries_of(LIST) == with_one <= 8


def test_who_may_do_what_is_drawn_from_the_rules(enter, client):
    enter(Role.TRIAGE)

    response = client.get("/admin/who-may-do-what/")

    tables = {
        name: {str(duty.what): duty.allowed for duty in response.context[name]}
        for name in ("acts", "transitions", "records")
    }
    assert tables["acts"]["Assign an officer"] == ("yes", "", "yes", "", "", "", "")
    assert tables["transitions"]["Reply"] == ("", "yes", "yes", "", "", "", "")
    assert tables["transitions"]["Release from quarantine"] == ("", "", "", "yes", "", "", "")
    assert tables["records"]["Consultations"] == ("views", "views", "edits", "views", "views", "views", "edits")
    assert tables["records"]["Audit trail"] == ("", "", "", "", "", "views", "")
