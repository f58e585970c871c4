"""“Others have said”: published points like the one being written, beside it and never in its way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.choices import PublicationConsent
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db

ALIKE = {"summary": "Signed milestone payments", "experience": "They arrive late; paid in March."}


def shown(to, **what):
    return factories.published(factories.submission(to, **ALIKE | what))


def point_step(to):
    return filling.url("form_step", to, "point")


def said(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return [point.reference for point, _url in response.context["similar"]]


def test_point_step_shows_others_once_the_point_was_saved(client, to):
    alike = shown(to)
    filling.begin(client, to)
    assert said(client, point_step(to)) == []

    client.post(point_step(to), filling.answers(to)["point"])

    html = client.get(point_step(to)).content.decode()
    assert said(client, point_step(to)) == [alike.reference]
    arguments = [to.slug, alike.reference]
    assert f'href="{reverse("public:published_point", args=arguments)}"' in html
    assert "Similar published submissions" in html
    assert "Received" in html


def test_check_page_shows_others(client, to):
    alike = shown(to)
    filling.fill(client, to)

    assert said(client, filling.url("check", to)) == [alike.reference]


def test_other_steps_show_none(client, to):
    shown(to)
    filling.fill(client, to)

    for name in ("challenge", "cost", "venture", "consent"):
        assert said(client, filling.url("form_step", to, name)) == []
        assert "Similar published submissions" not in client.get(filling.url("form_step", to, name)).content.decode()


def test_nothing_is_said_where_nobody_has_said_the_like(client, to):
    shown(to, summary="Trial ranges", experience="Booked for a year.")
    filling.fill(client, to)

    html = client.get(filling.url("check", to)).content.decode()
    assert "Similar published submissions" not in html


def test_point_that_is_not_published_is_never_shown_beside_another(client, to):
    factories.submission(to, **ALIKE)
    factories.not_published(factories.submission(to, **ALIKE))
    factories.submission(to, **ALIKE, consent=PublicationConsent.COUNTED)
    filling.fill(client, to)

    assert said(client, filling.url("check", to)) == []


def test_others_stand_in_nobody_s_way(client, to):
    shown(to)

    assert filling.send(client, to).summary == filling.answers(to)["point"]["summary"]


def test_others_are_escaped_and_marked_with_their_language_and_as_illustrative(client, to):
    shown(to, summary="<b>Payments</b> milestone", is_example=True)
    filling.fill(client, to)

    html = client.get(filling.url("check", to)).content.decode()
    assert '" lang="en">&lt;b&gt;Payments&lt;/b&gt; milestone</a>' in html
    assert '<span class="mark-example">illustrative</span>' in html


def test_others_take_the_same_queries_for_one_and_for_three(client, to):
    filling.fill(client, to)
    counts = []
    for _turn in range(3):
        shown(to)
        with CaptureQueriesContext(connection) as queries:
            client.get(filling.url("check", to))
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
