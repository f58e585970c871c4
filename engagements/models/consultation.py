"""Consultations and their parts: chair, sessions, sources, key figures, challenges asked about."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from engagements.choices import ConsultationStatus, Phase
from engagements.models.base import filled, in_order, localised, one_of
from engagements.models.taxonomy import Challenge, FocusArea

# About 10,000 words.
BACKGROUND_MAX = 60_000


class OfficeHolder(models.Model):
    """The holder of an office in a period; office-holders change, so they are data and never template text."""

    name = models.CharField(_("name"), max_length=120)
    name_hi = models.CharField(_("name in Hindi"), max_length=120, blank=True)
    office = models.CharField(_("office"), max_length=160)
    office_hi = models.CharField(_("office in Hindi"), max_length=160, blank=True)
    from_on = models.DateField(_("in office from"), null=True, blank=True)
    until_on = models.DateField(_("in office until"), null=True, blank=True)

    class PersonalData:
        personal = ("name", "name_hi")
        impersonal = ("id", "office", "office_hi", "from_on", "until_on")

    class Meta:
        verbose_name = _("office-holder")
        verbose_name_plural = _("office-holders")
        ordering = ["office", "from_on", "id"]
        constraints = [in_order("from_on", "until_on")]

    def __str__(self) -> str:
        return f"{self.name_label}, {self.office_label}"

    @property
    def name_label(self) -> str:
        """The name in the reader's script."""
        return localised(self, "name")

    @property
    def office_label(self) -> str:
        """The office in the reader's language."""
        return localised(self, "office")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Filters for consultations."""

    def public(self) -> Self:
        """Return consultations visible to the public."""
        return self.exclude(status=ConsultationStatus.DRAFT)

    def open(self, *, at: datetime) -> Self:
        """Return consultations open for submissions at a given time."""
        not_closed = Q(closes_at__isnull=True) | Q(closes_at__gte=at)
        return self.filter(not_closed, status=ConsultationStatus.PUBLISHED, opens_at__lte=at)

    def in_phase(self, phase: Phase, *, at: datetime) -> Self:
        """Return consultations in a public phase at a given time."""
        if phase is Phase.ANSWERED:
            return self.filter(status=ConsultationStatus.ANSWERED)
        if phase is Phase.OPEN:
            return self.open(at=at)
        published = self.filter(status=ConsultationStatus.PUBLISHED)
        return published.filter(opens_at__gt=at) if phase is Phase.UPCOMING else published.filter(closes_at__lt=at)

    def about(self, words: str) -> Self:
        """Return consultations whose title or summary contains each of the words, in either language."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(title_hi__icontains=word)
                | Q(summary__icontains=word)
                | Q(summary_hi__icontains=word)
            )
        return found

    def with_asked(self) -> Self:
        """Prefetch everything that a consultation's page shows, in a fixed number of queries."""
        return self.select_related("chair").prefetch_related(
            "focus_areas",
            "asked_challenges__challenge",
            "asked_challenges__source",
            "sessions__focus_areas",
            "sources",
            "key_figures__source",
        )


