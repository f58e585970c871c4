"""Submissions in the admin: the list, the review page, and the addresses that its forms are sent to."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import campaigns, casework, ventures
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.reply_templates import offered_for, started_from
from engagements.admin.submissions import review
from engagements.admin.submissions.acts import CaseAction, acts
from engagements.admin.submissions.answers import answers_of
from engagements.admin.submissions.attachments import files_of, opened_file
from engagements.admin.submissions.bulk import BulkPages
from engagements.admin.submissions.bulk_forms import BulkActionTexts, offered_to
from engagements.admin.submissions.clocks import Clock, clock_of
from engagements.admin.submissions.comparison import differences
from engagements.admin.submissions.details import details_of
from engagements.admin.submissions.filters import SUBMISSION_FILTERS
from engagements.admin.submissions.forms import ActForm
from engagements.admin.submissions.publication import publication_of
from engagements.admin.submissions.quarantine import quarantine_details
from engagements.admin.submissions.queue_navigation import next_submission, queue_of, url_in_queue
from engagements.admin.submissions.similar_submissions import similar_submissions
from engagements.admin.submissions.workload import WorkloadPages
from engagements.choices import PublicationConsent, Severity
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Submission
from engagements.models.submission import SubmissionQuerySet
from engagements.reports import search
from engagements.rules.absences import notes_on
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, may

# Queues that are worked off from the front.
QUEUE_ORDERED = {"mine", "unassigned", "week", "overdue", "reopened", "publication", "quarantined"}


class SubmissionList(OfficialsChangeList):
    """The list with each row's clock."""

    @property
    def in_queue(self) -> str:
        """What the addresses of the rows carry along, so that the review page goes on in the queue of this list."""
        return url_in_queue(queue_of(self.request), "")

    @cached_property
    def places(self) -> dict[int, tuple[search.Place, ...]]:
        """Where on each row the words stand that were searched for."""
        return search.places(self.result_list, self.query, by=actor_of(self.request)) if self.query else {}

    @property
    def contacts_shown(self) -> int:
        """On how many rows a search shows who speaks for a venture."""
        return sum(any(place.name == search.CONTACT for place in places) for places in self.places.values())

    @property
    def rows(self) -> list[tuple[Submission, Clock]]:
        """The submissions of this page, each with how it stands today."""
        today = timezone.localdate()
        away = notes_on(today)
        for submission in self.result_list:
            submission.places = self.places.get(submission.pk, ())
            submission.away_note = away.get(submission.officer_in_charge_id, "")
        return [(submission, clock_of(submission, on=today)) for submission in self.result_list]

    @property
    def bulk_acts(self) -> Mapping[str, BulkActionTexts]:
        """What this person may do with many of them at once."""
        return offered_to(actor_of(self.request))


