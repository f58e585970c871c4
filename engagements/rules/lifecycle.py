"""The life of a submission as one table of transitions; `docs/lifecycle.md` is drawn from it."""

from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from engagements.choices import CASE_ROLES, MessageKind, Role, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Clarification, Objection, Reply, Submission
from engagements.rules.actors import Actor, ActorKind

STATUS = SubmissionStatus
WITHDRAWABLE = tuple(status for status in STATUS if status is not STATUS.WITHDRAWN)


@dataclass(frozen=True)
class Transition:
    """One way from a status to another: who may take it, what it needs, and what it says to whom."""

    name: str
    label: str | Promise
    sources: tuple[SubmissionStatus, ...]
    target: SubmissionStatus
    # What the venture reads in its history; empty where the step is none of its business.
    public_text: str | Promise = ""
    roles: frozenset[Role] = field(default_factory=frozenset)
    by_venture: bool = False
    needs_reason: bool = False
    # Whether the venture reads the reason.
    tells_reason: bool = False
    # Whether the ministry has its full time for an answer again.
    restarts_clock: bool = False
    # Whether the official who takes it is in charge from then on, where nobody was.
    puts_in_charge: bool = False
    # Whether what was decided on publication before has to be decided anew.
    reopens_publication: bool = False
    # The record that comes with the transition, where it is more than a step.
    requires_record: type[Model] | None = None
    message: MessageKind | None = None


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        name="submit",
        label=gettext_lazy("Submit"),
        sources=(),
        target=STATUS.RECEIVED,
        public_text=gettext_lazy("We received your submission."),
        by_venture=True,
        message=MessageKind.ACKNOWLEDGEMENT,
    ),
    Transition(
        name="submit_held",
        label=gettext_lazy("Submit, and hold for the security officer"),
        sources=(),
        target=STATUS.QUARANTINED,
        public_text=gettext_lazy("We received your submission."),
        by_venture=True,
        message=MessageKind.ACKNOWLEDGEMENT,
    ),
    Transition(
        name="record",
        label=gettext_lazy("Record on behalf of a venture"),
        sources=(),
        target=STATUS.RECEIVED,
        public_text=gettext_lazy("An official recorded what you said."),
        roles=CASE_ROLES,
    ),
    Transition(
        name="record_held",
        label=gettext_lazy("Record on behalf of a venture, and hold for the security officer"),
        sources=(),
        target=STATUS.QUARANTINED,
        public_text=gettext_lazy("An official recorded what you said."),
        roles=CASE_ROLES,
    ),
    Transition(
        name="take_up",
        label=gettext_lazy("Start review"),
        sources=(STATUS.RECEIVED,),
        target=STATUS.UNDER_REVIEW,
        public_text=gettext_lazy("An official has started to consider it."),
        roles=CASE_ROLES,
        puts_in_charge=True,
    ),
    Transition(
        name="ask",
        label=gettext_lazy("Ask the venture"),
        sources=(STATUS.UNDER_REVIEW,),
        target=STATUS.CLARIFICATION,
        public_text=gettext_lazy("We asked you a question. The time limit is paused until you answer."),
        roles=CASE_ROLES,
        requires_record=Clarification,
        message=MessageKind.CLARIFICATION,
    ),
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
        name="stop_waiting",
        label=gettext_lazy("Continue without the answer"),
        sources=(STATUS.CLARIFICATION,),
        target=STATUS.UNDER_REVIEW,
        public_text=gettext_lazy("We continued without waiting for your answer."),
        roles=CASE_ROLES,
        needs_reason=True,
    ),
    Transition(
        name="reply",
        label=pgettext_lazy("transition", "Reply"),
        sources=(STATUS.UNDER_REVIEW,),
        target=STATUS.ANSWERED,
        public_text=gettext_lazy("We replied."),
        roles=frozenset({Role.OFFICER, Role.LEAD}),
        requires_record=Reply,
        message=MessageKind.REPLY,
    ),
    Transition(
        name="close",
        label=pgettext_lazy("transition", "Close"),
        sources=(STATUS.RECEIVED, STATUS.UNDER_REVIEW, STATUS.ANSWERED),
        target=STATUS.CLOSED,
        public_text=gettext_lazy("We closed it."),
        roles=frozenset({Role.OFFICER, Role.LEAD}),
        needs_reason=True,
        tells_reason=True,
        message=MessageKind.CLOSED,
    ),
    Transition(
        name="reopen",
        label=gettext_lazy("Reopen"),
        sources=(STATUS.ANSWERED, STATUS.CLOSED),
        target=STATUS.UNDER_REVIEW,
        public_text=gettext_lazy("We reopened it."),
        roles=frozenset({Role.LEAD}),
        needs_reason=True,
        restarts_clock=True,
        message=MessageKind.REOPENED,
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
        name="quarantine",
        label=gettext_lazy("Quarantine"),
        sources=(STATUS.RECEIVED, STATUS.UNDER_REVIEW, STATUS.CLARIFICATION, STATUS.ANSWERED, STATUS.CLOSED),
        target=STATUS.QUARANTINED,
        roles=CASE_ROLES,
        needs_reason=True,
    ),
    Transition(
        name="release",
        label=gettext_lazy("Release from quarantine"),
        sources=(STATUS.QUARANTINED,),
        target=STATUS.RECEIVED,
        roles=frozenset({Role.SECURITY}),
        needs_reason=True,
        reopens_publication=True,
    ),
    Transition(
        name="keep",
        label=gettext_lazy("Keep in quarantine"),
        sources=(STATUS.QUARANTINED,),
        target=STATUS.QUARANTINED,
        roles=frozenset({Role.SECURITY}),
        needs_reason=True,
    ),
    Transition(
        name="withdraw",
        label=gettext_lazy("Withdraw"),
        sources=WITHDRAWABLE,
        target=STATUS.WITHDRAWN,
        public_text=gettext_lazy("You withdrew it. It is no longer counted."),
        by_venture=True,
        message=MessageKind.WITHDRAWN,
    ),
)

