"""Base classes of the officials' model admins: form fields, page behaviour, audit trail instead of the admin log."""

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

# Search terms are cut to this many characters; no name or number is longer.
LONGEST_SEARCH = 200

# Native browser controls: they need no JavaScript and use the user's own date format.
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
    """Mixin that gives admin form fields native widgets, without JavaScript."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Replace the stock “+” button with a plain link, for users who may add related records."""
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
            # An unticked checkbox is a valid answer, so “optional” would be misleading.
            field.hides_optional = True  # type: ignore[attr-defined]
        return field


class PortalModelAdmin(PlainFields, admin.ModelAdmin):
    """Base of all model admins: titled by the model's name, without bulk actions, JavaScript or the stock log."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    view_on_site: Any = False
    # Whether `str(record)` is meant for users; otherwise it is for logs only.
    has_public_name = True
    formfield_overrides = PLAIN_WIDGETS
    # Shown when the list has no rows at all: what it will contain, and how rows get there.
    empty_list_text: str | Promise = ""

    @property
    def media(self) -> forms.Media:
        """No JavaScript."""
        return forms.Media()

    def get_urls(self) -> list[Any]:
        """Leave out the stock URLs that the site replaces with its own pages."""
        own = {page.name for page in self.admin_site.pages}  # type: ignore[attr-defined]
        return [url for url in super().get_urls() if url.name not in own]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return OfficialsChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Allow the listed filters only: other lookups could be used to probe hidden columns."""
        return lookup in {getattr(offered, "parameter_name", "") for offered in self.list_filter}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the record, or raise 404 if it does not exist or this user may not see it."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Truncate long search terms: databases limit the length of patterns."""
        return super().get_search_results(request, queryset, search_term[:LONGEST_SEARCH])

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; GET and HEAD only, because bulk actions have their own URL."""
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
        """Return the record's name, or the model's name and the id if its name is not for users."""
        return str(record) if self.has_public_name else f"{capfirst(str(self.opts.verbose_name))} {record.pk}"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the record's audit trail instead of the stock log."""
        check_act(request, Act.READ_TRAIL)
        check_model_permission(request, "view", self.model)
        record = self.get_object(request, object_id)
        shown = paged(audit.trail_of(record), request, called="events")
        context = {**shown, "rows": describe_events(shown["events"], to=actor_of(request))}
        subtitle = _("Audit trail of %(record)s") % {"record": self.display_name(record)}
        return render_page(request, self.model, "admin/trail.html", subtitle=subtitle, **context)

    # The audit trail is the record of what was done: chained, append-only, written in the action's own transaction.
    # The stock log is none of these, stores the names of records as text, and could contradict it.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing to the stock log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Write nothing to the stock log."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Any]) -> Any:
        """Write nothing to the stock log."""
