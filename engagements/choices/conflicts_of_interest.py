"""Choices for conflicts of interest."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """Relations to a venture that exclude an official from its submissions."""

    EMPLOYER = "employer", _("I work for it, have worked for it, or intend to")
    SHAREHOLDING = "shareholding", _("I hold shares in it")
    FAMILY = "family", _("A family member or close associate works for it or holds shares in it")
    COMPETITOR = "competitor", _("I have links with one of its competitors")
    SUPPLIER = "supplier", _("I have links with one of its suppliers or customers")


class ReleaseReason(models.TextChoices):
    """Why a submission was unassigned, as stored in the audit trail."""

    CONFLICT = "conflict", _("conflict of interest")
    LEFT = "left", _("left the office")
