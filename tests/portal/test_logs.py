"""Log lines can be followed and hold nothing that a person wrote."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from engagements.choices import Role
from portal.logs import JsonFormatter
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict]]]:
    """Collect what is logged while a test runs, as the formatter writes it."""
    written: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(JsonFormatter().format(record))

    root, collector = logging.getLogger(), Collector()
    ours = [logging.getLogger(name) for name in ("portal.requests", "portal.refusals")]
    root.addHandler(collector)
    for logger in ours:
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written]
    root.removeHandler(collector)
    for logger in ours:
        logger.setLevel(logging.NOTSET)


def test_request_is_logged_by_its_route(lines):
    Client().get("/answers/a-secret-token/?email=asha@example.org", headers={"x-request-id": "proxy-12345678"})

    [line] = [line for line in lines() if line["logger"] == "portal.requests"]
    assert (line["event"], line["method"], line["route"]) == ("request", "GET", "/answers/<secret>/")
    assert (line["status"], line["request_id"], line["level"]) == (200, "proxy-12345678", "INFO")
    assert "secret-token" not in json.dumps(lines())


def test_request_that_fails_is_logged_once_with_its_trace(lines):
    Client(raise_request_exception=False).get("/fails/?name=Asha")

    [line] = [line for line in lines() if line["level"] == "ERROR"]
    assert (line["event"], line["exception"]) == ("500 /fails/", "builtins.RuntimeError")
    assert "reason" not in line
    assert line["trace"][-1].startswith("tests/portal/urls.py:")
    assert line["trace"][-1].endswith(" fails")


@pytest.mark.parametrize(
    ("path", "status", "route"),
    [
        ("/admin/engagements/official/", 403, "/admin/engagements/official/"),
        ("/admin/engagements/submission/4711/change/", 404, "/admin/engagements/submission/<path:object_id>/change/"),
        ("/policy/", 403, "/policy/"),
    ],
)
def test_refused_official_is_logged_by_number_and_route(lines, path, status, route):
    official = factories.official(Role.TRIAGE, full_name="Asha Rao", email="asha@example.org")
    client = Client()
    client.force_login(official)
    found = client.get(path + "?q=Asha").status_code

    [line] = [line for line in lines() if line["logger"] == "portal.refusals"]
    facts = {name: line[name] for name in ("event", "level", "official", "method", "status")}
    assert facts == {"event": "refused", "level": "WARNING", "official": official.pk, "method": "GET", "status": status}
    assert (found, line["route"].split("<")[0]) == (status, route.split("<")[0])
    assert "asha" not in json.dumps(lines()).lower()


def test_page_that_opens_and_visitors_leave_no_line_about_a_refusal(lines):
    client = Client()
    client.force_login(factories.official(Role.TRIAGE))
    client.get("/admin/")
    Client().get("/admin/engagements/official/")
    Client().get("/nothing/")

    assert [line for line in lines() if line["logger"] == "portal.refusals"] == []


def test_log_holds_nothing_that_a_person_wrote(lines):
    visitor = Client(raise_request_exception=False)
    visitor.get("/fails/?name=Asha")
    visitor.get("/nothing/Asha/")
    visitor.get("/answers/Asha/", headers={"referer": "https://feedback.example.org/Asha", "user-agent": "Asha"})

    assert len(lines()) >= 3
    assert "asha" not in json.dumps(lines()).lower()


def test_log_says_why_the_database_is_away(lines):
    Client(raise_request_exception=False).get("/no-database/")

    [line] = [line for line in lines() if line["level"] == "ERROR"]
    assert line["reason"] == "could not connect to server"


def test_log_line_of_other_code_keeps_its_message(lines):
    logging.getLogger("engagements.mail").error("gave up after %d attempts", 9)

    [line] = lines()
    assert (line["logger"], line["event"], line["level"]) == ("engagements.mail", "gave up after 9 attempts", "ERROR")
