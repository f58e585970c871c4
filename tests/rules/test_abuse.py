"""The signs that no person sent a submission."""

from datetime import timedelta

import pytest

from engagements.choices import AbuseSign
from engagements.rules.abuse import FASTEST, signs_of

A_MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("trap", "took", "is_flood", "expected"),
    [
        ("", A_MINUTE, False, ()),
        ("", FASTEST, False, ()),
        ("", FASTEST - timedelta(microseconds=1), False, (AbuseSign.TOO_FAST,)),
        ("x", A_MINUTE, False, (AbuseSign.HONEYPOT,)),
        ("", A_MINUTE, True, (AbuseSign.FLOOD,)),
        ("x", timedelta(0), True, (AbuseSign.HONEYPOT, AbuseSign.TOO_FAST, AbuseSign.FLOOD)),
    ],
)
def test_signs_are_those_that_are_there(trap, took, is_flood, expected):
    assert signs_of(trap=trap, took=took, is_flood=is_flood) == expected
