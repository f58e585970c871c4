"""Identifiers come into their official form however they are typed; what is none comes back for the format check."""

import pytest
from django.core.exceptions import ValidationError

from engagements.models.venture import mobile_format
from engagements.rules import identifiers


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("DIPP12345", "DIPP12345"),
        ("dipp 12345", "DIPP12345"),
        ("dipp-12345", "DIPP12345"),
        ("560 001", "560001"),
        ("५६०००१", "560001"),
    ],
)
def test_identifier_is_compact_in_capitals(typed, form):
    assert identifiers.compact(typed) == form


@pytest.mark.parametrize(
    "typed", ["UDYAM-KA-01-0012345", "udyam ka 01 0012345", "Udyamka010012345", "UDYAM–KA–01–0012345"]
)
def test_udyam_number_gets_its_hyphens(typed):
    assert identifiers.udyam(typed) == "UDYAM-KA-01-0012345"


def test_udyam_number_that_is_none_comes_back_compact():
    assert identifiers.udyam("udyam ka 01") == "UDYAMKA01"


@pytest.mark.parametrize(
    "typed",
    [
        "9876543210",
        "98765 43210",
        "09876543210",
        "+91 98765-43210",
        "91 9876543210",
        "(+91) 98765.43210",
        "0091 98765 43210",
        "+91 (0) 98765 43210",
        "tel:+919876543210",
        "98765\u201143210",
        "\u202a+91 98765 43210\u202c",
        "९८७६५ ४३२१०",
    ],
)
def test_mobile_number_gets_its_country_code(typed):
    assert identifiers.mobile(typed) == "+919876543210"


@pytest.mark.parametrize(
    "typed",
    [
        "1234567890",
        "98765",
        "+1 212 555 0100",
        "98765432101",
        "98765 43210 ext 5",
        "080-25551234",
        "022 2555 1234",
        "+918025551234",
        "no number",
        "9" * 10_000,
        "",
    ],
)
def test_what_is_no_indian_mobile_number_is_left_to_the_format_check(typed):
    with pytest.raises(ValidationError):
        mobile_format(identifiers.mobile(typed))


@pytest.mark.parametrize(("number", "read"), [("+919876543210", "+91 98765 43210"), ("not a number!", "not a number!")])
def test_mobile_number_is_read_in_groups(number, read):
    assert identifiers.spaced_mobile(number) == read
