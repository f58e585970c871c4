"""Reply templates, and drafts of replies."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.choices import Disposition, Language, ReplyKind
from engagements.models.base import Viewer, at_most, filled, in_order, one_of
from engagements.models.casework import Reply, disposition_fits
from engagements.models.official import Official
from engagements.models.submission import TEXT_MAX, Submission


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    """Filters for reply templates."""

    def offered(self) -> Self:
        """Return active templates, by name."""
        return self.filter(is_active=True).order_by("name", "pk")


class ReplyTemplate(models.Model):
    """A text to start a reply from, with placeholders for values of the submission."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    body = models.TextField(_("text"), max_length=TEXT_MAX)
    body_hi = models.TextField(_("text in Hindi"), max_length=TEXT_MAX, blank=True)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ReplyTemplateQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = ("id", "name", "kind", "body", "body_hi", "is_active")

    class Meta:
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["name", "id"]
        constraints = [
            one_of("kind", ReplyKind),
            filled("name"),
            filled("body"),
            at_most("body", TEXT_MAX),
            at_most("body_hi", TEXT_MAX),
        ]

    def __str__(self) -> str:
        return self.name

    def text_in(self, language: Language) -> str:
        """Return the text in a language; empty if there is none."""
        return self.body_hi if language is Language.HINDI else self.body


class ReplyDraftQuerySet(models.QuerySet["ReplyDraft"]):
    """Filters for drafts of replies; every page starts with `visible_to`."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return drafts on submissions visible to this official; ventures see none."""
        if viewer.submission_id is not None:
            return self.none()
        return self.filter(submission__in=Submission.objects.visible_to(viewer))

    def waiting(self) -> Self:
        """Return drafts neither released nor discarded."""
        return self.filter(ended_at__isnull=True)

    def with_facts(self) -> Self:
        """Load all related records shown in a row or page, in one query."""
        people = self.select_related("written_by", "ended_by", "reply")
        return people.select_related("submission__venture", "submission__consultation", "submission__challenge")


class ReplyDraft(models.Model):
    """A draft of a reply; it ends when it is released (`reply` is what was sent) or discarded."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="reply_drafts", verbose_name=_("submission")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ReplyKind, default=ReplyKind.FINAL)
    disposition = models.CharField(_("disposition"), max_length=20, choices=Disposition, blank=True)
    reason = models.TextField(_("reason"), max_length=TEXT_MAX, blank=True)
    body = models.TextField(_("reply"), max_length=TEXT_MAX)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The last official to change the text is its author; a second person is anyone else.
    written_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"))
    ended_at = models.DateTimeField(_("released or discarded"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released or discarded by"),
    )
    reply = models.OneToOneField(
        Reply, on_delete=models.CASCADE, null=True, blank=True, related_name="draft", verbose_name=_("reply sent")
    )
    discarded_because = models.TextField(_("reason for discarding"), max_length=TEXT_MAX, blank=True)

    objects = ReplyDraftQuerySet.as_manager()

    class PersonalData:
        personal = ("reason", "body", "discarded_because")
        impersonal = (
            "id", "submission", "kind", "disposition", "version", "written_by", "written_at", "ended_at", "ended_by",
            "reply",
        )  # fmt: skip

    class Meta:
        verbose_name = _("draft of a reply")
        verbose_name_plural = _("replies to be released")
        ordering = ["written_at", "id"]
        constraints = [
            one_of("kind", ReplyKind),
            *disposition_fits(),
            filled("body"),
            at_most("body", TEXT_MAX),
            at_most("reason", TEXT_MAX),
            at_most("discarded_because", TEXT_MAX),
            in_order("written_at", "ended_at"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, reply__isnull=True, discarded_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="replydraft_ends_with_a_person_and_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reply__isnull=True) | Q(discarded_because=""), name="replydraft_released_or_discarded"
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(ended_at__isnull=True), name="one_waiting_reply_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk} on {self.submission_id}"

    @property
    def is_waiting(self) -> bool:
        """Whether it was neither released nor discarded."""
        return self.ended_at is None
