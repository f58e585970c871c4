"""Sign-in sessions of officials: listed for their owners and ended by them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import Official, OfficialSession
from engagements.rules import codes
from engagements.rules.actors import Actor


def open_sessions(official: Official, *, at: datetime) -> list[OfficialSession]:
    """Return the active sessions of an official, most recently used first."""
    began = at - timedelta(seconds=settings.SESSION_LIMIT)
    after = max(began, official.logged_out_at) if official.logged_out_at else began
    rows = official.sessions.filter(expire_date__gt=at, began_at__gt=after)
    password = official.get_session_auth_hash()
    return [row for row in rows if row.get_decoded().get(HASH_SESSION_KEY) == password]


def mark_of(session_key: str) -> str:
    """Return the digest by which a page identifies a session: the key itself would give access."""
    return codes.code_digest(session_key)


def end_session(official: Official, marks: Iterable[str], *, by: Actor, at: datetime) -> int:
    """End the sessions of an official that have these marks; return how many."""
    wanted = frozenset(marks)
    with transaction.atomic():
        keys = [row.pk for row in official.sessions.all() if mark_of(row.pk) in wanted]
        ended, _by_model = OfficialSession.objects.filter(pk__in=keys).delete()
        if ended:
            audit.record(AuditedAct.SESSION_ENDED, official, by=by, at=at, changes={"sessions": ended})
    return ended


def forget_sessions(official: Official) -> None:
    """Delete every session of an official, after a new password has ended them."""
    OfficialSession.objects.filter(official=official).delete()


def forget_expired(*, at: datetime) -> None:
    """Delete expired sessions, with the places and devices they recorded."""
    OfficialSession.objects.filter(expire_date__lt=at).delete()
