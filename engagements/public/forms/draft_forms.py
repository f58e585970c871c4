"""All steps of a draft together: missing answers, warnings, and the resulting submission data."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from engagements.choices import Language
from engagements.models import Consultation, Draft, Submission
from engagements.public.forms.base import StepForm
from engagements.public.forms.steps import FormStep, steps_of
from engagements.public.forms.venture import NO, YES
from engagements.rules.sensitivity.passages import SensitivePassage
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData

IDEX = {YES: True, NO: False, "": None}


@dataclass(frozen=True)
class MissingAnswer:
    """Something to correct before sending, with its step and field."""

    step: FormStep
    text: str
    field: str = ""


@dataclass(frozen=True)
class SensitivityWarning:
    """A passage that may be sensitive, with its step and row."""

    step: FormStep
    row: str
    passage: SensitivePassage

    @property
    def field(self) -> str:
        return self.passage.name


@dataclass(frozen=True)
class DraftForms:
    """The forms of all steps, filled from a draft and revalidated."""

    steps: tuple[FormStep, ...]
    by_step: dict[str, StepForm]

    @classmethod
    def of(cls, draft: Draft, *, consultation: Consultation) -> "DraftForms":
        """Build the forms of a draft; they are revalidated because reference data may have changed since."""
        steps = steps_of(draft)
        return cls(steps, {step.slug: _rebuilt(step, draft, consultation=consultation) for step in steps})

    def missing_answers(self) -> list[MissingAnswer]:
        """Return what is missing or no longer valid, in the order of the steps."""
        return [gap for step in self.steps for gap in _gaps_in(step, self.by_step[step.slug])]

    def warnings(self) -> list[SensitivityWarning]:
        """Return passages that may be sensitive, in the order of the steps."""
        forms = [(step, self.by_step[step.slug]) for step in self.steps]
        return [
            SensitivityWarning(step, form.row_of(found.name), found)
            for step, form in forms
            for found in form.find_sensitive_passages()
        ]

    def first_incomplete_step(self) -> FormStep | None:
        """Return the first incomplete step, or None."""
        gaps = self.missing_answers()
        return gaps[0].step if gaps else None

    def submission_data(self, *, language: Language) -> SubmissionData:
        """Return the data of the submission; requires that nothing is missing."""
        cleaned = {name: value for form in self.by_step.values() for name, value in form.cleaned_data.items()}
        issue = IssueData(
            challenge_id=cleaned["challenge"],
            focus_area_ids=tuple(cleaned["focus_areas"]),
            session_id=cleaned.get("session"),
            summary=cleaned["summary"],
            experience=cleaned["experience"],
            proposal=cleaned["proposal"],
            severity=cleaned["severity"],
            scheme_id=cleaned["scheme"],
            stage_id=cleaned["stage"],
            days_lost=cleaned["days_lost"],
            rupees_blocked=cleaned["rupees_blocked"],
            consent=cleaned["consent"],
        )
        venture = VentureData(
            name=cleaned["venture_name"],
            kind=cleaned["kind"],
            state=cleaned["state"],
            pin_code=cleaned["pin_code"],
            team_size=cleaned["team_size"],
            is_idex_engaged=IDEX[cleaned["idex"]],
            dpiit_number=cleaned["dpiit_number"],
            udyam_number=cleaned["udyam_number"],
            cin=cleaned["cin"],
            website=cleaned["website"],
        )
        contact = ContactData(
            name=cleaned["contact_name"],
            email=cleaned["email"],
            mobile=cleaned["mobile"],
            job_title=cleaned["job_title"],
        )
        return SubmissionData(
            issue=issue,
            venture=venture,
            contact=contact,
            language=language,
            answers=tuple(answer for form in self.by_step.values() for answer in form.answered()),
            attachment_ids=tuple(number for form in self.by_step.values() for number in form.attachment_ids()),
            notice_id=cleaned["notice"],
        )


def details_kept_from(submission: Submission) -> dict[str, Any]:
    """Return the venture step's answers for another submission of the same person.

    Only what was entered for this submission: venture and contact records may hold data from others, which must not be
    shown to anyone who enters the same name and email address.
    """
    contact, said = submission.contact, submission.claim
    if contact is None:
        return {}
    same = (
        "kind", "state", "pin_code", "team_size", "website", "dpiit_number", "udyam_number", "cin", "contact_name",
        "mobile", "job_title",
    )  # fmt: skip
    idex = {value: key for key, value in IDEX.items()}[said.is_idex_engaged]
    kept = {"venture_name": submission.venture.name, "email": contact.email, "idex": idex}
    return kept | {name: getattr(said, name) for name in same}


def _rebuilt(step: FormStep, draft: Draft, *, consultation: Consultation) -> StepForm:
    form = step.form(draft.answers.get(step.slug, {}), consultation=consultation)
    form.full_clean()
    return form


def _gaps_in(step: FormStep, form: StepForm) -> list[MissingAnswer]:
    # A step may have no required fields; it must be visited nevertheless.
    if form.is_valid() and form.data:
        return []
    if not form.data:
        return [MissingAnswer(step, _("You have not completed “%(step)s” yet.") % {"step": step.heading})]
    return [MissingAnswer(step, str(error), field) for field, errors in form.errors.items() for error in errors]
