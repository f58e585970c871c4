"""Start, save, discard and send drafts."""

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
    """Create a draft; return it with its token, of which only the digest is stored."""
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
    """Create a key for one more device to open a draft; return its token, of which only the digest is stored.

    `mailed_to` is the email address whose link was used: sending from this device proves that address.
    """
    token = codes.new_token()
    DraftKey.objects.create(draft=draft, token_hash=codes.code_digest(token), made_at=at, mailed_to=mailed_to)
    return token


def revoke_device_key(token: str) -> None:
    """Delete the key of one device; other devices and emailed links keep working."""
    DraftKey.objects.filter(token_hash=codes.code_digest(token)).delete()


def find(token: str, *, slug: str) -> Draft | None:
    """Return the draft that a token opens in the published consultation with this slug, or None."""
    drafts = Draft.objects.select_related("consultation", "submission").filter(consultation__slug=slug)
    # Annotated here to save queries: most consultations add no questions and most drafts have no files.
    more = Question.objects.current().filter(consultation=OuterRef("consultation"))
    files = Attachment.objects.filter(draft=OuterRef("pk"))
    published = drafts.exclude(consultation__status=ConsultationStatus.DRAFT)
    published = published.annotate(asks_more=Exists(more), has_files=Exists(files))
    return published.filter(keys__token_hash=codes.code_digest(token)).first()


def discard_draft(draft: Draft) -> None:
    """Delete an unsent draft with its answers and files; a draft that was sent is kept."""
    with transaction.atomic():
        unsent = Draft.objects.select_for_update(no_key=True).filter(pk=draft.pk, submission__isnull=True).first()
        if unsent is not None:
            attachments.forget_attachments(unsent.attachments.all())
            unsent.delete()


def save(
    draft: Draft, *, step: str, answers: dict[str, Any], language: str, at: datetime, was: str | None = None
) -> Draft:
    """Save the answers of one step and return the current draft.

    A draft that was sent is not changed. `was` is the state of the step that the form showed (`rules.drafts`): raises
    EditConflict if the step has changed since.
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
    """Create the submission from a draft and return it; idempotent.

    `version` is the draft version that the venture reviewed, None if the page named none. Raises EditConflict if
    another tab saved since, ActionRefused if the consultation is not accepting submissions.
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
        # A device that opened the draft by an emailed link proves the email address of that link.
        key = DraftKey.objects.filter(token_hash=codes.code_digest(token))
        if submission.contact and key.filter(mailed_to=submission.contact.email).exists():
            claims.prove(submission, by=Actor.venture(submission), at=at)
        if getattr(draft, "has_files", True):
            # Files for questions no longer asked: delete what is not sent.
            attachments.forget_attachments(current.attachments.all())
        current.submission, current.answers = submission, {}
        current.save(update_fields=["submission", "answers"])
        limits.space_out_mail(submission, at=at)
    return submission
