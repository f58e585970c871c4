"""What the review page of one submission shows: the facts, the timeline, the history, the acts that are open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements import audit
from engagements.admin.submissions.access_keys import anchor_for, key_of
from engagements.admin.submissions.acts import CaseAction, acts, acts_open_to
from engagements.admin.submissions.attachments import CaseFile, files_of
from engagements.admin.submissions.comparison import shown_snapshot
from engagements.admin.submissions.forms import ActForm
from engagements.choices import AuditedAct, Disposition, Moderation, ReleaseReason, ReplyKind, SubmissionStatus
from engagements.models import (
    Assignment,
    AuditEvent,
    Clarification,
    ConsentChange,
    InternalNote,
    Reply,
    ReplyDraft,
    StatusChange,
    Submission,
)
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.text_cleaning import written_language

STAFF, VENTURE = "staff", "venture"
# Acts that the page is mostly opened for: their forms start unfolded.
OPENED = {"reply", "release", "keep"}


@dataclass(frozen=True)
class Entry:
    """Something said about a submission: by whom, when, and who can read it ("venture" or "staff")."""

    at: datetime
    who: str
    what: str
    text: str
    audience: str
    language: str
    is_new: bool = False
    files: tuple[CaseFile, ...] = ()


@dataclass(frozen=True)
class Step:
    """Something that happened to a submission: a change of status, or who was put in charge."""

    at: datetime
    what: str
    who: str
    reason: str = ""
    tells_reason: bool = False


@dataclass(frozen=True)
class ActionPanel:
    """One act on the page with its form; `is_open` where the form starts unfolded."""

    act: CaseAction
    form: ActForm
    url: str
    is_open: bool = False
    # Further acts whose buttons send the same form: each with its address.
    besides: tuple[tuple[CaseAction, str], ...] = ()

    @property
    def key(self) -> str:
        """The letter of its access key."""
        return key_of(self.act.name)

    @property
    def place(self) -> str:
        """The id of the control that the access key leads to."""
        return anchor_for(self.act.name)


def with_details(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return submissions with all that the page shows of each, in a fixed number of queries."""
    return submissions.select_related(
        "consultation",
        "session",
        "venture",
        "contact",
        "challenge",
        "scheme",
        "stage",
        "officer_in_charge",
        "notice",
        "moderated_by",
        "recorded_submission__recorded_by",
        "claim",
    ).prefetch_related(
        "focus_areas",
        "status_changes__official",
        "assignments__official",
        "assignments__assigned_by",
        "notes__author",
        "replies__author",
        "replies__objection",
        "replies__released_by",
        "reply_drafts__written_by",
        "clarifications__asked_by",
        "consent_changes",
        "messages",
        "attachments",
    )


def timeline(submission: Submission, *, since: datetime | None = None) -> list[Entry]:
    """Return all that was said, oldest first; what came after `since` is marked as new."""
    said = [*_dialogue(submission), *_replies(submission), *_notes(submission.notes.all())]
    entries = [replace(entry, is_new=True) if since and entry.at > since else entry for entry in said]
    return sorted(entries, key=lambda entry: entry.at)


def _dialogue(submission: Submission) -> Iterator[Entry]:
    asked: Iterable[Clarification] = submission.clarifications.all()
    for one in asked:
        yield _entry(one.asked_at, str(one.asked_by), _("Question"), one.question, VENTURE)
        if one.answered_at:
            said = _entry(one.answered_at, _("The venture"), pgettext("to a question", "Answer"), one.answer, VENTURE)
            yield replace(said, files=files_of(submission, one))


def _replies(submission: Submission) -> Iterator[Entry]:
    sent: Iterable[Reply] = submission.replies.all()
    for one in sent:
        yield _entry(one.sent_at, _senders(one), _decided(one), _with_reason(one), VENTURE)
        objection = getattr(one, "objection", None)
        if objection:
            what = _("“This does not address my issue”")
            yield _entry(objection.made_at, _("The venture"), what, objection.body, VENTURE)


def _senders(reply: Reply) -> str:
    names = {"author": reply.author, "releaser": reply.released_by}
    return _("%(author)s, released by %(releaser)s") % names if reply.released_by else str(reply.author)


def _decided(reply: Reply) -> str:
    kind = str(ReplyKind(reply.kind).label)
    return f"{kind} · {Disposition(reply.disposition).label}" if reply.disposition else kind


def _with_reason(reply: Reply) -> str:
    return _("Reason: %(reason)s") % {"reason": reply.reason} + f"\n\n{reply.body}" if reply.reason else reply.body


def waiting_draft(submission: Submission) -> ReplyDraft | None:
    """Return the draft of a reply that waits to be released, or None."""
    return next((draft for draft in submission.reply_drafts.all() if draft.is_waiting), None)


def _notes(notes: Iterable[InternalNote]) -> Iterator[Entry]:
    return (_entry(one.written_at, str(one.author), _("Internal note"), one.body, STAFF) for one in notes)


def _entry(at: datetime, who: str, what: str | Promise, text: str, audience: str) -> Entry:
    return Entry(at=at, who=who, what=str(what), text=text, audience=audience, language=written_language(text))


