"""The audit trail in the admin: read by auditors, changed by nobody, proved whole on request."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements import audit
from engagements.admin.base import OfficialsAdmin, actor_of
from engagements.admin.lists import ListFilter, OfficialsChangeList, Options, by_choices, by_record
from engagements.admin.trail import TrailRow, described
from engagements.choices import AuditedAct
from engagements.errors import Refused
from engagements.models import AuditChain, AuditEvent, Official, Submission
from engagements.rules.actors import ActorKind
from engagements.rules.numerals import grouped
from engagements.rules.references import read_back

PERIODS = {"1": gettext_lazy("Today"), "7": gettext_lazy("The last 7 days"), "30": gettext_lazy("The last 30 days")}


class PeriodFilter(ListFilter):
    """The most recent days."""

    title = gettext_lazy("period")
    parameter_name = "days"

    def options(self, request: HttpRequest) -> Options:
        return PERIODS.items()

    def narrow(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        first: date = timezone.localdate() - timedelta(days=int(value) - 1)
        return queryset.filter(at__date__gte=first)


class ActorFilter(ListFilter):
    """The kind of actor."""

    title = gettext_lazy("kind of actor")
    parameter_name = "actor"

    def options(self, request: HttpRequest) -> Options:
        return [
            (ActorKind.OFFICIAL, _("An official")),
            (ActorKind.VENTURE, _("A venture with its access code")),
            (ActorKind.ANYONE, _("A visitor")),
            (ActorKind.SYSTEM, _("The portal itself")),
        ]

    def narrow(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(Q(actor=value) | Q(actor__startswith=f"{value}:"))


class TrailList(OfficialsChangeList):
    """The trail with what each row is about."""

    @property
    def rows(self) -> list[TrailRow]:
        """The rows of this page."""
        return described(self.result_list, to=actor_of(self.request))

    @property
    def count_text(self) -> str:
        """How many rows fit."""
        words = ngettext("%(count)s entry", "%(count)s entries", self.result_count)
        return words % {"count": grouped(self.result_count)}


class AuditEventAdmin(OfficialsAdmin):
    """Rows of the trail, newest first."""

    list_display = ("at", "act", "official", "target_id", "changes")
    sortable_by = ("at",)
    list_filter = (
        by_choices("act", gettext_lazy("act"), AuditedAct),
        ActorFilter,
        by_record("official", gettext_lazy("official"), lambda: Official.objects.order_by("full_name", "pk")),
        PeriodFilter,
    )
    list_select_related = ("official",)
    search_fields = ("=target_id",)
    search_help_text = gettext_lazy("A reference, or the number of a record.")
    ordering = ("-at", "-pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return TrailList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AuditEvent], search_term: str
    ) -> tuple[QuerySet[AuditEvent], bool]:
        """Find the trail of the submission that a reference names, or of the records with a number."""
        try:
            reference = read_back(search_term)
        except Refused:
            return super().get_search_results(request, queryset, search_term)
        named = Submission.objects.visible_to(actor_of(request)).filter(reference=reference).first()
        return queryset.filter(target_type="submission", target_id=str(named.pk) if named else ""), False

    def get_urls(self) -> list[Any]:
        verify = path("verify/", self.admin_site.admin_view(self.verify_view), name="engagements_auditevent_verify")
        return [verify, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one row of the trail with its place in the chain."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        event = self.seen(request, object_id)
        subtitle = _("Entry %(place)s") % {"place": f"{event.strand}/{event.position}"}
        return self.page(request, "admin/engagements/auditevent/event.html", subtitle=subtitle, event=event)

    def verify_view(self, request: HttpRequest) -> HttpResponse:
        """Prove on request that the trail is whole, and show the heads of its strands to be kept elsewhere."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        is_asked = request.method == "POST"
        context: dict[str, Any] = {
            "is_asked": is_asked,
            "breaks": audit.verify() if is_asked else [],
            "chains": AuditChain.objects.order_by("strand"),
            "checked_at": timezone.now(),
        }
        subtitle = _("Is the trail whole?")
        return self.page(request, "admin/engagements/auditevent/verify.html", subtitle=subtitle, **context)
