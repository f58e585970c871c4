"""How an official can stand to a venture."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """What ties an official to a venture closely enough to keep them out of its submissions."""

    EMPLOYER = "employer", _("I work for it, have worked for it, or intend to")
    SHAREHOLDING = "shareholding", _("I hold shares in it")
    FAMILY = "family", _("A family member or close associate works for it or holds shares in it")
    COMPETITOR = "competitor", _("I have links with one of its competitors")
    SUPPLIER = "supplier", _("I have links with one of its suppliers or customers")


class ReleaseReason(models.TextChoices):
    """Why a submission was taken off whoever was in charge of it, as the trail keeps it."""

    CONFLICT = "conflict", _("conflict of interest")
    LEFT = "left", _("left the office")
