"""Ventures in the admin: who spoke, how often, and with what; read only."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.actions import ventures
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import by_choices, by_flag
from engagements.admin.paging import paged
from engagements.choices import State, VentureKind
from engagements.models import Contact, Submission, Venture
from engagements.rules.permissions import Act, may


class VentureAdmin(PortalModelAdmin):
    """A venture is seen through its submissions: for whoever may see none of them, it does not exist."""

    empty_list_text = _("A venture is listed here from its first submission.")
    list_display = ("name", "kind", "state", "team_size", "submission_count", "recorded_at")
    sortable_by = ("name", "kind", "state", "recorded_at", "submission_count")
    list_filter = (
        by_choices("kind", _("kind"), VentureKind),
        by_choices("state", _("state or union territory"), State),
        by_flag("is_example", _("illustrative")),
    )
    search_fields = ("name", "dpiit_number", "udyam_number", "cin")
    search_help_text = _("Words from the name, or a DPIIT, Udyam or CIN number")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Venture]:
        visible = Submission.objects.visible_to(actor_of(request)).filter(venture=OuterRef("pk")).order_by()
        count = visible.values("venture").annotate(count=Count("pk")).values("count")
        counted = Coalesce(Subquery(count, output_field=IntegerField()), 0)
        return Venture.objects.filter(Exists(visible)).annotate(submissions_seen=counted)

    @display(description=_("submissions"), ordering="submissions_seen")
    def submission_count(self, venture: Any) -> int:
        """Return how many submissions of the venture the reader may see."""
        return venture.submissions_seen

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one venture with its submissions; with contacts, which is put on record, for those who answer."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        venture, actor = self.get_visible_object(request, object_id), actor_of(request)
        contacts = Contact.objects.none()
        if may(actor, Act.READ_CONTACT):
            ventures.log_venture_read(venture, by=actor, at=timezone.now())
            contacts = limited_choices(Contact.objects.filter(venture=venture).order_by("-pk"))
        visible = Submission.objects.visible_to(actor).filter(venture=venture).with_facts()
        context = {
            "venture": venture,
            "contacts": contacts,
            "may_read_contact": may(actor, Act.READ_CONTACT),
            **paged(visible.order_by("-received_at", "-pk"), request, called="submissions"),
            "trail_url": self.trail_url(request, venture),
        }
        return self.render_page(request, "admin/engagements/venture/venture.html", subtitle=venture.name, **context)
