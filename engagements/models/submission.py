"""Submissions: one issue of one venture on one challenge."""

from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.choices import (
    AbuseSign,
    Channel,
    Language,
    Moderation,
    PublicationConsent,
    SensitivityKind,
    Severity,
    SubmissionStatus,
)
from engagements.models.base import Viewer, at_most, filled, in_order, one_of
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.models.consultation import Consultation, Session
from engagements.models.official import Official
from engagements.models.policy import PolicyVersion
from engagements.models.taxonomy import Challenge, ContractStage, FocusArea, Scheme
from engagements.models.venture import Contact, Venture

SUMMARY_MAX = 150
TEXT_MAX = 5_000
REASON_MAX = 300
DAYS_MAX = 7_300
RUPEES_MAX = 10**13

# Open statuses, in which officials have work to do.
WAITING = (SubmissionStatus.RECEIVED, SubmissionStatus.UNDER_REVIEW)
# Statuses excluded from statistics: withdrawn, and quarantined, which only the security officer reads.
UNCOUNTED = (SubmissionStatus.WITHDRAWN, SubmissionStatus.QUARANTINED)
# Consents that allow publication of the text.
SHOWN_CONSENTS = (PublicationConsent.NAMED, PublicationConsent.UNNAMED)
# What must hold before the text is public, and before an official decides on publication.
IS_SHOWABLE = ~Q(status__in=UNCOUNTED) & Q(consent__in=SHOWN_CONSENTS)
IS_PUBLISHED = IS_SHOWABLE & Q(moderation=Moderation.PUBLISHED)
IS_TO_MODERATE = IS_SHOWABLE & Q(moderation=Moderation.PENDING)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Filters for submissions; every page, export and count starts with one of the first three."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return submissions visible to this viewer: its own for a venture, by role for officials, else none.

        Submissions of ventures with which an official has a conflict of interest are hidden.
        """
        if viewer.submission_id is not None:
            return self.filter(pk=viewer.submission_id)
        open_by_role = self._open_by_role(viewer)
        if viewer.official_id is None:
            return open_by_role
        return open_by_role.exclude(venture__in=ventures_hidden_from(viewer))

    def _open_by_role(self, viewer: Viewer) -> Self:
        if viewer.reads_submissions and viewer.reads_quarantined:
            return self
        if viewer.reads_submissions:
            return self.exclude(status=SubmissionStatus.QUARANTINED)
        if viewer.reads_quarantined:
            return self.filter(status=SubmissionStatus.QUARANTINED)
        return self.none()

    def counted(self) -> Self:
        """Return submissions counted in statistics."""
        return self.exclude(status__in=UNCOUNTED)

    def counted_in_public(self) -> Self:
        """Return submissions counted in public statistics."""
        return self.counted().exclude(consent=PublicationConsent.OFFICIALS)

    def published(self) -> Self:
        """Return submissions whose text public pages, feeds and exports show."""
        return self.filter(IS_PUBLISHED)

    def in_queue_order(self) -> Self:
        """Order by due date, then time of receipt, oldest first."""
        return self.order_by(F("due_on").asc(), "received_at", "pk")

    def after_in_queue(self, submission: "Submission") -> Self:
        """Return submissions after the given one in queue order."""
        return self.filter(_later_than(submission)).in_queue_order()

    def with_readings(self) -> Self:
        """Annotate `readings`: how many officials other than the officer in charge wrote a note on each."""
        by_others = ~Q(notes__author=F("officer_in_charge"))
        return self.annotate(readings=Count("notes__author", filter=by_others, distinct=True))

    def in_reading_order(self) -> Self:
        """Order for second readers: fewest readings first, then queue order."""
        return self.with_readings().order_by("readings", F("due_on").asc(), "received_at", "pk")

    def after_in_reading_order(self, submission: "Submission") -> Self:
        """Return submissions after the given one in the order for second readers."""
        counted = Submission.objects.filter(pk=submission.pk).with_readings()
        place = counted.values_list("readings", flat=True)[0]  # type: ignore[misc]
        later = Q(readings__gt=place) | (Q(readings=place) & _later_than(submission))
        return self.with_readings().filter(later).in_reading_order()

    def with_facts(self) -> Self:
        """Load the related records shown in a list row, in the same query."""
        return self.select_related("consultation", "venture", "challenge", "officer_in_charge")

    def with_story(self) -> Self:
        """Load everything that the venture's status page shows, in a fixed number of queries."""
        known = self.select_related(
            "consultation",
            "venture",
            "contact",
            "challenge",
            "session",
            "scheme",
            "stage",
            "notice",
            "recorded_submission",
        )
        return known.prefetch_related(
            "focus_areas", "status_changes", "clarifications", "replies__objection", "consent_changes", "attachments"
        )


def _later_than(submission: "Submission") -> Q:
    """Return the condition for coming after a submission in queue order."""
    later = Q(due_on=submission.due_on, received_at=submission.received_at, pk__gt=submission.pk)
    later |= Q(due_on=submission.due_on, received_at__gt=submission.received_at)
    return later | Q(due_on__gt=submission.due_on)


