"""The same name from the same address is the same venture."""

import pytest

from engagements.rules.identity import identity_key, name_key


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
