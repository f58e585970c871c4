"""What an official can do with one submission: who may, what is asked, which action does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagements.actions import assignments, casework, claims, publication, recorded_submissions, replies, transitions
from engagements.admin.submissions import forms
from engagements.choices import ClaimStatus, Moderation, SubmissionStatus
from engagements.models import Submission
from engagements.rules import lifecycle, queues
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, may
from engagements.rules.recorded_submissions import awaits_confirmation, recorded_by_self
from engagements.rules.replies import Wording

Words = str | Promise
Perform = Callable[[Submission, dict[str, Any], Actor, datetime], object]
Repeats = Callable[[Submission, dict[str, Any], Actor], bool]


@dataclass(frozen=True)
class CaseAction:
    """One thing an official can do on the review page."""

    name: str
    # What the heading above the form says, the button, and what was done afterwards.
    heading: Words
    button: Words
    done: Words
    form: type[forms.ActForm]
    execute: Perform
    may: Callable[[Actor], bool]
    is_open: Callable[[Submission], bool]
    # Whether it is this very official's to do; who recorded a submission does not decide about it.
    is_theirs: Callable[[Submission, Actor], bool] = lambda submission, actor: True
    # Whether this very official did this very thing since the page was opened: a second click, not a second act.
    is_duplicate: Repeats = lambda submission, given, by: False
    hint: Words = ""
    # Where the form stands: "front" where a click or a choice is all it takes, "fold" for what is done seldom, "text"
    # where room to write is needed, "publication" in the panel that shows what would be published.
    place: str = "fold"
    # Who reads what is written: "venture" or "staff".
    audience: str = ""
    # The act in whose form this one's button stands, where it needs the same words.
    shares_form_with: str = ""
    is_dangerous: bool = False
    # What “save and next” goes on with.
    queue: Callable[[Actor, date], Q] = queues.next_for


def acts() -> dict[str, CaseAction]:
    """Return every act by its name: the plain moves in the lifecycle's order, then those that carry something."""
    return {act.name: act for act in [*map(_of_transition, _plain_transitions()), *RECORD_ACTIONS]}


def acts_open_to(actor: Actor, submission: Submission) -> list[CaseAction]:
    """Return what this official can do with the submission now."""
    open_now = (act for act in acts().values() if act.may(actor) and act.is_open(submission))
    return [act for act in open_now if act.is_theirs(submission, actor)]


