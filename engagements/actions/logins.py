"""Audit sign-ins of officials and changes of their credentials.

The sign-in library offers only signals for this. All of its signals are received here.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from engagements import audit
from engagements.actions import sessions
from engagements.choices import AuditedAct
from engagements.models import Official
from engagements.rules.actors import Actor


@receiver(account.user_logged_in)
def record_log_in(*, user: Official, **about: Any) -> None:
    """Record a completed sign-in, and delete expired sessions."""
    sessions.forget_expired(at=timezone.now())
    _record(AuditedAct.LOGGED_IN, user)


@receiver(user_login_failed)
def record_refusal(*, credentials: dict[str, Any], **about: Any) -> None:
    """Record a wrong password; for an unknown address the row names no official, at the same cost.

    What was typed is not stored: people type passwords into the wrong field.
    """
    typed = credentials.get("email") or credentials.get("username") or ""
    with transaction.atomic():
        official = Official.objects.filter(email__iexact=str(typed)[:254]).first() or Official()
        audit.record(AuditedAct.LOG_IN_REFUSED, official, by=Actor.anyone(), at=timezone.now())


@receiver(factors.authentication_failed)
def record_wrong_code(*, user: Official, **about: Any) -> None:
    """Record a wrong second factor after a correct password."""
    audit.record(AuditedAct.CODE_REFUSED, user, by=Actor.anyone(), at=timezone.now())


@receiver([account.password_changed, account.password_set, account.password_reset])
def record_password(*, user: Official, **about: Any) -> None:
    """Record a new password, which has ended every session with the old one."""
    sessions.forget_sessions(user)
    _record(AuditedAct.PASSWORD_CHANGED, user)


@receiver(factors.authenticator_added)
def record_factor(*, user: Official, authenticator: Authenticator, **about: Any) -> None:
    """Record that an official set up a second factor."""
    _record(AuditedAct.SECOND_FACTOR_ADDED, user, factor=authenticator.type)


@receiver(factors.authenticator_removed)
def record_factor_removed(*, user: Official, authenticator: Authenticator, **about: Any) -> None:
    """Record that an official removed a second factor."""
    _record(AuditedAct.SECOND_FACTOR_REMOVED, user, factor=authenticator.type)


@receiver(factors.authenticator_reset)
def record_new_codes(*, user: Official, authenticator: Authenticator, **about: Any) -> None:
    """Record that an official made new recovery codes, which invalidates the old ones."""
    _record(AuditedAct.SECOND_FACTOR_ADDED, user, factor=authenticator.type)


def _record(act: AuditedAct, official: Official, **changes: object) -> None:
    audit.record(act, official, by=Actor.official(official), at=timezone.now(), changes=changes)
