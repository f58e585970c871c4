"""Ventures in the admin, read-only, with their submissions and contacts."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from engagements.actions import ventures
from engagements.admin.base import PortalModelAdmin
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import by_choices, by_flag
from engagements.admin.paging import paged
from engagements.admin.plain_pages import (
    actor_of,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.choices import State, VentureKind
from engagements.models import Contact, Submission, Venture
from engagements.rules.permissions import Act, may


class VentureAdmin(PortalModelAdmin):
    """Lists ventures; one is visible only to those who may see at least one of its submissions."""

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
        """Return the number of the venture's submissions that the user may see."""
        return venture.submissions_seen


@require_safe
def venture_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one venture with its submissions; contacts only for those who may read them, which is audited."""
    actor = actor_of(request)
    seen = Submission.objects.visible_to(actor)
    found = Venture.objects.filter(Exists(seen.filter(venture=OuterRef("pk"))))
    venture = visible_or_404(request, found, object_id)
    contacts = Contact.objects.none()
    if may(actor, Act.READ_CONTACT):
        ventures.log_venture_read(venture, by=actor, at=timezone.now())
        contacts = limited_choices(Contact.objects.filter(venture=venture).order_by("-pk"))
    submissions = seen.filter(venture=venture).with_facts().order_by("-received_at", "-pk")
    context: dict[str, Any] = {
        "venture": venture,
        "contacts": contacts,
        "may_read_contact": may(actor, Act.READ_CONTACT),
        **paged(submissions, request, called="submissions"),
        "trail_url": trail_url(request, venture),
    }
    return render_page(request, Venture, "venture.html", subtitle=venture.name, **context)
