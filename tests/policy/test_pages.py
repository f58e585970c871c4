"""The policy pages: what they show, what they say of a scope that makes no sense, and that text stays text."""

import pytest

from tests import factories as make

PAGES = ["/policy/", "/policy/challenges/", "/policy/submissions/", "/policy/ventures/"]
HOSTILE = "<script>alert(1)</script> =1+1 &amp; \" ' {{ 7 }} {% now 'Y' %}"


def html(client, url, **parameters):
    response = client.get(url, parameters)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def point(db):
    to = make.consultation(
        slug="march",
        title="March sessions",
        challenges=[make.challenge(slug="funding", name="Access to funding"), make.challenge(name="Rules")],
        focus_areas=[make.focus_area(slug="drones", name="Drones")],
    )
    return make.submission(to, venture="Alpha", is_example=True)


def test_overview_says_how_many_and_since_when(analyst, point):
    page = html(analyst, "/policy/")

    assert "1 submission · 1 venture · received on 2 April 2025 · of which 1 submission is illustrative" in page
    assert "Access to funding is the only challenge raised, by the one venture" in page


def test_challenges_show_the_finding_and_the_table(analyst, point):
    page = html(analyst, "/policy/challenges/")

    assert "The most frequent pair is Access to funding in Drones: 1 of 1 venture" in page
    assert '<a href="/policy/ventures/?focus_area=drones&amp;challenge=funding">1</a>' in page
    assert '<a href="/policy/submissions/?focus_area=drones&amp;challenge=funding">1</a>' in page


def test_list_shows_the_point_and_leads_to_its_review(analyst, point):
    page = html(analyst, "/policy/submissions/")

    assert point.summary in page
    assert "illustrative" in page
    assert f"/admin/engagements/submission/{point.pk}/change/" in page


def test_list_says_the_figure_that_it_stands_behind(analyst, point):
    make.submission(point.consultation, days_lost=77, rupees_blocked=1_250_000)

    assert 'data-label="Days lost"' not in html(analyst, "/policy/submissions/", reply="sent")
    page = html(analyst, "/policy/submissions/", days_lost="given", rupees_blocked="given")
    assert 'data-label="Days lost">77</td>' in page
    assert 'data-label="Rupees blocked">₹12.5 lakh</td>' in page


def test_list_marks_a_text_in_another_language(analyst, point):
    make.submission(point.consultation, summary="भुगतान देर से", envelope={"language": "hi"})

    assert '<td lang="hi">भुगतान देर से</td>' in html(analyst, "/policy/submissions/")


@pytest.mark.parametrize("url", PAGES)
def test_scope_stays_from_page_to_page(analyst, point, url):
    page = html(analyst, url, consultation="march", state="KA")

    for other in PAGES:
        assert f'href="{other}?consultation=march&amp;state=KA"' in page


def test_form_leads_to_an_address_without_empty_parts(analyst, point):
    response = analyst.get("/policy/", {"consultation": "", "state": "KA", "kind": "no such", "to": ""})

    assert (response.status_code, response.url) == (302, "/policy/?state=KA&kind=no+such")
    assert analyst.get("/policy/?state=").url == "/policy/"


@pytest.mark.parametrize("url", PAGES)
def test_scope_that_makes_no_sense_is_left_out_and_said(analyst, point, url):
    page = html(analyst, url, kind="<script>", **{"from": "soon", "to": "\x00"})

    assert "Part of what was asked for is left out" in page
    assert "<b>Kind of venture</b>: The web address asks for something that is not in the list." in page
    assert "<b>Received from</b>: Enter the date as 24/03/2025" in page
    assert "<script>" not in page


@pytest.mark.parametrize("url", PAGES)
def test_scope_that_holds_nothing_says_so(analyst, point, url):
    page = html(analyst, url, **{"from": "2030-01-01"})

    assert "No submissions match this selection" in page


@pytest.mark.parametrize("url", PAGES)
def test_pages_of_an_empty_portal_open(analyst, url):
    assert "No submissions match this selection" in html(analyst, url)


@pytest.mark.parametrize("url", PAGES)
def test_text_from_outside_stays_text(analyst, url):
    to = make.consultation(
        slug="hostile",
        title=HOSTILE[:160],
        challenges=[make.challenge(name=HOSTILE[:120])],
        focus_areas=[make.focus_area(name=HOSTILE[:120])],
    )
    stage = make.contract_stage(name=HOSTILE[:120])
    make.submission(to, venture=HOSTILE, summary=HOSTILE, stage_id=stage.pk, days_lost=1)

    page = html(analyst, url, consultation="hostile")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 }}" in page


@pytest.mark.parametrize("url", PAGES)
def test_pages_hold_nothing_inline(analyst, point, url):
    page = html(analyst, url)

    assert " style=" not in page
    assert "<style" not in page
    assert "<script" not in page


@pytest.mark.parametrize("url", PAGES)
def test_pages_need_as_many_queries_for_three_as_for_one(analyst, point, url, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    analyst.get(url)
    with CaptureQueriesContext(connection) as for_one:
        analyst.get(url)
    for _ in range(2):
        challenge, area, stage = make.challenge(), make.focus_area(), make.contract_stage()
        to = make.consultation(challenges=[challenge], focus_areas=[area])
        make.replied(make.submission(to, stage_id=stage.pk, days_lost=3, rupees_blocked=5))
    with django_assert_num_queries(len(for_one)):
        analyst.get(url)
    assert len(for_one) <= 21


def test_no_contact_is_shown_anywhere(analyst, point):
    for url in [*PAGES, "/policy/submissions.csv", "/policy/ventures.csv"]:
        response = analyst.get(url)
        text = response.getvalue().decode()

        assert point.contact.email not in text
        assert point.contact.name not in text
