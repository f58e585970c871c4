"""The steps of the submission form, in their order: the one table that pages, links and sending follow."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from engagements.public.forms.base import StepForm
from engagements.public.forms.challenge import ChallengeForm
from engagements.public.forms.consent import ConsentForm
from engagements.public.forms.cost import CostForm
from engagements.public.forms.point import PointForm
from engagements.public.forms.venture import VentureForm


@dataclass(frozen=True)
class Step:
    """One page of the form: its address, its name in the progress bar, its heading, and what it asks."""

    slug: str
    name: str | Promise
    heading: str | Promise
    form: type[StepForm]
    lead: str | Promise = ""

    @property
    def number(self) -> int:
        """The place in the order, from 1."""
        return STEPS.index(self) + 1

    @property
    def template(self) -> str:
        """The template: the common one, unless the step needs more than its form."""
        return "public/submit/consent.html" if self.slug == "consent" else "public/submit/step.html"


STEPS: tuple[Step, ...] = (
    Step(
        slug="challenge",
        name=gettext_lazy("Challenge"),
        heading=gettext_lazy("What is it about?"),
        form=ChallengeForm,
    ),
    Step(
        slug="point",
        name=gettext_lazy("Your point"),
        heading=gettext_lazy("Your point"),
        form=PointForm,
        lead=gettext_lazy("One point at a time: each is answered by itself, and you can send as many as you like."),
    ),
    Step(
        slug="cost",
        name=gettext_lazy("What it costs"),
        heading=gettext_lazy("What it costs you"),
        form=CostForm,
    ),
    Step(
        slug="venture",
        name=gettext_lazy("Your venture"),
        heading=gettext_lazy("About your venture"),
        form=VentureForm,
    ),
    Step(
        slug="consent",
        name=gettext_lazy("Consent"),
        heading=gettext_lazy("What may be shown"),
        form=ConsentForm,
    ),
)
STEP_NAMES = [step.name for step in STEPS]
_BY_SLUG = {step.slug: step for step in STEPS}


def step_named(slug: str) -> Step | None:
    """Return the step with this address, or None."""
    return _BY_SLUG.get(slug)


def step_before(step: Step) -> Step | None:
    """Return the step before one, or None before the first."""
    return STEPS[step.number - 2] if step.number > 1 else None


def step_after(step: Step) -> Step | None:
    """Return the step after one, or None after the last."""
    return STEPS[step.number] if step.number < len(STEPS) else None
