"""Days, times and amounts in Hindi: Indian order and units, western digits, the 24-hour clock."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format, time_format

from engagements.rules.dates import day_range, day_text
from engagements.rules.numerals import days, exact_rupees, format_number, percent, rupees
from engagements.templatetags.dates import moment_text

MONTHS = [
    *("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून"),
    *("जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
]


@pytest.fixture(autouse=True)
def _hindi():
    with translation.override("hi"):
        yield


def test_days_have_the_hindi_name_of_their_month():
    written = [day_text(date(2025, month, 24)) for month in range(1, 13)]

    assert written == [f"24 {name} 2025" for name in MONTHS]


def test_days_of_one_month_name_it_once():
    assert day_range(date(2025, 3, 24), date(2025, 3, 25)) == "24–25 मार्च 2025"
    assert day_range(date(2025, 3, 31), date(2025, 4, 1)) == "31 मार्च – 1 अप्रैल 2025"


def test_moments_are_written_on_the_24_hour_clock_of_india():
    assert moment_text(datetime(2025, 3, 24, 11, 12, tzinfo=UTC)) == "24 मार्च 2025, 16:42 IST"


def test_formats_of_the_framework_agree_with_ours():
    moment = datetime(2025, 3, 24, 16, 42)

    assert [date_format(moment, name) for name in ("DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT")] == [
        "24 मार्च 2025",
        "24 मार्च 2025, 16:42",
        "मार्च 2025",
    ]
    assert (date_format(date(2025, 2, 3), "SHORT_DATE_FORMAT"), time_format(moment.time())) == ("3 फ़र॰ 2025", "16:42")
    assert number_format(12.5) == "12.5"


def test_amounts_are_said_in_lakh_and_crore():
    assert [rupees(amount) for amount in (24_000_000_000, 1_250_000, 45_000)] == ["₹2,400 करोड़", "₹12.5 लाख", "₹45,000"]
    assert [exact_rupees(1_250_000), format_number(1_234_567)] == ["₹12,50,000", "12,34,567"]


def test_lengths_of_time_and_shares_are_said_in_hindi():
    assert [days(0), days(1), days(148)] == ["0 दिन", "1 दिन", "148 दिन"]
    assert [percent(0.42), percent(0.001), percent(0.999)] == ["42%", "1% से कम", "99% से अधिक"]
