"""E-mail addresses: what people copy around them goes, one that cannot be mailed to is refused."""

import pytest
from django.core.mail import EmailMessage

from engagements.errors import ActionRefused
from engagements.rules.parsers import email_from

PLAIN = "ravi@example.org"


@pytest.mark.parametrize(
    "written",
    [
        "ravi@example.org\u200f",
        "\u202aravi@example.org\u202c",
        "ravi\u200b@exam\ufeffple.org",
        "ravi@ｅｘａｍｐｌｅ.org",
        "ｒａｖｉ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        "Ravi <ravi@example.org>",
        "“Ravi, CEO” <ravi@example.org>;",
        "<ravi@example.org>",
        "mailto:ravi@example.org",
        "MAILTO:ravi@example.org?subject=Hello",
        "ravi@example.org,",
        "ravi@example.org. ",
        "  ravi@example.org\n",
        "\u00a0ravi@example.org\u00a0",
    ],
)
def test_address_comes_out_of_what_was_copied_with_it(written):
    assert email_from(written) == PLAIN


@pytest.mark.parametrize(
    "written", ["ram@डाटामेल.भारत", "ram@xn--c2bd4bq1db8d.xn--h2brj9c", "ram@XN--C2BD4BQ1DB8D.xn--h2brj9c"]
)
def test_address_in_hindi_is_the_same_in_both_ways_of_writing_it(written):
    address = email_from(written)

    assert (address, email_from(address)) == ("ram@डाटामेल.भारत", address)
    assert b"xn--c2bd4bq1db8d.xn--h2brj9c" in EmailMessage("s", "b", "a@example.org", [address]).message().as_bytes()


@pytest.mark.parametrize(
    "written",
    [
        "ravi@example.org।",
        f"ravi@{'क' * 63}.org",
        f"ravi@{'.'.join(['कखग' * 5] * 20)}.org",
        "ravi@xn--.org",
        "ravi@exa mple.org",
        "ravi@example",
        "ravi@example.org, asha@example.org",
        "ravi@@example.org",
        "@example.org",
        "राम@example.org",
        "ravi@example.org\nBcc: asha@example.org",
        "<<ravi@example.org>",
        "ravi",
    ],
)
def test_address_that_cannot_be_mailed_to_is_refused_with_an_example(written):
    with pytest.raises(ActionRefused, match=r"Enter a full email address, for example name@example\.org$"):
        email_from(written)


@pytest.mark.parametrize("written", ["<" * 1_000_000, "a@" * 500_000, "mailto:" * 100_000, "\u200f" * 1_000_000])
def test_address_of_a_million_characters_is_refused(written):
    with pytest.raises(ActionRefused):
        email_from(written)
