"""The start page leads to what is open, and tells machines what to leave alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.choices import ConsultationStatus
from tests import factories
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def titles(response):
    return [card["title"] for card in response.context["cards"]]


def test_home_shows_what_is_open(client):
    now = timezone.now()
    factories.consultation(title="Open")
    factories.consultation(title="Draft", status=ConsultationStatus.DRAFT)
    factories.consultation(title="Answered", status=ConsultationStatus.ANSWERED)
    factories.consultation(title="Closed", opens_at=now - 2 * HOUR, closes_at=now - HOUR)
    factories.consultation(title="Upcoming", opens_at=now + HOUR)

    response = client.get(reverse("public:home"))

    assert titles(response) == ["Open"]
    assert "Draft" not in response.content.decode()


def test_home_button_leads_to_the_one_that_is_open(client):
    page = factories.consultation().get_absolute_url()
    first = f'btn-forward" href="{page}">'

    assert first in tight_of(client.get(reverse("public:home")))
    factories.consultation()
    assert first not in tight_of(client.get(reverse("public:home")))


def test_home_says_when_nothing_is_open(client):
    assert "No consultation is open today" in tight_of(client.get(reverse("public:home")))


def test_home_shows_days_left(client):
    factories.consultation(closes_at=timezone.now() + timedelta(days=12))

    assert "12 days left" in tight_of(client.get(reverse("public:home")))


def test_home_shows_a_handful_and_leads_to_the_rest(client):
    for _turn in range(6):
        factories.consultation()

    response = client.get(reverse("public:home"))

    assert (len(titles(response)), response.context["has_more"]) == (4, True)


def test_home_takes_the_same_queries_for_one_and_for_three(client):
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            factories.consultation()
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("public:home"))
        counts.append(len(queries))

    assert counts == [1, 1]


def test_robots_are_kept_from_what_concerns_one_person(client):
    text = client.get("/robots.txt").content.decode()

    assert text.splitlines()[0] == "User-agent: *"
    assert {"Disallow: /s/", "Disallow: /track/", "Disallow: /admin/"} <= set(text.splitlines())
    assert "Disallow: /\n" not in text


def test_robots_are_kept_out_of_a_demonstration(client, settings):
    settings.DEMONSTRATION = True

    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_sitemap_lists_public_consultations(client):
    public = factories.consultation()
    factories.consultation(slug="hidden", status=ConsultationStatus.DRAFT)

    response = client.get("/sitemap.xml")

    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert f"<loc>https://feedback.example.org{public.get_absolute_url()}</loc>" in response.content.decode()
    assert "hidden" not in response.content.decode()
