"""Ventures in the admin: seen through their submissions, contacts for those who answer."""

import pytest
from django.urls import reverse

from engagements.choices import Role
from engagements.models import AuditEvent, Venture
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/venture/"
PERSON = {"name": "Kiran Founder", "email": "kiran@example.org", "mobile": "+919876543210", "job_title": "Director"}


def page_of(venture: Venture) -> str:
    return reverse("admin:engagements_venture_change", args=[venture.pk])


def listed(client, **parameters) -> dict[str, int]:
    return {row.name: row.submissions_seen for row in client.get(LIST, parameters).context["cl"].result_list}


def test_list_counts_the_submissions_that_one_may_see(enter, client):
    for name in ("Alpha", "Alpha", "Beta"):
        factories.submission(venture=name)
    factories.moved(factories.submission(venture="Alpha"), "quarantine")
    factories.moved(factories.submission(venture="Hidden"), "quarantine")
    factories.venture(name="Silent")

    enter(Role.LEAD)
    assert listed(client) == {"Alpha": 2, "Beta": 1}
    enter(Role.SECURITY)
    assert listed(client) == {"Alpha": 1, "Hidden": 1}
    enter(Role.LEAD, Role.SECURITY)
    assert listed(client) == {"Alpha": 3, "Beta": 1, "Hidden": 1}


def test_list_is_searched_narrowed_and_ordered_by_count(enter, client):
    enter(Role.ANALYST)
    for name in ("Alpha", "Beta", "Beta"):
        factories.submission(venture=name, profile={"state": "TN" if name == "Beta" else "KA"})

    assert listed(client, q="alp") == {"Alpha": 1}
    assert listed(client, state="TN") == {"Beta": 2}
    assert list(listed(client, o="-5")) == ["Beta", "Alpha"]


def test_page_shows_profile_and_submissions(enter, client):
    enter(Role.ANALYST)
    seen = factories.submission(
        venture="Alpha", summary="A point of Alpha", profile={"website": "https://alpha.example.org/"}
    )
    held = factories.moved(factories.submission(venture="Alpha", summary="A held point"), "quarantine")

    response = client.get(page_of(seen.venture))

    page = response.content.decode()
    assert list(response.context["submissions"]) == [seen]
    assert ("A point of Alpha" in page, "https://alpha.example.org/" in page) == (True, True)
    assert held.summary not in page


@pytest.mark.parametrize(
    ("role", "is_shown"),
    [(Role.TRIAGE, True), (Role.OFFICER, True), (Role.LEAD, True), (Role.ANALYST, False), (Role.AUDITOR, False)],
)
def test_contacts_are_shown_to_those_who_answer_and_reading_is_put_on_record(enter, client, role, is_shown):
    enter(role)
    submission = factories.submission(person=PERSON)

    page = client.get(page_of(submission.venture)).content.decode()

    assert [words in page for words in PERSON.values()] == [is_shown] * 4
    assert AuditEvent.objects.filter(act="venture.read").count() == int(is_shown)


def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    factories.submission()
    with_one = queries_of(LIST)
    factories.submission(is_example=True)
    factories.submission()

    assert queries_of(LIST) == with_one <= 8


def test_page_asks_as_much_for_three_submissions_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    submission = factories.submission(venture="Alpha")
    with_one = queries_of(page_of(submission.venture))
    factories.submission(venture="Alpha")
    factories.submission(venture="Alpha")

    assert queries_of(page_of(submission.venture)) == with_one
