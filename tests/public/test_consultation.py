"""The page of a consultation: what is asked, on which ground, where it stands, what has come in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.choices import ConsultationStatus, PublicationConsent
from engagements.models import AskedChallenge, FocusArea
from tests import factories
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def page(client, consultation):
    response = client.get(consultation.get_absolute_url())
    assert response.status_code == 200
    return tight_of(response)


def track(client, consultation):
    steps = client.get(consultation.get_absolute_url()).context["steps"]
    return [(step["label"], step["detail"], step["state"]) for step in steps]


def test_page_shows_what_was_announced(client):
    to = factories.consultation(
        challenges=[factories.challenge(name="Access to funding", prompt="What arrives too late?")],
        focus_areas=[factories.focus_area(name="Drones"), factories.focus_area(name="Radar")],
        title="Sessions of March",
        summary="Tell us about yours.",
        background="# Why\n\nBecause <b>it</b> *matters*.",
        chair=factories.office_holder(name="Shri Chair", office="Secretary"),
        venue="South Block",
    )
    factories.session(to, title="First day", held_on=date(2025, 3, 24))
    factories.session(to, title="Second day", held_on=date(2025, 3, 25))
    source = factories.source(to, publisher="The Daily", title="Talks held", url="https://daily.example.org/talks")
    factories.key_figure(to, value="about 16,000", label="MSMEs contribute", as_of="February 2025", source=source)

    html = page(client, to)

    for words in (
        "<title>Sessions of March – Policy Feedback</title>",
        "<h1>Sessions of March</h1>",
        "Tell us about yours.",
        "24–25 March 2025",
        "South Block",
        "Shri Chair, Secretary",
        "Department of Tests, Ministry of Tests",
        "<h3>Access to funding</h3><p>What arrives too late?</p>",
        "<li>Drones</li><li>Radar</li>",
        "<h3>First day</h3>",
        "The time was not published.",
        "All focus areas.",
        "about 16,000",
        "February 2025 · source: The Daily",
        '<a href="https://daily.example.org/talks" rel="external" lang="en">Talks held</a>, '
        '<span lang="en">The Daily</span>',
        "<h3>Why</h3>",
        "Because &lt;b&gt;it&lt;/b&gt; <em>matters</em>.",
    ):
        assert words in html, words


def test_page_names_the_source_of_reported_challenges_once(client):
    to = factories.consultation(challenges=[factories.challenge(), factories.challenge()])
    source = factories.source(to, publisher="The Daily", published_on=date(2025, 3, 28))
    assert "as reported by" not in page(client, to)

    AskedChallenge.objects.filter(consultation=to).update(source=source)

    assert page(client, to).count("Challenges as reported by The Daily, 28 March 2025.") == 1


def test_page_of_a_session_with_some_areas_names_them(client):
    to = factories.consultation(focus_areas=[factories.focus_area(name="Drones"), factories.focus_area(name="Radar")])
    session = factories.session(to)
    session.focus_areas.set(FocusArea.objects.filter(name="Radar"))

    assert "All focus areas." not in page(client, to)


@pytest.mark.parametrize("slug", ["no-such-consultation", "x" * 10_000, "draft"])
def test_page_of_what_is_not_public_is_not_found(client, slug):
    factories.consultation(slug="draft", status=ConsultationStatus.DRAFT)

    assert client.get(reverse("public:consultation", args=[slug])).status_code == 404


@pytest.mark.parametrize("path", ["/consultations/%00/", "/consultations/%FF%FE/", "/consultations/%E0%A4%A8/"])
def test_page_with_an_impossible_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_page_of_an_open_consultation_leads_to_the_form(client):
    to = factories.consultation()

    assert reverse("public:start", args=[to.slug]) in page(client, to)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"closes_at": datetime(2025, 4, 30, 18, 29, 59, tzinfo=UTC)}, "closed <time datetime="),
        ({"status": ConsultationStatus.ANSWERED}, "This consultation is closed for feedback."),
        ({"opens_at": datetime(2999, 1, 1, tzinfo=UTC)}, "Feedback opens on 1 January 2999, 05:30 IST."),
    ],
)
def test_page_of_any_other_does_not(client, fields, words):
    to = factories.consultation(**fields)
    html = page(client, to)

    assert words in html
    assert reverse("public:start", args=[to.slug]) not in html


def test_timeline_follows_the_phase(client):
    now = timezone.now()
    day = {
        "opens_at": datetime(2025, 3, 23, 18, 30, tzinfo=UTC),
        "closes_at": datetime(2025, 4, 30, 18, 29, tzinfo=UTC),
    }
    upcoming = factories.consultation(opens_at=datetime(2998, 12, 31, 18, 30, tzinfo=UTC))
    factories.session(upcoming, held_on=date(2999, 1, 2))
    is_open = factories.consultation()
    factories.session(is_open, held_on=date(2025, 3, 24))
    closed, answered = factories.consultation(**day), factories.consultation(**day, status=ConsultationStatus.ANSWERED)
    closing = factories.consultation(closes_at=now + HOUR)

    after = [("Analysis", "", "next"), ("Decisions", "", "next"), ("Commitments fulfilled", "", "next")]
    assert track(client, upcoming) == [
        ("Sessions", "2 January 2999", "next"),
        ("Opens for feedback", "on 1 January 2999", "next"),
        *after,
    ]
    assert track(client, is_open) == [
        ("Sessions held", "24 March 2025", "done"),
        ("Open for feedback", "since 24 March 2025", "now"),
        *after,
    ]
    assert track(client, closed)[:2] == [("Feedback closed", "on 30 April 2025", "done"), ("Analysis", "", "now")]
    assert [state for _label, _detail, state in track(client, answered)] == ["done", "done", "done", "now"]
    assert track(client, closing)[0][0] == "Open for feedback"
    assert track(client, closing)[0][1].startswith("until ")


def test_so_far_counts_what_the_public_may_count(client):
    to = factories.consultation()
    factories.submission(to, venture="Acme")
    factories.submission(to, venture="Acme")
    factories.submission(to, venture="Bolt", consent=PublicationConsent.COUNTED)
    factories.submission(to, venture="Corp", consent=PublicationConsent.OFFICIALS)
    factories.moved(factories.submission(to), "withdraw")
    factories.moved(factories.submission(to), "quarantine")
    factories.submission()

    so_far = client.get(to.get_absolute_url()).context["so_far"]

    assert (so_far.submissions, so_far.ventures, so_far.examples) == (3, 2, 0)
    assert "illustrative" not in page(client, to)


def test_so_far_says_what_is_illustrative(client):
    to = factories.consultation()
    factories.submission(to, is_example=True)
    assert "all illustrative" in page(client, to)

    factories.submission(to)

    assert "of which 1 illustrative" in page(client, to)


def test_page_takes_the_same_queries_for_one_and_for_three_of_everything(client):
    to = factories.consultation()
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            factories.session(to)
            factories.key_figure(to)
            AskedChallenge.objects.create(consultation=to, challenge=factories.challenge(), source=factories.source(to))
            to.focus_areas.add(factories.focus_area())
            factories.submission(to)
        with CaptureQueriesContext(connection) as queries:
            page(client, to)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 12
