"""Policy pages: saved as drafts, published as immutable versions."""

from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct, PolicyKind
from engagements.errors import ActionRefused, EditConflict
from engagements.models import PolicyDraft, PolicyVersion
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may
from engagements.rules.policies import unfilled_placeholders
from engagements.rules.text_cleaning import check_text, normalised


def save_draft(
    kind: PolicyKind, *, body: str, body_hi: str, review_on: date, by: Actor, at: datetime, draft: int
) -> PolicyDraft:
    """Save the draft of a policy page's next version and return it; it is not public.

    `draft` is the draft version that was edited, 0 for the first. Raises ActionRefused for an invalid text,
    EditConflict if someone saved or published the draft in the meantime.
    """
    check_may(by, Act.PUBLISH_POLICY)
    texts = {"body": _checked(body, field="body"), "body_hi": _checked(body_hi, field="body_hi")}
    try:
        with transaction.atomic():
            kept = _locked_draft(kind, draft=draft) or PolicyDraft(kind=kind)
            kept.body, kept.body_hi, kept.review_on = texts["body"], texts["body_hi"], review_on
            kept.version, kept.saved_at, kept.saved_by = draft + 1, at, by.user
            kept.save()
            audit.record(AuditedAct.POLICY_DRAFTED, kept, by=by, at=at, changes={"kind": kind, **_digests(kept)})
    except IntegrityError as error:
        # A concurrent request saved the first draft; the UNIQUE constraint admits only one.
        raise _draft_outdated() from error
    return kept


def publish_policy(
    kind: PolicyKind,
    *,
    body: str,
    body_hi: str,
    review_on: date,
    by: Actor,
    at: datetime,
    version: int | None = None,
    draft: int | None = None,
) -> PolicyVersion:
    """Publish the next version of a policy page now and return it.

    `version` is the number of the version that was edited, 0 for the first one, None to skip the check; `draft` is the
    same for the draft, which is deleted. Raises ActionRefused for a text that is invalid, incomplete or unchanged, and
    for a review date that is not in the future; EditConflict if someone published another version or saved another
    draft in the meantime.
    """
    check_may(by, Act.PUBLISH_POLICY)
    new = PolicyVersion(
        kind=kind,
        body=_checked(body, field="body"),
        body_hi=_checked(body_hi, field="body_hi"),
        published_at=at,
        review_on=review_on,
        published_by=by.user,
    )
    _check_there_is_text(new)
    _check_is_complete(new)
    _check_review_is_ahead(new)
    try:
        with transaction.atomic():
            written = None if draft is None else _locked_draft(kind, draft=draft)
            added = _add(new, by=by, version=version)
            if written is not None:
                written.delete()
    except IntegrityError as error:
        # A concurrent request took the number; the UNIQUE constraint admits only one.
        raise _edit_conflict() from error
    return added


def _add(new: PolicyVersion, *, by: Actor, version: int | None) -> PolicyVersion:
    current = PolicyVersion.objects.in_force(PolicyKind(new.kind)).first()
    number = current.number if current else 0
    if version is not None and version != number:
        raise _edit_conflict()
    if current and ((current.body, current.body_hi, current.review_on) == (new.body, new.body_hi, new.review_on)):
        raise ActionRefused(_("Nothing has changed. Edit the text or the review date first."))
    new.number = number + 1
    new.save(force_insert=True)
    changes = {"kind": new.kind, "number": new.number, "review_on": new.review_on, **_digests(new)}
    audit.record(AuditedAct.POLICY_PUBLISHED, new, by=by, at=new.published_at, changes=changes)
    return new


def _locked_draft(kind: PolicyKind, *, draft: int) -> PolicyDraft | None:
    """Return the edited draft, locked, or None; raise EditConflict if it was replaced in the meantime."""
    current = PolicyDraft.objects.select_for_update(no_key=True).filter(kind=kind).first()
    if (current.version if current else 0) != draft:
        raise _draft_outdated()
    return current


def _digests(text: PolicyVersion | PolicyDraft) -> dict[str, str]:
    """Return digests of the texts for the audit trail, to detect later changes of the row."""
    return {name: sha256(getattr(text, name).encode()).hexdigest() for name in ("body", "body_hi")}


def _checked(text: str, *, field: str) -> str:
    written = normalised(text).strip()
    try:
        check_text(written)
    except ActionRefused as refused:
        raise ActionRefused(refused.message, field=field) from refused
    return written


def _check_there_is_text(new: PolicyVersion) -> None:
    if not new.body:
        raise ActionRefused(_("Enter the English text. You can add the Hindi text in a later version."), field="body")


def _check_is_complete(new: PolicyVersion) -> None:
    """Raise ActionRefused, naming what is missing, if the text has placeholders that the ministry must fill in."""
    if not settings.POLICIES_MUST_BE_COMPLETE:
        return
    for field in ("body", "body_hi"):
        missing = unfilled_placeholders(getattr(new, field))
        if missing:
            words = _("Fill in the text in square brackets before you publish, or save it as a draft: %(what)s.")
            raise ActionRefused(words % {"what": "; ".join(missing)}, field=field)


def _check_review_is_ahead(new: PolicyVersion) -> None:
    if new.review_on <= timezone.localdate(new.published_at):
        raise ActionRefused(
            _("Choose a later date. The review date must be after the publication date."), field="review_on"
        )


def _edit_conflict() -> EditConflict:
    return EditConflict(
        _("A newer version was published while you were writing. Read it, then publish yours if it is still needed.")
    )


def _draft_outdated() -> EditConflict:
    return EditConflict(
        _("Another draft of this page was saved, or this one was published, while you wrote. Read it, then try again.")
    )
