"""Gallery of all page components in all states, for designers; demonstration only.

Its sample texts are not translated, so they are not in the catalogue.
"""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from engagements.choices import Phase, SubmissionStatus
from engagements.public.forms.gallery import GalleryForm, HindiGalleryForm
from engagements.reports import charts

IST = timezone(timedelta(hours=5, minutes=30))
SENT_AT = datetime(2025, 4, 2, 16, 42, tzinfo=IST)
ASKED_AT = datetime(2025, 4, 12, 11, 20, tzinfo=IST)
CLOSES_AT = datetime(2025, 4, 30, 23, 59, 59, tzinfo=IST)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; `?form=wrong` shows the form with its errors."""
    if not settings.DEMONSTRATION:
        raise Http404
    is_wrong = request.GET.get("form") == "wrong"
    return render(request, "public/gallery.html", {**samples(), "form": GalleryForm({} if is_wrong else None)})


def samples() -> dict[str, Any]:
    """Return the sample data of the components; every figure and case is illustrative."""
    return {
        "crumbs": [("Home", "/"), ("Consultations", "/consultations/")],
        "tones": ["neutral", "info", "good", "warn", "bad"],
        "icons": ["check", "clock", "alert", "cross", "lock"],
        "phases": list(Phase),
        "statuses": list(SubmissionStatus),
        "timeline": example_timeline(),
        "hindi_timeline": hindi_timeline(),
        "chain": chain(),
        "answers": example_answers(),
        "scope": [("Consultation", "March 2025 sessions"), ("Dates", "All"), ("Ventures", "Start-ups and MSMEs")],
        "steps": ["Challenge", "Your point", "What it costs", "Your venture", "Consent"],
        "hindi_steps": ["चुनौती", "आपकी बात", "क्या नुकसान हुआ", "आपका उद्यम", "सहमति"],
        "bar_chart": bar_chart(),
        "column_chart": column_chart(),
        "heat": heat(),
        "ageing": [("up to 7 days", 9), ("to 14", 5), ("to 21", 3), ("over 21", 2)],
        "hindi_form": HindiGalleryForm(),
        "sent_at": SENT_AT,
        "asked_at": ASKED_AT,
        "closes_at": CLOSES_AT,
        "first_day": date(2025, 3, 24),
        "last_day": date(2025, 3, 25),
    }


def example_timeline() -> list[dict[str, str]]:
    """Return five steps of a consultation, the second one current."""
    return [
        {"label": "Sessions held", "detail": "24–25 March 2025", "state": "done"},
        {"label": "Open for feedback", "detail": "since 24 March 2025", "state": "now"},
        {"label": "Analysis", "state": "next"},
        {"label": "Decisions", "state": "next"},
        {"label": "Commitments kept", "state": "next"},
    ]


def hindi_timeline() -> list[dict[str, str]]:
    """Return the same timeline in Hindi."""
    return [
        {"label": "बैठकें हुईं", "detail": "24–25 मार्च 2025", "state": "done"},
        {"label": "सुझाव आमंत्रित", "detail": "24 मार्च 2025 से", "state": "now"},
        {"label": "विश्लेषण", "state": "next"},
        {"label": "निर्णय", "state": "next"},
        {"label": "वचनों का पालन", "state": "next"},
    ]


def chain() -> list[dict[str, str]]:
    """Return what followed from a submission, up to a delayed commitment."""
    return [
        {"kicker": "Theme · with 11 other ventures", "text": "Payment lags behind acceptance", "url": "#chain"},
        {"kicker": "Recommendation", "text": "Pay a tranche within 45 days of submitting the milestone"},
        {
            "kicker": "Decision · 14 August 2025",
            "text": "From the next contract on",
            "badge": "Partly accepted",
            "tone": "good",
        },
        {
            "kicker": "Commitment · due 31 March 2027",
            "text": "Standard contract clause revised",
            "badge": "Delayed",
            "tone": "warn",
            "note": "Waits for the finance wing's concurrence.",
            "state": "next",
        },
    ]


def example_answers() -> list[dict[str, Any]]:
    """Return rows of a check-your-answers page: text, list, Hindi, empty."""
    return [
        {"term": "Challenge", "value": "Access to funding", "change_url": "#answers"},
        {"term": "Focus areas", "parts": ["Drones", "Radar Technologies"], "change_url": "#answers"},
        {
            "term": "What happened",
            "value": "Acceptance was signed in October.\nThe tranche came in March.",
            "change_url": "#answers",
        },
        {
            "term": "Your proposal",
            "value": "स्वीकृति के 45 दिनों के भीतर भुगतान हो।",
            "language": "hi",
            "change_url": "#answers",
        },
        {"term": "Rupees blocked", "value": "", "change_url": "#answers"},
    ]


def bar_chart() -> charts.BarChart:
    """Return four bars with the finding as title."""
    days_lost = {
        "Milestone payment": 148,
        "Contract signing": 122,
        "Trials and test ranges": 96,
        "Quality assurance": 61,
    }
    return charts.bars(
        "A late milestone payment costs a venture five months",
        "Median days lost, by where in the process, of 41 submissions that gave a figure.",
        [charts.ChartValue(name, days, f"{days} days", href="#figures") for name, days in days_lost.items()],
    )


def column_chart() -> charts.ColumnChart:
    """Return submissions by month over the turn of a financial year."""
    received = [("Jan", "2024-25", 4), ("Feb", "2024-25", 9), ("Mar", "2024-25", 31), ("Apr", "2025-26", 14)]
    return charts.columns(
        "Most points came in the month of the sessions",
        "Submissions received, by month.",
        [
            charts.ChartValue(f"{month} {year}", count, str(count), short=month, group=year)
            for month, year, count in received
        ],
    )


def heat() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return rows of a heat table: a label, then pairs of class and text."""
    return [
        ("Drones", [("h4", "14"), ("h3", "9"), ("h2", "6")]),
        ("Radar Technologies", [("h1", "5"), ("h2", "8"), ("hid", "")]),
        ("Cybersecurity", [("h2", "6"), ("h2", "7"), ("h1", "5")]),
        ("Advanced Materials", [("h2", "7"), ("h1", "5"), ("hid", "")]),
        ("Space Technologies", [("h1", "5"), ("h3", "11"), ("h0", "0")]),
    ]
