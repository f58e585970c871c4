"""Drafts of replies: save, change, release, discard; and reply templates."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import casework
from engagements.choices import AuditedAct, ReplyKind
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Official, ReplyDraft, ReplyTemplate, Submission
from engagements.rules.actors import Actor
from engagements.rules.case_actions import REPLY
from engagements.rules.conflicts_of_interest import is_closed_to
from engagements.rules.four_eyes import check_may_release
from engagements.rules.permissions import check_may
from engagements.rules.placeholders import check_placeholders
from engagements.rules.replies import ReplyWording, checked


def save_draft(submission: Submission, wording: ReplyWording, *, by: Actor, at: datetime) -> ReplyDraft:
    """Save a reply as a draft, visible to officials only; the submission does not change.

    Raises ActionRefused if the submission has a waiting draft already.
    """
    check_may(by, REPLY)
    said, writer = checked(wording), _official(by)
    if not Submission.objects.visible_to(by).filter(pk=submission.pk).exists():
        raise ActionRefused(_("You do not have access to this submission."))
    try:
        with transaction.atomic():
            kept = ReplyDraft.objects.create(submission=submission, written_by=writer, written_at=at, **vars(said))
            changes = {"draft": kept, "kind": said.kind}
            audit.record(AuditedAct.REPLY_DRAFTED, submission, by=by, at=at, changes=changes)
    except IntegrityError as error:
        raise ActionRefused(_("A draft reply already exists. Open it and edit it.")) from error
    return kept


def update_draft(waiting: ReplyDraft, wording: ReplyWording, *, by: Actor, at: datetime, version: int) -> ReplyDraft:
    """Replace the text of a draft and return it; the actor becomes its author.

    Raises ActionRefused if nothing changes, so that no one becomes the author of another official's text; EditConflict
    if someone changed it since the version that the person saw.
    """
    check_may(by, REPLY)
    said, writer = checked(wording), _official(by)
    with transaction.atomic():
        current = _locked(waiting, by=by, version=version)
        if all(getattr(current, name) == value for name, value in vars(said).items()):
            raise ActionRefused(_("Nothing has changed. Edit the text first."))
        for name, value in vars(said).items():
            setattr(current, name, value)
        current.written_by, current.written_at, current.version = writer, at, current.version + 1
        current.save(update_fields=[*vars(said), "written_by", "written_at", "version"])
        changes = {"draft": current, "kind": said.kind}
        audit.record(AuditedAct.REPLY_REDRAFTED, current.submission, by=by, at=at, changes=changes)
    return current


def release_draft(waiting: ReplyDraft, *, by: Actor, at: datetime, version: int, submission_version: int) -> ReplyDraft:
    """Send a draft now and return it with its reply.

    `version` and `submission_version` are those of the draft and the submission that the person read. Raises
    ActionRefused if its author may not release it or has since declared a conflict of interest, or if the submission no
    longer accepts such a reply; EditConflict if either has changed.
    """
    check_may(by, REPLY)
    with transaction.atomic():
        current = _locked(waiting, by=by, version=version)
        check_author_has_no_conflict(current)
        if needs_a_second_person(current):
            check_may_release(current.written_by, by)
        casework.reply(
            current.submission,
            current.body,
            kind=ReplyKind(current.kind),
            disposition=current.disposition,
            reason=current.reason,
            draft=current,
            by=by,
            at=at,
            version=submission_version,
        )
    return current


def discard_reply_draft(waiting: ReplyDraft, *, by: Actor, at: datetime, version: int, because: str = "") -> ReplyDraft:
    """Discard a draft, with or without a reason; no one is notified."""
    check_may(by, REPLY)
    with transaction.atomic():
        current = _locked(waiting, by=by, version=version)
        current.discarded_because, current.ended_at, current.ended_by = because.strip(), at, _official(by)
        current.save(update_fields=["discarded_because", "ended_at", "ended_by"])
        audit.record(AuditedAct.REPLY_DISCARDED, current.submission, by=by, at=at, changes={"draft": current})
    return current


def check_author_has_no_conflict(waiting: ReplyDraft) -> None:
    """Raise ActionRefused if the author of a draft has since declared a conflict of interest with its venture."""
    if is_closed_to(waiting.written_by, waiting.submission.venture):
        raise ActionRefused(
            _(
                "%(name)s wrote this reply and has since declared a conflict of interest with this "
                "venture. Write a new reply, or discard this one."
            )
            % {"name": waiting.written_by}
        )


def needs_a_second_person(waiting: ReplyDraft) -> bool:
    """Return whether an official other than the author must release a draft."""
    return settings.REPLIES_NEED_A_SECOND_PERSON and waiting.kind == ReplyKind.FINAL


def record_template(template: ReplyTemplate, *, by: Actor, at: datetime) -> None:
    """Add a template; raise ActionRefused for an unknown placeholder."""
    for text in (template.body, template.body_hi):
        check_placeholders(text)
    template.full_clean()
    with transaction.atomic():
        template.save(force_insert=True)
        changes = audit.field_values(template)
        audit.record(AuditedAct.REFERENCE_DATA_CHANGED, template, by=by, at=at, changes=changes)


def _locked(waiting: ReplyDraft, *, by: Actor, version: int) -> ReplyDraft:
    """Return the current draft, locked until the transaction ends."""
    drafts = ReplyDraft.objects.visible_to(by).select_related("submission__venture", "written_by")
    current = drafts.select_for_update(of=("self",), no_key=True).filter(pk=waiting.pk).first()
    if current is None:
        raise ActionRefused(_("You do not have access to this draft."))
    if not current.is_waiting:
        words = _("This reply has already been released.") if current.reply_id else _("This draft was discarded.")
        raise ActionRefused(words)
    if current.version != version:
        raise EditConflict(
            _("Someone changed this draft while you had it open. Nothing was saved. Read it, then try again.")
        )
    return current


def _official(by: Actor) -> Official:
    if by.user is None:
        raise ActionRefused(_("Only an official can write this."))
    return by.user
