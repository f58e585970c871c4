"""Actions of officials on one submission, each declared once.

The lifecycle, permissions, buttons, access keys and bulk pages are built from these rows; `admin.submissions.forms`
binds a form to each. Check with `is_allowed`, or `permissions.may` if there is no submission yet.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.choices import CASE_ROLES, ClaimStatus, MessageKind, Role, SubmissionStatus
from engagements.models import Clarification, Reply, Submission
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, may
from engagements.rules.recorded_submissions import awaits_confirmation, recorded_by_self

Words = str | Promise
Condition = Callable[[Submission, Actor], bool]

STATUS = SubmissionStatus


def _is_publishable(submission: Submission, actor: Actor) -> bool:
    return submission.is_showable and not recorded_by_self(submission, actor)


def _has_open_details(submission: Submission, actor: Actor) -> bool:
    return submission.claim.status == ClaimStatus.OPEN and not recorded_by_self(submission, actor)


def _has_no_draft(submission: Submission, actor: Actor) -> bool:
    return not any(draft.is_waiting for draft in submission.reply_drafts.all())


@dataclass(frozen=True, kw_only=True)
class StatusEffect:
    """How an action changes the status, what it requires, and what the venture is told."""

    target: SubmissionStatus
    # Entry in the venture's history; empty if it is not told.
    public_text: Words = ""
    needs_reason: bool = False
    # Whether the venture can see the reason.
    tells_reason: bool = False
    # Whether the time limit starts again.
    restarts_clock: bool = False
    # Whether the submission is assigned to the official if it is unassigned.
    puts_in_charge: bool = False
    # Whether the publication decision has to be made again.
    reopens_publication: bool = False
    # The record created with the transition, if any.
    requires_record: type[Model] | None = None
    message: MessageKind | None = None


@dataclass(frozen=True, kw_only=True)
class BulkTexts:
    """Texts of an action that can also be applied in bulk."""

    heading: Words
    # Heading of the preview's column.
    column: Words


@dataclass(frozen=True, kw_only=True)
class CaseAction:
    """One action on a submission: who may take it, from which statuses, and its texts and controls."""

    name: str
    label: Words
    roles: frozenset[Role]
    sources: tuple[SubmissionStatus, ...] = tuple(STATUS)
    # Further condition besides the status.
    condition: Condition = lambda submission, actor: True
    # None if the status does not change.
    effect: StatusEffect | None = None
    # Heading and button of the form; default is the label.
    heading_text: Words | None = None
    button_text: Words | None = None
    hint: Words = ""
    # Success message on the next page.
    done: Words
    # Access key, and the form control that it focuses. D, E and F are taken by browsers.
    access_key: str = ""
    focus: str = ""
    # Position of the form: "front" for actions of one click or choice, "fold" for rare ones, "text" for those with a
    # text to write, "publication" and "details" in their panels, "beside" in the form of the action `shares_form_with`.
    place: str = "fold"
    shares_form_with: str = ""
    # Whether the form is unfolded initially.
    starts_open: bool = False
    # Who can read the text: "venture" or "staff".
    audience: str = ""
    is_dangerous: bool = False
    # Queue of “save and next”; empty for the official's own.
    next_queue: str = ""
    bulk: BulkTexts | None = None

    @property
    def heading(self) -> Words:
        """Heading of the form."""
        return self.label if self.heading_text is None else self.heading_text

    @property
    def button(self) -> Words:
        """Label of the button."""
        return self.label if self.button_text is None else self.button_text

    @property
    def anchor(self) -> str:
        """The element id that the access key links to.

        A fragment that names a form control focuses it and unfolds its container without JavaScript.
        """
        return f"{self.name}-{self.focus}" if self.focus else f"act-{self.name}"


def is_allowed(action: CaseAction, submission: Submission, actor: Actor) -> bool:
    """Return whether the actor can take this action on the submission now."""
    return may(actor, action) and submission.status in action.sources and action.condition(submission, actor)


TAKE_UP = CaseAction(
    name="take_up",
    label=_("Start review"),
    roles=CASE_ROLES,
    sources=(STATUS.RECEIVED,),
    effect=StatusEffect(
        target=STATUS.UNDER_REVIEW, public_text=_("An official has started to consider it."), puts_in_charge=True
    ),
    done=_("it is under review"),
    access_key="t",
    focus="next",
    place="front",
    bulk=BulkTexts(heading=_("Start review of several"), column=_("Status")),
)
STOP_WAITING = CaseAction(
    name="stop_waiting",
    label=_("Continue without the answer"),
    roles=CASE_ROLES,
    sources=(STATUS.CLARIFICATION,),
    effect=StatusEffect(
        target=STATUS.UNDER_REVIEW, public_text=_("We continued without waiting for your answer."), needs_reason=True
    ),
    hint=_("The time limit starts again. Only officials can read the reason."),
    done=_("it is under review"),
    access_key="w",
    focus="reason",
)
CLOSE = CaseAction(
    name="close",
    label=pgettext_lazy("transition", "Close"),
    roles=frozenset({Role.OFFICER, Role.LEAD}),
    sources=(STATUS.RECEIVED, STATUS.UNDER_REVIEW, STATUS.ANSWERED),
    effect=StatusEffect(
        target=STATUS.CLOSED,
        public_text=_("We closed it."),
        needs_reason=True,
        tells_reason=True,
        message=MessageKind.CLOSED,
    ),
    hint=_("Closes the submission without a reply. The venture will see the reason."),
    done=_("it has been closed"),
    access_key="c",
    focus="reason",
    bulk=BulkTexts(heading=_("Close several"), column=_("Status")),
)
REOPEN = CaseAction(
    name="reopen",
    label=_("Reopen"),
    roles=frozenset({Role.LEAD}),
    sources=(STATUS.ANSWERED, STATUS.CLOSED),
    effect=StatusEffect(
        target=STATUS.UNDER_REVIEW,
        public_text=_("We reopened it."),
        needs_reason=True,
        restarts_clock=True,
        message=MessageKind.REOPENED,
    ),
    hint=_("The ministry has another 21 days. Only officials can read the reason."),
    done=_("it is under review"),
    access_key="o",
    focus="reason",
)
QUARANTINE = CaseAction(
    name="quarantine",
    label=_("Quarantine"),
    roles=CASE_ROLES,
    sources=(STATUS.RECEIVED, STATUS.UNDER_REVIEW, STATUS.CLARIFICATION, STATUS.ANSWERED, STATUS.CLOSED),
    effect=StatusEffect(target=STATUS.QUARANTINED, needs_reason=True),
    hint=_("For text that looks classified. Only the security officer can open it. The venture still sees “Received”."),
    done=_("it has been quarantined; only the security officer can open it now"),
    access_key="z",
    focus="reason",
    is_dangerous=True,
)
RELEASE = CaseAction(
    name="release",
    label=_("Release from quarantine"),
    roles=frozenset({Role.SECURITY}),
    sources=(STATUS.QUARANTINED,),
    effect=StatusEffect(target=STATUS.RECEIVED, needs_reason=True, reopens_publication=True),
    hint=_("Goes back to “Received”, where every official who works on submissions can see it."),
    done=_("it is back in “Received”"),
    access_key="l",
    focus="reason",
    starts_open=True,
)
KEEP = CaseAction(
    name="keep",
    label=_("Keep in quarantine"),
    roles=frozenset({Role.SECURITY}),
    sources=(STATUS.QUARANTINED,),
    effect=StatusEffect(target=STATUS.QUARANTINED, needs_reason=True),
    hint=_("It stays hidden from everyone else and leaves your list of decisions. Only you can read the reason."),
    done=_("it stays in quarantine"),
    access_key="k",
    focus="reason",
    starts_open=True,
)
REPLY = CaseAction(
    name="reply",
    label=pgettext_lazy("transition", "Reply"),
    roles=frozenset({Role.OFFICER, Role.LEAD}),
    sources=(STATUS.UNDER_REVIEW,),
    effect=StatusEffect(
        target=STATUS.ANSWERED, public_text=_("We replied."), requires_record=Reply, message=MessageKind.REPLY
    ),
    heading_text=_("Reply to the venture"),
    button_text=_("Send the reply"),
    done=_("the reply is being sent"),
    access_key="r",
    focus="body",
    place="text",
    starts_open=True,
    audience="venture",
)
DRAFT = CaseAction(
    name="draft",
    label=_("Save as draft"),
    roles=REPLY.roles,
    sources=REPLY.sources,
    condition=_has_no_draft,
    heading_text=_("Reply to the venture"),
    done=_("the draft has been saved; an official who can send replies must read and release it"),
    place="beside",
    shares_form_with="reply",
)
ASK = CaseAction(
    name="ask",
    label=_("Ask the venture"),
    roles=CASE_ROLES,
    sources=(STATUS.UNDER_REVIEW,),
    effect=StatusEffect(
        target=STATUS.CLARIFICATION,
        public_text=_("We asked you a question. The time limit is paused until you answer."),
        requires_record=Clarification,
        message=MessageKind.CLARIFICATION,
    ),
    button_text=_("Send the question"),
    done=_("the question is being sent; the time limit is paused until it is answered"),
    access_key="q",
    focus="question",
    place="text",
    audience="venture",
)
NOTE = CaseAction(
    name="note",
    label=_("Write internal notes"),
    roles=CASE_ROLES | {Role.SECURITY},
    heading_text=_("Internal note"),
    button_text=_("Add note"),
    done=_("the note has been added"),
    access_key="n",
    focus="body",
    place="text",
    audience="staff",
)
ASSIGN = CaseAction(
    name="assign",
    label=_("Assign an officer"),
    roles=frozenset({Role.TRIAGE, Role.LEAD}),
    # Finished submissions need no assignment.
    sources=tuple(status for status in STATUS if status not in (STATUS.CLOSED, STATUS.WITHDRAWN)),
    heading_text=pgettext_lazy("action", "Assign"),
    button_text=pgettext_lazy("action", "Assign"),
    done=_("the officer in charge has been assigned"),
    access_key="a",
    focus="official",
    place="front",
    bulk=BulkTexts(heading=_("Assign an officer to several"), column=_("Assigned to")),
)
CONFIRMATION = CaseAction(
    name="confirmation",
    label=_("Email the link to confirm the recorded submission"),
    roles=Act.RECORD.roles,
    condition=lambda submission, actor: awaits_confirmation(submission),
    button_text=_("Email the link"),
    done=_("the link to confirm it is being sent"),
    access_key="m",
    focus="next",
)
PUBLICATION = CaseAction(
    name="publication",
    label=_("Decide on publication"),
    roles=CASE_ROLES,
    condition=_is_publishable,
    button_text=_("Save the decision"),
    done=_("the decision on publication has been saved"),
    access_key="p",
    focus="decision_0",
    place="publication",
    next_queue="publication",
    bulk=BulkTexts(heading=_("Decide on publication for several"), column=_("Publication")),
)
DETAILS = CaseAction(
    name="details",
    label=_("Accept what a submission says of its venture"),
    roles=CASE_ROLES,
    condition=_has_open_details,
    heading_text=_("Decide on the details"),
    button_text=_("Save the decision"),
    done=_("the decision on its details is kept"),
    access_key="v",
    focus="save",
    place="details",
)

# In display order.
CASE_ACTIONS: dict[str, CaseAction] = {
    action.name: action
    for action in (
        *(TAKE_UP, STOP_WAITING, CLOSE, REOPEN, QUARANTINE, RELEASE, KEEP),
        *(REPLY, DRAFT, ASK, NOTE, ASSIGN, CONFIRMATION, PUBLICATION, DETAILS),
    )
}
# In display order on bulk pages.
BULK_ACTIONS: dict[str, CaseAction] = {action.name: action for action in (ASSIGN, TAKE_UP, CLOSE, PUBLICATION)}
