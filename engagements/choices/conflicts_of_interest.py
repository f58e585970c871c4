"""How an official can stand to a venture."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """What ties an official to a venture closely enough to keep them out of its submissions."""

    EMPLOYER = "employer", _("I work or worked for it, or mean to")
    SHAREHOLDING = "shareholding", _("I hold a share in it")
    FAMILY = "family", _("Somebody close to me works for it or holds a share in it")
    COMPETITOR = "competitor", _("I am tied to a competitor of it")
    SUPPLIER = "supplier", _("I am tied to a supplier or a customer of it")


class ReleaseReason(models.TextChoices):
    """Why a submission was taken off whoever was in charge of it, as the trail keeps it."""

    CONFLICT = "conflict", _("conflict of interest")
    LEFT = "left", _("left the office")