def _reply(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return casework.reply(submission, **_wording(given), by=by, at=at, version=given["version"])


def _draft(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return replies.draft(submission, Wording(**_wording(given)), by=by, at=at)


def _mail_confirmation(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return recorded_submissions.resend_confirmation_link(
        submission, given["email"], by=by, at=at, version=given["version"]
    )


def _wording(given: dict[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in ("body", "kind", "disposition", "reason")}


def _ask(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return casework.ask(submission, given["question"], by=by, at=at, version=given["version"])


def _note(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return casework.note(submission, given["body"], by=by, at=at)


def _assign(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return casework.assign(
        submission, given["official"], by=by, at=at, version=given["version"], reason=given["reason"]
    )


def _repeats_text(records: str, author: str, text: str, at: str) -> Repeats:
    """Return the check for an act that writes a text: the names of its records and of their fields."""

    def repeats(submission: Submission, given: dict[str, Any], by: Actor) -> bool:
        if given["opened"] is None:
            return False
        same = {author: by.user, text: given[text], f"{at}__gte": given["opened"]}
        return getattr(submission, records).filter(**same).exists()

    return repeats


def _repeats_assignment(submission: Submission, given: dict[str, Any], by: Actor) -> bool:
    return submission.officer_in_charge_id == given["official"].pk


def _repeats_transition(name: str) -> Repeats:
    def repeats(submission: Submission, given: dict[str, Any], by: Actor) -> bool:
        if given["opened"] is None:
            return False
        return submission.status_changes.filter(transition=name, official=by.user, at__gte=given["opened"]).exists()

    return repeats


def _moderate(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    if given["decision"] == Moderation.PUBLISHED:
        return publication.publish(submission, by=by, at=at, version=given["version"])
    told, because = given.get("tells_venture", False), given["because"]
    return publication.reject_publication(
        submission, because, tells_venture=told, by=by, at=at, version=given["version"]
    )


def _is_showable(submission: Submission) -> bool:
    return submission.is_showable


def _in_sources_of(name: str) -> Callable[[Submission], bool]:
    sources = lifecycle.get_transition(name).sources
    return lambda submission: submission.status in sources


def _takes_a_draft(submission: Submission) -> bool:
    waiting = any(draft.is_waiting for draft in submission.reply_drafts.all())
    return not waiting and submission.status in lifecycle.get_transition("reply").sources


def _settle(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
    return claims.settle(submission, given["accepted"], by=by, at=at)


def _has_open_details(submission: Submission) -> bool:
    return submission.claim.status == ClaimStatus.OPEN


def _was_recorded_by_others(submission: Submission, actor: Actor) -> bool:
    return not recorded_by_self(submission, actor)


def _always(submission: Submission) -> bool:
    return True


def _is_not_over(submission: Submission) -> bool:
    return submission.status not in assignments.FINAL_STATUSES


RECORD_ACTIONS: tuple[CaseAction, ...] = (
    CaseAction(
        name="reply",
        heading=_("Reply to the venture"),
        button=_("Send the reply"),
        done=_("the reply is being sent"),
        form=forms.ReplyForm,
        execute=_reply,
        is_duplicate=_repeats_text("replies", "author", "body", "sent_at"),
        may=lambda actor: may(actor, Act.REPLY),
        is_open=_in_sources_of("reply"),
        place="text",
        audience="venture",
    ),
    CaseAction(
        name="draft",
        heading=_("Reply to the venture"),
        button=_("Save as draft"),
        done=_("the draft has been saved; an official who can send replies must read and release it"),
        form=forms.ReplyForm,
        execute=_draft,
        is_duplicate=_repeats_text("reply_drafts", "written_by", "body", "written_at"),
        may=lambda actor: may(actor, Act.REPLY),
        is_open=_takes_a_draft,
        place="beside",
        shares_form_with="reply",
    ),
    CaseAction(
        name="ask",
        heading=_("Ask the venture"),
        button=_("Send the question"),
        done=_("the question is being sent; the time limit is paused until it is answered"),
        form=forms.AskForm,
        execute=_ask,
        is_duplicate=_repeats_text("clarifications", "asked_by", "question", "asked_at"),
        may=lambda actor: may(actor, Act.ASK),
        is_open=_in_sources_of("ask"),
        place="text",
        audience="venture",
    ),
    CaseAction(
        name="note",
        heading=_("Internal note"),
        button=_("Add note"),
        done=_("the note has been added"),
        form=forms.NoteForm,
        execute=_note,
        is_duplicate=_repeats_text("notes", "author", "body", "written_at"),
        may=lambda actor: may(actor, Act.WRITE_NOTE),
        is_open=_always,
        place="text",
        audience="staff",
    ),
    CaseAction(
        name="assign",
        heading=pgettext_lazy("action", "Assign"),
        button=pgettext_lazy("action", "Assign"),
        done=_("the officer in charge has been assigned"),
        form=forms.AssignForm,
        execute=_assign,
        is_duplicate=_repeats_assignment,
        may=lambda actor: may(actor, Act.ASSIGN),
        is_open=_is_not_over,
        place="front",
    ),
    CaseAction(
        name="confirmation",
        heading=_("Email the link to confirm the recorded submission"),
        button=_("Email the link"),
        done=_("the link to confirm it is being sent"),
        form=forms.ConfirmationForm,
        execute=_mail_confirmation,
        may=lambda actor: may(actor, Act.RECORD),
        is_open=awaits_confirmation,
    ),
    CaseAction(
        name="publication",
        heading=_("Decide on publication"),
        button=_("Save the decision"),
        done=_("the decision on publication has been saved"),
        form=forms.PublicationForm,
        execute=_moderate,
        may=lambda actor: may(actor, Act.MODERATE),
        is_open=_is_showable,
        place="publication",
        is_theirs=_was_recorded_by_others,
        queue=queues.to_moderate,
    ),
    CaseAction(
        name="details",
        heading=_("Decide on the details"),
        button=_("Save the decision"),
        done=_("the decision on its details is kept"),
        form=forms.DetailsForm,
        execute=_settle,
        may=lambda actor: may(actor, Act.ACCEPT_DETAILS),
        is_open=_has_open_details,
        is_theirs=_was_recorded_by_others,
        place="details",
    ),
)


def _plain_transitions() -> list[lifecycle.Transition]:
    """Return the moves that are officials' and carry nothing; the others come with a record and have their own form."""
    return [
        transition
        for transition in lifecycle.TRANSITIONS
        if transition.roles and transition.sources and not transition.requires_record
    ]


def _of_transition(transition: lifecycle.Transition) -> CaseAction:
    def perform(submission: Submission, given: dict[str, Any], by: Actor, at: datetime) -> object:
        reason = given.get("reason", "")
        return transitions.apply_transition(
            submission, transition.name, by=by, at=at, version=given["version"], reason=reason
        )

    return CaseAction(
        name=transition.name,
        heading=transition.label,
        button=transition.label,
        done=_DONE_MESSAGES.get(transition.name, _STATUS_MESSAGES[transition.target]),
        form=forms.ReasonForm if transition.needs_reason else forms.ActForm,
        execute=perform,
        is_duplicate=_repeats_transition(transition.name),
        may=lambda actor: lifecycle.may_perform(transition, actor),
        is_open=lambda submission: submission.status in transition.sources,
        hint=_HINTS.get(transition.name, ""),
        place="fold" if transition.needs_reason else "front",
        is_dangerous=transition.target is SubmissionStatus.QUARANTINED and transition.target not in transition.sources,
    )


_STATUS_MESSAGES: dict[SubmissionStatus, Words] = {
    SubmissionStatus.RECEIVED: _("it is back in “Received”"),
    SubmissionStatus.UNDER_REVIEW: _("it is under review"),
    SubmissionStatus.CLOSED: _("it has been closed"),
    SubmissionStatus.QUARANTINED: _("it has been quarantined; only the security officer can open it now"),
}

_DONE_MESSAGES: dict[str, Words] = {"keep": _("it stays in quarantine")}

_HINTS: dict[str, Words] = {
    "stop_waiting": _("The time limit starts again. Only officials can read the reason."),
    "close": _("Closes the submission without a reply. The venture will see the reason."),
    "reopen": _("The ministry has another 21 days. Only officials can read the reason."),
    "quarantine": _(
        "For text that looks classified. Only the security officer can open it. The venture still sees “Received”."
    ),
    "release": _("Goes back to “Received”, where every official who works on submissions can see it."),
    "keep": _("It stays hidden from everyone else and leaves your list of decisions. Only you can read the reason."),
}
