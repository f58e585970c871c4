"""Inlines of a consultation: sessions, challenges, sources and key figures."""

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
from engagements.admin.limited_choices import terms_offered
from engagements.choices import ConsultationStatus
from engagements.models import AskedChallenge, Consultation, KeyFigure, Session, Source
from engagements.models.base import localised
from engagements.models.taxonomy import Term
from engagements.rules.parsers import parse_int

# Form field that holds the note on a change.
NOTE = "change_note"
MOST_PARTS = 20


def is_public(consultation: Consultation) -> bool:
    """Return whether a consultation is published, so that each change needs a note."""
    return consultation.pk is not None and consultation.status != ConsultationStatus.DRAFT


class PartFormSet(BaseInlineFormSet):
    """Formset of an inline, with a descriptive label on the delete checkbox."""

    def clean(self) -> None:
        """Require the change note if an inline of a published consultation changes."""
        super().clean()
        if is_public(self.instance) and self.has_changed() and not self.data.get(NOTE, "").strip():
            raise ValidationError(_("Describe above, in one sentence, what has changed. The public will see this."))

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = _("Remove this when the form is saved")
            form.fields[DELETION_FIELD_NAME].hides_optional = True


class PartInline(PlainFields, admin.StackedInline):
    """Rows that belong to a consultation, with one empty form to add another."""

    extra = 1
    # Each row is a whole form on the page.
    max_num = MOST_PARTS
    formset = PartFormSet
    formfield_overrides = PLAIN_WIDGETS

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Load the choices once for all rows; offer only this consultation's own sources."""
        related = db_field.related_model
        if related is Source:
            kwargs["queryset"] = Source.objects.filter(consultation=parent_pk(request))
        elif issubclass(related, Term):
            kwargs["queryset"] = terms_offered(related.objects.all(), chosen=self.chosen(request, db_field.name))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return cache_choices(field) if field else field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Load the choices once for all rows; offer active terms."""
        chosen = self.chosen(request, db_field.name)
        kwargs["queryset"] = terms_offered(db_field.related_model.objects.all(), chosen=chosen)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        return cache_choices(field) if field else field

    def chosen(self, request: HttpRequest, name: str) -> models.QuerySet[Any, Any]:
        """Return the keys that this page's rows have in a field."""
        whole = self.parent_model._meta.model_name or ""
        rows = self.model._default_manager.filter(**{whole: parent_pk(request), f"{name}__isnull": False})
        return rows.order_by().values(name)


def cache_choices(field: Any) -> Field:
    """Turn the choices of a relation field into a list, so that its copies in each inline row run no query."""
    field.choices = list(field.choices)
    return field


def parent_pk(request: HttpRequest) -> int | None:
    """Return the key of the record that the URL opens, or None for a new one."""
    match = request.resolver_match
    return parse_int(match.kwargs.get("object_id", "")) if match else None


class PartForm(ModelForm):
    """Form of an inline row, with the label of its collapsible section."""

    @property
    def part_label(self) -> str:
        return str(self.instance)


class SessionForm(PartForm):
    """Labels a session by its title and day."""

    @property
    def part_label(self) -> str:
        return f"{localised(self.instance, 'title')}, {date_format(self.instance.held_on)}"


class SourceForm(PartForm):
    """Labels a source by its publisher and day."""

    @property
    def part_label(self) -> str:
        return f"{self.instance.publisher}, {date_format(self.instance.published_on)}"


class AskedChallengeForm(PartForm):
    """Labels a row by the name of its challenge."""

    class Meta:
        labels = {"challenge": _("Challenge")}

    @property
    def part_label(self) -> str:
        return str(self.instance.challenge)


class SessionPart(PartInline):
    """Sessions of a consultation."""

    model = Session
    form = SessionForm
    fields = (("title", "title_hi"), ("held_on", "starts_at"), ("venue", "venue_hi"), "focus_areas")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Session]:
        return super().get_queryset(request).prefetch_related("focus_areas")


class SourcePart(PartInline):
    """Sources of published facts."""

    model = Source
    form = SourceForm
    fields = ("publisher", "title", "published_on", "url")


class KeyFigurePart(PartInline):
    """Quoted figures, each with a source that is already saved."""

    model = KeyFigure
    form = PartForm
    fields = (("value", "value_hi"), ("label", "label_hi"), ("as_of", "as_of_hi"), "source", "position")


class AskedChallengePart(PartInline):
    """Challenges that the consultation asks about."""

    model = AskedChallenge
    form = AskedChallengeForm
    fields = ("challenge", "source")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[AskedChallenge]:
        return super().get_queryset(request).select_related("challenge")