def history(submission: Submission) -> list[Step]:
    """Return the changes of status, of the officer in charge, of consent and of publication, oldest first."""
    changes = [_change(change) for change in submission.status_changes.all()]
    in_charge = [_assignment(assignment) for assignment in submission.assignments.all()]
    consents = [_consent(change) for change in submission.consent_changes.all()]
    told = (AuditedAct.SUBMISSION_MODERATED, AuditedAct.SUBMISSION_ASSIGNED)
    events = list(audit.trail_of(submission).filter(act__in=told))
    decided = [_decision(event, submission) for event in events if "moderation" in event.changes]
    relieved = [
        _unassignment_step(event) for event in events if event.changes.get("officer_in_charge", event.pk) is None
    ]
    return sorted([*changes, *in_charge, *consents, *decided, *relieved], key=lambda step: step.at)


def _change(change: StatusChange) -> Step:
    target = SubmissionStatus(change.to_status).label
    words = f"{SubmissionStatus(change.from_status).label} → {target}" if change.from_status else str(target)
    transition = lifecycle.get_transition(change.transition)
    who = str(change.official) if change.official else _system_actor_text(transition)
    return Step(change.at, words, who, change.reason, transition.tells_reason)


def _system_actor_text(transition: lifecycle.Transition) -> str:
    return _("The venture") if transition.by_venture else _("The portal itself")


def _assignment(assignment: Assignment) -> Step:
    words = _("In charge: %(official)s") % {"official": assignment.official}
    who = str(assignment.assigned_by or _("The portal itself"))
    return Step(assignment.assigned_at, words, who, assignment.reason)


def _unassignment_step(event: AuditEvent) -> Step:
    """Return from the trail that the one in charge was relieved and nobody took over."""
    because = event.changes.get("because", "")
    reason = str(ReleaseReason(because).label) if because in ReleaseReason.values else ""
    return Step(event.at, _("No longer assigned to anyone"), str(event.official or _("The portal itself")), reason)


def _consent(change: ConsentChange) -> Step:
    words = _("Publication consent: %(before)s → %(after)s")
    labels = {"before": change.get_from_consent_display(), "after": change.get_to_consent_display()}
    return Step(change.at, words % labels, _("The venture"))


def _decision(event: AuditEvent, submission: Submission) -> Step:
    """Return a decision from the trail, which keeps every one; the reason stands with the submission, for the last."""
    words = _("Publication: %(decision)s") % {"decision": Moderation(event.changes["moderation"]).label}
    reason = submission.not_published_reason if event.at == submission.moderated_at else ""
    return Step(event.at, words, str(event.official or _("The portal itself")), reason)


def action_panels(
    actor: Actor,
    submission: Submission,
    *,
    at: datetime,
    refused: ActionPanel | None = None,
    reply: Mapping[str, Any] | None = None,
) -> list[ActionPanel]:
    """Return the acts open to the actor, each with an empty form, and a refused one as it was filled in.

    `reply` is what the form of a reply begins with. A refused act stays on the page even where it is no longer open:
    what was typed must not be lost.
    """
    initial = {
        "version": submission.version,
        "opened": at.isoformat(),
        "seen": shown_snapshot(submission),
        "is_in_charge": submission.officer_in_charge_id is not None,
    }
    given = {"reply": initial | dict(reply or {})}
    allowed = acts_open_to(actor, submission)
    open_now = [
        _desk(act, submission, initial=given.get(act.name, initial)) for act in allowed if not act.shares_form_with
    ]
    if refused is not None and refused.act.name not in {desk.act.name for desk in open_now}:
        open_now = [refused, *open_now]
    elif refused is not None:
        open_now = [refused if desk.act.name == refused.act.name else desk for desk in open_now]
    return [replace(desk, besides=_secondary_actions(desk.act, allowed, submission)) for desk in open_now]


def _secondary_actions(
    act: CaseAction, open_acts: Iterable[CaseAction], submission: Submission
) -> tuple[tuple[CaseAction, str], ...]:
    return tuple((other, act_url(submission, other)) for other in open_acts if other.shares_form_with == act.name)


def refused_panel(refused: tuple[CaseAction, ActForm], submission: Submission, *, at: datetime) -> ActionPanel:
    """Return an act that was refused, with what was typed, ready to be sent again when one has seen what is new."""
    act, form = refused
    act = acts()[act.shares_form_with] if act.shares_form_with else act
    data = cast(QueryDict, form.data).copy()
    data["version"], data["opened"] = str(submission.version), at.isoformat()
    data["seen"] = shown_snapshot(submission)
    form.data = data
    return ActionPanel(act=act, form=form, url=act_url(submission, act), is_open=True)


def _desk(act: CaseAction, submission: Submission, *, initial: dict[str, Any]) -> ActionPanel:
    form = act.form(initial=initial, auto_id=id_pattern(act))
    return ActionPanel(act=act, form=form, url=act_url(submission, act), is_open=act.name in OPENED)


def id_pattern(act: CaseAction) -> str:
    """Return the pattern of element ids in this act's form; several forms on one page must not share any."""
    return f"{act.shares_form_with or act.name}-%s"


def act_url(submission: Submission, act: CaseAction) -> str:
    """Return the address that the act's form is sent to."""
    return reverse("admin:engagements_submission_act", args=[submission.pk, act.name])
