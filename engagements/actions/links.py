"""Emailed links: sent here, and consumed by a POST, since mail scanners follow links and a GET must change nothing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from engagements.choices import LinkPurpose
from engagements.mail import messages
from engagements.models import Draft, MailedLink, Submission
from engagements.models.link import MailedLinkQuerySet
from engagements.rules import codes

# How long a sign-in link works, and how long the submissions stay open in the browser that used it.
LOG_IN_LASTS = timedelta(minutes=30)
LOGGED_IN_LASTS = timedelta(minutes=30)
# How long a venture can confirm a recorded submission.
CONFIRMING_LASTS = timedelta(days=30)
# Within this time no second email goes to the same address: the first link works for longer, so no one who requests
# emails for another person's address can keep a link from its owner.
MAILED_AGAIN_AFTER = timedelta(minutes=10)


def mail_resume_link(draft: Draft, email: str, *, language: str, at: datetime) -> MailedLink | None:
    """Email a link that opens the draft on another device for as long as the draft is kept.

    If a link to this draft was emailed to the address recently, nothing is sent and the earlier link is returned.
    """
    with transaction.atomic():
        draft.email = email.strip().lower()
        draft.save(update_fields=["email"])
        earlier = _mailed_lately(LinkPurpose.RESUME_DRAFT, draft.email, at=at).filter(draft=draft).first()
        if earlier is None:
            token = _link_to(draft, at=at)
            messages.queue_resume_link(draft, token, language=language, at=at)
    return earlier


def mail_reminder(draft: Draft, *, at: datetime) -> None:
    """Email a link to a draft whose consultation closes soon, and mark the draft, so that it happens once."""
    with transaction.atomic():
        draft.reminded_at = at
        draft.save(update_fields=["reminded_at"])
        messages.queue_reminder(draft, _link_to(draft, at=at), at=at)


def mail_my_link(email: str, *, language: str, at: datetime) -> MailedLink | None:
    """Email a link to all submissions from an address; email and work are the same whether there are any or not.

    If one was emailed to the address recently, used or not, nothing is sent and the earlier link is returned.
    """
    address = email.strip().lower()
    with transaction.atomic():
        earlier = _mailed_lately(LinkPurpose.MY_SUBMISSIONS, address, at=at).first()
        if earlier is None:
            token = _new_link(LinkPurpose.MY_SUBMISSIONS, email=address, draft=None, lasts=LOG_IN_LASTS, at=at)
            messages.queue_my_link(address, token, language=language, at=at)
    return earlier


def mail_confirmation_link(submission: Submission, email: str, *, at: datetime) -> None:
    """Email a link by which a venture confirms or corrects a recorded submission; earlier links stop working.

    Call it inside the transaction of the calling action.
    """
    end_confirmation_links(submission, at=at)
    token = codes.new_token()
    MailedLink.objects.create(
        token_hash=codes.code_digest(token),
        purpose=LinkPurpose.CONFIRM_RECORDED,
        email=email.strip().lower(),
        submission=submission,
        made_at=at,
        expires_at=at + CONFIRMING_LASTS,
    )
    messages.queue_confirm_recorded(submission, token, recipient=email, at=at)


def end_confirmation_links(submission: Submission, *, at: datetime) -> None:
    """Invalidate the links emailed to confirm a submission."""
    MailedLink.objects.usable(at=at).filter(submission=submission).update(used_at=at)


def confirmation_link(token: str, *, at: datetime) -> MailedLink | None:
    """Return the unexpired confirmation link of a token, used or not, with its related records; or None."""
    links = MailedLink.objects.filter(purpose=LinkPurpose.CONFIRM_RECORDED, expires_at__gt=at)
    about = links.select_related("submission__recorded_submission", "submission__consultation", "submission__session")
    return about.filter(token_hash=codes.code_digest(codes.normalise_code(token))).first()


def usable(token: str, purpose: LinkPurpose, *, at: datetime) -> MailedLink | None:
    """Return the usable link of a token, or None."""
    links = MailedLink.objects.usable(at=at).select_related("draft__consultation", "draft__submission")
    return links.filter(token_hash=codes.code_digest(codes.normalise_code(token)), purpose=purpose).first()


def consume_link(link: MailedLink, *, at: datetime) -> bool:
    """Mark a link as used; return False if it was already used."""
    return bool(MailedLink.objects.usable(at=at).filter(pk=link.pk).update(used_at=at))


def email_from_link(link_id: int, *, at: datetime) -> str:
    """Return the email address proved by a link used recently, or an empty string."""
    used = MailedLink.objects.filter(pk=link_id, purpose=LinkPurpose.MY_SUBMISSIONS, used_at__gt=at - LOGGED_IN_LASTS)
    return used.values_list("email", flat=True).first() or ""


def submissions_by_email(email: str) -> "list[Submission]":
    """Return the submissions from an email address that was proved by a link, newest first."""
    mine = Submission.objects.filter(contact__email=email.strip().lower()).with_facts().select_related("claim")
    return list(mine.order_by("-received_at", "-pk"))


def _mailed_lately(purpose: LinkPurpose, email: str, *, at: datetime) -> MailedLinkQuerySet:
    lately = MailedLink.objects.made_since(at - MAILED_AGAIN_AFTER, purpose=purpose, email=email)
    return lately.order_by("-made_at", "-pk")


def _link_to(draft: Draft, *, at: datetime) -> str:
    return _new_link(LinkPurpose.RESUME_DRAFT, email=draft.email, draft=draft, lasts=_until_end_of(draft, at), at=at)


def _new_link(purpose: LinkPurpose, *, email: str, draft: Draft | None, lasts: timedelta, at: datetime) -> str:
    token = codes.new_token()
    MailedLink.objects.create(
        token_hash=codes.code_digest(token),
        purpose=purpose,
        email=email,
        draft=draft,
        made_at=at,
        expires_at=at + lasts,
    )
    return token


def _until_end_of(draft: Draft, at: datetime) -> timedelta:
    """Return the time until the end of the last day on which the draft is kept."""
    days = (draft.kept_until - timezone.localdate(at)).days + 1
    return timedelta(days=max(days, 1))
