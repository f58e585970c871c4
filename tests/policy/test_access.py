"""Who opens the policy pages and who takes figures out of them."""

import pytest

from engagements.choices import Role
from engagements.models import AuditEvent
from tests import factories as make

PAGES = ["/policy/", "/policy/challenges/", "/policy/submissions/", "/policy/ventures/"]
FILES = ["/policy/overview.csv", "/policy/challenges.csv", "/policy/submissions.csv", "/policy/ventures.csv"]
OPENS = {Role.ANALYST, Role.LEAD, Role.AUDITOR}
EXPORTS = {Role.ANALYST, Role.LEAD}


@pytest.mark.parametrize("url", PAGES + FILES)
def test_visitor_is_led_to_the_log_in_and_back(client, db, url):
    response = client.get(url, {"state": "KA"})

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={url}%3Fstate%3DKA")


@pytest.mark.parametrize("role", Role)
def test_pages_open_by_role(logged_in, role):
    client = logged_in(role)

    assert {client.get(url).status_code for url in PAGES} == {200 if role in OPENS else 403}


@pytest.mark.parametrize("role", Role)
def test_files_open_by_role(logged_in, role):
    client = logged_in(role)

    assert {client.get(url).status_code for url in FILES} == {200 if role in EXPORTS else 403}


def test_official_without_a_role_opens_nothing(logged_in):
    client = logged_in()

    assert {client.get(url).status_code for url in PAGES + FILES} == {403}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
def test_link_to_a_file_is_for_those_who_may_export(logged_in, role):
    make.submission()
    client = logged_in(role)

    linked = {url: ".csv" in client.get(url).content.decode() for url in PAGES}

    assert linked == dict.fromkeys(PAGES, role in EXPORTS)


@pytest.mark.parametrize("url", PAGES + FILES)
def test_pages_are_read_and_not_written_to(analyst, url):
    assert analyst.post(url).status_code == 405


@pytest.mark.parametrize("url", PAGES)
def test_pages_are_kept_by_no_cache_and_no_search_engine(analyst, url):
    response = analyst.get(url)

    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_refused_export_leaves_no_row_in_the_trail(logged_in):
    logged_in(Role.AUDITOR).get("/policy/submissions.csv")

    assert not AuditEvent.objects.filter(act="submissions.exported").exists()
