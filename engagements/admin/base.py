"""What the lists and forms of models in the officials' admin share: their fields, their pages, no stock log."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagements import audit
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.paging import paged
from engagements.admin.plain_pages import actor_of, check_act, check_model_permission, render_page, trail_url
from engagements.admin.trail.audit_rows import describe_events
from engagements.rules.permissions import Act

# Characters of a search that are looked for; no name and no number is longer.
LONGEST_SEARCH = 200

# Controls of the browser itself: they need no script, and they read and take dates in the person's own way.
PLAIN_WIDGETS: dict[type[models.Field], dict[str, Any]] = {
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S"),
    },
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.TimeField: {"widget": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")},
    models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
    models.URLField: {"widget": forms.URLInput, "assume_scheme": "https"},
}


class PlainFields:
    """Form fields of the stock admin, without its scripts."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Put a link in the place of the stock button “+”, for those who may add to what is chosen from."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            related, may_add = field.widget.rel.model._meta, field.widget.can_add_related
            field.widget = field.widget.widget
            if may_add:
                url = reverse(f"admin:{related.app_label}_{related.model_name}_add")
                words = _("Add %(noun)s (opens in a new tab)") % {"noun": related.verbose_name}
                link = format_html('<a href="{}" target="_blank" rel="noopener">+ {}</a>', url, words)
                field.help_text = format_html("{} {}", field.help_text, link) if field.help_text else link
        if isinstance(field, forms.BooleanField):
            # A box that may stay empty is no optional question.
            field.hides_optional = True  # type: ignore[attr-defined]
        return field


class PortalModelAdmin(PlainFields, admin.ModelAdmin):
    """A noun's pages: titled by the noun, without bulk acts, scripts and the stock log."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    view_on_site: Any = False
    # Whether a record's own name is one for readers, or one for logs alone.
    has_public_name = True
    formfield_overrides = PLAIN_WIDGETS
    # What a list says while it holds nothing at all: what will stand there, and how it comes there.
    empty_list_text: str | Promise = ""

    @property
    def media(self) -> forms.Media:
        """No scripts: every page works as it arrives."""
        return forms.Media()

    def get_urls(self) -> list[Any]:
        """Leave out the stock pages in whose place the site has a page of its own."""
        own = {page.name for page in self.admin_site.pages}  # type: ignore[attr-defined]
        return [url for url in super().get_urls() if url.name not in own]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return OfficialsChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the page offers: any other lookup could be used to guess at what a column hides."""
        return lookup in {getattr(offered, "parameter_name", "") for offered in self.list_filter}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record, or answer 404 where there is none that this person may see."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Look for the beginning of what is overlong: databases bound how much they look for at once."""
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; what is done with many rows at once has an address of its own."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context.get("original")
        adding = _("Add %(noun)s") % {"noun": self.opts.verbose_name}
        context["title"] = capfirst(str(self.opts.verbose_name_plural))
        context["subtitle"] = str(record) if record else adding
        context["trail_url"] = trail_url(request, record) if record else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def display_name(self, record: models.Model) -> str:
        """Return what a record is called in the reader's language: by its name, or by its noun and its number."""
        return str(record) if self.has_public_name else f"{capfirst(str(self.opts.verbose_name))} {record.pk}"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the record's part of the audit trail, in place of the stock log."""
        check_act(request, Act.READ_TRAIL)
        check_model_permission(request, "view", self.model)
        record = self.get_object(request, object_id)
        shown = paged(audit.trail_of(record), request, called="events")
        context = {**shown, "rows": describe_events(shown["events"], to=actor_of(request))}
        subtitle = _("Audit trail of %(record)s") % {"record": self.display_name(record)}
        return render_page(request, self.model, "admin/trail.html", subtitle=subtitle, **context)

    # The audit trail is the record of what was done: chained, append-only, written in the act's own transaction. A
    # second log beside it would be none of these, would hold the names of records as text, and could contradict it.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing into the stock log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing into the stock log."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Any]) -> Any:
        """Write nothing into the stock log."""
