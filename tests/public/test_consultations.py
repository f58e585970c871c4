"""The list of consultations: by phase, by words, by focus area, in bounded queries."""

from datetime import UTC, datetime, timedelta

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


def listed(client, **chosen):
    response = client.get(reverse("public:consultations"), chosen)
    assert response.status_code == 200
    return [card["title"] for card in response.context["cards"]]


@pytest.fixture
def one_of_each():
    now = timezone.now()
    return [
        factories.consultation(title="Upcoming", opens_at=now + HOUR),
        factories.consultation(title="Open", opens_at=now - HOUR),
        factories.consultation(title="Closed", opens_at=now - 3 * HOUR, closes_at=now - HOUR),
        factories.consultation(title="Answered", opens_at=now - 4 * HOUR, status=ConsultationStatus.ANSWERED),
        factories.consultation(title="Hidden", status=ConsultationStatus.DRAFT),
    ]


@pytest.mark.parametrize(
    ("phase", "titles"),
    [
        ("", ["Upcoming", "Open", "Closed", "Answered"]),
        ("open", ["Open"]),
        ("closed", ["Closed"]),
        ("answered", ["Answered"]),
    ],
)
def test_list_is_narrowed_by_phase(client, one_of_each, phase, titles):
    assert listed(client, phase=phase) == titles


def test_list_is_narrowed_by_words_in_title_and_summary_of_either_language(client):
    factories.consultation(title="Test ranges", title_hi="परीक्षण क्षेत्र", summary="Who books 100% of them?")
    factories.consultation(title="Payments", summary="Test of patience.", summary_hi="धैर्य")

    found = [listed(client, q=q) for q in ("TEST", "test range", "परीक्षण", "धैर्य", "100%", "%", "_", "nothing")]

    both, ranges, payments = ["Payments", "Test ranges"], ["Test ranges"], ["Payments"]
    assert found == [both, ranges, ranges, payments, ranges, ranges, [], []]


def test_list_is_narrowed_by_focus_area(client):
    drones, radar = factories.focus_area(slug="drones"), factories.focus_area(slug="radar")
    factories.consultation(title="Both", focus_areas=[drones, radar])
    factories.consultation(title="Radar", focus_areas=[radar])

    assert [listed(client, area="drones"), listed(client, area="radar")] == [["Both"], ["Radar", "Both"]]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("q", "a\x00b", "Remove the invisible control character. It may have been copied from another program."),
        ("q", "a" * 101, "Shorten this to 100 characters. It now has 101."),
        ("phase", "secret", "Choose one of the answers in the list."),
        ("area", "<script>", "Choose one of the answers in the list."),
    ],
)
def test_list_explains_a_wrong_filter_and_shows_all(client, one_of_each, name, value, sentence):
    response = client.get(reverse("public:consultations"), {name: value})

    assert (response.status_code, len(response.context["cards"])) == (200, 4)
    assert sentence in response.content.decode()
    assert "<title>Error: Consultations" in tight_of(response)


@pytest.mark.parametrize("query", ["page=x", "page=-1", "page=99999999999999999999", "%FF=%FE", "q=%ED%A0%80", "q"])
def test_list_takes_any_query(client, one_of_each, query):
    assert client.get(f"{reverse('public:consultations')}?{query}").status_code == 200


def test_list_says_when_nothing_fits_and_when_there_is_nothing(client):
    empty = client.get(reverse("public:consultations")).content.decode()
    factories.consultation()
    filtered = client.get(reverse("public:consultations"), {"q": "zzz"}).content.decode()

    assert "There is no consultation yet" in empty
    assert "No results" in filtered


def test_card_says_until_when_in_indian_time(client):
    closes = datetime(2025, 4, 30, 18, 29, 59, tzinfo=UTC)
    factories.consultation(closes_at=closes)
    assert "30 April 2025, 23:59 IST" in client.get(reverse("public:consultations")).content.decode()


def test_card_says_when_it_opens(client):
    factories.consultation(opens_at=datetime(2998, 12, 31, 18, 30, tzinfo=UTC))

    assert "Opens on 1 January 2999" in client.get(reverse("public:consultations")).content.decode()


def test_card_says_when_no_closing_date_is_announced(client):
    factories.consultation()

    assert "No closing date announced" in client.get(reverse("public:consultations")).content.decode()


def test_list_goes_on_page_by_page_and_keeps_the_filter(client):
    for number in range(41):
        factories.consultation(title=f"Number {number:02d}")

    pages = [listed(client, phase="open", page=page) for page in (1, 2, 3, 4)]
    second = client.get(reverse("public:consultations"), {"phase": "open", "page": 2})

    assert [len(titles) for titles in pages] == [20, 20, 1, 1]
    assert pages[0][0] == "Number 40"
    assert len({title for titles in pages for title in titles}) == 41
    assert second.context["previous_url"] == "?phase=open&page=1"
    assert second.context["next_url"] == "?phase=open&page=3"
    assert "21 to 40 of 41" in second.content.decode()


def test_list_takes_the_same_queries_for_one_and_for_three(client):
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            factories.consultation()
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        counts.append(len(queries))

    assert counts == [3, 3]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_list_is_only_read(client, method):
    assert getattr(client, method)(reverse("public:consultations")).status_code == 405
