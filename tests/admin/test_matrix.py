"""Who gets which page: a reviewed table of every address of the admin and every kind of person."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from engagements.admin.site import site
from engagements.choices import PolicyKind, QuestionKind, Role
from engagements.models import AuditEvent, EnterpriseLimit, PolicyVersion, Question
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = ["visitor", "no role", *Role]

# Reviewed by hand. Columns: visitor, account without a role, triage officer, officer in charge, lead, security officer,
# policy analyst, auditor, administrator. 302 leads a visitor to the log-in, and others to where the address belongs.
ALL_VIEW = "302 403 200 200 200 200 200 200 200"
EDITORS = "302 403 403 403 200 403 403 403 200"
AUDITORS = "302 403 403 403 403 403 403 200 403"
NOBODY = "302 403 403 403 403 403 403 403 403"
REFERENCE = {"changelist": ALL_VIEW, "add": EDITORS, "change": ALL_VIEW, "delete": NOBODY, "history": AUDITORS}
PAGES = {
    "index": ALL_VIEW,
    "duties": ALL_VIEW,
    "app_list": "302 403 302 302 302 302 302 302 302",
    "submission_changelist": "302 403 200 200 200 200 200 200 403",
    "submission_add": NOBODY,
    "submission_change": "302 403 200 200 200 404 200 200 403",
    "submission_delete": "302 403 403 403 403 404 403 403 404",
    "submission_history": AUDITORS,
    "submission_act": "302 403 302 302 302 404 403 403 403",
    "quarantined_change": "302 403 404 404 404 200 404 404 403",
    "quarantined_delete": "302 403 404 404 404 403 404 404 404",
    "quarantined_history": "302 403 403 403 403 403 403 404 403",
    "quarantined_act": "302 403 404 404 404 302 404 404 403",
    "venture_changelist": "302 403 200 200 200 200 200 200 403",
    "venture_add": NOBODY,
    "venture_change": "302 403 200 200 200 404 200 200 403",
    "venture_delete": "302 403 403 403 403 404 403 403 404",
    "venture_history": AUDITORS,
    "outgoingmessage_changelist": "302 403 200 200 200 403 403 200 200",
    "outgoingmessage_add": NOBODY,
    "outgoingmessage_change": "302 403 200 200 200 403 403 200 200",
    "outgoingmessage_delete": "302 403 403 403 403 404 403 403 403",
    "outgoingmessage_history": AUDITORS,
    "outgoingmessage_again": "302 403 403 403 302 403 403 403 302",
    "official_changelist": "302 403 403 403 403 403 403 200 200",
    "official_add": "302 403 403 403 403 403 403 403 200",
    "official_change": "302 403 403 403 403 403 403 200 200",
    "official_delete": NOBODY,
    "official_history": AUDITORS,
    "official_password": "302 403 403 403 403 403 403 403 200",
    "auditevent_changelist": AUDITORS,
    "auditevent_add": NOBODY,
    "auditevent_change": AUDITORS,
    "auditevent_delete": NOBODY,
    "auditevent_history": AUDITORS,
    "auditevent_verify": AUDITORS,
    "question_changelist": ALL_VIEW,
    "question_add": EDITORS,
    "question_change": ALL_VIEW,
    "question_delete": NOBODY,
    "question_history": AUDITORS,
    "question_retire": "302 403 403 403 302 403 403 403 302",
    "policyversion_changelist": ALL_VIEW,
    "policyversion_add": EDITORS,
    "policyversion_change": ALL_VIEW,
    "policyversion_delete": NOBODY,
    "policyversion_history": AUDITORS,
} | {
    f"{model}_{page}": statuses
    for model in (
        "consultation", "challenge", "focusarea", "scheme", "contractstage", "enterpriselimit", "officeholder",
    )
    for page, statuses in REFERENCE.items()
}  # fmt: skip
# Addresses that the portal's own log-in pages stand in front of.
SHADOWED = {"login", "logout", "password_change"}


@pytest.fixture
def things() -> dict[str, Any]:
    """Make one record of each kind, by the name of its model."""
    submission = factories.submission()
    quarantined = factories.moved(factories.submission(), "quarantine")
    return {
        "submission": submission,
        "quarantined": quarantined,
        "venture": submission.venture,
        "outgoingmessage": submission.messages.get(),
        "consultation": submission.consultation,
        "challenge": submission.challenge,
        "focusarea": submission.focus_areas.first(),
        "scheme": factories.scheme(),
        "contractstage": factories.contract_stage(),
        "enterpriselimit": EnterpriseLimit.objects.create(
            enterprise_class="micro", valid_from="2025-04-01", investment_crore=2, turnover_crore=10
        ),
        "officeholder": factories.office_holder(),
        "question": Question.objects.create(
            consultation=submission.consultation,
            column="why",
            kind=QuestionKind.SHORT_TEXT,
            wording="Why?",
            asked_from=factories.AT,
        ),
        "official": factories.official(Role.OFFICER),
        "auditevent": AuditEvent.objects.first(),
        "policyversion": PolicyVersion.objects.create(
            kind=PolicyKind.HELP, number=1, body="Help.", published_at=timezone.now(), review_on="2027-01-01"
        ),
    }


def address_of(page: str, things: dict[str, Any]) -> str:
    """Return the address of a page in the table."""
    if page in ("index", "duties"):
        return reverse(f"admin:{page}")
    if page == "app_list":
        return reverse("admin:app_list", args=["engagements"])
    thing, verb = page.split("_")
    model = "submission" if thing == "quarantined" else thing
    arguments = [] if verb in ("changelist", "add", "verify") else [things[thing].pk]
    if verb == "act":
        arguments.append("release" if thing == "quarantined" else "take_up")
    queries = {"policyversion_add": "?kind=help", "question_add": f"?consultation={things['consultation'].pk}"}
    query = queries.get(page, "")
    return reverse(f"admin:engagements_{model}_{verb}", args=arguments) + query


def client_of(person: str) -> Client:
    client = Client()
    if person != "visitor":
        client.force_login(factories.official(*([] if person == "no role" else [Role(person)])))
    return client


def named(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name.removeprefix("engagements_")


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_answer_each_person_as_reviewed(person, things):
    client, column = client_of(person), PEOPLE.index(person)

    found = {page: client.get(address_of(page, things)).status_code for page in PAGES}

    assert found == {page: int(statuses.split()[column]) for page, statuses in PAGES.items()}


def test_pages_are_all_in_the_table():
    assert {name for name in named(site.get_urls()) if name not in SHADOWED} == {
        page for page in PAGES if not page.startswith("quarantined")
    }


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
def test_pages_that_only_show_take_no_change(enter, client, things, name):
    enter(Role.LEAD, Role.AUDITOR)
    address = reverse(f"admin:engagements_{name}_change", args=[things[name].pk])

    assert client.post(address, {"status": "closed"}).status_code == 405


def test_mail_about_a_quarantined_submission_is_seen_by_those_who_keep_the_outbox(client, things):
    message = things["quarantined"].messages.get()
    address = reverse("admin:engagements_outgoingmessage_change", args=[message.pk])
    found = {role: client_of(role).get(address).status_code for role in Role}

    assert found == {
        Role.TRIAGE: 404,
        Role.OFFICER: 404,
        Role.LEAD: 404,
        Role.SECURITY: 403,
        Role.ANALYST: 403,
        Role.AUDITOR: 404,
        Role.ADMINISTRATOR: 200,
    }


def test_each_reader_of_a_submission_leaves_a_trace_and_a_refusal_none(things):
    before = AuditEvent.objects.filter(act="submission.read").count()
    address = reverse("admin:engagements_submission_change", args=[things["submission"].pk])

    for role in Role:
        client_of(role).get(address)

    assert AuditEvent.objects.filter(act="submission.read").count() == before + 5
