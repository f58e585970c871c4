"""The gallery: there in a demonstration, nowhere else; the error state says so in the title."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from engagements.public.views.gallery import gallery
from tests.reading import title_of


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


def page(query: str = "") -> str:
    return gallery(RequestFactory().get(f"/gallery/{query}")).content.decode()


def test_gallery_shows_every_component(demonstration):
    html = page()
    marks = ["badge-good", "notice-warn", "card-consultation", "track", "chain", "say-you", "answers", "receipt"]
    marks += ["stat-value", "scope", "bars", "hid", "pages", "progress-bar", "choice-hint", "empty-state", "queue-tile"]

    assert [mark for mark in marks if mark not in html] == []


def test_gallery_is_no_page_of_a_real_portal(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(Http404):
        page()


def test_gallery_form_in_order_has_no_error_in_the_title(demonstration):
    assert title_of(page()) == "Gallery of components – Policy Feedback"


def test_gallery_form_with_errors_says_so_in_the_title_and_takes_the_focus(demonstration):
    html = page("?form=wrong")

    assert title_of(html) == "Error: Gallery of components – Policy Feedback"
    assert html.count("autofocus") == 1
