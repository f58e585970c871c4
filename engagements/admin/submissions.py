"""Submissions in the admin: the list, the review page, and the addresses that its forms are sent to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import casework
from engagements.admin import review
from engagements.admin.acts import CaseAct, acts
from engagements.admin.answers import answers_of
from engagements.admin.base import OfficialsAdmin, actor_of
from engagements.admin.clocks import Clock, clock_of
from engagements.admin.filters import SUBMISSION_FILTERS
from engagements.admin.forms import ActForm
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.publication import publication_of
from engagements.choices import PublicationConsent, Severity
from engagements.errors import Outdated, Refused
from engagements.models import Submission
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, may
from engagements.rules.references import read_back

# Queues that are worked off from the front.
WORKED_OFF = {"mine", "unassigned", "week", "overdue", "publication"}


class SubmissionList(OfficialsChangeList):
    """The list with each row's clock."""

    @property
    def rows(self) -> list[tuple[Submission, Clock]]:
        """The submissions of this page, each with how it stands today."""
        today = timezone.localdate()
        return [(submission, clock_of(submission, on=today)) for submission in self.result_list]


class SubmissionAdmin(OfficialsAdmin):
    """Submissions are read here and changed by acts alone; nobody adds, edits or deletes one."""

    list_display = (
        "reference", "summary", "venture", "challenge", "status", "officer_in_charge", "received_at", "due_on",
    )  # fmt: skip
    sortable_by = ("reference", "status", "received_at", "due_on")
    list_filter = SUBMISSION_FILTERS
    list_select_related = ("venture", "challenge", "officer_in_charge")
    search_fields = ("reference", "summary", "experience", "venture__name")
    search_help_text = gettext_lazy("A reference in any form, or words of the point or of the venture's name.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        return Submission.objects.visible_to(actor_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return SubmissionList

    def get_ordering(self, request: HttpRequest) -> list[str]:
        if request.GET.get("queue") in WORKED_OFF:
            return ["due_on", "received_at", "pk"]
        return ["-received_at", "-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Submission], search_term: str
    ) -> tuple[QuerySet[Submission], bool]:
        """Find the one submission that a whole reference names, in any form; otherwise look for the words."""
        try:
            return queryset.filter(reference=read_back(search_term)), False
        except Refused:
            return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[Any]:
        act = path(
            "<int:object_id>/act/<slug:name>/",
            self.admin_site.admin_view(self.act_view),
            name="engagements_submission_act",
        )
        return [act, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the review page, and put on record that it was opened."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        submission = self.seen(request, object_id)
        if request.method == "GET":
            casework.opened(submission, by=actor_of(request), at=timezone.now())
        return self.review(request, submission)

    def act_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Do one act with a submission, or show the page again with what is in its way."""
        submission = self.seen(request, str(object_id))
        act = self.permitted(request, name)
        if request.method != "POST":
            return redirect(self.address("change", submission.pk))
        form = act.form(request.POST, auto_id=review.id_pattern(act))
        status = 200
        if form.is_valid():
            try:
                do_once(act, submission, form.cleaned_data, by=actor_of(request))
                return self.done(request, submission, act)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
                status = 409 if isinstance(refused, Outdated) else 200
        return self.review(request, submission, refused=(act, form), status=status)

    def permitted(self, request: HttpRequest, name: str) -> CaseAct:
        """Return the act of this name: 404 where there is none, 403 for those who never may."""
        act = acts().get(name)
        if act is None:
            raise Http404
        if not act.may(actor_of(request)):
            raise PermissionDenied
        return act

    def done(self, request: HttpRequest, submission: Submission, act: CaseAct) -> HttpResponse:
        """Say what was done and go on: to the next in the queue, back to the page, or home where it closed itself."""
        said = _("%(reference)s: %(done)s.") % {"reference": submission.reference, "done": act.done}
        messages.success(request, said)
        if request.POST.get("then") == "next":
            return self.go_on(request, submission, act)
        if not self.get_queryset(request).filter(pk=submission.pk).exists():
            return redirect("admin:index")
        return redirect(self.address("change", submission.pk))

    def go_on(self, request: HttpRequest, submission: Submission, act: CaseAct) -> HttpResponse:
        """Open what follows a submission in this official's queue for such an act."""
        following = next_after(submission, actor_of(request), act.queue(actor_of(request)))
        if following is None:
            messages.info(request, _("That was the last one in your queue."))
            return redirect("admin:index")
        return redirect(self.address("change", following.pk))

    def review(
        self,
        request: HttpRequest,
        submission: Submission,
        *,
        refused: tuple[CaseAct, ActForm] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the review page as the submission stands now."""
        actor, now = actor_of(request), timezone.now()
        shown = review.with_details(self.get_queryset(request)).get(pk=submission.pk)
        kept = review.kept(refused, shown, at=now) if refused else None
        since = refused[1].cleaned_data.get("opened") if refused else None
        context = {
            "submission": shown,
            "clock": clock_of(shown, on=timezone.localdate(now)),
            "severity": Severity(shown.severity),
            "consent": PublicationConsent(shown.consent),
            "may_read_contact": may(actor, Act.READ_CONTACT),
            "others": self.others(request, shown),
            "answers": answers_of(shown),
            "timeline": review.timeline(shown, since=since),
            "history": review.history(shown),
            "desks": review.desks(actor, shown, at=now, refused=kept),
            "publication": publication_of(shown),
            "errors": kept.form.errors if kept else None,
            "may_open_mail": request.user.has_perm("engagements.view_outgoingmessage"),
            "trail_url": self.trail_url(request, shown),
        }
        template = "admin/engagements/submission/review.html"
        return self.page(request, template, subtitle=shown.reference, status=status, **context)

    def others(self, request: HttpRequest, submission: Submission) -> QuerySet[Submission]:
        """Return what else the same venture submitted and this person may see, newest first."""
        same = self.get_queryset(request).filter(venture=submission.venture_id).exclude(pk=submission.pk)
        return same.select_related("challenge").order_by("-received_at", "-pk")[:10]


def do_once(act: CaseAct, submission: Submission, given: dict[str, Any], *, by: Actor) -> None:
    """Do an act, unless it is a second click on one that was done; raises Refused where it cannot be done."""
    if act.repeats(submission, given, by):
        return
    try:
        act.perform(submission, given, by, timezone.now())
    except Refused:
        # The first click may have finished only now.
        submission.refresh_from_db()
        if not act.repeats(submission, given, by):
            raise


def next_after(submission: Submission, actor: Actor, held: Q) -> Submission | None:
    """Return what follows a submission in a queue, given as what it holds; after the last one, the first left."""
    queue = Submission.objects.visible_to(actor).filter(held).exclude(pk=submission.pk)
    return queue.after_in_queue(submission).first() or queue.in_queue_order().first()
