"""Error pages are readable, ask the database nothing where they must not, and stand when templates do not."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

CONTROL = re.compile(
    r'(?:<label[^>]*for="(?P<for>[^"]+)">(?P<label>[^<]*)</label>\s*(?:<p.*?</p>\s*)?)?'
    r"<(?:input(?P<input>[^>]*)>|textarea(?P<area>[^>]*)>\n(?P<text>[^<]*)</textarea>)"
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]


def fields_of(page: str) -> dict[str, tuple[str, str, list[str]]]:
    """Return the fields of a page's form by name, each with its kind, its label and its values."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for match in CONTROL.finditer(page):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', match["input"] or match["area"]))
        kind = attributes.get("type", "textarea")
        value = attributes.get("value", "") if match["area"] is None else match["text"]
        label = unescape(match["label"] or "") if match["for"] == attributes.get("id") else ""
        found.setdefault(attributes["name"], (kind, label, []))[2].append(unescape(value))
    return {name: field for name, field in found.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/nothing-here/", 404, "Page not found"),
        ("/fails/", 500, "Sorry, there is a problem with the service"),
        ("/no-database/", 503, "Sorry, the service is temporarily unavailable"),
    ],
)
def test_error_page_says_what_happened_without_queries(visitor, django_assert_num_queries, path, status, heading):
    with django_assert_num_queries(0):
        response = visitor.get(path)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.content.decode()


def test_error_page_of_a_database_that_is_away_says_when_to_come_back(visitor):
    assert visitor.get("/no-database/")["Retry-After"] == "30"
    assert "Retry-After" not in visitor.get("/fails/").headers


def test_error_page_gives_back_what_was_typed_under_its_label(visitor, django_assert_num_queries):
    typed = {
        "was": "",
        "summary": "Paid <late>",
        "experience": "Eighteen months\nto order",
        "proposal": "",
        "homepage": "",
    }
    chosen = {"q-sectors": ["1", "4"], "version": "7", "q-orders": "two", "later": "yes"}
    with django_assert_num_queries(0):
        response = visitor.post("/no-database/?step=2", typed | chosen)
    page = response.content.decode()

    assert response.status_code == 503
    assert 'action="/no-database/?step=2"' in page
    assert fields_of(page) == {
        "summary": ("text", "Summary in one line", ["Paid <late>"]),
        "experience": ("textarea", "What happened?", ["Eighteen months\nto order"]),
        **{name: ("hidden", "", [typed[name]]) for name in ("was", "proposal", "homepage")},
        "q-sectors": ("hidden", "", ["1", "4"]),
        **{name: ("hidden", "", [chosen[name]]) for name in ("version", "q-orders", "later")},
    }
    assert settings.CSRF_COOKIE_NAME in response.cookies


def test_error_page_names_what_was_typed_in_the_language_of_the_reader(visitor):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    typed = {"summary": "देर", "wording-q-orders": "कितने ऑर्डर?", "q-orders": "बारह"}
    fields = fields_of(visitor.post("/no-database/", typed | {"experience": "देर से", "proposal": ""}).content.decode())

    assert fields["summary"] == ("text", "बात एक पंक्ति में", ["देर"])
    assert fields["q-orders"] == ("text", "कितने ऑर्डर?", ["बारह"])
    assert fields["wording-q-orders"] == ("hidden", "", ["कितने ऑर्डर?"])


def test_error_page_takes_the_label_from_the_form_that_was_sent(visitor):
    reply = {"disposition": "accepted", "kind": "final", "reason": "In place", "body": "Dear Asha"}
    note = {"body": "Called her", "version": "3", "opened": "x", "seen": "y"}

    assert fields_of(visitor.post("/policy/no-database/", reply).content.decode())["body"][1] == "Reply"
    assert fields_of(visitor.post("/policy/no-database/", note).content.decode())["body"][1] == "Note"


def test_error_page_asks_for_files_again(visitor):
    files = [SimpleUploadedFile("a.pdf", b"1"), SimpleUploadedFile("b.pdf", b"2")]
    page = visitor.post("/no-database/", {"summary": "Late", "attachments": files}).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert "Not stored yet. Choose again: a.pdf, b.pdf" in page
    assert fields_of(page)["attachments"][0] == "file"


@pytest.mark.parametrize("path", ["/policy/no-database/", "/accounts/no-database/"])
def test_error_page_gives_no_password_back(visitor, path):
    page = visitor.post(path, {"password": "seven quiet harbours"}).content.decode()

    assert "Sorry, the service is temporarily unavailable" in page
    assert "harbours" not in page


def test_error_page_gives_no_code_of_a_log_in_back(visitor):
    page = visitor.post("/accounts/no-database/", {"code": "123456"}).content.decode()

    assert "Sorry, the service is temporarily unavailable" in page
    assert "123456" not in page


def test_error_page_for_an_official_asks_nothing_either(visitor, django_user_model, django_assert_num_queries):
    official = django_user_model.objects.create_user("asha@example.org", "a long pass phrase", full_name="Asha Rao")
    visitor.force_login(official)

    with django_assert_num_queries(0):
        response = visitor.get("/fails/")

    assert response.status_code == 500


def test_error_page_quotes_nothing_of_the_failure(visitor):
    assert "Asha" not in visitor.get("/fails/").content.decode()


def test_error_page_without_its_template_is_a_plain_sentence(visitor, settings, tmp_path):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path], "APP_DIRS": False}]
    response = visitor.get("/fails/")

    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert response.content.startswith(b"Something went wrong on our side.")


def test_error_page_of_a_refused_form_explains(settings):
    response = Client(enforce_csrf_checks=True).post("/policy/keeps/")

    assert response.status_code == 403
    assert "This form was open for too long" in response.content.decode()
