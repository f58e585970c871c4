"""Accounts in the admin: opened, changed, given passwords; viewed by auditors."""

import pytest
from django.urls import reverse

from engagements.choices import Role
from engagements.models import AuditEvent, Official
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/official/"
ADD = f"{LIST}add/"
GOOD = "a long first password"


def page_of(official: Official, name: str = "change") -> str:
    return reverse(f"admin:engagements_official_{name}", args=[official.pk])


def new(**given) -> dict[str, object]:
    return {"email": "new@example.org", "full_name": "New Person", "designation": "Desk 4", "roles": ["triage"]} | given


def facts(official: Official, **given) -> dict[str, object]:
    held = {"full_name": official.full_name, "designation": official.designation, "is_active": "on"}
    return held | {"roles": [str(role) for role in official.roles]} | given


def errors_in(response) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_account_is_opened_with_roles_and_a_first_password(enter, client):
    administrator = enter(Role.ADMINISTRATOR)

    response = client.post(ADD, new(roles=["triage", "officer"], password=GOOD, again=GOOD))

    made = Official.objects.get(email="new@example.org")
    assert response["Location"] == LIST
    assert (made.full_name, made.designation, made.roles) == ("New Person", "Desk 4", {Role.TRIAGE, Role.OFFICER})
    assert made.check_password(GOOD)
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        "official.recorded",
        administrator,
        {"roles": ["officer", "triage"]},
    )


def test_account_without_a_first_password_waits_for_its_official(enter, client):
    enter(Role.ADMINISTRATOR)

    client.post(ADD, new())

    assert not Official.objects.get(email="new@example.org").has_usable_password()


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"email": ""}, {"email": ["This field is required."]}),
        ({"email": "no address"}, {"email": ["Enter a valid email address."]}),
        ({"email": "TAKEN@example.org"}, {"email": ["There is an account with this address already."]}),
        ({"roles": ["emperor"]}, {"roles": ["Select a valid choice. emperor is not one of the available choices."]}),
        ({"password": GOOD, "again": "other"}, {"again": ["The two passwords differ. Type both again."]}),
        (
            {"password": "short", "again": "short"},
            {"password": ["This password is too short. It must contain at least 12 characters."]},
        ),
        (
            {"full_name": "a\x07b"},
            {"full_name": ["Remove the invisible control character. It may come from copying out of another program."]},
        ),
    ],
)
def test_account_that_cannot_be_opened_is_told_at_its_field(enter, client, given, errors):
    enter(Role.ADMINISTRATOR)
    factories.official(Role.LEAD, email="taken@example.org")
    before = Official.objects.count()

    response = client.post(ADD, new(**given))

    assert errors_in(response) == errors
    assert "<title>Error: Add an official – Officials" in response.content.decode()
    assert Official.objects.count() == before


def test_account_is_changed(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)

    client.post(page_of(official), facts(official, full_name="Renamed", roles=["lead"]))

    changed = Official.objects.get(pk=official.pk)
    assert (changed.full_name, changed.roles, changed.is_active) == ("Renamed", {Role.LEAD}, True)


def test_account_of_a_leaver_is_closed(enter, client):
    enter(Role.ADMINISTRATOR)
    leaver = factories.official(Role.TRIAGE)
    given = facts(leaver)
    del given["is_active"]

    client.post(page_of(leaver), given)

    assert not Official.objects.get(pk=leaver.pk).is_active


def test_account_of_one_s_own_is_not_closed(enter, client):
    administrator = enter(Role.ADMINISTRATOR)

    response = client.post(page_of(administrator), facts(administrator, roles=["lead"]))

    assert errors_in(response) == {
        "__all__": ["You cannot take your own access away. Ask another administrator to do it."]
    }
    assert Official.objects.get(pk=administrator.pk).roles == {Role.ADMINISTRATOR}


def test_password_is_set_and_its_rules_are_kept(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)

    refused = client.post(page_of(official, "password"), {"password": "password1234", "again": "password1234"})
    assert errors_in(refused) == {"password": ["This password is too common."]}
    client.post(page_of(official, "password"), {"password": GOOD, "again": GOOD})

    assert Official.objects.get(pk=official.pk).check_password(GOOD)


def test_auditor_views_accounts_and_changes_none(enter, client):
    enter(Role.AUDITOR)
    official = factories.official(Role.TRIAGE, full_name="Tara Triage", email="tara@example.org")

    page = text_of(client.get(page_of(official)))

    assert all(words in page for words in ("Tara Triage", "tara@example.org", "Triage officer"))
    assert "account-form" not in page
    assert client.post(page_of(official), facts(official, full_name="Else")).status_code == 403
    assert client.post(ADD, new()).status_code == 403
    assert client.post(page_of(official, "password"), {"password": GOOD, "again": GOOD}).status_code == 403
    assert Official.objects.get(pk=official.pk).full_name == "Tara Triage"


def test_no_page_of_an_account_shows_the_password_s_hash(enter, client):
    enter(Role.ADMINISTRATOR)
    official = factories.official(Role.TRIAGE)

    pages = [client.get(path).content.decode() for path in (LIST, page_of(official), page_of(official, "password"))]

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
        name: {str(duty.what): duty.allowed for duty in response.context[name]} for name in ("acts", "moves", "records")
    }
    assert tables["acts"]["Reply to ventures"] == ("", "yes", "yes", "", "", "", "")
    assert tables["moves"]["Release from quarantine"] == ("", "", "", "yes", "", "", "")
    assert tables["records"]["Consultations"] == ("views", "views", "edits", "views", "views", "views", "edits")
    assert tables["records"]["Audit trail"] == ("", "", "", "", "", "views", "")
