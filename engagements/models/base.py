"""Shared parts of models: the viewer protocol, common constraints, translated fields, the database's clock."""

from datetime import UTC, datetime
from typing import Protocol

from django.db import connection, models
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import get_language

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


class Viewer(Protocol):
    """What a queryset needs to know about the viewer to decide what is visible."""

    @property
    def reads_submissions(self) -> bool: ...
    @property
    def reads_quarantined(self) -> bool: ...
    @property
    def lists_all_mail(self) -> bool: ...
    @property
    def submission_id(self) -> int | None: ...
    @property
    def official_id(self) -> int | None: ...
    @property
    def lists_all_conflicts(self) -> bool: ...


def one_of(field: str, choices: type[models.Choices]) -> models.CheckConstraint:
    """Return a constraint that a field holds one of its declared choices."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}), name=f"%(class)s_{field}_is_known"
    )


def at_most(field: str, characters: int) -> models.CheckConstraint:
    """Return a constraint on the length of a text."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__length__lte": characters}), name=f"%(class)s_{field}_is_bounded"
    )


def filled(field: str) -> models.CheckConstraint:
    """Return a constraint that a text is not empty."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=f"%(class)s_{field}_is_filled")


def in_order(earlier: str, later: str) -> models.CheckConstraint:
    """Return a constraint that two dates or times, if both are set, are in order."""
    both_known = models.Q(**{f"{later}__isnull": False, f"{earlier}__isnull": False})
    return models.CheckConstraint(
        condition=~both_known | models.Q(**{f"{later}__gte": models.F(earlier)}),
        name=f"%(class)s_{earlier}_before_{later}",
    )


def localised(record: models.Model, field: str) -> str:
    """Return a field's text in the current language, falling back to English."""
    translated = getattr(record, f"{field}_hi", "") if get_language() == "hi" else ""
    return translated or getattr(record, field)


def database_now() -> datetime:
    """Return the current time of the database's clock, which decides whether a window is still open.

    SQLite has no server clock: it runs in this process, so the local time is used.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)
