"""Data of the review page: timeline, history, available actions."""

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
from engagements.admin.submissions.attachments import CaseFile, files_of
from engagements.admin.submissions.comparison import shown_snapshot
from engagements.admin.submissions.forms import ActionForm, form_of
from engagements.choices import AuditedAct, Disposition, Moderation, ReleaseReason, ReplyKind, SubmissionStatus
from engagements.models import (
    Assignment,
    AuditEvent,
    Clarification,
    ConsentChange,
    Reply,
    ReplyDraft,
    StatusChange,
    Submission,
)
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.case_actions import CASE_ACTIONS, REPLY, CaseAction, is_allowed
from engagements.rules.text_cleaning import written_language

STAFF, VENTURE = "staff", "venture"


@dataclass(frozen=True)
class Entry:
    """One message about a submission; `audience` is who can read it: "venture" or "staff"."""

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
    """One event in the history of a submission: a status change, an assignment, a decision."""

    at: datetime
    what: str
    who: str
    reason: str = ""
    tells_reason: bool = False


@dataclass(frozen=True)
class ActionPanel:
    """One action with its form; `is_open` if the form starts expanded."""

    action: CaseAction
    form: ActionForm
    url: str
    is_open: bool = False
    # Further actions whose buttons submit the same form, each with its URL.
    besides: tuple[tuple[CaseAction, str], ...] = ()


def with_details(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return submissions with everything the page shows, in a fixed number of queries."""
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


def other_submissions_of_venture(submission: Submission, *, to: Actor) -> QuerySet[Submission]:
    """Return up to 10 other visible submissions of the venture, newest first."""
    same = Submission.objects.visible_to(to).filter(venture=submission.venture_id).exclude(pk=submission.pk)
    return same.select_related("challenge").order_by("-received_at", "-pk")[:10]


def timeline(submission: Submission, *, since: datetime | None = None) -> list[Entry]:
    """Return all messages, oldest first; those after `since` are marked as new."""
    said = [
        *_dialogue(submission),
        *_replies(submission),
        *(
            _entry(one.written_at, str(one.author), _("Internal note"), one.body, STAFF)
            for one in submission.notes.all()
        ),
    ]
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
        yield _entry(
            one.sent_at,
            _senders(one),
            _decided(one),
            (_("Reason: %(reason)s") % {"reason": one.reason} + f"\n\n{one.body}" if one.reason else one.body),
            VENTURE,
        )
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


def waiting_draft(submission: Submission) -> ReplyDraft | None:
    """Return the waiting reply draft, or None."""
    return next((draft for draft in submission.reply_drafts.all() if draft.is_waiting), None)


def _entry(at: datetime, who: str, what: str | Promise, text: str, audience: str) -> Entry:
    return Entry(at=at, who=who, what=str(what), text=text, audience=audience, language=written_language(text))


def history(submission: Submission) -> list[Step]:
    """Return changes of status, officer in charge, consent and publication, oldest first."""
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
    who = (
        str(change.official)
        if change.official
        else (_("The venture") if transition.by_venture else _("The portal itself"))
    )
    return Step(change.at, words, who, change.reason, transition.tells_reason)


def _assignment(assignment: Assignment) -> Step:
    words = _("In charge: %(official)s") % {"official": assignment.official}
    who = str(assignment.assigned_by or _("The portal itself"))
    return Step(assignment.assigned_at, words, who, assignment.reason)


def _unassignment_step(event: AuditEvent) -> Step:
    """Return the step for an audit event that removed the officer in charge without a successor."""
    because = event.changes.get("because", "")
    reason = str(ReleaseReason(because).label) if because in ReleaseReason.values else ""
    return Step(event.at, _("No longer assigned to anyone"), str(event.official or _("The portal itself")), reason)


def _consent(change: ConsentChange) -> Step:
    words = _("Publication consent: %(before)s → %(after)s")
    labels = {"before": change.get_from_consent_display(), "after": change.get_to_consent_display()}
    return Step(change.at, words % labels, _("The venture"))


def _decision(event: AuditEvent, submission: Submission) -> Step:
    """Return the step for a publication decision; only the reason of the last one is stored."""
    words = _("Publication: %(decision)s") % {"decision": Moderation(event.changes["moderation"]).label}
    reason = submission.not_published_reason if event.at == submission.moderated_at else ""
    return Step(event.at, words, str(event.official or _("The portal itself")), reason)


def action_panels(
    actor: Actor,
    submission: Submission,
    *,
    at: datetime,
    refused: ActionForm | None = None,
    reply: Mapping[str, Any] | None = None,
) -> list[ActionPanel]:
    """Return the actions available to the actor, each with an empty form; a refused one with its input.

    `reply` is the initial data of the reply form. A refused action is shown even if no longer available,
    so that the input is not lost.
    """
    initial = {
        "version": submission.version,
        "opened": at.isoformat(),
        "seen": shown_snapshot(submission),
        "is_in_charge": submission.officer_in_charge_id is not None,
    }
    allowed = [action for action in CASE_ACTIONS.values() if is_allowed(action, submission, actor)]
    panels = {
        action.name: ActionPanel(
            action=action,
            form=form_of(action, initial=initial | dict(reply or {}) if action is REPLY else initial),
            url=action_url(submission, action),
            is_open=action.starts_open,
        )
        for action in allowed
        if not action.shares_form_with
    }
    if refused is not None:
        panel = _refused_panel(refused, submission, at=at)
        # In its usual position, or first if it is no longer available.
        first = {} if panel.action.name in panels else {panel.action.name: panel}
        panels = first | panels | {panel.action.name: panel}
    return [
        replace(
            panel,
            besides=tuple(
                (other, action_url(submission, other)) for other in allowed if other.shares_form_with == name
            ),
        )
        for name, panel in panels.items()
    ]


def _refused_panel(form: ActionForm, submission: Submission, *, at: datetime) -> ActionPanel:
    """Return a refused action with its input, updated to the current version so that it can be sent again."""
    action = CASE_ACTIONS[form.action.shares_form_with or form.action.name]
    data = cast(QueryDict, form.data).copy()
    data["version"], data["opened"] = str(submission.version), at.isoformat()
    data["seen"] = shown_snapshot(submission)
    form.data = data
    return ActionPanel(action=action, form=form, url=action_url(submission, action), is_open=True)


def action_url(submission: Submission, action: CaseAction) -> str:
    """Return the URL that the action's form is sent to."""
    return reverse("admin:engagements_submission_act", args=[submission.pk, action.name])
