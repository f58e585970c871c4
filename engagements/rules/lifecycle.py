"""The lifecycle of a submission as one table of transitions; `docs/lifecycle.md` is generated from it."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import MessageKind, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Clarification, Objection, Submission
from engagements.rules.actors import Actor, ActorKind
from engagements.rules.case_actions import CASE_ACTIONS, StatusEffect, Words
from engagements.rules.permissions import Act, may

STATUS = SubmissionStatus


@dataclass(frozen=True, kw_only=True)
class Transition(StatusEffect):
    """One status transition: who may perform it, what it requires, and what it tells whom."""

    name: str
    label: Words
    sources: tuple[SubmissionStatus, ...] = ()
    roles: frozenset[Role] = frozenset()
    by_venture: bool = False


ARRIVALS = (
    Transition(
        name="submit",
        label=gettext_lazy("Submit"),
        target=STATUS.RECEIVED,
        public_text=gettext_lazy("We received your submission."),
        by_venture=True,
        message=MessageKind.ACKNOWLEDGEMENT,
    ),
    Transition(
        name="submit_held",
        label=gettext_lazy("Submit, and hold for the security officer"),
        target=STATUS.QUARANTINED,
        public_text=gettext_lazy("We received your submission."),
        by_venture=True,
        message=MessageKind.ACKNOWLEDGEMENT,
    ),
    Transition(
        name="record",
        label=gettext_lazy("Record on behalf of a venture"),
        target=STATUS.RECEIVED,
        public_text=gettext_lazy("An official recorded what you said."),
        roles=Act.RECORD.roles,
    ),
    Transition(
        name="record_held",
        label=gettext_lazy("Record on behalf of a venture, and hold for the security officer"),
        target=STATUS.QUARANTINED,
        public_text=gettext_lazy("An official recorded what you said."),
        roles=Act.RECORD.roles,
    ),
)
# Declared in `case_actions`.
BY_OFFICIALS = tuple(
    Transition(name=action.name, label=action.label, sources=action.sources, roles=action.roles, **vars(action.effect))
    for action in CASE_ACTIONS.values()
    if action.effect
)
BY_VENTURES = (
    Transition(
        name="clarify",
        label=gettext_lazy("Answer the question"),
        sources=(STATUS.CLARIFICATION,),
        target=STATUS.UNDER_REVIEW,
        public_text=gettext_lazy("You answered our question."),
        by_venture=True,
        requires_record=Clarification,
    ),
    Transition(
        name="object",
        label=gettext_lazy("This does not answer my issue"),
        sources=(STATUS.ANSWERED,),
        target=STATUS.UNDER_REVIEW,
        public_text=gettext_lazy(
            "You told us that our reply does not answer your issue. A senior officer will look at it again."
        ),
        by_venture=True,
        restarts_clock=True,
        requires_record=Objection,
    ),
    Transition(
        name="withdraw",
        label=gettext_lazy("Withdraw"),
        sources=tuple(status for status in STATUS if status is not STATUS.WITHDRAWN),
        target=STATUS.WITHDRAWN,
        public_text=gettext_lazy("You withdrew it. It is no longer counted."),
        by_venture=True,
        message=MessageKind.WITHDRAWN,
    ),
)
TRANSITIONS: tuple[Transition, ...] = (*ARRIVALS, *BY_OFFICIALS, *BY_VENTURES)

_BY_NAME = {transition.name: transition for transition in TRANSITIONS}


def get_transition(name: str) -> Transition:
    """Return the transition of this name; raise ActionRefused for an unknown one."""
    if name not in _BY_NAME:
        raise ActionRefused(_("This action does not exist."))
    return _BY_NAME[name]


def initial_transition(*, by: Actor, is_held: bool) -> Transition:
    """Return the transition that creates a submission: sent by its venture, or recorded by an official."""
    if by.kind is ActorKind.OFFICIAL:
        return get_transition("record_held" if is_held else "record")
    return get_transition("submit_held" if is_held else "submit")


def may_perform(transition: Transition, actor: Actor) -> bool:
    """Return whether the actor may perform this transition."""
    return transition.by_venture if actor.kind is ActorKind.VENTURE else may(actor, transition)


def available_transitions(actor: Actor, submission: Submission) -> list[Transition]:
    """Return the transitions that the actor may perform on the submission now, in table order."""
    return [
        transition
        for transition in TRANSITIONS
        if submission.status in transition.sources and may_perform(transition, actor)
    ]


def check_move(transition: Transition, submission: Submission, *, by: Actor, reason: str, record: Model | None) -> None:
    """Raise ActionRefused unless the actor may perform this transition now, with reason and record as required."""
    if not may_perform(transition, by):
        raise ActionRefused(_("Your role does not allow this action."))
    if submission.status not in transition.sources:
        status = SubmissionStatus(submission.status).label
        raise ActionRefused(_("This is not possible while the submission is “%(status)s”.") % {"status": status})
    if transition.needs_reason and not reason:
        raise ActionRefused(_("Give a reason. One sentence is enough."), field="reason")
    if transition.requires_record and not isinstance(record, transition.requires_record):
        raise ActionRefused(_("Nothing was written. Write the text first."))
