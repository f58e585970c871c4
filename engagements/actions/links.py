"""Mailed links: sent, and opened by a button (mail scanners follow links, so a GET changes nothing)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from engagements.choices import LinkPurpose
from engagements.mail import messages
from engagements.models import Draft, MailedLink, Submission
from engagements.rules import codes

# How long a log-in link works.
LOG_IN_LASTS = timedelta(minutes=10)


def mail_resume_link(draft: Draft, email: str, *, language: str, at: datetime) -> None:
    """Mail a link that opens the draft on another device for as long as the draft is kept."""
    with transaction.atomic():
        draft.email = email.strip().lower()
        draft.save(update_fields=["email"])
        token = _new_link(
            LinkPurpose.RESUME_DRAFT, email=draft.email, draft=draft, lasts=_until_end_of(draft, at), at=at
        )
        messages.queue_resume_link(draft, token, language=language, at=at)


def mail_my_link(email: str, *, language: str, at: datetime) -> None:
    """Mail a link to everything sent from an address; the same mail and the same work whether there is anything."""
    address = email.strip().lower()
    with transaction.atomic():
        token = _new_link(LinkPurpose.MY_SUBMISSIONS, email=address, draft=None, lasts=LOG_IN_LASTS, at=at)
        messages.queue_my_link(address, token, language=language, at=at)


def usable(token: str, purpose: LinkPurpose, *, at: datetime) -> MailedLink | None:
    """Return the link that a token stands for, while it works."""
    links = MailedLink.objects.usable(at=at).select_related("draft__consultation")
    return links.filter(token_hash=codes.digest(codes.as_typed(token)), purpose=purpose).first()


def use_once(link: MailedLink, *, at: datetime) -> bool:
    """Use up a link; False where another click was faster."""
    return bool(MailedLink.objects.usable(at=at).filter(pk=link.pk).update(used_at=at))


def sent_from(email: str) -> "list[Submission]":
    """Return the submissions made from an address that was proved by a link, newest first."""
    mine = Submission.objects.filter(contact__email=email.strip().lower()).with_facts()
    return list(mine.order_by("-received_at", "-pk"))


def _new_link(purpose: LinkPurpose, *, email: str, draft: Draft | None, lasts: timedelta, at: datetime) -> str:
    token = codes.new_token()
    MailedLink.objects.create(
        token_hash=codes.digest(token), purpose=purpose, email=email, draft=draft, made_at=at, expires_at=at + lasts
    )
    return token


def _until_end_of(draft: Draft, at: datetime) -> timedelta:
    """Return the time until the last day on which the draft is kept is over."""
    days = (draft.kept_until - timezone.localdate(at)).days + 1
    return timedelta(days=max(days, 1))
