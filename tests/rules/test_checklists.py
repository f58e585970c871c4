"""What a consultation lacks before it is published is told point by point, with the place where it is mended."""

from datetime import date, timedelta

import pytest

from engagements.models import Consultation
from engagements.rules.checklists import ChecklistItem, checks_of, unmet_blocking
from tests import factories
from tests.factories import AT, OPENS_AT, complete_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notice():
    return factories.notice()


def unmet(consultation: Consultation, *, at=AT) -> list[tuple[str, str, bool]]:
    found = checks_of(consultation, at=at)
    return [(check.name, check.place, check.is_blocking) for check in found if not check.is_met]


def sentence(consultation: Consultation, name: str, *, at=AT) -> str:
    return next(check.sentence for check in checks_of(consultation, at=at) if check.name == name)


def test_whole_consultation_lacks_nothing():
    assert unmet(complete_draft()) == []


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ({"background": "", "background_hi": ""}, ("background", "background", True)),
        ({"title_hi": ""}, ("hindi", "title_hi", True)),
        ({"background_hi": ""}, ("hindi", "background_hi", True)),
        ({"challenges": []}, ("challenges", "asked_challenges", True)),
        ({"focus_areas": []}, ("focus_areas", "focus_areas", True)),
        ({"closes_at": OPENS_AT + timedelta(days=29, seconds=-1)}, ("window", "closes_at", True)),
        ({"closes_at": None}, ("announced", "closes_at", False)),
        ({"chair": None}, ("chair", "chair", False)),
        ({"venue_hi": ""}, ("other_hindi", "organiser_hi", False)),
    ],
)
def test_what_is_taken_away_is_the_one_point_told(taken, found):
    assert unmet(complete_draft(**taken)) == [found]


def test_missing_is_what_blocks():
    consultation = complete_draft(background="", background_hi="", chair=None)

    assert [check.name for check in unmet_blocking(checks_of(consultation, at=AT))] == ["background"]


def test_short_window_with_a_reason_does_not_block():
    consultation = complete_draft(
        closes_at=OPENS_AT + timedelta(days=14), window_reason="The rules expire.", window_reason_hi="नियम समाप्त।"
    )

    assert unmet(consultation) == []
    assert sentence(consultation, "window") == (
        "It is open for fewer than 30 days and gives the reason publicly. A lead must publish it."
    )


def test_short_window_is_told_with_its_days():
    consultation = complete_draft(closes_at=OPENS_AT + timedelta(days=14, seconds=-1))

    assert sentence(consultation, "window") == (
        "It is open for only 14 days. Choose a later closing date, or explain why it cannot be open for 30 days. "
        "A lead is responsible for it."
    )


def test_window_that_is_over_blocks():
    assert unmet(complete_draft(), at=AT + timedelta(days=60)) == [("end", "closes_at", True)]


def test_notice_past_its_review_blocks(notice):
    assert unmet(complete_draft(), at=AT.replace(year=2027, month=1, day=3)) == [
        ("end", "closes_at", True),
        ("notice", "privacy", True),
    ]


def test_notice_with_blanks_blocks(in_production):
    assert unmet(complete_draft()) == []
    factories.notice(2, body="[To be filled in by the ministry: an office]")

    assert unmet(complete_draft()) == [("notice", "privacy", True)]
    assert sentence(complete_draft(), "notice") == (
        "The privacy notice has entries to be filled in. Complete it and publish a version."
    )


def test_notice_blocks_where_none_is_published(notice):
    notice.delete()

    assert unmet(complete_draft()) == [("notice", "privacy", True)]


def test_session_after_the_end_is_told():
    consultation = complete_draft()
    factories.session(consultation, title_hi="सत्र", venue_hi="भवन", held_on=date(2025, 6, 1))

    assert unmet(consultation) == [("sessions", "sessions", False)]


def test_hindi_of_parts_and_questions_is_told_by_name():
    consultation = complete_draft()
    factories.session(consultation, title="First day")
    factories.question(consultation, "why", wording="Why so?")

    assert unmet(consultation) == [("other_hindi", "questions", False)]
    assert sentence(consultation, "other_hindi") == (
        "Readers of Hindi will see English here: First day (2025-03-24); Why so?"
    )


def test_check_is_one_value():
    [first, *_rest] = checks_of(complete_draft(), at=AT)

    assert first == ChecklistItem(
        "window", "It is open for 30 days or more.", is_met=True, is_blocking=True, place="closes_at"
    )
