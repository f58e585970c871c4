"""Status badges: a word on a coloured background, never a colour alone."""

from typing import Any

from django import template

from engagements.choices import DeliveryStatus, Disposition, Phase, SubmissionStatus

register = template.Library()

BADGE = "_components/_badge.html"

PHASE_TONES = {
    Phase.UPCOMING: "info",
    Phase.OPEN: "good",
    Phase.CLOSED: "neutral",
    Phase.ANSWERED: "info",
}

STAFF_TONES = {
    SubmissionStatus.RECEIVED: "info",
    SubmissionStatus.UNDER_REVIEW: "info",
    SubmissionStatus.CLARIFICATION: "warn",
    SubmissionStatus.ANSWERED: "good",
    SubmissionStatus.CLOSED: "neutral",
    SubmissionStatus.WITHDRAWN: "neutral",
    SubmissionStatus.QUARANTINED: "bad",
}

# A quarantined submission must look like a received one, in colour and in words.
VENTURE_TONES = {**STAFF_TONES, SubmissionStatus.QUARANTINED: STAFF_TONES[SubmissionStatus.RECEIVED]}

DELIVERY_TONES = {
    DeliveryStatus.QUEUED: "neutral",
    DeliveryStatus.SENDING: "info",
    DeliveryStatus.SENT: "good",
    DeliveryStatus.FAILED: "bad",
}


DISPOSITION_TONES = {
    Disposition.ACCEPTED: "good",
    Disposition.PARTLY_ACCEPTED: "good",
    Disposition.IN_PLACE: "info",
    Disposition.NOT_ACCEPTED: "bad",
    Disposition.UNDER_CONSIDERATION: "neutral",
    Disposition.REPLY_AWAITED: "neutral",
}


@register.inclusion_tag(BADGE)
def badge(text: str, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    """Render any word as a badge; tones: neutral, info, good, warn, bad."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag(BADGE)
def phase_badge(phase: str) -> dict[str, Any]:
    """Render the phase of a consultation."""
    known = Phase(phase)
    return {"text": known.label, "tone": PHASE_TONES[known], "icon": "dot" if known == Phase.OPEN else ""}


@register.inclusion_tag(BADGE)
def staff_badge(status: str) -> dict[str, Any]:
    """Render the status of a submission in the words of officials."""
    known = SubmissionStatus(status)
    return {"text": known.label, "tone": STAFF_TONES[known]}


@register.inclusion_tag(BADGE)
def venture_badge(status: str) -> dict[str, Any]:
    """Render the status of a submission as its venture sees it."""
    known = SubmissionStatus(status)
    return {"text": known.public_label, "tone": VENTURE_TONES[known]}


@register.inclusion_tag(BADGE)
def delivery_badge(status: str) -> dict[str, Any]:
    """Render the delivery status of an outgoing message."""
    known = DeliveryStatus(status)
    return {"text": known.label, "tone": DELIVERY_TONES[known]}


@register.inclusion_tag(BADGE)
def disposition_badge(disposition: str) -> dict[str, Any]:
    """Render the disposition of a reply."""
    known = Disposition(disposition)
    return {"text": known.label, "tone": DISPOSITION_TONES[known]}
