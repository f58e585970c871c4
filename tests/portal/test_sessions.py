"""Public pages have no session; officials' pages have one with limits."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagements.models import OfficialSession
from portal.accounts.gates import BEGAN_AT, SEEN_AT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]


@pytest.fixture
def official(django_user_model):
    return django_user_model.objects.create_user("asha@example.org", "a long pass phrase", full_name="Asha Rao")


def test_public_page_reads_no_session_and_asks_the_database_nothing(official, django_assert_num_queries):
    client = Client()
    client.force_login(official)

    with django_assert_num_queries(0):
        response = client.get("/answers/x/")
    assert response.content == b"AnonymousUser 0"
    assert (response.cookies, "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_public_page_that_keeps_something_in_a_session_fails_loudly():
    with pytest.raises(RuntimeError, match="Public pages have no session"):
        Client().get("/keeps/")


def test_officials_page_knows_the_official(official):
    client = Client()
    client.force_login(official)

    assert client.get("/policy/answers/").content.startswith(b"Asha Rao ")


def test_officials_page_keeps_a_session():
    client = Client()
    client.get("/policy/keeps/")

    assert OfficialSession.objects.get().get_decoded() == {"draft": 1}


def test_session_is_over_after_its_limit(official, settings):
    client = Client()
    client.force_login(official)
    set_in_session(client, **{BEGAN_AT: time.time() - settings.SESSION_LIMIT - 1})

    response = client.get("/policy/answers/?scope=all")
    assert (response.status_code, response["Location"]) == (
        302,
        "/accounts/login/?next=/policy/answers/%3Fscope%3Dall",
    )
    assert client.get("/policy/answers/").content.startswith(b"AnonymousUser")


def test_session_goes_on_until_its_limit(official, settings):
    client = Client()
    client.force_login(official)
    set_in_session(client, **{BEGAN_AT: time.time() - settings.SESSION_LIMIT + 60})

    assert client.get("/policy/answers/").status_code == 200


def test_session_idle_for_too_long_is_over(official, settings):
    client = Client()
    client.force_login(official)
    client.get("/policy/answers/")

    expiry = OfficialSession.objects.get().expire_date
    assert expiry - timezone.now() < timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    OfficialSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/policy/answers/").content.startswith(b"AnonymousUser")


def test_session_lives_on_with_clicks(official):
    client = Client()
    client.force_login(official)
    client.get("/policy/answers/")
    before = OfficialSession.objects.get().expire_date
    set_in_session(client, **{SEEN_AT: time.time() - 120})
    OfficialSession.objects.update(expire_date=before - timedelta(minutes=5))

    client.get("/policy/answers/")
    assert OfficialSession.objects.get().expire_date >= before


def test_session_is_not_written_for_every_click(official, django_assert_num_queries):
    client = Client()
    client.force_login(official)
    client.get("/policy/answers/")

    with django_assert_num_queries(2):  # the session and the official
        response = client.get("/policy/answers/")

    assert response.content.startswith(official.full_name.encode())


def set_in_session(client: Client, **values: float) -> None:
    session = client.session
    session.update(values)
    session.save()


def test_session_that_no_page_was_asked_with_is_ended_like_any_other(official):
    client = Client()
    client.force_login(official)
    official.logged_out_at = timezone.now()
    official.save()

    assert client.get("/policy/answers/")["Location"] == "/accounts/login/?next=/policy/answers/"


def test_session_that_does_not_know_when_it_began_is_over(official):
    client = Client()
    client.force_login(official)
    session = client.session
    del session[BEGAN_AT]
    session.save()

    assert client.get("/policy/answers/").status_code == 302
