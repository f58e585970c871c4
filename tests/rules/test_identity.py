"""The same name from the same address is the same venture; what looks the same is the same name."""

import pytest

from engagements.models.venture import NAME_MAX
from engagements.rules.identity import (
    address_digest,
    identity_key,
    key_digest,
    name_fingerprint,
    name_key,
    own_site,
    skeleton,
)


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
    assert name_fingerprint("रक्षा उद्यम") != name_fingerprint("रक्षी उद्यम")
    assert name_fingerprint("रक्षा उद्यम १") != name_fingerprint("रक्षा उद्यम २")


@pytest.mark.parametrize(
    "name",
    [
        "Tejas Aero Pvt. Ltd.",
        "Tejas Aero (P) Ltd",
        "M/s Tejas-Aero Private Limited",
        "TEJASAERO",
        "Téjas Aero & Co.",
        "Ｔｅｊａｓ\u00a0Ae\u00adro Company (India)",
        "The Tejas Aero",
        "Теjаѕ Аеrо",
        "ΤΕJAS AER0",
        "Tejas Aeгo".replace("г", "r").replace("o", "ο"),
        "Tejas AerO",
        "Tejas Aer०",
    ],
)
def test_name_is_found_however_it_is_written(name):
    assert name_fingerprint(name) == "tejasaero"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iris Labs", "lris Labs"),
        ("Iris Labs", "1ris Labs"),
        ("Iris Labs", "ІRІS LABS"),
        ("Kavach Modern", "Kavach Modem"),
        ("Nova Zeta", "Νova Ζeta"),
        ("BETA 10", "ΒΕΤΑ lO"),
        ("रक्षा उद्यम प्राइवेट लिमिटेड", "रक्षा उद्यम"),
    ],
)
def test_names_that_look_the_same_have_one_key(one, other):
    assert name_fingerprint(one) == name_fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Alpha", "Alpho"), ("Alpha 2", "Alpha 3"), ("Nova", "Nava"), ("Hova", "Nova"), ("Theta", "Ta"), ("कवच", "कवय")],
)
def test_names_that_look_different_have_two_keys(one, other):
    assert name_fingerprint(one) != name_fingerprint(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [("P Ltd", "P Ltd"), ("India Company", "India Company"), ("P Systems", "P Systems"), ("!!!", "!!!")],
)
def test_name_keeps_what_tells_it_from_others(name, key):
    assert name_fingerprint(name) == skeleton(key).replace(" ", "")


def test_name_is_kept_as_long_as_the_database_takes_it():
    assert name_fingerprint("a" * 500) == "a" * NAME_MAX


@pytest.mark.parametrize(
    "email", ["Asha@alpha.in", "asha+portal@alpha.in", " asha@ALPHA.in ", "asha+a+b@alpha.in"]
)  # fmt: skip
def test_mailbox_is_the_same_with_a_tag(email):
    assert address_digest(email) == address_digest("asha@alpha.in")


def test_mailbox_is_the_same_with_dots_only_where_they_mean_nothing():
    assert address_digest("a.s.h.a+x@googlemail.com") == address_digest("asha@gmail.com")
    assert address_digest("a.sha@alpha.in") != address_digest("asha@alpha.in")
    assert address_digest("ravi@gmail.com") != address_digest("asha@gmail.com")


@pytest.mark.parametrize(
    ("website", "site"),
    [
        ("https://www.alpha.in/about?x=1", "aipha.in"),
        ("http://shop.Alpha.in:8080", "aipha.in"),
        ("https://alpha.co.in/", "aipha.co.in"),
        ("https://alpha.wixsite.com/home", "alpha.wixsite.com"),
        ("https://www.linkedin.com/company/alpha", ""),
        ("https://in.linkedin.com/company/alpha", ""),
        ("https://sites.google.com/view/alpha", ""),
        ("https://m.facebook.com/alpha", ""),
        ("https://www.startupindia.gov.in/alpha", ""),
        ("https://localhost/", ""),
        ("https://[bad", ""),
        ("", ""),
    ],
)
def test_site_is_that_of_one_organisation(website, site):
    assert own_site(website) == site


def test_facts_of_two_kinds_never_have_one_digest():
    digests = {key_digest(fact, "X") for fact in ("dpiit_number", "udyam_number", "cin", "mobile")}

    assert len(digests) == 4
    assert key_digest("cin", "") == key_digest("website", "https://facebook.com/x") == key_digest("kind", "micro") == ""
