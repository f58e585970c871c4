"""All steps of a draft together: what is missing, what was answered, and what is sent."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from engagements.choices import Language
from engagements.models import Consultation, Draft, Submission
from engagements.public.forms.base import StepForm
from engagements.public.forms.steps import Step, steps_of
from engagements.public.forms.venture import NO, YES
from engagements.rules.sensitivity.passages import Passage, kinds_of
from engagements.rules.submission_data import ContactData, IssueData, SubmissionData, VentureData

IDEX = {YES: True, NO: False, "": None}


@dataclass(frozen=True)
class MissingAnswer:
    """Something that has to be mended before sending, and the step and field in which it is done."""

    step: Step
    text: str
    field: str = ""


@dataclass(frozen=True)
class SensitivityWarning:
    """Something that may not belong in what is sent, and the step, the row and the field in which it stands."""

    step: Step
    row: str
    passage: Passage

    @property
    def field(self) -> str:
        return self.passage.name


@dataclass(frozen=True)
class DraftForms:
    """The forms of all steps, filled with what a draft holds and validated anew."""

    steps: tuple[Step, ...]
    forms: dict[str, StepForm]

    @classmethod
    def of(cls, draft: Draft, *, consultation: Consultation) -> "DraftForms":
        """Rebuild every step of a draft; reference data may have changed since it was saved."""
        steps = steps_of(draft)
        return cls(steps, {step.slug: _rebuilt(step, draft, consultation=consultation) for step in steps})

    def missing_answers(self) -> list[MissingAnswer]:
        """Return what is missing or no longer valid, in the order of the steps."""
        return [gap for step in self.steps for gap in _gaps_in(step, self.forms[step.slug])]

    def warnings(self) -> list[SensitivityWarning]:
        """Return what may not belong in it, in the order of the steps."""
        forms = [(step, self.forms[step.slug]) for step in self.steps]
        return [
            SensitivityWarning(step, form.row_of(found.name), found)
            for step, form in forms
            for found in form.find_sensitive_passages()
        ]

    def first_incomplete_step(self) -> Step | None:
        """Return the first step that is not complete, or None."""
        gaps = self.missing_answers()
        return gaps[0].step if gaps else None

    def sent(self, *, language: Language) -> SubmissionData:
        """Return what is sent; call it only where there are no gaps."""
        given = {name: value for form in self.forms.values() for name, value in form.cleaned_data.items()}
        return SubmissionData(
            point=_point(given),
            profile=_profile(given),
            person=_person(given),
            language=language,
            answers=tuple(answered for form in self.forms.values() for answered in form.answered()),
            attachment_ids=tuple(number for form in self.forms.values() for number in form.attachment_ids()),
            notice_id=given["notice"],
            findings=kinds_of(doubt.passage for doubt in self.warnings()),
        )


def details_kept_from(submission: Submission) -> dict[str, Any]:
    """Return the answers of the venture step with which another point of the same person begins.

    Only what was typed for this very submission: a venture and a contact may be known from earlier ones, and whoever
    repeats a name and an address must not be shown what somebody else once said of them.
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


def _rebuilt(step: Step, draft: Draft, *, consultation: Consultation) -> StepForm:
    form = step.form(draft.answers.get(step.slug, {}), consultation=consultation)
    form.full_clean()
    return form


def _gaps_in(step: Step, form: StepForm) -> list[MissingAnswer]:
    # A step may ask for nothing that is required; it has to be seen all the same.
    if form.is_valid() and form.data:
        return []
    if not form.data:
        return [MissingAnswer(step, _("You have not completed “%(step)s” yet.") % {"step": step.heading})]
    return [MissingAnswer(step, str(error), field) for field, errors in form.errors.items() for error in errors]


def _point(given: dict[str, Any]) -> IssueData:
    return IssueData(
        challenge_id=given["challenge"],
        focus_area_ids=tuple(given["focus_areas"]),
        session_id=given.get("session"),
        summary=given["summary"],
        experience=given["experience"],
        proposal=given["proposal"],
        severity=given["severity"],
        scheme_id=given["scheme"],
        stage_id=given["stage"],
        days_lost=given["days_lost"],
        rupees_blocked=given["rupees_blocked"],
        consent=given["consent"],
    )


def _profile(given: dict[str, Any]) -> VentureData:
    return VentureData(
        name=given["venture_name"],
        kind=given["kind"],
        state=given["state"],
        pin_code=given["pin_code"],
        team_size=given["team_size"],
        is_idex_engaged=IDEX[given["idex"]],
        dpiit_number=given["dpiit_number"],
        udyam_number=given["udyam_number"],
        cin=given["cin"],
        website=given["website"],
    )


def _person(given: dict[str, Any]) -> ContactData:
    return ContactData(
        name=given["contact_name"], email=given["email"], mobile=given["mobile"], job_title=given["job_title"]
    )
