"""The list of submissions in the admin; for the pages it links to see `admin.urls`."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from engagements.actions import ventures
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.plain_pages import actor_of
from engagements.admin.submissions.clocks import Clock, clock_of
from engagements.admin.submissions.filters import SUBMISSION_FILTERS
from engagements.admin.submissions.queue_navigation import queue_of, url_in_queue
from engagements.models import Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.reports import search
from engagements.rules import queues
from engagements.rules.absences import notes_on
from engagements.rules.case_actions import BULK_ACTIONS, CaseAction
from engagements.rules.permissions import may

# Queues sorted by due date instead of newest first.
QUEUE_ORDERED = {"mine", "unassigned", "week", "overdue", "reopened", "publication", "quarantined"}


@dataclass(frozen=True)
class ListedSubmission:
    """One row of the list: clock, cover during absence, and where the search words were found."""

    submission: Submission
    clock: Clock
    away_note: str
    places: tuple[search.SearchPlace, ...]


class SubmissionList(OfficialsChangeList):
    """The list of submissions."""

    @property
    def in_queue(self) -> str:
        """Suffix of the rows' URLs that makes the review page continue in this list's queue."""
        return url_in_queue(queue_of(self.request), "")

    @cached_property
    def places(self) -> dict[int, tuple[search.SearchPlace, ...]]:
        """Submission id → where the search words were found."""
        return search.places(self.result_list, self.query, by=actor_of(self.request)) if self.query else {}

    @property
    def contacts_shown(self) -> int:
        """The number of rows on which a search shows the contact."""
        return sum(any(place.name == search.CONTACT for place in places) for places in self.places.values())

    @property
    def rows(self) -> list[ListedSubmission]:
        """The rows of this page."""
        today = timezone.localdate()
        away = notes_on(today)
        return [
            ListedSubmission(
                submission=submission,
                clock=clock_of(submission, on=today),
                away_note=away.get(submission.officer_in_charge_id, ""),
                places=self.places.get(submission.pk, ()),
            )
            for submission in self.result_list
        ]

    @property
    def bulk_actions(self) -> list[CaseAction]:
        """The bulk actions that this user may use."""
        return [action for action in BULK_ACTIONS.values() if may(actor_of(self.request), action)]


class SubmissionAdmin(PortalModelAdmin):
    """Lists submissions; they are changed only through actions, never added, edited or deleted here."""

    empty_list_text = gettext_lazy("Submissions from ventures, and those that officials record for them, arrive here.")
    list_display = (
        "reference", "summary", "venture", "challenge", "status", "officer_in_charge", "received_at", "due_on",
    )  # fmt: skip
    sortable_by = ("reference", "status", "received_at", "due_on")
    list_filter = SUBMISSION_FILTERS
    list_select_related = ("venture", "contact", "challenge", "officer_in_charge")
    # `get_search_results` defines the search; the stock admin shows no search box without a field here.
    search_fields = ("reference",)
    search_help_text = gettext_lazy(
        "A reference number in any form, or words from the submission, the venture's name, "
        "notes, questions, answers and replies"
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        return Submission.objects.visible_to(actor_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return SubmissionList

    def get_ordering(self, request: HttpRequest) -> list[str]:
        queue = queue_of(request)
        if queue and queue.is_for_second_readers:
            return ["readings", "due_on", "received_at", "pk"]
        if queue and queue.name in QUEUE_ORDERED:
            return ["due_on", "received_at", "pk"]
        return ["-received_at", "-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Submission], search_term: str
    ) -> tuple[QuerySet[Submission], bool]:
        """Search by reference, words, and contact if this user may read contacts."""
        typed = search_term.strip()
        if not typed:
            return queryset, False
        return search.found(cast(SubmissionQuerySet, queryset), typed, by=actor_of(request)), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; a search that shows contacts is recorded in the audit trail."""
        may_see = queues.handles_cases(actor_of(request))
        response = super().changelist_view(request, {"may_see_workload": may_see, **(extra_context or {})})
        listed = getattr(response, "context_data", {}).get("cl")
        if listed is not None and listed.contacts_shown and request.method == "GET":
            ventures.contacts_found(listed.contacts_shown, by=actor_of(request), at=timezone.now())
        return response
