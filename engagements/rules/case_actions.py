"""What officials do with one submission: each action declared once.

The lifecycle, permissions, buttons, access keys and bulk pages all read these rows; `admin.submissions.forms` binds a
form to each. `is_allowed` (or `permissions.may` before there is a submission) is the one check.
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
    """What a step does to the status, what it needs, and what the venture reads of it."""

    target: SubmissionStatus
    # What the venture reads in its history; empty where the step is none of its business.
    public_text: Words = ""
    needs_reason: bool = False
    # Whether the venture reads the reason.
    tells_reason: bool = False
    # Whether the ministry has its full time for an answer again.
    restarts_clock: bool = False
    # Whether the official who takes it is in charge from then on, where nobody was.
    puts_in_charge: bool = False
    # Whether what was decided on publication before has to be decided again.
    reopens_publication: bool = False
    # The record that comes with the step, where it is more than a change of status.
    requires_record: type[Model] | None = None
    message: MessageKind | None = None


@dataclass(frozen=True, kw_only=True)
class BulkTexts:
    """The words of an action that is also done with many submissions at once."""

    heading: Words
    # The column of the preview.
    column: Words


@dataclass(frozen=True, kw_only=True)
class CaseAction:
    """One thing that an official can do with a submission: who, from which status, and all that the pages say."""

    name: str
    label: Words
    roles: frozenset[Role]
    # From which statuses.
    sources: tuple[SubmissionStatus, ...] = tuple(STATUS)
    # What has to hold beside the status.
    condition: Condition = lambda submission, actor: True
    # What becomes of the status; None where it stays.
    effect: StatusEffect | None = None
    # The heading above the form and its button, where they are not the label.
    heading_text: Words | None = None
    button_text: Words | None = None
    hint: Words = ""
    # What was done, as the next page says it.
    done: Words
    # The letter of the access key, and the control of the form that it leads to. Browsers keep D, E and F.
    access_key: str = ""
    focus: str = ""
    # Where the form stands: "front" where a click or a choice is all it takes, "fold" for what is done seldom, "text"
    # where room to write is needed, "publication" and "details" in the panels that show what is decided on, "beside"
    # in the form of another action, which `shares_form_with` names.
    place: str = "fold"
    shares_form_with: str = ""
    # Whether the page is mostly opened for it, so that its form starts unfolded.
    starts_open: bool = False
    # Who reads what is written: "venture" or "staff".
    audience: str = ""
    is_dangerous: bool = False
    # The queue that “save and next” goes on with; empty for one's own.
    next_queue: str = ""
    bulk: BulkTexts | None = None

    @property
    def heading(self) -> Words:
        """The heading above the form."""
        return self.label if self.heading_text is None else self.heading_text

    @property
    def button(self) -> Words:
        """What the button says."""
        return self.label if self.button_text is None else self.button_text

    @property
    def anchor(self) -> str:
        """The id of the element that the access key leads to.

        A fragment that names a control moves the focus into it and unfolds what is around it, without a script.
        """
        return f"{self.name}-{self.focus}" if self.focus else f"act-{self.name}"


def is_allowed(action: CaseAction, submission: Submission, actor: Actor) -> bool:
    """Return whether the actor can do this with the submission now."""
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
    # What is over needs nobody in charge.
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

# In the order in which they are offered.
CASE_ACTIONS: dict[str, CaseAction] = {
    action.name: action
    for action in (
        *(TAKE_UP, STOP_WAITING, CLOSE, REOPEN, QUARANTINE, RELEASE, KEEP),
        *(REPLY, DRAFT, ASK, NOTE, ASSIGN, CONFIRMATION, PUBLICATION, DETAILS),
    )
}
# The order in which they are offered for many submissions at once.
BULK_ACTIONS: dict[str, CaseAction] = {action.name: action for action in (ASSIGN, TAKE_UP, CLOSE, PUBLICATION)}
