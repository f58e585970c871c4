"""The receipt: a hash by which anyone can check that a submission is kept as it was sent."""

import json
from datetime import UTC
from hashlib import sha256
from typing import Any

from engagements.models import Answer, Submission


def receipt_of(submission: Submission) -> str:
    """Return SHA-256 over what was sent and when, read from the stored rows.

    It changes when a word of the point, an answer, a file or the time of receipt changes; it does not depend on the
    venture's profile, on the contact, on later changes of consent, or on what officials did.
    """
    canonical = json.dumps(_facts(submission), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(canonical.encode()).hexdigest()


def _facts(submission: Submission) -> dict[str, Any]:
    return {
        "reference": submission.reference,
        "received_at": submission.received_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "consultation": submission.consultation_id,
        "session": submission.session_id,
        "challenge": submission.challenge_id,
        "focus_areas": sorted(submission.focus_areas.values_list("pk", flat=True)),
        "summary": submission.summary,
        "experience": submission.experience,
        "proposal": submission.proposal,
        "severity": submission.severity,
        "scheme": submission.scheme_id,
        "stage": submission.stage_id,
        "days_lost": submission.days_lost,
        "rupees_blocked": submission.rupees_blocked,
        "answers": [_answer(answer) for answer in _answers(submission)],
        "files": sorted(submission.attachments.of_the_point().values_list("sha256", flat=True)),
    }


def _answers(submission: Submission) -> list[Answer]:
    return list(submission.answers.prefetch_related("chosen").order_by("question_id"))


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question_id,
        "text": answer.text,
        "number": None if answer.number is None else f"{answer.number:.2f}",
        "date": answer.date.isoformat() if answer.date else None,
        "chosen": sorted(option.pk for option in answer.chosen.all()),
        "other": answer.other,
    }
