"""What the list of submissions can be narrowed by."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.actions import casework
from engagements.admin.base import actor_of
from engagements.admin.lists import ListFilter, Options, by_choices, by_flag, by_record
from engagements.choices import Channel, Language, PublicationConsent, SubmissionStatus, VentureKind
from engagements.models import Challenge, Consultation, FocusArea
from engagements.rules import queues


class QueueFilter(ListFilter):
    """The queues of the work-queue page, as links above the list."""

    title = _("queue")
    parameter_name = "queue"
    is_prominent = True

    def options(self, request: HttpRequest) -> Options:
        return [(queue.name, queue.label) for queue in queues.queues_of(actor_of(request))]

    def narrow(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        actor = actor_of(request)
        chosen = next(queue for queue in queues.queues_of(actor) if queue.name == value)
        return queryset.filter(chosen.holds(actor, timezone.localdate()))


class StatusFilter(ListFilter):
    """The status; quarantine is on offer only to those who see what is in it."""

    title = _("status")
    parameter_name = "status"

    def options(self, request: HttpRequest) -> Options:
        sees_all = actor_of(request).reads_quarantined
        return [choice for choice in SubmissionStatus.choices if sees_all or choice[0] != SubmissionStatus.QUARANTINED]

    def narrow(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(status=value)


class AgeFilter(ListFilter):
    """How long a submission has waited, in the bands of the work-queue page."""

    title = _("waiting for")
    parameter_name = "age"

    def options(self, request: HttpRequest) -> Options:
        return [(band.name, band.label) for band in queues.BANDS]

    def narrow(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        band = next(band for band in queues.BANDS if band.name == value)
        return queryset.filter(band.holds(timezone.localdate()))


SUBMISSION_FILTERS = (
    QueueFilter,
    StatusFilter,
    by_record("officer", _("officer in charge"), casework.assignable, path="officer_in_charge"),
    AgeFilter,
    by_record("consultation", _("consultation"), lambda: Consultation.objects.order_by("-opens_at", "-pk")),
    by_record("challenge", _("challenge"), lambda: Challenge.objects.order_by("position", "slug")),
    by_record("area", _("focus area"), lambda: FocusArea.objects.order_by("position", "slug"), path="focus_areas"),
    by_choices("kind", _("kind of venture"), VentureKind, path="venture__kind"),
    by_choices("channel", _("channel"), Channel),
    by_choices("language", _("language"), Language),
    by_choices("consent", _("publication consent"), PublicationConsent),
    by_flag("is_example", _("illustrative")),
)
