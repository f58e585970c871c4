"""The pages of published points: list, search, one point, and the way to them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.actions import publication
from engagements.choices import ConsultationStatus, PublicationConsent
from engagements.reports import published
from engagements.rules.actors import Actor
from engagements.rules.references import url_reference
from tests import factories
from tests.reading import text_of, tight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def to():
    return factories.consultation(title="Sessions of March")


def shown(to, **what):
    return factories.published(factories.submission(to, **what))


def url(to):
    return reverse("public:published", args=[to.slug])


def page_of(submission):
    arguments = [submission.consultation.slug, submission.reference]
    return reverse("public:published_point", args=arguments)


def summaries(response):
    return [point.summary for point, _url in response.context["points"]]


def test_list_shows_points_with_their_words_and_the_name_that_is_agreed_to(client, to):
    shown(to, summary="Named one", venture="Acme", consent=PublicationConsent.NAMED, is_example=True)
    shown(to, summary="Quoted one", venture="Zenith")

    response = client.get(url(to))

    html = response.content.decode()
    assert (response.status_code, summaries(response)) == (200, ["Quoted one", "Named one"])
    assert ("Acme" in html, "Zenith" in html, html.count("A venture (name withheld)")) == (True, False, 1)
    assert html.count('<span class="mark-example">illustrative</span>') == 1
    assert "2 April 2025" in text_of(response)
    assert "16:42" not in html


def test_list_marks_the_language_of_each_text(client, to):
    shown(to, summary="भुगतान देर से", experience="It took months.")

    html = tight_of(client.get(url(to)))
    assert re.search(r'<h2 class="card-title" lang="hi"><a href="[^"]+">भुगतान देर से</a></h2>', html)
    assert '<p lang="en">It took months.</p>' in html


def test_list_escapes_what_ventures_wrote(client, to):
    hostile = "<script>alert(1)</script><b onclick=x>"
    submission = shown(
        to, summary=hostile, experience=hostile, proposal=hostile, venture=hostile, consent=PublicationConsent.NAMED
    )

    for address in (url(to), page_of(submission)):
        html = client.get(address).content.decode()
        assert ("<script>alert" in html, "<b onclick" in html) == (False, False)
        assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_list_is_narrowed_by_words_challenge_and_focus_area(client):
    challenge, area = factories.challenge(slug="funding"), factories.focus_area(slug="drones")
    to = factories.consultation(
        challenges=[challenge, factories.challenge()], focus_areas=[area, factories.focus_area()]
    )
    shown(to, summary="Payments late", challenge_id=challenge.pk, focus_area_ids=(area.pk,))
    other = to.asked_challenges.last().challenge_id, (to.focus_areas.last().pk,)
    shown(to, summary="Trial range", challenge_id=other[0], focus_area_ids=other[1])

    asked = [{"q": "pay"}, {"challenge": "funding"}, {"area": "drones"}, {"q": "trial", "area": "drones"}]
    assert [summaries(client.get(url(to), one)) for one in asked] == [["Payments late"]] * 3 + [[]]


@pytest.mark.parametrize("search", ["zeppelin", "!!!", '"*" OR ', "💡"])
def test_list_without_a_match_says_what_to_do(client, to, search):
    shown(to)

    response = client.get(url(to), {"q": search})

    assert (response.status_code, summaries(response)) == (200, [])
    assert "No results" in text_of(response)
    assert f'<a href="{url(to)}">Show all published submissions</a>' in tight_of(response)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"q": "a\x00b"}, "Remove the invisible control character."),
        ({"q": "x" * 101}, "Shorten this to 100 characters. It now has 101."),
        ({"challenge": "x"}, "Choose one of the answers in the list."),
        ({"area": "' OR 1=1"}, "Choose one of the answers in the list."),
    ],
)
def test_list_says_what_is_wrong_with_a_filter(client, to, wanted, sentence):
    shown(to, summary="Payments late")

    response = client.get(url(to), wanted)

    assert (response.status_code, sentence in text_of(response)) == (200, True)
    assert summaries(response) == ["Payments late"]


def test_list_without_points_says_when_there_will_be_some(client, to):
    factories.submission(to)

    page = text_of(client.get(url(to)))
    assert "No published submissions yet" in page
    assert "0 submissions" in page


def test_list_goes_on_page_by_page_and_keeps_what_it_is_narrowed_by(client, to, monkeypatch):
    monkeypatch.setattr(published, "PAGE_SIZE", 2)
    made = [shown(to, summary=f"Payment {number}") for number in range(3)]
    shown(to, summary="Trial range")

    first = client.get(url(to), {"q": "payment"})
    second = client.get(url(to) + first.context["older_url"])

    assert (summaries(first), summaries(second)) == (["Payment 2", "Payment 1"], ["Payment 0"])
    assert first.context["older_url"] == f"?q=payment&after={url_reference(made[1].reference)}"
    assert (second.context["older_url"], second.context["newest_url"]) == ("", "?q=payment")


@pytest.mark.parametrize("after", ["x", "\x00", "DDP-2024-25-000123-K", "1-1", "a" * 4_000])
def test_list_behind_what_is_no_point_begins_anew(client, to, after):
    shown(to, summary="Payments late")

    assert summaries(client.get(url(to), {"after": after})) == ["Payments late"]


def test_point_has_a_page_of_its_own(client, to):
    submission = shown(
        to, summary="Payments late", experience="Line one.\n\nपंक्ति दो।", proposal="45 days.", venture="Acme",
        consent=PublicationConsent.NAMED,
    )  # fmt: skip

    response = client.get(page_of(submission))

    page = text_of(response)
    assert response.status_code == 200
    for words in ("Payments late", "Line one. पंक्ति दो।", "45 days.", "Acme", "Received", submission.challenge.name):
        assert words in page
    assert submission.reference in page.replace(" ", "")


@pytest.mark.parametrize(
    "kind", ["pending", "held back", "counted", "withdrawn", "quarantined", "elsewhere", "unknown"]
)
def test_point_that_is_not_published_does_not_exist(client, to, kind):
    made = {
        "pending": lambda: factories.submission(to),
        "held back": lambda: factories.not_published(factories.submission(to)),
        "counted": lambda: factories.submission(to, consent=PublicationConsent.COUNTED),
        "withdrawn": lambda: factories.moved(shown(to), "withdraw"),
        "quarantined": lambda: factories.moved(shown(to), "quarantine"),
        "elsewhere": lambda: shown(factories.consultation()),
        "unknown": lambda: factories.submission(),
    }[kind]()
    reference = url_reference(made.reference)

    responses = [client.get(reverse("public:published_point", args=[to.slug, one])) for one in (reference, "x", "क")]
    assert [response.status_code for response in responses] == [404, 404, 404]
    assert made.summary not in responses[0].content.decode()


def test_pages_of_a_consultation_that_is_not_public_do_not_exist(client, to):
    submission = shown(to)
    to.status = ConsultationStatus.DRAFT
    to.save()

    assert [client.get(address).status_code for address in (url(to), page_of(submission))] == [404, 404]


def test_stricter_consent_takes_a_point_off_every_page_at_once(client, to):
    submission = shown(to, summary="Zeppelin", consent=PublicationConsent.NAMED)
    before = [client.get(address).status_code for address in (url(to), page_of(submission))]
    by = Actor.venture(submission)

    publication.restrict_consent(
        submission, PublicationConsent.UNNAMED, by=by, at=factories.AT, version=submission.version
    )

    assert before == [200, 200]
    assert summaries(client.get(url(to))) == summaries(client.get(url(to), {"q": "zeppelin"})) == []
    assert client.get(page_of(submission)).status_code == 404


def test_pages_are_kept_by_no_search_engine_and_asked_for_anew(client, to):
    submission = shown(to)

    for address in (url(to), page_of(submission)):
        response = client.get(address)
        assert '<meta name="robots" content="noindex">' in tight_of(response)
        assert response["Cache-Control"] == "no-cache"


def test_pages_take_no_post(client, to):
    submission = shown(to)

    assert [client.post(address).status_code for address in (url(to), page_of(submission))] == [405, 405]


def test_consultation_leads_to_its_points_and_counts_them(client, to):
    shown(to)
    factories.submission(to)

    response = client.get(to.get_absolute_url())

    assert response.context["so_far"].published == 1
    assert "1 submission can be read in full, because the venture agreed" in text_of(response)
    assert f'<a href="{url(to)}">' in response.content.decode()
    assert f'<a href="{url(to)}">Published submissions</a>' in tight_of(client.get(reverse("public:sitemap")))


def test_list_takes_the_same_queries_for_one_and_for_three_points(client, to):
    counts = []
    for _turn in range(3):
        shown(to, focus_area_ids=tuple(factories.focus_area().pk for _area in range(2)))
        with CaptureQueriesContext(connection) as queries:
            client.get(url(to), {"q": "milestone"})
        counts.append(len(queries))

    assert counts == [5, 5, 5]


def test_point_takes_three_queries(client, to, django_assert_num_queries):
    point = shown(to)
    address = page_of(point)

    with django_assert_num_queries(3):
        response = client.get(address)

    assert point.summary in text_of(response)