class Consultation(models.Model):
    """A consultation: its submission window, sessions, challenges and sources."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    title_hi = models.CharField(_("title in Hindi"), max_length=160, blank=True)
    summary = models.CharField(_("summary"), max_length=400)
    summary_hi = models.CharField(_("summary in Hindi"), max_length=400, blank=True)
    background = models.TextField(_("background"), max_length=BACKGROUND_MAX, blank=True, help_text=_("Markdown."))
    background_hi = models.TextField(
        _("background in Hindi"), max_length=BACKGROUND_MAX, blank=True, help_text=_("Markdown.")
    )
    status = models.CharField(_("status"), max_length=10, choices=ConsultationStatus, default=ConsultationStatus.DRAFT)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("Empty: no closing date announced.")
    )
    window_reason = models.CharField(
        _("why the window is short"),
        max_length=300,
        blank=True,
        help_text=_(
            "Public. Only needed if the consultation is open for fewer than 30 days or was "
            "shortened. A lead is responsible for it."
        ),
    )
    window_reason_hi = models.CharField(_("why the window is short, in Hindi"), max_length=300, blank=True)
    organiser = models.CharField(_("organiser"), max_length=160)
    organiser_hi = models.CharField(_("organiser in Hindi"), max_length=160, blank=True)
    ministry = models.CharField(_("ministry"), max_length=160)
    ministry_hi = models.CharField(_("ministry in Hindi"), max_length=160, blank=True)
    chair = models.ForeignKey(
        OfficeHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="chaired", verbose_name=_("chair")
    )
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    venue_hi = models.CharField(_("venue in Hindi"), max_length=160, blank=True)
    focus_areas = models.ManyToManyField(FocusArea, related_name="consultations", verbose_name=_("focus areas"))
    challenges: "models.ManyToManyField[Challenge, AskedChallenge]" = models.ManyToManyField(
        Challenge, through="AskedChallenge", related_name="consultations", verbose_name=_("challenges")
    )
    updated_at = models.DateTimeField(_("last updated"), auto_now=True)

    objects = ConsultationQuerySet.as_manager()

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "slug", "title", "title_hi", "summary", "summary_hi", "background", "background_hi", "status",
            "opens_at", "closes_at", "window_reason", "window_reason_hi", "organiser", "organiser_hi", "ministry",
            "ministry_hi", "chair", "venue", "venue_hi", "updated_at",
        )  # fmt: skip

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_at", "-id"]
        constraints = [
            one_of("status", ConsultationStatus),
            in_order("opens_at", "closes_at"),
            filled("title"),
            filled("summary"),
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("public:consultation", args=[self.slug])

    @property
    def heading(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")


class AskedChallenge(models.Model):
    """A challenge that a consultation asks about, with the source that reported it, if any."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="asked_challenges")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        "Source", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("as reported by")
    )

    class PersonalData:
        personal = ()
        impersonal = ("id", "consultation", "challenge", "source")

    class Meta:
        verbose_name = _("challenge asked about")
        verbose_name_plural = _("challenges asked about")
        ordering = ["challenge__position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "challenge"], name="challenge_asked_once")]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.challenge_id}"


class Session(models.Model):
    """A dated meeting within a consultation."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("consultation")
    )
    title = models.CharField(_("title"), max_length=160)
    title_hi = models.CharField(_("title in Hindi"), max_length=160, blank=True)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(
        _("starts"), null=True, blank=True, help_text=_("Empty: no time of day was published.")
    )
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    venue_hi = models.CharField(_("venue in Hindi"), max_length=160, blank=True)
    focus_areas = models.ManyToManyField(FocusArea, blank=True, related_name="sessions", verbose_name=_("focus areas"))

    class PersonalData:
        personal = ()
        impersonal = ("id", "consultation", "title", "title_hi", "held_on", "starts_at", "venue", "venue_hi")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["held_on", "starts_at", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "held_on", "title"], name="session_listed_once")]

    def __str__(self) -> str:
        return f"{localised(self, 'title')} ({self.held_on})"


class Source(models.Model):
    """The source of a published fact of a consultation."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="sources", verbose_name=_("consultation")
    )
    publisher = models.CharField(_("publisher"), max_length=120)
    title = models.CharField(_("title"), max_length=240, blank=True)
    published_on = models.DateField(_("published"))
    url = models.URLField(_("address"), blank=True)

    class PersonalData:
        personal = ()
        impersonal = ("id", "consultation", "publisher", "title", "published_on", "url")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-published_on", "publisher", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "publisher", "published_on", "title"], name="source_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publisher}, {self.published_on}"


class KeyFigure(models.Model):
    """A figure quoted by a consultation, with its source and reference date."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="key_figures", verbose_name=_("consultation")
    )
    value = models.CharField(_("figure"), max_length=60)
    value_hi = models.CharField(_("figure in Hindi"), max_length=60, blank=True)
    label = models.CharField(_("what it counts"), max_length=200)
    label_hi = models.CharField(_("what it counts, in Hindi"), max_length=200, blank=True)
    as_of = models.CharField(_("as of"), max_length=60, help_text=_("As the source gives it: a day, or only a month."))
    as_of_hi = models.CharField(_("as of, in Hindi"), max_length=60, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="key_figures", verbose_name=_("source"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class PersonalData:
        personal = ()
        impersonal = (
            "id", "consultation", "value", "value_hi", "label", "label_hi", "as_of", "as_of_hi", "source", "position",
        )  # fmt: skip

    class Meta:
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "label"], name="figure_quoted_once")]

    def __str__(self) -> str:
        return f"{localised(self, 'value')} {localised(self, 'label')}"
