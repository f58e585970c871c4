"""Stock admin forms with optimistic locking, whose changes are recorded in the audit trail."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.options import ShowFacets
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from engagements import audit
from engagements.admin.base import PortalModelAdmin
from engagements.admin.plain_pages import actor_of
from engagements.choices import AuditedAct
from engagements.models import AuditEvent
from engagements.rules.parsers import parse_pk


def latest_event_id(record: Model) -> int:
    """Return the id of a record's newest audit event, used as its version; 0 if there is none."""
    newest = audit.trail_of(record).last()
    return newest.pk if newest else 0


def conflict_text(events: list[AuditEvent]) -> str:
    """Return who changed what since a form was opened, as the error shown when the save is refused."""
    newest = events[-1]
    what = sorted({name for event in events for name in event.changes})
    return _(
        "%(who)s changed this at %(when)s, after you opened it (%(what)s). Nothing was saved. "
        "Open it in another window to see the changes, then save again."
    ) % {
        "who": newest.official or newest.actor,
        "when": timezone.localtime(newest.at).strftime("%H:%M"),
        "what": ", ".join(what),
    }


class OptimisticLockForm(ModelForm):
    """A form that refuses to save if the record changed after it was opened, and that fills in an empty slug."""

    # Fields that an empty slug is made from: `prepopulated_fields` without JavaScript.
    slug_sources: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.slug_sources:
            labels = ", ".join(str(self.fields[name].label) for name in self.slug_sources)
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("If you leave this empty, it is made from: %(fields)s.") % {
                "fields": labels
            }

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug or not self.slug_sources:
            return slug
        made = slugify(" ".join(self.cleaned_data.get(name, "") for name in self.slug_sources))
        if not made:
            raise ValidationError(self.fields["slug"].error_messages["required"])
        # Entered or generated, the slug belongs in the audit event of a new record.
        self.changed_data.append("slug")
        return made[: self.fields["slug"].max_length].strip("-")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if self.instance.pk:
            seen = parse_pk(self.data.get("seen", ""))
            newer = list(audit.trail_of(self.instance).filter(pk__gt=seen))
            if newer:
                self.add_error(None, conflict_text(newer))
        return given


class AuditedAdmin(PortalModelAdmin):
    """Reference data that officials edit directly; each save with changes records one audit event."""

    form = OptimisticLockForm
    # The tables are small: facet counts cost one short query per filter.
    show_facets = ShowFacets.ALWAYS
    act_of_adding = AuditedAct.REFERENCE_DATA_CHANGED
    act_of_changing = AuditedAct.REFERENCE_DATA_CHANGED

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Sequence[str]]:
        """Prepopulate fields of new records only."""
        return {} if obj else dict(self.prepopulated_fields)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.slug_sources = self.get_prepopulated_fields(request, obj).get("slug", ())
        return form

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lock the row on POST, so that of two concurrent saves the second sees the first."""
        rows = super().get_queryset(request)
        return rows.select_for_update(no_key=True) if request.method == "POST" else rows

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        context["seen"] = latest_event_id(record) if record else 0
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the related rows and record the changes in the audit trail, in the same transaction."""
        # Collect the ids before deletion: deleted instances lose them.
        removed = [[form.instance.pk for form in formset.deleted_forms if form.instance.pk] for formset in formsets]
        super().save_related(request, form, formsets, change)
        changes = {name: _plain(form.cleaned_data.get(name)) for name in form.changed_data}
        for formset, gone in zip(formsets, removed, strict=True):
            changes |= _part_changes(formset, gone)
        if changes or not change:
            act = self.act_of_changing if change else self.act_of_adding
            audit.record(act, form.instance, by=actor_of(request), at=timezone.now(), changes=changes)


def _part_changes(formset: BaseInlineFormSet, removed: list[int]) -> dict[str, Any]:
    """Return which rows of an inline were added, changed (with the fields) or removed."""
    noun = formset.model._meta.model_name
    found = {
        f"{noun} added": [part.pk for part in formset.new_objects],
        f"{noun} changed": [f"{part.pk}: {', '.join(fields)}" for part, fields in formset.changed_objects],
        f"{noun} removed": removed,
    }
    return {name: parts for name, parts in found.items() if parts}


def _plain(value: Any) -> Any:
    """Return a queryset as a list, which the audit trail stores as ids."""
    return list(value) if isinstance(value, QuerySet) else value
