"""Drafts: started, saved at every step, and sent once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from engagements.actions import attachments, claims, limits, submissions
from engagements.choices import AbuseSign, ConsultationStatus
from engagements.errors import EditConflict
from engagements.models import Attachment, Consultation, Draft, DraftKey, Question, Submission
from engagements.rules import codes, deadlines
from engagements.rules.actors import Actor
from engagements.rules.drafts import has_edit_conflict
from engagements.rules.submission_data import SubmissionData


def start_draft(
    consultation: Consultation, *, language: str, at: datetime, answers: dict[str, Any] | None = None
) -> tuple[Draft, str]:
    """Begin a draft; return it with the token that opens it, which is stored nowhere on our side."""
    draft = Draft.objects.create(
        consultation=consultation,
        language=language,
        answers=answers or {},
        started_at=at,
        saved_at=at,
        kept_until=deadlines.draft_kept_until(at),
    )
    return draft, issue_device_key(draft, at=at)


def issue_device_key(draft: Draft, *, at: datetime, mailed_to: str = "") -> str:
    """Make a key by which one more device opens a draft; return the token, of which only the digest is kept.

    `mailed_to` is the address whose link was used for it: what is sent from this device under it is proved by that.
    """
    token = codes.new_token()
    DraftKey.objects.create(draft=draft, token_hash=codes.code_digest(token), made_at=at, mailed_to=mailed_to)
    return token


def revoke_device_key(token: str) -> None:
    """Take back the key of one device; the draft stays for the others, and for the links that were mailed."""
    DraftKey.objects.filter(token_hash=codes.code_digest(token)).delete()


def find(token: str, *, slug: str) -> Draft | None:
    """Return the draft that a token opens in the published consultation with this address, or None."""
    drafts = Draft.objects.select_related("consultation", "submission").filter(consultation__slug=slug)
    # Looked up on the way: most consultations add no questions, most drafts hold no files, and then no page asks again.
    more = Question.objects.current().filter(consultation=OuterRef("consultation"))
    files = Attachment.objects.filter(draft=OuterRef("pk"))
    published = drafts.exclude(consultation__status=ConsultationStatus.DRAFT)
    published = published.annotate(asks_more=Exists(more), has_files=Exists(files))
    return published.filter(keys__token_hash=codes.code_digest(token)).first()


def discard_draft(draft: Draft) -> None:
    """Delete a draft that was not sent, with everything written in it and its files; what was sent stays."""
    with transaction.atomic():
        unsent = Draft.objects.select_for_update(no_key=True).filter(pk=draft.pk, submission__isnull=True).first()
        if unsent is not None:
            attachments.forget_attachments(unsent.attachments.all())
            unsent.delete()


def save(
    draft: Draft, *, step: str, answers: dict[str, Any], language: str, at: datetime, was: str | None = None
) -> Draft:
    """Keep what was written in one step, with the other steps as they are; return the draft as it stands.

    A draft that was sent is not changed any more. `was` is the state of the step that its form showed (`rules.drafts`):
    raises EditConflict where the step was changed since, so that nothing is overwritten unseen.
    """
    with transaction.atomic():
        current = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
        if current.submission_id is not None:
            return current
        if was is not None and has_edit_conflict(current.answers.get(step, {}), was=was, now=answers):
            raise EditConflict(
                _("This step has been changed since you opened it. Compare both versions, then save the correct one.")
            )
        current.answers = {**current.answers, step: answers}
        current.version += 1
        current.language, current.saved_at, current.kept_until = language, at, deadlines.draft_kept_until(at)
        current.save(update_fields=["answers", "version", "language", "saved_at", "kept_until"])
    return current


def send(
    draft: Draft,
    data: SubmissionData,
    *,
    token: str,
    version: int | None,
    at: datetime,
    abuse_signs: Sequence[AbuseSign] = (),
) -> Submission:
    """Make the submission out of a draft and return it; a second time return the same one.

    `version` is the draft's version that the venture checked, None where the page named none. Raises EditConflict where
    another tab saved since, ActionRefused where the consultation takes no submissions now.
    """
    with transaction.atomic():
        current = (
            Draft.objects.select_for_update(of=("self",), no_key=True)
            .select_related("submission", "consultation")
            .get(pk=draft.pk)
        )
        if current.submission is not None:
            return current.submission
        if current.version != version:
            raise EditConflict(_("The draft was changed in another window. Check your answers again, then send them."))
        submission = submissions.receive(
            data,
            consultation=current.consultation,
            idempotency_key=current.idempotency_key,
            access_code=codes.derive_access_code(token),
            by=Actor.anyone(),
            at=at,
            abuse_signs=abuse_signs,
        )
        # A device that opened the draft by a link proves the address that the link was mailed to.
        key = DraftKey.objects.filter(token_hash=codes.code_digest(token))
        if submission.contact and key.filter(mailed_to=submission.contact.email).exists():
            claims.prove(submission, by=Actor.venture(submission), at=at)
        if getattr(draft, "has_files", True):
            # Files for questions that are not asked any more: what is not sent is not kept.
            attachments.forget_attachments(current.attachments.all())
        current.submission, current.answers = submission, {}
        current.save(update_fields=["submission", "answers"])
        limits.space_out_mail(submission, at=at)
    return submission
