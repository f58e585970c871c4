"""What the review page of one submission shows: the facts, the timeline, the history, the acts that are open."""

from collections.abc import Iterable, Iterator
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
from engagements.admin.acts import CaseAct, acts_open_to
from engagements.admin.forms import ActForm
from engagements.choices import AuditedAct, Moderation, ReplyKind, SubmissionStatus
from engagements.models import (
    Assignment,
    AuditEvent,
    Clarification,
    ConsentChange,
    InternalNote,
    Reply,
    StatusChange,
    Submission,
)
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.texts import written_language

STAFF, VENTURE = "staff", "venture"


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


@dataclass(frozen=True)
class Step:
    """Something that happened to a submission: a change of status, or who was put in charge."""

    at: datetime
    what: str
    who: str
    reason: str = ""
    tells_reason: bool = False


@dataclass(frozen=True)
class Desk:
    """One act on the page with its form; `is_open` where the form starts unfolded."""

    act: CaseAct
    form: ActForm
    url: str
    is_open: bool = False


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
    ).prefetch_related(
        "focus_areas",
        "status_changes__official",
        "assignments__official",
        "assignments__assigned_by",
        "notes__author",
        "replies__author",
        "replies__objection",
        "clarifications__asked_by",
        "consent_changes",
        "messages",
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
            yield _entry(one.answered_at, _("The venture"), pgettext("to a question", "Answer"), one.answer, VENTURE)


def _replies(submission: Submission) -> Iterator[Entry]:
    sent: Iterable[Reply] = submission.replies.all()
    for one in sent:
        yield _entry(one.sent_at, str(one.author), ReplyKind(one.kind).label, one.body, VENTURE)
        objection = getattr(one, "objection", None)
        if objection:
            what = _("“This does not answer my point”")
            yield _entry(objection.made_at, _("The venture"), what, objection.body, VENTURE)


def _notes(notes: Iterable[InternalNote]) -> Iterator[Entry]:
    return (_entry(one.written_at, str(one.author), _("Internal note"), one.body, STAFF) for one in notes)


def _entry(at: datetime, who: str, what: str | Promise, text: str, audience: str) -> Entry:
    return Entry(at=at, who=who, what=str(what), text=text, audience=audience, language=written_language(text))


def history(submission: Submission) -> list[Step]:
    """Return the changes of status, of the officer in charge, of consent and of publication, oldest first."""
    changes = [_change(change) for change in submission.status_changes.all()]
    in_charge = [_assignment(assignment) for assignment in submission.assignments.all()]
    consents = [_consent(change) for change in submission.consent_changes.all()]
    decisions = audit.trail_of(submission).filter(act=AuditedAct.SUBMISSION_MODERATED)
    decided = [_decision(event, submission) for event in decisions]
    return sorted([*changes, *in_charge, *consents, *decided], key=lambda step: step.at)


def _change(change: StatusChange) -> Step:
    target = SubmissionStatus(change.to_status).label
    words = f"{SubmissionStatus(change.from_status).label} → {target}" if change.from_status else str(target)
    move = lifecycle.move_named(change.move)
    who = str(change.official) if change.official else _by_nobody(move)
    return Step(change.at, words, who, change.reason, move.tells_reason)


def _by_nobody(move: lifecycle.Move) -> str:
    return _("The venture") if move.is_venture_s else _("The portal itself")


def _assignment(assignment: Assignment) -> Step:
    words = _("In charge: %(official)s") % {"official": assignment.official}
    return Step(assignment.assigned_at, words, str(assignment.assigned_by or _("The portal itself")))


def _consent(change: ConsentChange) -> Step:
    words = _("Publication consent: %(before)s → %(after)s")
    labels = {"before": change.get_from_consent_display(), "after": change.get_to_consent_display()}
    return Step(change.at, words % labels, _("The venture"))


def _decision(event: AuditEvent, submission: Submission) -> Step:
    """Return a decision from the trail, which keeps every one; the reason stands with the submission, for the last."""
    words = _("Publication: %(decision)s") % {"decision": Moderation(event.changes["moderation"]).label}
    reason = submission.held_back_because if event.at == submission.moderated_at else ""
    return Step(event.at, words, str(event.official or _("The portal itself")), reason)


def desks(actor: Actor, submission: Submission, *, at: datetime, refused: Desk | None = None) -> list[Desk]:
    """Return the acts open to the actor, each with an empty form, and a refused one as it was filled in.

    A refused act stays on the page even where it is no longer open: what was typed must not be lost.
    """
    initial = {"version": submission.version, "opened": at.isoformat()}
    open_now = [_desk(act, submission, initial=initial) for act in acts_open_to(actor, submission)]
    if refused is None:
        return open_now
    if refused.act.name not in {desk.act.name for desk in open_now}:
        return [refused, *open_now]
    return [refused if desk.act.name == refused.act.name else desk for desk in open_now]


def kept(refused: tuple[CaseAct, ActForm], submission: Submission, *, at: datetime) -> Desk:
    """Return an act that was refused, with what was typed, ready to be sent again when one has seen what is new."""
    act, form = refused
    data = cast(QueryDict, form.data).copy()
    data["version"], data["opened"] = str(submission.version), at.isoformat()
    form.data = data
    return Desk(act=act, form=form, url=act_url(submission, act), is_open=True)


def _desk(act: CaseAct, submission: Submission, *, initial: dict[str, Any]) -> Desk:
    form = act.form(initial=initial, auto_id=id_pattern(act))
    return Desk(act=act, form=form, url=act_url(submission, act), is_open=act.name == "reply")


def id_pattern(act: CaseAct) -> str:
    """Return the pattern of element ids in this act's form; several forms on one page must not share any."""
    return f"{act.name}-%s"


def act_url(submission: Submission, act: CaseAct) -> str:
    """Return the address that the act's form is sent to."""
    return reverse("admin:engagements_submission_act", args=[submission.pk, act.name])
