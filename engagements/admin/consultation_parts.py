"""The parts of a consultation in its form: sessions, challenges, sources and key figures."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, Field, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from engagements.admin.base import PLAIN_WIDGETS, PlainFields
from engagements.choices import ConsultationStatus
from engagements.models import AskedChallenge, Consultation, KeyFigure, Session, Source
from engagements.models.base import localised

# The field of the consultation's form that holds the note on a change.
NOTE = "change_note"


def is_public(consultation: Consultation) -> bool:
    """Return whether the public reads a consultation, so that it is told of each change."""
    return consultation.pk is not None and consultation.status != ConsultationStatus.DRAFT


class Parts(BaseInlineFormSet):
    """The forms of the parts; each says in words what its box for taking away does."""

    def clean(self) -> None:
        """Ask for the note that the public reads where a part of a published consultation changes."""
        super().clean()
        if is_public(self.instance) and self.has_changed() and not self.data.get(NOTE, "").strip():
            raise ValidationError(_("Say above, in one sentence, what changed: the public reads it."))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Take this away when the form is saved")
            form.fields[DELETION_FIELD_NAME].hides_optional = True


class Part(PlainFields, admin.StackedInline):
    """Rows that belong to a consultation, with one empty form to add another."""

    extra = 1
    formset = Parts
    formfield_overrides = PLAIN_WIDGETS

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Read the choices of a relation once for all rows, and offer only this consultation's own sources."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.related_model is Source:
            field.queryset = Source.objects.filter(consultation=_consultation_of(request))
        return read_once(field) if field else field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return read_once(field) if field else field


def read_once(field: Any) -> Field:
    """Fix the choices of a relation's field as a list: the copies in each row of an inline then ask no database."""
    field.choices = list(field.choices)
    return field


def _consultation_of(request: HttpRequest) -> int | None:
    match = request.resolver_match
    given = match.kwargs.get("object_id", "") if match else ""
    return int(given) if given.isdecimal() else None


class PartForm(ModelForm):
    """The form of a part, with the words by which its fold is known."""

    @property
    def part_label(self) -> str:
        return str(self.instance)


class SessionForm(PartForm):
    """A session is known by its title and day."""

    @property
    def part_label(self) -> str:
        return f"{localised(self.instance, 'title')}, {date_format(self.instance.held_on)}"


class SourceForm(PartForm):
    """A source is known by its publisher and day."""

    @property
    def part_label(self) -> str:
        return f"{self.instance.publisher}, {date_format(self.instance.published_on)}"


class AskedChallengeForm(PartForm):
    """A challenge asked about is known by its name."""

    class Meta:
        labels = {"challenge": _("Challenge")}

    @property
    def part_label(self) -> str:
        return str(self.instance.challenge)


class SessionPart(Part):
    """The dated meetings."""

    model = Session
    form = SessionForm
    fields = (("title", "title_hi"), ("held_on", "starts_at"), ("venue", "venue_hi"), "focus_areas")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Session]:
        return super().get_queryset(request).prefetch_related("focus_areas")


class SourcePart(Part):
    """Where published facts come from."""

    model = Source
    form = SourceForm
    fields = ("publisher", "title", "published_on", "url")


class KeyFigurePart(Part):
    """Quoted figures, each with a source that was saved before."""

    model = KeyFigure
    form = PartForm
    fields = (("value", "value_hi"), ("label", "label_hi"), ("as_of", "as_of_hi"), "source", "position")


class AskedChallengePart(Part):
    """The challenges that are asked about."""

    model = AskedChallenge
    form = AskedChallengeForm
    fields = ("challenge", "source")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[AskedChallenge]:
        return super().get_queryset(request).select_related("challenge")
