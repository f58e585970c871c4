"""Ventures (public profile) and their contacts (personal data)."""

from typing import Any, Self
from uuid import uuid4

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.choices import Language, State, TeamSize, VentureKind
from engagements.models.base import filled, one_of

NAME_MAX = 160

# Registration numbers, each issued to one organisation only.
REGISTRATIONS = ("dpiit_number", "udyam_number", "cin")

# Formats are published by DPIIT, the Udyam portal and the Ministry of Corporate Affairs. A match is never proof.
dpiit_format = RegexValidator(
    r"^DIPP[0-9]{1,8}$", _("Write the DPIIT number as DIPP followed by up to 8 digits, for example DIPP12345.")
)
udyam_format = RegexValidator(
    r"^UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}$", _("Write the Udyam number as UDYAM-XX-00-0000000.")
)
cin_format = RegexValidator(
    r"^[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}$",
    _("Write the CIN with its 21 characters, for example U12345KA2019PTC123456."),
)
pin_format = RegexValidator(r"^[1-9][0-9]{5}$", _("Write the PIN code as 6 digits; the first is not 0."))
mobile_format = RegexValidator(
    r"^\+91[6-9][0-9]{9}$", _("Write the mobile number with 10 digits, for example +91 98765 43210.")
)


class IdentityKey(models.Model):
    """One identifier of an organisation: name, email, mobile, registration number or website (`rules.identity`).

    Keys known to belong to one organisation share the value of `organisation`. A venture has the keys of its name and
    email, and those of its other details once proved or accepted.
    """

    # A digest, because email addresses and mobile numbers are personal data.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    organisation = models.UUIDField(default=uuid4, db_index=True, editable=False)

    class PersonalData:
        personal = ()
        impersonal = ("id", "digest", "organisation")

    class Meta:
        verbose_name = _("identity key")
        verbose_name_plural = _("identity keys")

    def __str__(self) -> str:
        return f"Key {self.pk}"


class VentureQuerySet(models.QuerySet["Venture"]):
    """Filters for ventures."""

    def possibly_same_organisation(self, known: "models.QuerySet[Any]", by: str = "") -> Self:
        """Return ventures that may be the same organisation as any of the known ones, these included.

        `known` are ventures, or records related to one through `by`. Without accounts, one organisation can be several
        ventures: one per email address, and one per name used with an address. Shared `organisation` values connect
        them over any number of such steps.
        """
        lead = f"{by}__" if by else ""
        organisations = known.order_by().filter(**{f"{lead}keys__isnull": False}).values(f"{lead}keys__organisation")
        held = Venture.keys.through.objects.filter(identitykey__organisation__in=organisations)
        return self.filter(pk__in=held.values("venture"))

    def only_illustrative(self) -> Self:
        """Return example ventures without any genuine submission."""
        return self.filter(is_example=True).exclude(submissions__is_example=False)


class VentureFacts(models.Model):
    """The details of a venture besides its name."""

    kind = models.CharField(_("kind"), max_length=12, choices=VentureKind)
    state = models.CharField(_("state or union territory"), max_length=2, choices=State, blank=True)
    pin_code = models.CharField(_("PIN code"), max_length=6, blank=True, validators=[pin_format])
    team_size = models.CharField(_("team"), max_length=8, choices=TeamSize, blank=True)
    is_idex_engaged = models.BooleanField(_("engaged with iDEX"), null=True, blank=True)
    dpiit_number = models.CharField(_("DPIIT recognition number"), max_length=12, blank=True, validators=[dpiit_format])
    udyam_number = models.CharField(
        _("Udyam registration number"), max_length=19, blank=True, validators=[udyam_format]
    )
    cin = models.CharField(
        _("corporate identification number (CIN)"), max_length=21, blank=True, validators=[cin_format]
    )
    website = models.URLField(_("website"), blank=True)

    class Meta:
        abstract = True


class Venture(VentureFacts):
    """An organisation that sends feedback, such as a start-up or an MSME.

    Its details are those of its first submission until others are proved or accepted (`VentureClaim`).
    """

    # Digest that identifies the venture (`rules.identity`); UNIQUE, so that concurrent requests cannot create
    # duplicates.
    identity_key = models.CharField(max_length=64, unique=True, editable=False)
    # Normalised name (`rules.identity`): ventures of the same name may be one organisation.
    name_key = models.CharField(max_length=NAME_MAX, db_index=True, editable=False, default="")
    name = models.CharField(_("name"), max_length=NAME_MAX)
    keys = models.ManyToManyField(IdentityKey, related_name="ventures", editable=False)
    is_example = models.BooleanField(_("illustrative"), default=False)
    recorded_at = models.DateTimeField(_("recorded"))

    objects = VentureQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "identity_key", "name_key", "name", "kind", "state", "pin_code", "team_size", "is_idex_engaged",
            "dpiit_number", "udyam_number", "cin", "website", "is_example", "recorded_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("venture")
        verbose_name_plural = _("ventures")
        ordering = ["name", "id"]
        constraints = [
            one_of("kind", VentureKind),
            models.CheckConstraint(
                condition=models.Q(state="") | models.Q(state__in=State.values), name="venture_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(team_size="") | models.Q(team_size__in=TeamSize.values),
                name="venture_team_size_is_known",
            ),
            filled("name"),
        ]
        indexes = [models.Index(fields=[name]) for name in ("kind", "state", *REGISTRATIONS)]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A venture's contact person; personal data, visible only with `Act.READ_CONTACT`."""

    venture = models.ForeignKey(Venture, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("venture"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    mobile = models.CharField(_("mobile number"), max_length=13, blank=True, validators=[mobile_format])
    job_title = models.CharField(_("role in the venture"), max_length=120, blank=True)
    language = models.CharField(_("language of our emails"), max_length=2, choices=Language, default=Language.ENGLISH)
    recorded_at = models.DateTimeField(_("recorded"))

    class PersonalData:
        personal = ("name", "email", "mobile", "job_title")
        impersonal = ("id", "venture", "language", "recorded_at")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["venture", "id"]
        constraints = [
            one_of("language", Language),
            filled("email"),
            models.UniqueConstraint(fields=["venture", "email"], name="one_contact_an_address_and_venture"),
        ]
        indexes = [models.Index(fields=["email"])]

    def __str__(self) -> str:
        return f"Contact {self.pk} of {self.venture_id}"