class Submission(models.Model):
    """One issue of one venture on one challenge."""

    reference = models.CharField(_("reference"), max_length=32, unique=True)
    access_code_hash = models.CharField(max_length=64, editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    # SHA-256 of the content sent; the same idempotency key with another hash is refused.
    content_hash = models.CharField(max_length=64, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("consultation")
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("session")
    )
    venture = models.ForeignKey(
        Venture, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("venture")
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="submissions", verbose_name=_("contact")
    )
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("challenge")
    )
    focus_areas = models.ManyToManyField(FocusArea, related_name="submissions", verbose_name=_("focus areas"))
    summary = models.CharField(_("in one line"), max_length=SUMMARY_MAX)
    experience = models.TextField(_("what happened"), max_length=TEXT_MAX)
    proposal = models.TextField(_("what should change"), max_length=TEXT_MAX, blank=True)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity)
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("scheme")
    )
    stage = models.ForeignKey(
        ContractStage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("contract stage"),
    )
    days_lost = models.PositiveIntegerField(_("days lost"), null=True, blank=True)
    rupees_blocked = models.PositiveBigIntegerField(_("rupees blocked"), null=True, blank=True)
    consent = models.CharField(_("publication consent"), max_length=10, choices=PublicationConsent)
    consented_at = models.DateTimeField(_("consent given"))
    notice = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("notice")
    )
    moderation = models.CharField(
        _("publication"), max_length=20, choices=Moderation, default=Moderation.PENDING, editable=False
    )
    moderated_at = models.DateTimeField(_("publication decided"), null=True, blank=True, editable=False)
    moderated_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    not_published_reason = models.CharField(
        _("reason for not publishing"), max_length=REASON_MAX, blank=True, editable=False
    )
    # Whether the venture can read that reason, too.
    tells_not_published_reason = models.BooleanField(
        _("the venture can read the reason"), default=False, editable=False
    )
    # Findings of the sensitivity check on receipt: kinds only, never the matched text.
    findings = models.JSONField(_("sensitivity findings"), default=list, blank=True, editable=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.WEB)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    status = models.CharField(_("status"), max_length=14, choices=SubmissionStatus, default=SubmissionStatus.RECEIVED)
    officer_in_charge = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("officer in charge"),
    )
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("answer due"))
    clock_stopped_at = models.DateTimeField(_("clock stopped"), null=True, blank=True)
    first_replied_at = models.DateTimeField(_("first reply"), null=True, blank=True)
    is_example = models.BooleanField(_("illustrative"), default=False)

    objects = SubmissionQuerySet.as_manager()

    class PersonalData:
        personal = ("summary", "experience", "proposal", "contact")
        impersonal = (
            "id", "reference", "access_code_hash", "idempotency_key", "content_hash", "version", "consultation",
            "session", "venture", "challenge", "severity", "scheme", "stage", "days_lost", "rupees_blocked",
            "consent", "consented_at", "notice", "moderation", "moderated_at", "moderated_by",
            "not_published_reason", "tells_not_published_reason", "findings",
            "channel", "language", "status", "officer_in_charge", "received_at", "due_on",
            "clock_stopped_at", "first_replied_at", "is_example",
        )  # fmt: skip

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-received_at", "-id"]
        constraints = [
            one_of("status", SubmissionStatus),
            one_of("consent", PublicationConsent),
            one_of("channel", Channel),
            one_of("language", Language),
            one_of("severity", Severity),
            one_of("moderation", Moderation),
            models.CheckConstraint(
                condition=Q(moderation=Moderation.PENDING, moderated_at__isnull=True)
                | (~Q(moderation=Moderation.PENDING) & Q(moderated_at__isnull=False)),
                name="submission_moderation_and_time_together",
            ),
            filled("summary"),
            filled("experience"),
            at_most("summary", SUMMARY_MAX),
            at_most("experience", TEXT_MAX),
            at_most("proposal", TEXT_MAX),
            in_order("received_at", "first_replied_at"),
            models.CheckConstraint(
                condition=Q(days_lost__isnull=True) | Q(days_lost__lte=DAYS_MAX), name="submission_days_lost_is_bounded"
            ),
            models.CheckConstraint(
                condition=Q(rupees_blocked__isnull=True) | Q(rupees_blocked__lte=RUPEES_MAX),
                name="submission_rupees_blocked_is_bounded",
            ),
            models.CheckConstraint(
                condition=Q(status=SubmissionStatus.CLARIFICATION, clock_stopped_at__isnull=False)
                | (~Q(status=SubmissionStatus.CLARIFICATION) & Q(clock_stopped_at__isnull=True)),
                name="submission_clock_stands_in_clarification_only",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="submission_newest_first"),
            models.Index(fields=["consultation", "challenge"], name="submission_by_challenge"),
            models.Index(
                fields=["consultation", "-received_at", "-id"],
                condition=Q(moderation=Moderation.PUBLISHED, consent__in=SHOWN_CONSENTS),
                name="submission_published",
            ),
            models.Index(
                fields=["due_on", "received_at", "id"], condition=Q(status__in=WAITING), name="submission_queue"
            ),
            models.Index(
                fields=["officer_in_charge", "due_on"], condition=Q(status__in=WAITING), name="submission_desk"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Return the URL of the status page, which asks for the access code."""
        return reverse("public:status", args=[self.reference])

    @property
    def is_showable(self) -> bool:
        """Whether the venture's consent and the status allow an official to publish it."""
        return self.consent in SHOWN_CONSENTS and self.status not in UNCOUNTED

    @property
    def line(self) -> str:
        """The summary for lists; hidden for quarantined submissions, whose every reading is audited."""
        return (
            str(_("Quarantined: open it to read it")) if self.status == SubmissionStatus.QUARANTINED else self.summary
        )

    @property
    def findings_in_words(self) -> list[str]:
        """The labels of the findings, for staff."""
        labels = {str(kind): str(kind.label) for kind in (*SensitivityKind, *AbuseSign)}
        return [labels[kind] for kind in self.findings]

    @property
    def public_status(self) -> str:
        """The status as worded for the venture."""
        return SubmissionStatus(self.status).public_label
