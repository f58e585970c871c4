"""Verification codes: a hash that proves that a submission is stored as it was sent."""

import re
from datetime import UTC, datetime
from hmac import compare_digest
from itertools import groupby
from operator import itemgetter
from typing import Any

from engagements.models import Submission
from engagements.rules.canonical import digest_of

SHAPE = re.compile(r"[0-9a-f]{64}")
# Input beyond this is ignored; leaves ample room for spaces between the 64 characters.
_LONGEST = 200
_GROUP = 8


def receipt_of(submission: Submission) -> str:
    """Return the SHA-256 of what was sent and when, read from the stored rows.

    Covers the texts, answers, files and the time of receipt; not the venture's profile, the contact, later changes of
    consent, or actions of officials.
    """
    return digest_of(_facts(submission))


def verify_receipt(reference: str, receipt: str) -> bool:
    """Return whether a typed verification code belongs to the submission with this reference number.

    An unknown reference takes the same steps as a wrong code, so that they cannot be distinguished by timing.
    """
    found = Submission.objects.filter(reference=reference).first()
    expected = receipt_of(found or _dummy_submission())
    # The dummy's code could be computed, so it never matches.
    return compare_digest(as_typed(receipt).encode(errors="surrogatepass"), expected.encode()) and found is not None


def as_typed(receipt: str) -> str:
    """Return a typed verification code in lower case without spaces and hyphens."""
    return re.sub(r"[\s\-–—]", "", receipt[:_LONGEST].lower())


def format_receipt(receipt: str) -> str:
    """Return a verification code in groups, easier to compare."""
    return " ".join(receipt[start : start + _GROUP] for start in range(0, len(receipt), _GROUP))


def _dummy_submission() -> Submission:
    """Return an unsaved submission for constant-time verification of unknown references."""
    return Submission(pk=0, received_at=datetime(1970, 1, 1, tzinfo=UTC))


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
        "answers": _answers(submission),
        # Filtered in Python, to use prefetched attachments.
        "files": sorted(file.sha256 for file in submission.attachments.all() if file.clarification_id is None),
    }


def _answers(submission: Submission) -> list[dict[str, Any]]:
    """Return the answers by question; always one query."""
    columns = ("question_id", "text", "number", "date", "other", "chosen")
    rows = submission.answers.order_by("question_id", "chosen").values_list(*columns)
    return [_answer(list(group)) for _question, group in groupby(rows, key=itemgetter(0))]


def _answer(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Return one answer from its rows, one row for each chosen option."""
    question, text, number, date, other, _chosen = rows[0]
    return {
        "question": question,
        "text": text,
        "number": None if number is None else f"{number:.2f}",
        "date": date.isoformat() if date else None,
        "chosen": [row[-1] for row in rows if row[-1] is not None],
        "other": other,
    }
