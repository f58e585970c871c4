"""What the seed says of the sessions is what is known in public, and nothing beyond."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import TestCase

from engagements import audit
from engagements.choices import EnterpriseClass
from engagements.models import (
    AskedChallenge,
    AuditEvent,
    Challenge,
    Consultation,
    ContractStage,
    EnterpriseLimit,
    FocusArea,
    KeyFigure,
    OfficeHolder,
    Official,
    Scheme,
    Session,
    Source,
    Submission,
)
from engagements.seeds.march_2025 import load
from tests.seeds.rows import all_rows

AT = datetime(2025, 6, 1, 6, 0, tzinfo=UTC)

FOCUS_AREAS = [
    "Space Technologies",
    "Quantum Technologies",
    "Electronic Warfare",
    "Drones",
    "Artificial Intelligence and Machine Learning",
    "Radar Technologies",
    "Cybersecurity",
    "Advanced Materials",
]
CHALLENGES = ["Access to funding", "Navigating regulatory complexity", "Competing with established players"]
MAIN_SOURCE = "Swarajya, as carried by indiandefensenews.in"
SOURCES = [
    (MAIN_SOURCE, "MoD holds talks with over 50 start-ups…", date(2025, 3, 28), ""),
    ("KNN India", "", date(2025, 3, 27), ""),
    ("ANI", "", date(2025, 3, 26), ""),
    ("PTI", "", date(2025, 3, 26), ""),
    ("The Statesman", "", date(2025, 3, 26), ""),
]
KEY_FIGURES = [
    ("about 16,000", "28 March 2025 (day of the report)", MAIN_SOURCE),
    ("over ₹2,400 crore", "February 2025", MAIN_SOURCE),
]
SCHEMES = [
    "iDEX: DISC",
    "iDEX: Open Challenge",
    "iDEX: ADITI",
    "iDEX: SPRINT",
    "iDEX Prime",
    "iDEX: SPARK grant",
    "iDEX: Partner Incubators",
    "DRDO TDF",
    "DTIS",
    "SRIJAN",
    "DAP 2020: Make-I",
    "DAP 2020: Make-II",
    "DAP 2020: Make-III",
    "GeM",
    "Corridor UPDIC",
    "Corridor TNDIC",
]
# Class → investment and turnover in crore, from 1 July 2020 and from 1 April 2025.
LIMITS = {
    (EnterpriseClass.MICRO, date(2020, 7, 1)): (Decimal(1), Decimal(5)),
    (EnterpriseClass.SMALL, date(2020, 7, 1)): (Decimal(10), Decimal(50)),
    (EnterpriseClass.MEDIUM, date(2020, 7, 1)): (Decimal(50), Decimal(250)),
    (EnterpriseClass.MICRO, date(2025, 4, 1)): (Decimal("2.5"), Decimal(10)),
    (EnterpriseClass.SMALL, date(2025, 4, 1)): (Decimal(25), Decimal(100)),
    (EnterpriseClass.MEDIUM, date(2025, 4, 1)): (Decimal(125), Decimal(500)),
}
# The days, the year, “over 50”, the days of the statement and of the report: no other number stands in the texts.
KNOWN_NUMBERS = {"24", "25", "26", "28", "2025", "50"}


class TestFacts(TestCase):
    """The facts, loaded once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.added = load.load_sessions(at=AT)
        cls.consultation = Consultation.objects.get()

    def test_load_says_what_it_added(self):
        assert self.added == {
            "focus_areas": 8,
            "challenges": 3,
            "schemes": 16,
            "stages": 9,
            "limits": 6,
            "policies": 6,
            "reply_templates": 4,
            "consultations": 1,
        }

    def test_consultation_states_the_known_facts(self):
        facts = self.consultation
        stated = (facts.slug, facts.title, facts.organiser, facts.ministry, facts.venue, facts.status)

        assert stated == (
            "march-2025-start-up-and-msme-sessions",
            "Start-up and MSME sessions, March 2025",
            "Department of Defence Production",
            "Ministry of Defence, Government of India",
            "South Block, New Delhi",
            "published",
        )

    def test_consultation_opens_at_midnight_in_india_and_never_closes(self):
        window = (self.consultation.opens_at, self.consultation.closes_at)

        assert window == (datetime(2025, 3, 23, 18, 30, tzinfo=UTC), None)

    def test_chair_is_named_with_office_and_without_an_invented_period(self):
        holders = OfficeHolder.objects.values_list("name", "office", "from_on", "until_on")

        assert list(holders) == [("Shri Sanjeev Kumar", "Secretary (Defence Production)", None, None)]
        assert self.consultation.chair == OfficeHolder.objects.get()

    def test_sessions_are_two_days_without_a_time_of_day(self):
        sessions = Session.objects.values_list("held_on", "starts_at", "venue")

        assert list(sessions) == [
            (date(2025, 3, 24), None, "South Block, New Delhi"),
            (date(2025, 3, 25), None, "South Block, New Delhi"),
        ]

    def test_sessions_both_carry_all_focus_areas(self):
        carried = [[area.name for area in session.focus_areas.all()] for session in Session.objects.all()]

        assert carried == [FOCUS_AREAS, FOCUS_AREAS]

    def test_focus_areas_bear_the_labels_of_the_main_source(self):
        assert [area.name for area in FocusArea.objects.all()] == FOCUS_AREAS
        assert [area.name for area in self.consultation.focus_areas.all()] == FOCUS_AREAS

    def test_challenges_are_asked_as_reported_by_the_main_source(self):
        asked = AskedChallenge.objects.values_list("challenge__name", "source__publisher")

        assert list(asked) == [(name, MAIN_SOURCE) for name in CHALLENGES]
        assert [challenge.name for challenge in Challenge.objects.all()] == CHALLENGES

    def test_sources_have_no_title_or_address_beyond_what_is_known(self):
        found = Source.objects.values_list("publisher", "title", "published_on", "url")

        assert list(found) == SOURCES

    def test_key_figures_name_source_and_date(self):
        assert list(KeyFigure.objects.values_list("value", "as_of", "source__publisher")) == KEY_FIGURES

    def test_schemes_are_the_programme_vocabulary_without_dates(self):
        found = Scheme.objects.values_list("name", "current_from", "current_until")

        assert list(found) == [(name, None, None) for name in SCHEMES]

    def test_limits_are_dated(self):
        found = {
            (limit.enterprise_class, limit.valid_from): (limit.investment_crore, limit.turnover_crore)
            for limit in EnterpriseLimit.objects.all()
        }

        assert found == LIMITS

    def test_texts_hold_no_number_beyond_the_known_ones(self):
        texts = " ".join(
            [
                self.consultation.summary,
                self.consultation.summary_hi,
                self.consultation.background,
                self.consultation.background_hi,
            ]
        )

        assert set(re.findall(r"\d+", texts)) == KNOWN_NUMBERS

    def test_background_says_that_nothing_else_is_known(self):
        assert "Nothing else about the sessions is known in public" in self.consultation.background
        assert "सार्वजनिक रूप से और कुछ ज्ञात नहीं है" in self.consultation.background_hi

    def test_every_text_is_there_in_hindi(self):
        lacking = [
            (type(record).__name__, record.pk, field.name)
            for model in (Consultation, OfficeHolder, Session, KeyFigure, FocusArea, Challenge, Scheme, ContractStage)
            for record in model.objects.all()
            for field in model._meta.concrete_fields
            if field.name.endswith("_hi")
            and getattr(record, field.name.removesuffix("_hi"))
            and not re.search("[\u0900-\u097f]", getattr(record, field.name))
        ]

        assert lacking == []

    def test_load_makes_neither_submissions_nor_accounts(self):
        assert (Submission.objects.count(), Official.objects.count()) == (0, 0)

    def test_load_is_told_to_the_audit_trail_at_the_moment_of_loading(self):
        told = AuditEvent.objects.values_list("actor", "at").distinct()

        assert list(told.order_by()) == [("system:seed", AT)]
        assert audit.verify() == []

    def test_load_a_second_time_changes_nothing(self):
        before = all_rows()

        assert set(load.load_sessions(at=datetime(2026, 1, 1, tzinfo=UTC)).values()) == {0}
        assert all_rows() == before


@pytest.mark.django_db
def test_load_again_adds_what_is_missing_and_leaves_what_was_edited():
    load.load_sessions(at=AT)
    Scheme.objects.get(slug="gem").delete()
    FocusArea.objects.filter(slug="drones").update(name="Drones and other aircraft without crew")
    Consultation.objects.update(title="A better title")

    added = load.load_sessions(at=AT)

    assert {name: count for name, count in added.items() if count} == {"schemes": 1}
    assert Scheme.objects.filter(slug="gem").exists()
    assert FocusArea.objects.get(slug="drones").name == "Drones and other aircraft without crew"
    assert Consultation.objects.get().title == "A better title"
