"""The ministry response: on the page of its consultation once it was released, each version for good."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.actions import responses
from engagements.choices import ConsultationStatus, Role
from tests import factories
from tests.factories import AT
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=30)


def shown_on(to, body="We **heard** you.", *, at=AT, **texts):
    return factories.released(factories.ministry_response(to, body, at=at, **texts), at=at)


def page(client, address: str, language: str = "en"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(address)


def version_url(to, number: int) -> str:
    return f"{to.get_absolute_url()}ministry-response/{number}/"


def test_released_response_stands_on_the_page(client):
    to = factories.consultation()
    shown_on(to)

    response = page(client, to.get_absolute_url())

    html = response.content.decode()
    assert "The ministry's response" in html
    assert '<div class="prose"><p>We <strong>heard</strong> you.</p>' in html
    assert "Version 1, released on 2 April 2025." in html


def test_prepared_response_is_nowhere(client):
    to = factories.consultation()
    factories.ministry_response(to)

    assert "The ministry's response" not in page(client, to.get_absolute_url()).content.decode()
    assert page(client, version_url(to, 1)).status_code == 404


def test_change_that_waits_leaves_the_released_words(client):
    to = factories.consultation()
    shown_on(to)
    factories.ministry_response(to, "zqwaits")

    html = page(client, to.get_absolute_url()).content.decode()

    assert ("heard" in html, "zqwaits" in html) == (True, False)
    assert page(client, version_url(to, 2)).status_code == 404


def test_earlier_version_stays_readable_with_a_notice(client):
    to = factories.consultation()
    shown_on(to, "The first words.")
    shown_on(to, "The second words.", at=LATER)

    html = page(client, to.get_absolute_url()).content.decode()
    earlier, newest = (tight_of(page(client, version_url(to, number))) for number in (1, 2))

    assert ("The second words." in html, "The first words." in html) == (True, False)
    assert f'href="{version_url(to, 1)}"' in html
    assert "The first words." in earlier
    assert "There is a later version" in earlier
    assert '<meta name="robots" content="noindex' in earlier
    assert "There is a later version" not in newest


@pytest.mark.parametrize(
    ("language", "body_hi", "start"),
    [
        ("en", "हमने सुना।", '<div class="prose"><p>We '),
        ("hi", "हमने सुना।", '<div class="prose"><p>हमने'),
        ("hi", "", '<div class="prose" lang="en"><p>We '),
    ],
)
def test_response_is_read_in_the_reader_s_language_or_says_which_it_is(client, language, body_hi, start):
    to = factories.consultation()
    shown_on(to, body_hi=body_hi)

    for address in (to.get_absolute_url(), version_url(to, 1)):
        assert start in page(client, address, language).content.decode()


def test_response_to_a_draft_consultation_is_not_found(client):
    to = factories.consultation(status=ConsultationStatus.DRAFT)
    shown_on(to)

    assert page(client, version_url(to, 1)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "decisions"),
    [
        ({}, {"label": "Decisions", "detail": "", "state": "next"}),
        ({"closes_at": AT}, {"label": "Decisions", "detail": "answered on 2 April 2025", "state": "now"}),
        (
            {"status": ConsultationStatus.ANSWERED},
            {"label": "Decisions", "detail": "answered on 2 April 2025", "state": "done"},
        ),
    ],
    ids=["open", "closed", "answered"],
)
def test_timeline_says_when_the_ministry_answered(client, fields, decisions):
    to = factories.consultation(**fields)
    shown_on(to, "The first words.")
    shown_on(to, "The second words.", at=LATER)

    steps = page(client, to.get_absolute_url()).context["steps"]

    assert [step for step in steps if step["label"] == "Decisions"] == [decisions]


def test_page_is_as_new_as_its_response(client):
    to = factories.consultation()
    tomorrow = timezone.now() + timedelta(days=1)
    shown_on(to, at=tomorrow)

    assert page(client, to.get_absolute_url()).context["last_updated"] == tomorrow


def test_page_takes_one_query_for_any_number_of_versions(client):
    to = factories.consultation()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, to.get_absolute_url())
        return len(captured)

    queries()
    shown_on(to, "First.")
    one = queries()
    lead, other = factories.actor(Role.LEAD), factories.actor(Role.LEAD)
    for body in ("Second.", "Third."):
        made = responses.prepare_response(to, body=body, body_hi="", by=lead, at=LATER)
        responses.release_response(made, by=other, at=LATER, saves=1)

    assert queries() == one
