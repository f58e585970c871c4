"""Public pages know no log-in: they read no session, keep none, and need no script."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.choices import Role
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def urls(client):
    """Return the address of every public page, with a draft and a submission opened in this browser."""
    to = factories.consultation()
    submission = factories.submission(to)
    filling.begin(client, to)
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
    form = [filling.url("start", to), filling.url("check", to), filling.url("form_step", to, "point")]
    pages = [reverse("public:home"), reverse("public:consultations"), to.get_absolute_url(), reverse("public:track")]
    return [*pages, *form, submission.get_absolute_url(), submission.get_absolute_url() + "withdraw/"]


def test_public_pages_do_not_touch_the_sessions(client, urls):
    with CaptureQueriesContext(connection) as queries:
        answers = [client.get(url) for url in urls]

    assert [answer.status_code for answer in answers] == [200] * 9
    tables = ("engagements_officialsession", '"engagements_official"')
    assert [query["sql"] for query in queries if any(table in query["sql"] for table in tables)] == []
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_public_pages_do_not_know_an_official_who_is_logged_in(client, urls):
    client.force_login(factories.official(Role.LEAD))
    with CaptureQueriesContext(connection) as queries:
        for url in urls:
            client.get(url)

    assert [query["sql"] for query in queries if "django_session" in query["sql"]] == []


def test_public_pages_need_no_script(client, urls):
    assert [url for url in urls if "<script" in client.get(url).content.decode()] == []
