"""Steps of the submission form in order: the table behind pages, links and sending."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.forms import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from engagements.models import Consultation, Draft
from engagements.public.forms.base import StepForm
from engagements.public.forms.challenge import ChallengeForm
from engagements.public.forms.consent import ConsentForm
from engagements.public.forms.cost import CostForm
from engagements.public.forms.point import PointForm
from engagements.public.forms.questions import QuestionsForm
from engagements.public.forms.venture import VentureForm
from engagements.rules.questions import questions_for_challenge

QUESTIONS = "questions"


_WITH_MORE = ("consent", QUESTIONS)


@dataclass(frozen=True)
class FormStep:
    """One page of the form: URL slug, name in the progress bar, heading and form."""

    slug: str
    name: str | Promise
    heading: str | Promise
    form: Callable[..., StepForm]
    lead: str | Promise = ""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of this step for every consultation."""
        return getattr(self.form, "base_fields", {})

    @property
    def template(self) -> str:
        """The common template, unless the step has its own."""
        return f"public/submit/{self.slug if self.slug in _WITH_MORE else 'step'}.html"


STEPS: tuple[FormStep, ...] = (
    FormStep(
        slug="challenge",
        name=gettext_lazy("Challenge"),
        heading=gettext_lazy("What is your submission about?"),
        form=ChallengeForm,
    ),
    FormStep(
        slug="point",
        name=gettext_lazy("Your submission"),
        heading=gettext_lazy("Your submission"),
        form=PointForm,
        lead=gettext_lazy("Send one issue at a time. Each gets its own reply, and you can send as many as you like."),
    ),
    FormStep(
        slug="cost",
        name=gettext_lazy("What it costs"),
        heading=gettext_lazy("The effect on you"),
        form=CostForm,
    ),
    FormStep(
        slug="venture",
        name=gettext_lazy("Your venture"),
        heading=gettext_lazy("About your venture"),
        form=VentureForm,
    ),
    FormStep(
        slug="consent",
        name=gettext_lazy("Consent"),
        heading=gettext_lazy("Who can see your submission"),
        form=ConsentForm,
    ),
)
# A consultation's own questions follow the facts that every consultation asks for.
_BEFORE_QUESTIONS = [step.slug for step in STEPS].index("cost") + 1


def steps_of(draft: Draft) -> tuple[FormStep, ...]:
    """Return the steps of a draft, with a questions step if its consultation has questions on its challenge."""
    # If `asks_more` or `has_files` was not queried, assume there are some.
    steps = _asking(draft) if getattr(draft, "asks_more", True) else STEPS
    if not getattr(draft, "has_files", True):
        return steps
    attached = draft.attachments.select_related("question")
    return tuple(replace(step, form=partial(step.form, attached=attached)) for step in steps)


def _asking(draft: Draft) -> tuple[FormStep, ...]:
    challenge = draft.answers.get("challenge", {}).get("challenge")
    return steps_for(draft.consultation, challenge=challenge, stored=draft.answers.get(QUESTIONS, {}))


def steps_for(
    consultation: Consultation, *, challenge: int | None = None, stored: Mapping[str, Any] | None = None
) -> tuple[FormStep, ...]:
    """Return the steps for a challenge, or before one is chosen; `stored` holds the answers to questions so far."""
    questions = questions_for_challenge(consultation.questions.current().with_options(), challenge)
    if not questions:
        return STEPS
    more = FormStep(
        slug=QUESTIONS,
        name=gettext_lazy("Questions"),
        heading=gettext_lazy("Questions for this consultation"),
        form=partial(QuestionsForm, questions=questions, stored=stored or {}),
    )
    return (*STEPS[:_BEFORE_QUESTIONS], more, *STEPS[_BEFORE_QUESTIONS:])


def step_named(slug: str, steps: tuple[FormStep, ...] = STEPS) -> FormStep | None:
    """Return the step with this slug, or None."""
    return next((step for step in steps if step.slug == slug), None)


def step_before(step: FormStep, steps: tuple[FormStep, ...]) -> FormStep | None:
    """Return the previous step, or None."""
    place = steps.index(step)
    return steps[place - 1] if place else None


def step_after(step: FormStep, steps: tuple[FormStep, ...]) -> FormStep | None:
    """Return the next step, or None."""
    return next(iter(steps[steps.index(step) + 1 :]), None)
