"""Error pages are readable, ask the database nothing where they must not, and stand when templates do not."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("/nothing-here/", 404, "There is nothing at this address"),
        ("/fails/", 500, "Something went wrong on our side"),
        ("/no-database/", 503, "Back in a moment"),
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


def test_error_page_gives_back_what_was_typed(visitor, django_assert_num_queries):
    typed = {"your_point": "Eighteen months <from> prototype\nto order", "focus-areas": ["1", "4"]}
    with django_assert_num_queries(0):
        response = visitor.post("/no-database/?step=2", typed)
    page = response.content.decode()

    assert response.status_code == 503
    assert 'action="/no-database/?step=2"' in page
    assert ">Eighteen months &lt;from&gt; prototype\nto order</textarea>" in page
    assert page.count('name="focus-areas"') == 2
    assert settings.CSRF_COOKIE_NAME in response.cookies


def test_error_page_gives_no_password_back(visitor):
    page = visitor.post("/policy/no-database/", {"password": "seven quiet harbours"}).content.decode()

    assert "Back in a moment" in page
    assert "harbours" not in page


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
