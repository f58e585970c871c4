"""The audit trail as stored: hash-chained rows that are added and never changed."""

from typing import Any, Self

from django.db import models
from django.db.models import Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from engagements.choices import AuditedAct
from engagements.models.attachment import Attachment
from engagements.models.base import Viewer
from engagements.models.conflict_of_interest import ConflictOfInterest, ventures_hidden_from
from engagements.models.official import Official
from engagements.models.submission import Submission


class AuditChain(models.Model):
    """The end of the chain in a single row: its length, the hash of the last event, and a signature of both."""

    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class PersonalData:
        personal = ()
        impersonal = ("id", "length", "head", "seal")

    class Meta:
        verbose_name = _("end of the trail")
        verbose_name_plural = _("ends of the trail")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_audit_chain")]

    def __str__(self) -> str:
        return f"{self.length} rows"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Filters for audit events."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all events except those about ventures with which the viewer has a conflict of interest.

        This hides their submissions, attachments and attendance, and conflicts declared by colleagues, too.
        """
        if viewer.official_id is None:
            return self
        closed = ventures_hidden_from(viewer)
        from_them = Submission.objects.filter(venture__in=closed)
        hidden = Q(target_type="venture", target_id__in=_written_ids(closed))
        hidden |= Q(target_type="submission", target_id__in=_written_ids(from_them))
        files = Attachment.objects.filter(submission__in=from_them)
        hidden |= Q(target_type="attachment", target_id__in=_written_ids(files))
        declared = ConflictOfInterest.objects.filter(venture__in=closed).exclude(official=viewer.official_id)
        hidden |= Q(target_type="conflictofinterest", target_id__in=_written_ids(declared))
        named = Coalesce(Cast(KeyTextTransform("venture", "changes"), models.CharField()), Value(""))
        hidden |= Q(target_type="session", venture_named__in=_written_ids(closed))
        return self.alias(venture_named=named).exclude(hidden)


def _written_ids(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Return the ids of records as text, as `target_id` stores them."""
    return rows.order_by().annotate(written=Cast("pk", models.CharField())).values("written")


def audited_acts() -> list[tuple[str, Any]]:
    """Return the choices of `act`; a callable, so that a new one needs no migration."""
    return list(AuditedAct.choices)


class AuditEvent(models.Model):
    """One event: who did what to which record, when, and which fields changed. Contains no personal data."""

    position = models.PositiveBigIntegerField(_("position"), unique=True)
    at = models.DateTimeField(_("at"))
    act = models.CharField(_("action"), max_length=40, choices=audited_acts)
    actor = models.CharField(_("kind of actor"), max_length=40)
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official")
    )
    target_type = models.CharField(_("record type"), max_length=40)
    target_id = models.CharField(_("record"), max_length=40)
    changes = models.JSONField(_("changes"), default=dict)
    previous_hash = models.CharField(_("previous hash"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "position", "at", "act", "actor", "official", "target_type", "target_id", "changes", "previous_hash",
            "hash",
        )  # fmt: skip

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id", "at"], name="audit_of_a_record"),
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.target_type} {self.target_id}"
