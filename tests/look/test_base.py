"""The frame of every page: title, ribbon, languages, and nothing asked of the database."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from engagements.public.forms.gallery import GalleryForm
from portal.context import organisation
from tests.reading import title_of


def page(**context: object) -> str:
    request = RequestFactory().get("/somewhere/?page=2")
    request.user = AnonymousUser()
    return render_to_string("base.html", context, request=request)


def test_base_title_names_the_portal():
    assert title_of(page()) == "– Policy Feedback"


def test_base_title_says_that_the_form_has_errors():
    assert title_of(page(form=GalleryForm({}))) == "Error: – Policy Feedback"


def test_base_title_of_a_form_in_order_says_nothing_of_errors():
    assert "Error:" not in page(form=GalleryForm())


def test_base_skips_to_the_content():
    html = page()

    assert html.index('href="#main"') < html.index("<header") < html.index('<main id="main"')


def test_base_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        html = page()

    assert html.rstrip().endswith("</html>")


@pytest.mark.parametrize(("is_demonstration", "ribbons", "robots"), [(True, 1, "noindex"), (False, 0, "index, follow")])
def test_base_ribbon_shows_in_a_demonstration_alone(settings, is_demonstration, ribbons, robots):
    settings.DEMONSTRATION = is_demonstration
    html = page()

    assert html.count('class="ribbon"') == ribbons
    assert re.findall(r'name="robots"\s+content="(.*?)"', html) == [robots]


def test_base_escapes_the_name_of_the_portal(settings):
    settings.ORGANISATION_NAME = "<Ministry>"

    assert "<Ministry>" not in page()


@pytest.mark.parametrize(("language", "others"), [("en", ["hi"]), ("hi", ["en"])])
def test_context_offers_the_other_languages(language, others):
    with translation.override(language):
        offered = organisation(RequestFactory().get("/"))["languages"]

    assert [one["code"] for one in offered] == others


def test_context_says_whose_portal_it_is(settings):
    settings.ORGANISATION_DEPARTMENT = "Department of Space"

    assert organisation(RequestFactory().get("/"))["organisation"].department == "Department of Space"
