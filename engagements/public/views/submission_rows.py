"""Submitted data as rows for the confirmation and status pages.

Only the venture's name is shown, and no contact: those records may hold data from another submission, and it is not
proven that this reader gave it.
"""

from typing import Any

from django.utils.translation import gettext as _

from engagements.choices import PublicationConsent, Severity
from engagements.models import Answer, Submission
from engagements.models.base import localised
from engagements.public.forms.question_kinds import label_of
from engagements.public.views.language import reader_language
from engagements.rules.answers import answer_text, is_free_text
from engagements.rules.dates import day_text
from engagements.rules.files.words import with_digest
from engagements.rules.numerals import days, exact_rupees
from engagements.rules.questions import CHOSEN_KINDS
from engagements.rules.recorded_submissions import origin_text


def rows_of(submission: Submission) -> list[dict[str, Any]]:
    """Return everything that was sent, as rows of term and value."""
    return _filled(
        [
            *_about(submission),
            *_words(submission),
            *_files(submission),
            *_cost(submission),
            *_answers(submission),
            *_frame(submission),
        ]
    )


def submission_facts(submission: Submission) -> list[dict[str, Any]]:
    """Return what was sent except the texts, which are in the conversation, and the consent."""
    return _filled([*_about(submission), *_cost(submission), *_answers(submission), _sender(submission)])


def _filled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("value") or row.get("parts")]


def foreign_language(submission: Submission) -> str:
    """Return the language of the venture's text, or an empty string if it is the page's."""
    return "" if submission.language == reader_language() else submission.language


def _about(submission: Submission) -> list[dict[str, Any]]:
    session = submission.session
    held_on = f"{day_text(session.held_on)} – {localised(session, 'title')}" if session else ""
    return [
        {"term": _("Challenge"), "value": submission.challenge.label},
        {"term": _("Focus areas"), "parts": [area.label for area in submission.focus_areas.all()]},
        {"term": _("Raised in session"), "value": held_on},
        {"term": _("How we received it"), "value": origin_text(submission)},
    ]


def _words(submission: Submission) -> list[dict[str, Any]]:
    language = foreign_language(submission)
    return [
        {"term": _("In one line"), "value": submission.summary, "language": language},
        {"term": _("What happened"), "value": submission.experience, "language": language},
        {"term": _("What should change"), "value": submission.proposal, "language": language},
    ]


def _files(submission: Submission) -> list[dict[str, Any]]:
    """Return the files sent with the submission; the digest lets the venture compare its own copy."""
    files = [file for file in submission.attachments.all() if file.clarification_id is None]
    return [{"term": _("Files"), "parts": [with_digest(file) for file in files]}]


def _cost(submission: Submission) -> list[dict[str, Any]]:
    blocked = submission.rupees_blocked
    return [
        {"term": _("How serious the effect is"), "value": Severity(submission.severity).label},
        {"term": _("Scheme or procurement route"), "value": submission.scheme.label if submission.scheme else ""},
        {"term": _("Stage"), "value": submission.stage.label if submission.stage else ""},
        {"term": _("Time lost"), "value": "" if submission.days_lost is None else days(submission.days_lost)},
        {"term": _("Amount blocked"), "value": "" if blocked is None else exact_rupees(blocked)},
    ]


def _answers(submission: Submission) -> list[dict[str, Any]]:
    """Return the answers to extra questions, with the question text as it was asked."""
    return [_answer(answer, foreign_language(submission)) for answer in submission.answers.in_words()]


def _answer(answer: Answer, language: str) -> dict[str, Any]:
    own = {"language": language} if is_free_text(answer.question) else {}
    said = answer_text(answer)
    shown = {"parts": said} if answer.question.kind in CHOSEN_KINDS else {"value": said[0]}
    return {"term": label_of(answer.question), **shown, **own}


def _frame(submission: Submission) -> list[dict[str, Any]]:
    consent = PublicationConsent(submission.consent)
    return [_sender(submission), {"term": _("May be shown"), "value": consent.label}]


def _sender(submission: Submission) -> dict[str, Any]:
    return {"term": _("Sent on behalf of"), "value": submission.venture.name}
