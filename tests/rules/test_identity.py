"""The same name from the same address is the same venture."""

import pytest

from engagements.models.venture import NAME_MAX
from engagements.rules.identity import identity_key, kept_name_key, name_key


@pytest.mark.parametrize(
    "name",
    [
        "Example Venture Pvt. Ltd.",
        "EXAMPLE VENTURE PRIVATE LIMITED",
        " example   venture ",
        "Ｅxample Venture (India)",
    ],
)
def test_name_is_the_same_whatever_its_case_and_legal_form(name):
    assert name_key(name) == "example venture"


@pytest.mark.parametrize(
    ("name", "key"), [("India Limited", "india limited"), ("!!!", "!!!"), ("रक्षा उद्यम", "रक्षा उद्यम")]
)
def test_name_that_is_nothing_but_form_keeps_something(name, key):
    assert name_key(name) == key


def test_identity_is_name_and_address():
    one = identity_key("Example Venture Ltd", "Asha@Example.org ")

    assert one == identity_key("example venture", "asha@example.org")
    assert one != identity_key("example venture", "ravi@example.org")
    assert one != identity_key("another venture", "asha@example.org")


def test_hindi_names_that_differ_in_a_vowel_are_two():
    assert name_key("रक्षा उद्यम") != name_key("रक्षी उद्यम")


@pytest.mark.parametrize(
    "name",
    [
        "Tejas Aero Pvt. Ltd.",
        "Tejas Aero (P) Ltd",
        "M/s Tejas-Aero Private Limited",
        "TEJASAERO",
        "Téjas Aero & Co.",
        "Ｔｅｊａｓ\u00a0Ae\u00adro Company (India)",
    ],
)
def test_name_is_found_however_it_is_written(name):
    assert kept_name_key(name) == "tejasaero"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("P Ltd", "pltd"),
        ("India Company", "indiacompany"),
        ("P Systems", "psystems"),
        ("!!!", "!!!"),
        ("रक्षा उद्यम प्राइवेट लिमिटेड", "रक्षाउद्यम"),
    ],
)
def test_name_keeps_what_tells_it_from_others(name, key):
    assert kept_name_key(name) == key


def test_name_is_kept_as_long_as_the_database_takes_it():
    assert kept_name_key("a" * 500) == "a" * NAME_MAX
