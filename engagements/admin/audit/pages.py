"""The audit trail in the admin: read-only list, verification page and CSV export."""

from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import parse_qs

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from engagements import audit
from engagements.actions.exports import trail_exported
from engagements.admin.audit.checkpoints import CheckpointForm, proof
from engagements.admin.base import PortalModelAdmin
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import DayFilter, ListFilter, OfficialsChangeList, Options, by_choices
from engagements.admin.plain_pages import (
    actor_of,
    check_model_permission,
    posted,
    render_page,
    visible_or_404,
)
from engagements.admin.trail.audit_rows import TrailRow, describe_events
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, Official, Submission
from engagements.reports import spreadsheet, trail
from engagements.rules.actors import ActorKind
from engagements.rules.dates import midnight
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int
from engagements.rules.references import parse_reference

PERIODS = {"1": gettext_lazy("Today"), "7": gettext_lazy("The last 7 days"), "30": gettext_lazy("The last 30 days")}


class PeriodFilter(ListFilter):
    """Filters by the most recent days."""

    title = gettext_lazy("period")
    parameter_name = "days"

    def options(self, request: HttpRequest) -> Options:
        return PERIODS.items()

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        first: date = timezone.localdate() - timedelta(days=int(value) - 1)
        return queryset.filter(at__date__gte=first)


class FromFilter(DayFilter):
    """Filters by the first day."""

    title = gettext_lazy("from")
    parameter_name = "from"

    def narrow_to(self, queryset: QuerySet[Any], day: date) -> QuerySet[Any]:
        return queryset.filter(at__gte=midnight(day))


class UntilFilter(DayFilter):
    """Filters by the last day."""

    title = gettext_lazy("until")
    parameter_name = "until"

    def narrow_to(self, queryset: QuerySet[Any], day: date) -> QuerySet[Any]:
        return queryset.filter(at__lt=midnight(day + timedelta(days=1)))


class RecordTypeFilter(ListFilter):
    """Filters by the type of record; together with an id in the search it selects one record."""

    title = gettext_lazy("record type")
    parameter_name = "record"

    def options(self, request: HttpRequest) -> Options:
        models = apps.get_app_config("engagements").get_models()
        named = [(model._meta.model_name, capfirst(str(model._meta.verbose_name))) for model in models]
        return sorted(named, key=lambda option: option[1])

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(target_type=value)


class ActorFilter(ListFilter):
    """Filters by the kind of actor."""

    title = gettext_lazy("kind of actor")
    parameter_name = "actor"

    def options(self, request: HttpRequest) -> Options:
        return [
            (ActorKind.OFFICIAL, _("An official")),
            (ActorKind.VENTURE, _("A venture, using its access code")),
            (ActorKind.ANYONE, _("A visitor")),
            (ActorKind.SYSTEM, _("The portal itself")),
        ]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(Q(actor=value) | Q(actor__startswith=f"{value}:"))


class OfficialFilter(ListFilter):
    """Filters by official; offers only those who appear in the visible part of the trail."""

    title = gettext_lazy("official")
    parameter_name = "official"

    def options(self, request: HttpRequest) -> Options:
        told = AuditEvent.objects.visible_to(actor_of(request)).filter(official=OuterRef("pk"))
        acted = Official.objects.filter(Exists(told)).order_by("full_name", "pk")
        chosen = parse_int(request.GET.get(self.parameter_name, ""))
        return [(one.pk, str(one)) for one in limited_choices(acted, chosen=[chosen])]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(official=value)


def names_a_record(typed: str) -> bool:
    """Return whether a search term is empty, a reference or a number; any other text may be personal data."""
    try:
        return not typed or parse_int(typed) is not None or bool(parse_reference(typed))
    except ActionRefused:
        return False


class TrailList(OfficialsChangeList):
    """The list of audit events, each with its record in words."""

    @property
    def rows(self) -> list[TrailRow]:
        """The events of this page in words."""
        return describe_events(self.result_list, to=actor_of(self.request))

    @property
    def scope(self) -> str:
        """The query string of the active filters; empty if there are none."""
        return urlencode({name: value for name, value in self.params.items() if value and name != PAGE_VAR})

    @property
    def scope_told(self) -> str:
        """`scope` as recorded in the trail: a search term that does not name a record is masked."""
        if names_a_record(self.params.get(SEARCH_VAR, "")):
            return self.scope
        return urlencode(parse_qs(self.scope) | {SEARCH_VAR: "…"}, doseq=True)

    @property
    def export_url(self) -> str:
        """The URL of the CSV export with the same filters."""
        return f"{self.request.path}export/" + (f"?{self.scope}" if self.scope else "")

    @property
    def count_text(self) -> str:
        """The number of matching entries, in words."""
        words = ngettext("%(count)s entry", "%(count)s entries", self.result_count)
        return words % {"count": format_number(self.result_count)}


class AuditEventAdmin(PortalModelAdmin):
    """Audit events, newest first; read-only."""

    has_public_name = False
    list_display = ("at", "act", "official", "target_id", "changes")
    sortable_by = ("at",)
    list_filter = (
        by_choices("act", gettext_lazy("action"), AuditedAct),
        ActorFilter,
        OfficialFilter,
        RecordTypeFilter,
        PeriodFilter,
        FromFilter,
        UntilFilter,
    )
    list_select_related = ("official",)
    search_fields = ("=target_id",)
    search_help_text = gettext_lazy("A reference, or the number of a record.")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEvent]:
        return AuditEvent.objects.visible_to(actor_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return TrailList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Find the events of the submission with this reference, or of the records with this id."""
        try:
            reference = parse_reference(search_term)
        except ActionRefused:
            return super().get_search_results(request, queryset, search_term)
        named = Submission.objects.visible_to(actor_of(request)).filter(reference=reference).first()
        return queryset.filter(target_type="submission", target_id=str(named.pk) if named else ""), False


@require_safe
def event_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one audit event with its position in the chain."""
    event = visible_or_404(request, AuditEvent.objects.visible_to(actor_of(request)), object_id)
    subtitle = _("Entry %(place)s") % {"place": event.position}
    [row] = describe_events([event], to=actor_of(request))
    return render_page(request, AuditEvent, "event.html", subtitle=subtitle, event=event, row=row)


def verify_page(request: HttpRequest) -> HttpResponse:
    """Show the current checkpoint; a POST verifies the trail."""
    check_model_permission(request, "view", AuditEvent)
    context = proof(CheckpointForm(posted(request)), at=timezone.now())
    return render_page(request, AuditEvent, "verify.html", subtitle=_("Is the audit trail intact?"), **context)


def export_csv(request: HttpRequest) -> HttpResponseBase:
    """Stream the filtered events as CSV, after recording the export in the audit trail."""
    check_model_permission(request, "view", AuditEvent)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        chosen = cast(TrailList, admin.site.get_model_admin(AuditEvent).get_changelist_instance(request))
    except IncorrectLookupParameters:
        return redirect("admin:engagements_auditevent_changelist")
    actor, now = actor_of(request), timezone.now()
    # Bounded by the newest id, so that the export's own event is not part of it.
    events = chosen.queryset.filter(pk__lte=audit.newest())
    if request.method == "GET":
        trail_exported(rows=events.count(), scope=chosen.scope_told, by=actor, at=now)
    lines = spreadsheet.lines(trail.heading(), trail.rows(events, by=actor))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"audit-trail_{timezone.localdate(now).isoformat()}.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