_BY_NAME = {transition.name: transition for transition in TRANSITIONS}


def get_transition(name: str) -> Transition:
    """Return the transition of this name, or raise ActionRefused for a name that is not in the table."""
    if name not in _BY_NAME:
        raise ActionRefused(_("This action does not exist."))
    return _BY_NAME[name]


def initial_transition(*, by: Actor, is_held: bool) -> Transition:
    """Return the transition by which a submission arrives: sent by its venture, or recorded by an official."""
    if by.kind is ActorKind.OFFICIAL:
        return get_transition("record_held" if is_held else "record")
    return get_transition("submit_held" if is_held else "submit")


def may_perform(transition: Transition, actor: Actor) -> bool:
    """Return whether the actor is one of those who take this transition."""
    if actor.is_system:
        return True
    if actor.kind is ActorKind.VENTURE:
        return transition.by_venture
    return bool(actor.roles & transition.roles)


def available_transitions(actor: Actor, submission: Submission) -> list[Transition]:
    """Return the transitions this actor may make with the submission now, in the table's order."""
    return [
        transition
        for transition in TRANSITIONS
        if submission.status in transition.sources and may_perform(transition, actor)
    ]


def check_move(transition: Transition, submission: Submission, *, by: Actor, reason: str, record: Model | None) -> None:
    """Raise ActionRefused unless this transition is open to the actor now and has what it needs."""
    if not may_perform(transition, by):
        raise ActionRefused(_("Your role does not allow this action."))
    if submission.status not in transition.sources:
        status = SubmissionStatus(submission.status).label
        raise ActionRefused(_("This is not possible while the submission is “%(status)s”.") % {"status": status})
    if transition.needs_reason and not reason:
        raise ActionRefused(_("Give a reason. One sentence is enough."), field="reason")
    if transition.requires_record and not isinstance(record, transition.requires_record):
        raise ActionRefused(_("Nothing was written. Write the text first."))
