"""Policy pages: published versions (privacy, terms, help, contact and others) and their drafts."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from engagements.choices import PolicyKind
from engagements.models.base import filled, localised, one_of
from engagements.models.official import Official


class PolicyVersionQuerySet(models.QuerySet["PolicyVersion"]):
    """Filters for versions of policy pages."""

    def in_force(self, kind: PolicyKind) -> Self:
        """Return the current version of a page, as a queryset of at most one."""
        return self.of(kind)[:1]

    def of(self, kind: PolicyKind) -> Self:
        """Return every version of one page, newest first."""
        return self.filter(kind=kind).order_by("-number")

    def newest_of_each(self) -> Self:
        """Return the current version of every page."""
        later = PolicyVersion.objects.filter(kind=OuterRef("kind"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def with_publishers(self) -> Self:
        """Load each version's publisher in the same query."""
        return self.select_related("published_by")


class PolicyVersion(models.Model):
    """One version of a policy page; versions are added and never changed, since consents refer to them."""

    kind = models.CharField(_("page"), max_length=14, choices=PolicyKind)
    number = models.PositiveSmallIntegerField(_("version"))
    body = models.TextField(_("text"), help_text=_("Markdown."))
    body_hi = models.TextField(_("text in Hindi"), blank=True, help_text=_("Markdown."))
    published_at = models.DateTimeField(_("published"))
    review_on = models.DateField(_("to be reviewed by"))
    published_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    objects = PolicyVersionQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = ("id", "kind", "number", "body", "body_hi", "published_at", "review_on", "published_by")

    class Meta:
        verbose_name = _("policy page")
        verbose_name_plural = _("policy pages")
        ordering = ["kind", "-number"]
        constraints = [
            one_of("kind", PolicyKind),
            filled("body"),
            models.UniqueConstraint(fields=["kind", "number"], name="one_policy_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.number}"

    @property
    def text(self) -> str:
        """The text in the reader's language."""
        return localised(self, "body")


class PolicyDraft(models.Model):
    """The unpublished next version of a policy page, visible to officials only; publishing deletes it."""

    kind = models.CharField(_("page"), max_length=14, choices=PolicyKind, unique=True)
    body = models.TextField(_("text"), blank=True)
    body_hi = models.TextField(_("text in Hindi"), blank=True)
    review_on = models.DateField(_("to be reviewed by"))
    version = models.PositiveIntegerField(default=1, editable=False)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("saved by")
    )

    class PersonalData:
        personal = ()
        impersonal = ("id", "kind", "body", "body_hi", "review_on", "version", "saved_at", "saved_by")

    class Meta:
        verbose_name = _("draft of a policy page")
        verbose_name_plural = _("drafts of policy pages")
        ordering = ["kind"]
        constraints = [one_of("kind", PolicyKind)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, draft"
