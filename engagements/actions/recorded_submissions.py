"""Submissions recorded by officials for ventures: record, email for confirmation, confirm or correct."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import campaign_detection, claims, links, quarantine, submissions, transitions, ventures
from engagements.choices import AuditedAct, Language, MessageKind, PublicationConsent, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.mail import messages
from engagements.models import Consultation, MailedLink, RecordedSubmission, SearchText, Submission
from engagements.rules import claims as claims_of_ventures
from engagements.rules import codes, intake
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may
from engagements.rules.recorded_submission_parser import ParsedSubmission
from engagements.rules.submission_data import ContactData
from engagements.rules.text_cleaning import written_language

TEXTS = ("summary", "experience", "proposal")


@dataclass(frozen=True)
class ConfirmedTexts:
    """The venture's confirmation of a recorded submission: its texts, possibly corrected, and its consent."""

    summary: str
    experience: str
    proposal: str
    consent: PublicationConsent
    notice_id: int | None = None


def record_submission(
    entry: ParsedSubmission, *, consultation: Consultation, key: UUID, by: Actor, at: datetime
) -> Submission:
    """Store a submission recorded by an official; it is processed like any other.

    Emails a confirmation link if there is an email address. Idempotent by `key`. Raises ActionRefused if the actor may
    not record, the consultation was not open on the day, or the key was used with different content.
    """
    check_may(by, Act.RECORD)
    try:
        with audit.one_transaction():
            return _recorded(entry, consultation=consultation, key=key, by=by, at=at)
    except IntegrityError:
        # A concurrent request with the same key was first: its submission can be found now.
        with audit.one_transaction():
            return _recorded(entry, consultation=consultation, key=key, by=by, at=at)


def _recorded(entry: ParsedSubmission, *, consultation: Consultation, key: UUID, by: Actor, at: datetime) -> Submission:
    if by.user is None:
        raise ActionRefused(_("Only an official can write this."))
    submission = submissions.receive(
        entry.data,
        consultation=consultation,
        idempotency_key=key,
        # Not given to anyone: the venture gets its own code when it confirms.
        access_code=codes.new_token(),
        by=by,
        at=at,
        said_on=entry.stated_on,
    )
    texts = {name: getattr(entry.data.issue, name) for name in TEXTS}
    facts = {**texts, "recorded_by": by.user, "recorded_at": at, "said_on": entry.stated_on}
    _recorded, is_new = RecordedSubmission.objects.get_or_create(submission=submission, defaults=facts)
    if is_new and submission.contact is not None:
        links.mail_confirmation_link(submission, submission.contact.email, at=at)
    if is_new:
        _tell_known_contacts(submission, at=at)
    return submission


def _tell_known_contacts(submission: Submission, *, at: datetime) -> None:
    """Notify the known contacts of a venture of what was recorded in its name with another address."""
    for contact in claims_of_ventures.known_contacts(submission):
        messages.queue_recorded(submission, contact, at=at)


def resend_confirmation_link(
    submission: Submission, email: str, *, by: Actor, at: datetime, version: int
) -> Submission:
    """Email the venture a new confirmation link, to its contact or to the given address.

    Earlier links stop working. Raises ActionRefused if the submission is already confirmed.
    """
    check_may(by, Act.RECORD)
    with audit.one_transaction():
        current = transitions.locked(submission, by=by, version=version)
        if not RecordedSubmission.objects.unconfirmed().filter(submission=current).exists():
            raise ActionRefused(
                _("There is nothing to confirm. The venture has already confirmed this, or wrote it itself.")
            )
        address = (email or (current.contact.email if current.contact else "")).strip().lower()
        if not address:
            raise ActionRefused(
                _("Enter an email address. We do not have one for this venture's contact."), field="email"
            )
        if current.contact is None or current.contact.email != address:
            contact = ContactData(name="", email=address)
            current.contact = ventures.record_contact(current.venture, contact, language=current.language, at=at)
            _tell_known_contacts(current, at=at)
        current.version += 1
        current.save(update_fields=["contact", "version"])
        links.mail_confirmation_link(current, address, at=at)
        audit.record(AuditedAct.RECORDED_MAILED, current, by=by, at=at, changes={"contact": current.contact})
    return current


def confirm_submission(link: MailedLink, said: ConfirmedTexts, *, access_code: str, at: datetime) -> Submission:
    """Store a venture's confirmation of a recorded submission, with its corrections, and consume the link.

    The recorded texts are kept beside the corrected ones. From now on the access code opens the submission's page and
    the consent given here applies; no consent had been asked for before, so nothing is loosened. Sensitive content in a
    correction quarantines the submission. Raises ActionRefused if the link was used, the submission is withdrawn, or
    there is no complete privacy notice to consent to.
    """
    with audit.one_transaction():
        if not links.consume_link(link, at=at):
            raise ActionRefused(_("This has already been confirmed, possibly in another window."))
        current = Submission.objects.select_for_update(no_key=True).get(links=link)
        if not current.is_example:
            intake.check_notice()
        recorded = RecordedSubmission.objects.select_for_update(no_key=True).get(submission=current)
        if recorded.is_confirmed or current.status == SubmissionStatus.WITHDRAWN:
            raise ActionRefused(_("There is nothing left to confirm."))
        corrected = {name: text for name in TEXTS if (text := getattr(said, name)) != getattr(current, name)}
        _apply_confirmation(current, said, corrected, access_code=access_code, at=at)
        _note(recorded, corrected, at=at)
        links.end_confirmation_links(current, at=at)
        if current.contact is not None and current.contact.email == link.email:
            claims.prove(current, by=Actor.venture(current), at=at)
        act = AuditedAct.RECORDED_CORRECTED if corrected else AuditedAct.RECORDED_CONFIRMED
        changes = {"consent": said.consent, **corrected}
        audit.record(act, current, by=Actor.venture(current), at=at, changes=changes)
        messages.queue_about(current, MessageKind.ACKNOWLEDGEMENT, at=at)
        return quarantine.quarantine_if_sensitive(current, corrected, at=at)


def _apply_confirmation(
    submission: Submission, said: ConfirmedTexts, corrected: dict[str, str], *, access_code: str, at: datetime
) -> None:
    """Store the venture's texts and consent. `content_hash` stays, because imports recognise the row by it."""
    changes: dict[str, object] = {
        **corrected,
        "consent": said.consent,
        "consented_at": at,
        "notice_id": said.notice_id,
        "access_code_hash": codes.code_digest(access_code),
        "version": submission.version + 1,
    }
    if corrected:
        changes["language"] = Language(written_language(said.experience))
    for name, value in changes.items():
        setattr(submission, name, value)
    submission.save(update_fields=[name.removesuffix("_id") for name in changes])
    if corrected:
        words = submissions.indexed_words(submission)
        SearchText.objects.filter(submission=submission).update(words=words)
        campaign_detection.text_changed(submission)


def _note(recorded: RecordedSubmission, corrected: dict[str, str], *, at: datetime) -> None:
    recorded.confirmed_at = at
    recorded.corrected_at = at if corrected else None
    recorded.save(update_fields=["confirmed_at", "corrected_at"])
