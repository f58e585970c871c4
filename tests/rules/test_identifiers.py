"""Identifiers come into their official form however they are typed; what is none comes back for the format check."""

import pytest

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
    "typed", ["9876543210", "98765 43210", "09876543210", "+91 98765-43210", "91 9876543210", "(+91) 98765.43210"]
)
def test_mobile_number_gets_its_country_code(typed):
    assert identifiers.mobile(typed) == "+919876543210"


@pytest.mark.parametrize("typed", ["1234567890", "98765", "+1 212 555 0100", "98765432101", ""])
def test_mobile_number_that_is_none_gets_no_country_code(typed):
    assert not identifiers.mobile(typed).startswith("+919")


@pytest.mark.parametrize(("number", "read"), [("+919876543210", "+91 98765 43210"), ("not a number!", "not a number!")])
def test_mobile_number_is_read_in_groups(number, read):
    assert identifiers.spaced_mobile(number) == read
