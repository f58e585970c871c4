"""The language switch remembers the language and keeps the reader's place."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests import factories
from tests.public import filling

LANGUAGE = reverse("public:language")


def choose(client, **sent):
    return client.post(LANGUAGE, sent)


def test_language_is_remembered_and_leads_back(client):
    response = choose(client, language="hi", next="/track/?x=1")

    cookie = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (response.status_code, response.url, cookie.value) == (303, "/track/?x=1", "hi")
    assert {name: cookie[name] for name in ("max-age", "httponly", "secure", "samesite", "path")} == {
        "max-age": 365 * 24 * 3600,
        "httponly": True,
        "secure": True,
        "samesite": "Lax",
        "path": "/",
    }
    assert '<html lang="hi">' in client.get("/track/").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example.org/", "//evil.example.org", "///evil.example.org", "javascript:alert(1)", ""),
        *("\\\\evil.example.org", "http:///evil.example.org", "https:evil.example.org", "\x00//evil.example.org"),
    ],
)
def test_language_never_leads_to_another_site(client, elsewhere):
    assert choose(client, language="hi", next=elsewhere).url == "/"


@pytest.mark.parametrize("language", ["", "fr", "hi\n", "<script>", "x" * 10_000, "\x00", "../hi"])
def test_language_that_is_not_spoken_changes_nothing(client, language):
    response = choose(client, language=language, next="/track/")

    assert (response.status_code, response.url, settings.LANGUAGE_COOKIE_NAME in client.cookies) == (
        303,
        "/track/",
        False,
    )


def test_language_next_with_line_breaks_adds_no_header(client):
    response = choose(client, language="hi", next="/track/\r\nSet-Cookie: a=b")

    assert (response.url, "a" in client.cookies) == ("/track/%0D%0ASet-Cookie:%20a=b", False)


def test_language_is_changed_by_a_button_alone(client):
    assert client.get(LANGUAGE).status_code == 405


@pytest.mark.django_db
def test_language_keeps_the_draft(client):
    to = factories.consultation()
    filling.begin(client, to)
    client.post(filling.url("form_step", to, "point"), filling.answers(to)["point"])

    response = choose(client, language="hi", next=filling.url("form_step", to, "point"))

    assert "Milestone payments arrive late" in client.get(response.url).content.decode()
