"""The history of a submission: status changes, assignments, notes, replies, clarifications, objections, consent."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import DISPOSITIONS_OF, Disposition, PublicationConsent, ReplyKind, SubmissionStatus
from engagements.models.base import at_most, filled, in_order, one_of
from engagements.models.official import Official
from engagements.models.submission import REASON_MAX, TEXT_MAX, Submission


class StatusChange(models.Model):
    """One status change of a submission, with transition, official, time and reason."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="status_changes", verbose_name=_("submission")
    )
    transition = models.CharField(_("transition"), max_length=30)
    from_status = models.CharField(_("from"), max_length=14, choices=SubmissionStatus, blank=True)
    to_status = models.CharField(_("to"), max_length=14, choices=SubmissionStatus)
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official"),
        help_text=_("Empty: the venture or the portal itself."),
    )  # fmt: skip
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)

    class PersonalData:
        personal = ("reason",)
        impersonal = ("id", "submission", "transition", "from_status", "to_status", "official", "at")

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["at", "id"]
        constraints = [
            one_of("to_status", SubmissionStatus),
            models.CheckConstraint(
                condition=Q(from_status="") | Q(from_status__in=SubmissionStatus.values),
                name="statuschange_from_status_is_known",
            ),
            at_most("reason", TEXT_MAX),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.transition} → {self.to_status}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Filters for assignments."""

    def current(self) -> Self:
        """Return assignments that have not ended."""
        return self.filter(ended_at__isnull=True)

    def transfers(self) -> Self:
        """Return assignments by which an official moved a submission from one colleague to another."""
        taken = Assignment.objects.filter(submission=OuterRef("submission"), ended_at=OuterRef("assigned_at"))
        return self.filter(Exists(taken), assigned_by__isnull=False)


class Assignment(models.Model):
    """The period in which a submission was assigned to an official, and who assigned it."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("submission")
    )
    official = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("officer in charge")
    )
    assigned_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_MAX, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class PersonalData:
        personal = ("reason",)
        impersonal = ("id", "submission", "official", "assigned_by", "assigned_at", "ended_at")

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(ended_at__isnull=True), name="one_officer_in_charge"
            ),
            in_order("assigned_at", "ended_at"),
            at_most("reason", REASON_MAX),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.official_id}"


class InternalNote(models.Model):
    """A note for colleagues, never visible to ventures."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="notes", verbose_name=_("submission")
    )
    author = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="notes", verbose_name=_("author"))
    body = models.TextField(_("note"), max_length=TEXT_MAX)
    written_at = models.DateTimeField(_("written"))

    class PersonalData:
        personal = ("body",)
        impersonal = ("id", "submission", "author", "written_at")

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["written_at", "id"]
        constraints = [filled("body"), at_most("body", TEXT_MAX)]

    def __str__(self) -> str:
        return f"Note {self.pk} on {self.submission_id}"


def disposition_fits() -> list[models.CheckConstraint]:
    """Return the constraints that a disposition matches its kind of reply, and that a negative one has a reason."""
    fits = Q(disposition="")
    for kind, dispositions in DISPOSITIONS_OF.items():
        fits |= Q(kind=kind, disposition__in=dispositions)
    return [
        models.CheckConstraint(condition=fits, name="%(class)s_disposition_fits_its_kind"),
        models.CheckConstraint(
            condition=~Q(disposition=Disposition.NOT_ACCEPTED) | ~Q(reason=""), name="%(class)s_negative_has_a_reason"
        ),
    ]


class Reply(models.Model):
    """A reply of the ministry to one venture."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="replies", verbose_name=_("submission")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    disposition = models.CharField(
        _("disposition"), max_length=20, choices=Disposition, blank=True, help_text=_("Empty: the text alone says it.")
    )
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)
    author = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="replies", verbose_name=_("author"))
    released_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("released by"),
        help_text=_("Empty: its author sent it without a draft."),
    )  # fmt: skip
    body = models.TextField(_("reply"), max_length=TEXT_MAX)
    sent_at = models.DateTimeField(_("sent"))

    class PersonalData:
        personal = ("reason", "body")
        impersonal = ("id", "submission", "kind", "disposition", "author", "released_by", "sent_at")

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["sent_at", "id"]
        constraints = [
            one_of("kind", ReplyKind),
            *disposition_fits(),
            filled("body"),
            at_most("body", TEXT_MAX),
            at_most("reason", TEXT_MAX),
        ]

    def __str__(self) -> str:
        return f"Reply {self.pk} on {self.submission_id}"


class ClarificationQuerySet(models.QuerySet["Clarification"]):
    """Filters for clarifications."""

    def open(self) -> Self:
        """Return clarifications that wait for the venture's answer."""
        return self.filter(answered_at__isnull=True, ended_at__isnull=True)


class Clarification(models.Model):
    """A question to the venture and its answer; the deadline is paused in between."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="clarifications", verbose_name=_("submission")
    )
    question = models.TextField(_("question"), max_length=TEXT_MAX)
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), max_length=TEXT_MAX, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("no longer needed"), null=True, blank=True)

    objects = ClarificationQuerySet.as_manager()

    class PersonalData:
        personal = ("question", "answer")
        impersonal = ("id", "submission", "asked_by", "asked_at", "answered_at", "ended_at")

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["asked_at", "id"]
        constraints = [
            filled("question"),
            at_most("question", TEXT_MAX),
            at_most("answer", TEXT_MAX),
            in_order("asked_at", "answered_at"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="clarification_answer_and_time_together",
            ),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(answered_at__isnull=True, ended_at__isnull=True),
                name="one_open_clarification",
            ),
        ]

    def __str__(self) -> str:
        return f"Clarification {self.pk} on {self.submission_id}"


class Objection(models.Model):
    """A venture's objection to a reply, at most one per reply; a lead reviews it."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="objection", verbose_name=_("reply"))
    body = models.TextField(_("what is missing"), max_length=TEXT_MAX)
    made_at = models.DateTimeField(_("made"))

    class PersonalData:
        personal = ("body",)
        impersonal = ("id", "reply", "made_at")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["made_at", "id"]
        constraints = [filled("body"), at_most("body", TEXT_MAX)]

    def __str__(self) -> str:
        return f"Objection to {self.reply_id}"


class ConsentChange(models.Model):
    """A publication consent made stricter by its venture; consent can never be loosened."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="consent_changes", verbose_name=_("submission")
    )
    from_consent = models.CharField(_("from"), max_length=10, choices=PublicationConsent)
    to_consent = models.CharField(_("to"), max_length=10, choices=PublicationConsent)
    at = models.DateTimeField(_("at"))

    class PersonalData:
        personal = ()
        impersonal = ("id", "submission", "from_consent", "to_consent", "at")

    class Meta:
        verbose_name = _("change of consent")
        verbose_name_plural = _("changes of consent")
        ordering = ["at", "id"]
        constraints = [one_of("from_consent", PublicationConsent), one_of("to_consent", PublicationConsent)]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.from_consent} → {self.to_consent}"
