"""What addresses and hidden fields name: numbers that a key can be, and nothing that breaks a page."""

import pytest
from django.test import RequestFactory

from engagements.admin.request_params import PAGES_MAX, consultation_in, parse_page
from engagements.models import Consultation
from engagements.rules.parsers import parse_int, parse_pk
from tests import factories

NO_NUMBERS = ["", " 7", "-1", "1.5", "٧", "seven", "1e3", "9" * 19, "9" * 5000, "7\x00"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_number_in_is_none_for_what_no_key_is(text):
    assert (parse_int(text), parse_pk(text)) == (None, 0)


def test_number_in_reads_keys_and_versions():
    assert [parse_int(text) for text in ("0", "7", "9" * 18)] == [0, 7, int("9" * 18)]


@pytest.mark.parametrize(("asked", "page"), [("3", 3), ("0", 1), ("-3", 1), ("x", 1), ("9" * 18, PAGES_MAX)])
def test_page_in_stays_within_bounds(asked, page):
    assert parse_page(RequestFactory().get("/", {"page": asked})) == page


@pytest.mark.django_db
def test_consultation_in_finds_only_what_is_offered():
    offered = factories.consultation()
    draft = factories.consultation(status="draft", slug="a-draft")

    def named(key):
        return consultation_in(RequestFactory().get("/", {"consultation": key}), Consultation.objects.public())

    assert [named(offered.pk), named(draft.pk), named("9" * 40), named("")] == [offered, None, None, None]