class SubmissionAdmin(BulkPages, WorkloadPages, PortalModelAdmin):
    """Submissions are read here and changed by acts alone; nobody adds, edits or deletes one."""

    empty_list_text = gettext_lazy("Submissions from ventures, and those that officials record for them, arrive here.")
    list_display = (
        "reference", "summary", "venture", "challenge", "status", "officer_in_charge", "received_at", "due_on",
    )  # fmt: skip
    sortable_by = ("reference", "status", "received_at", "due_on")
    list_filter = SUBMISSION_FILTERS
    list_select_related = ("venture", "contact", "challenge", "officer_in_charge")
    # What is searched is said in `get_search_results`; without a field here the list would offer no search.
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
        """Find by reference, by words, and by contact where this person reads contacts."""
        typed = search_term.strip()
        if not typed:
            return queryset, False
        return search.found(cast(SubmissionQuerySet, queryset), typed, by=actor_of(request)), False

    def get_urls(self) -> list[Any]:
        act = path(
            "<int:object_id>/act/<slug:name>/",
            self.admin_site.admin_view(self.act_view),
            name="engagements_submission_act",
        )
        file = path(
            "<int:object_id>/files/<int:number>/",
            self.admin_site.admin_view(self.file_view),
            name="engagements_submission_file",
        )
        return [act, file, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; a search that shows contacts is put on record."""
        response = super().changelist_view(request, extra_context)
        listed = getattr(response, "context_data", {}).get("cl")
        if listed is not None and listed.contacts_shown and request.method == "GET":
            ventures.contacts_found(listed.contacts_shown, by=actor_of(request), at=timezone.now())
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the review page."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self.review(request, self.get_visible_object(request, object_id))

    def file_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponseBase:
        """Hand out one of a submission's files."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return opened_file(request, self.get_visible_object(request, str(object_id)), number)

    def act_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Do one act with a submission, or show the page again with what is in its way."""
        submission = self.get_visible_object(request, str(object_id))
        act = self.get_action_or_403(request, name)
        if request.method != "POST":
            return redirect(self.url_of("change", submission.pk))
        form = act.form(request.POST, auto_id=review.id_pattern(act))
        status = 200
        if form.is_valid():
            try:
                execute_idempotently(act, submission, form.cleaned_data, by=actor_of(request))
                return self.redirect_after_action(request, submission, act)
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
                status = 409 if isinstance(refused, EditConflict) else 200
        return self.review(request, submission, refused=(act, form), status=status)

    def get_action_or_403(self, request: HttpRequest, name: str) -> CaseAction:
        """Return the act of this name: 404 where there is none, 403 for those who never may."""
        act = acts().get(name)
        if act is None:
            raise Http404
        if not act.may(actor_of(request)):
            raise PermissionDenied
        return act

    def redirect_after_action(self, request: HttpRequest, submission: Submission, act: CaseAction) -> HttpResponse:
        """Say what was done and go on: to the next in the queue, back to the page, or home where it closed itself."""
        said = _("%(reference)s: %(done)s.") % {"reference": submission.reference, "done": act.done}
        messages.success(request, said)
        if request.POST.get("then") == "next":
            return self.redirect_to_next(request, submission, act)
        if not self.get_queryset(request).filter(pk=submission.pk).exists():
            return redirect("admin:index")
        return redirect(url_in_queue(queue_of(request), self.url_of("change", submission.pk)))

    def redirect_to_next(self, request: HttpRequest, submission: Submission, act: CaseAction) -> HttpResponse:
        """Open what follows a submission in the queue that is worked off, or in one's own for such an act."""
        queue = queue_of(request)
        found = next_submission(submission, actor_of(request), queue=queue, act=act)
        if found is None:
            messages.info(request, _("That was the last submission in your queue."))
            return redirect("admin:index")
        return redirect(url_in_queue(queue, self.url_of("change", found.pk)))

    def review(
        self,
        request: HttpRequest,
        submission: Submission,
        *,
        refused: tuple[CaseAction, ActForm] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the review page as the submission stands now."""
        actor, now = actor_of(request), timezone.now()
        shown = review.with_details(self.get_queryset(request)).get(pk=submission.pk)
        kept = review.refused_panel(refused, shown, at=now) if refused else None
        given = refused[1].cleaned_data if refused else {}
        since = given.get("opened")
        alike = similar_submissions(shown, to=actor)
        self.note_reading(request, shown, [one.submission for one in alike["similar"]], at=now)
        context = {
            "submission": shown,
            **facts_of(shown, to=actor, on=timezone.localdate(now)),
            "others": self.other_submissions_of_venture(request, shown),
            "answers": answers_of(shown),
            **alike,
            "files": files_of(shown),
            "timeline": review.timeline(shown, since=since),
            "differences": differences(shown, seen=given.get("seen", ""), since=since) if refused else [],
            "history": review.history(shown),
            "desks": review.action_panels(actor, shown, at=now, refused=kept, reply=self.reply_initial(request, shown)),
            **self.reply_context(request, shown),
            "publication": publication_of(shown),
            "details": details_of(shown, to=actor),
            "queue": queue_of(request),
            "skip_url": self.skip_url(request, shown),
            "held": quarantine_details(shown, to=actor),
            "errors": kept.form.errors if kept else None,
            "may_open_mail": request.user.has_perm("engagements.view_outgoingmessage"),
            "trail_url": self.trail_url(request, shown),
        }
        template = "admin/engagements/submission/review.html"
        return self.render_page(request, template, subtitle=shown.reference, status=status, **context)

    def note_reading(
        self, request: HttpRequest, submission: Submission, beside: list[Submission], *, at: datetime
    ) -> None:
        """Put on record that a submission is read, and those beside it; also on a page that answers a refused act."""
        if request.method != "HEAD":
            casework.log_submission_read(submission, by=actor_of(request), at=at)
            campaigns.log_reads_of_similar(submission, beside, by=actor_of(request), at=at)

    def reply_context(self, request: HttpRequest, submission: Submission) -> dict[str, Any]:
        """Return the templates that a reply can start from, the one that was chosen, and a draft that waits."""
        chosen = request.GET.get("template", "")
        return {"templates": offered_for(submission), "template": chosen, "draft": review.waiting_draft(submission)}

    def reply_initial(self, request: HttpRequest, submission: Submission) -> dict[str, Any]:
        """Return what a reply begins with: the template that was chosen, with the facts of the submission put in."""
        chosen, officer = request.GET.get("template", ""), actor_of(request).user
        return started_from(chosen, submission, officer=officer) if chosen and officer else {}

    def skip_url(self, request: HttpRequest, submission: Submission) -> str:
        """Return where the next in the queue is, for whoever leaves this one as it is; nothing where it is the last."""
        queue = queue_of(request)
        found = next_submission(submission, actor_of(request), queue=queue)
        return url_in_queue(queue, self.url_of("change", found.pk)) if found else ""

    def other_submissions_of_venture(self, request: HttpRequest, submission: Submission) -> QuerySet[Submission]:
        """Return what else the same venture submitted and this person may see, newest first."""
        same = self.get_queryset(request).filter(venture=submission.venture_id).exclude(pk=submission.pk)
        return same.select_related("challenge").order_by("-received_at", "-pk")[:10]


def facts_of(submission: Submission, *, to: Actor, on: date) -> dict[str, Any]:
    """Return how a submission stands on a day, in the words that its page shows to an official."""
    return {
        "clock": clock_of(submission, on=on),
        "away_note": notes_on(on).get(submission.officer_in_charge_id or 0, ""),
        "severity": Severity(submission.severity),
        "consent": PublicationConsent(submission.consent),
        "may_read_contact": may(to, Act.READ_CONTACT),
    }


def execute_idempotently(act: CaseAction, submission: Submission, given: dict[str, Any], *, by: Actor) -> None:
    """Do an act, unless it is a second click on one that was done; raises ActionRefused where it cannot be done."""
    if act.is_duplicate(submission, given, by):
        return
    try:
        act.execute(submission, given, by, timezone.now())
    except ActionRefused:
        # The first click may have finished only now.
        submission.refresh_from_db()
        if not act.is_duplicate(submission, given, by):
            raise
