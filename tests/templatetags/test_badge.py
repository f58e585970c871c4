"""Badges: every status has its word and its tone, and quarantine does not show."""

import pytest
from django.template import Context, Template

from engagements.choices import DeliveryStatus, Phase, SubmissionStatus
from engagements.templatetags import badge


def drawn(tag: str, **context: object) -> str:
    return Template("{% load badge %}" + tag).render(Context(context)).strip()


def test_badge_says_its_word_in_its_tone():
    assert drawn('{% badge "Delayed" "warn" %}') == '<span class="badge badge-warn">Delayed</span>'


def test_badge_without_a_tone_is_neutral():
    assert drawn('{% badge "Draft" %}') == '<span class="badge badge-neutral">Draft</span>'


def test_badge_takes_an_icon():
    assert drawn('{% badge "Kept" "info" "lock" %}') == '<span class="badge badge-info icon-lock">Kept</span>'


def test_badge_escapes_its_word():
    assert drawn("{% badge word %}", word="<b>") == '<span class="badge badge-neutral">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("tones", "choices"),
    [
        (badge.PHASE_TONES, Phase),
        (badge.STAFF_TONES, SubmissionStatus),
        (badge.VENTURE_TONES, SubmissionStatus),
        (badge.DELIVERY_TONES, DeliveryStatus),
    ],
)
def test_tones_cover_every_value(tones, choices):
    assert set(tones) == set(choices)


def test_venture_badge_of_quarantine_looks_like_received():
    assert drawn("{% venture_badge status %}", status="quarantined") == drawn(
        "{% venture_badge status %}", status="received"
    )


def test_staff_badge_of_quarantine_stands_out():
    assert drawn("{% staff_badge status %}", status="quarantined") == (
        '<span class="badge badge-bad">Quarantined</span>'
    )


def test_phase_badge_reads_as_visitors_do():
    assert drawn("{% phase_badge phase %}", phase="open") == '<span class="badge badge-good icon-dot">Open</span>'


def test_delivery_badge_shows_failure():
    assert drawn("{% delivery_badge status %}", status="failed") == '<span class="badge badge-bad">Failed</span>'


def test_badge_of_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="lost"):
        drawn("{% staff_badge status %}", status="lost")
