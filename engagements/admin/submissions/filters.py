"""Filters of the list of submissions."""

from typing import Any, cast

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.actions import assignments
from engagements.admin.lists import ListFilter, Options, by_choices, by_flag, by_record
from engagements.admin.plain_pages import actor_of
from engagements.choices import (
    AbuseSign,
    Channel,
    Language,
    PublicationConsent,
    SensitivityKind,
    SubmissionStatus,
    VentureKind,
)
from engagements.models import Campaign, Challenge, Consultation, FocusArea
from engagements.models.submission import SubmissionQuerySet
from engagements.reports.official_workload import answered_lately, replied_lately
from engagements.rules import queues
from engagements.rules.parsers import parse_pk


class QueueFilter(ListFilter):
    """Filters by the queues of the work-queue page; shown as links above the list."""

    title = _("queue")
    parameter_name = "queue"
    is_prominent = True

    def options(self, request: HttpRequest) -> Options:
        return [(queue.name, queue.label) for queue in queues.queues_of(actor_of(request))]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        actor = actor_of(request)
        chosen = next(queue for queue in queues.queues_of(actor) if queue.name == value)
        found = queryset.filter(chosen.condition(actor, timezone.localdate()))
        return cast(SubmissionQuerySet, found).with_readings() if chosen.is_for_second_readers else found


class StatusFilter(ListFilter):
    """Filters by status; quarantine is offered only to those who may read it."""

    title = _("status")
    parameter_name = "status"

    def options(self, request: HttpRequest) -> Options:
        sees_all = actor_of(request).reads_quarantined
        return [choice for choice in SubmissionStatus.choices if sees_all or choice[0] != SubmissionStatus.QUARANTINED]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(status=value)


class FindingFilter(ListFilter):
    """Filters by the reason for quarantine; offered only to those who may read quarantined submissions."""

    title = _("held for")
    parameter_name = "found"

    def options(self, request: HttpRequest) -> Options:
        if not actor_of(request).reads_quarantined:
            return []
        return [*SensitivityKind.choices, *AbuseSign.choices]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        # Not every database can query JSON lists; the quoted value is one of our constants.
        held = queryset.filter(status=SubmissionStatus.QUARANTINED)
        return held.alias(written=Cast("findings", TextField())).filter(written__contains=f'"{value}"')


class AgeFilter(ListFilter):
    """Filters by age, in the bands of the work-queue page."""

    title = _("waiting for")
    parameter_name = "age"

    def options(self, request: HttpRequest) -> Options:
        return [(band.name, band.label) for band in queues.BANDS]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        band = next(band for band in queues.BANDS if band.name == value)
        return queryset.filter(band.condition(timezone.localdate()))


class OfficerFilter(ListFilter):
    """Filters by officer in charge, or none."""

    title = _("officer in charge")
    parameter_name = "officer"

    def options(self, request: HttpRequest) -> Options:
        return [
            ("none", _("No one")),
            *((official.pk, str(official)) for official in assignments.officials_with_assignments()),
        ]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(officer_in_charge=None if value == "none" else value)


class StandingFilter(ListFilter):
    """Filters by the figures of the workload page that are not queues."""

    title = _("work")
    parameter_name = "stands"

    def options(self, request: HttpRequest) -> Options:
        return [
            ("waiting", _("An official must act next")),
            ("answered", _("Answered in the last 30 days")),
            ("replied", _("First reply in the last 30 days")),
        ]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        now = timezone.now()
        return queryset.filter(
            {
                "waiting": queues.IS_WAITING,
                "answered": answered_lately(now),
                "replied": replied_lately(now),
            }[value]
        )


class CampaignFilter(ListFilter):
    """Filters by membership in a campaign; a campaign named in the URL is offered as well."""

    title = _("campaign")
    parameter_name = "campaign"

    def options(self, request: HttpRequest) -> Options:
        number = parse_pk(request.GET.get(self.parameter_name, ""))
        named = Campaign.objects.visible_to(actor_of(request)).filter(pk=number)
        return [
            ("any", _("Part of a campaign")),
            ("none", _("Not part of a campaign")),
            *((one.pk, str(one)) for one in named),
        ]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if parse_pk(value):
            return queryset.counted().filter(fingerprint__campaign=value)  # type: ignore[attr-defined]
        return queryset.filter(fingerprint__campaign__isnull=value == "none")


SUBMISSION_FILTERS = (
    QueueFilter,
    StatusFilter,
    FindingFilter,
    OfficerFilter,
    StandingFilter,
    AgeFilter,
    by_record("consultation", _("consultation"), Consultation.objects.all),
    by_record("challenge", _("challenge"), Challenge.objects.offered_first),
    by_record("area", _("focus area"), FocusArea.objects.offered_first, path="focus_areas"),
    by_choices("kind", _("kind of venture"), VentureKind, path="venture__kind"),
    by_choices("channel", _("channel"), Channel),
    by_choices("language", _("language"), Language),
    by_choices("consent", _("publication consent"), PublicationConsent),
    CampaignFilter,
    by_flag("is_example", _("illustrative")),
)
