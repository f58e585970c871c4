"""Dates: Indian Standard Time, the 24-hour clock, nothing said twice."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from engagements.rules.dates import day_range

SENT = datetime(2025, 3, 24, 11, 12, 30, tzinfo=UTC)


def written(tag: str, **context: object) -> str:
    return Template("{% load dates %}" + tag).render(Context(context))


def test_moment_is_said_in_ist_with_its_offset():
    assert written("{{ at|moment }}", at=SENT) == (
        '<time datetime="2025-03-24T16:42:30+05:30">24 March 2025, 16:42 IST</time>'
    )


def test_moment_without_markup_is_plain():
    assert written("{{ at|moment_text }}", at=SENT) == "24 March 2025, 16:42 IST"


def test_moment_in_hindi_keeps_the_24_hour_clock():
    with translation.override("hi"):
        assert written("{{ at|moment_text }}", at=SENT).startswith("24 मार्च 2025, 16:42")


def test_day_of_a_moment_is_the_day_in_india():
    late = datetime(2025, 3, 24, 19, 0, tzinfo=UTC)

    assert written("{{ at|day }}", at=late) == '<time datetime="2025-03-25">25 March 2025</time>'


def test_day_of_a_date_is_that_date():
    assert written("{{ on|day_text }}", on=date(2025, 3, 24)) == "24 March 2025"


@pytest.mark.parametrize("name", ["day", "day_text", "moment", "moment_text"])
def test_nothing_is_written_for_no_date(name):
    assert written("{{ at|" + name + " }}", at=None) == ""


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2025, 3, 24), None, "24 March 2025"),
        (date(2025, 3, 24), date(2025, 3, 24), "24 March 2025"),
        (date(2025, 3, 24), date(2025, 3, 25), "24–25 March 2025"),
        (date(2025, 3, 30), date(2025, 4, 2), "30 March – 2 April 2025"),
        (date(2024, 12, 30), date(2025, 1, 2), "30 December 2024 – 2 January 2025"),
    ],
)
def test_day_range_says_nothing_twice(first, last, text):
    assert day_range(first, last) == text


def test_day_block_is_readable_by_machines():
    assert '<time class="day" datetime="2025-03-24">' in written("{% day_block on %}", on=date(2025, 3, 24))
