"""Pages of one submission: the review page, the URL of its forms, and its files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagements.actions import attachments, campaigns, casework
from engagements.admin.plain_pages import actor_of, add_refusal, render_page, trail_url, visible_or_404
from engagements.admin.reply_templates import offered_for, started_from
from engagements.admin.submissions import review
from engagements.admin.submissions.answers import answers_of
from engagements.admin.submissions.attachments import files_of
from engagements.admin.submissions.clocks import clock_of
from engagements.admin.submissions.comparison import differences
from engagements.admin.submissions.details import details_of
from engagements.admin.submissions.forms import ActionForm, form_of
from engagements.admin.submissions.publication import publication_of
from engagements.admin.submissions.quarantine import quarantine_details
from engagements.admin.submissions.queue_navigation import next_submission, queue_of, url_in_queue
from engagements.admin.submissions.similar_submissions import similar_submissions
from engagements.choices import PublicationConsent, Severity
from engagements.downloads import handed_out
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Attachment, Submission
from engagements.rules.absences import notes_on
from engagements.rules.case_actions import CASE_ACTIONS, CaseAction
from engagements.rules.permissions import Act, may


@require_safe
def review_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show the review page of a submission."""
    submission = visible_or_404(request, Submission.objects.visible_to(actor_of(request)), object_id)
    return render_review(request, submission)


def action_page(request: HttpRequest, object_id: int, name: str) -> HttpResponse:
    """Run one action on a submission and redirect; if refused, show the review page with the reason."""
    actor = actor_of(request)
    submission = visible_or_404(request, Submission.objects.visible_to(actor), object_id)
    action = CASE_ACTIONS.get(name)
    if action is None:
        raise Http404
    if not may(actor, action):
        raise PermissionDenied
    if request.method != "POST":
        return redirect(review_url(submission))
    form, status = form_of(action, request.POST), 200
    if form.is_valid():
        try:
            form.perform(submission, by=actor, at=timezone.now())
            return redirect_after_action(request, submission, action)
        except ActionRefused as refused:
            add_refusal(form, refused)
            status = 409 if isinstance(refused, EditConflict) else 200
    return render_review(request, submission, refused=form, status=status)


@require_safe
def file_page(request: HttpRequest, object_id: int, number: int) -> HttpResponseBase:
    """Serve a file of a submission, and record in the audit trail that it was opened."""
    actor = actor_of(request)
    submission = visible_or_404(request, Submission.objects.visible_to(actor), object_id)
    file = get_object_or_404(Attachment.objects.of(submission), pk=number)
    response = handed_out(file)
    if request.method == "GET":
        attachments.open_logged(file, by=actor, at=timezone.now())
    return response


def review_url(submission: Submission) -> str:
    """Return the URL of a submission's review page."""
    return reverse("admin:engagements_submission_change", args=[submission.pk])


def redirect_after_action(request: HttpRequest, submission: Submission, action: CaseAction) -> HttpResponse:
    """Add the success message and redirect: to the next submission, back to the page, or to the index."""
    actor, queue = actor_of(request), queue_of(request)
    messages.success(request, _("%(reference)s: %(done)s.") % {"reference": submission.reference, "done": action.done})
    if request.POST.get("then") == "next":
        found = next_submission(submission, actor, queue=queue, action=action)
        if found is None:
            messages.info(request, _("That was the last submission in your queue."))
    else:
        found = Submission.objects.visible_to(actor).filter(pk=submission.pk).first()
    return redirect(url_in_queue(queue, review_url(found)) if found else "admin:index")


def render_review(
    request: HttpRequest, submission: Submission, *, refused: ActionForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the review page; `refused` is the form of a refused action.

    Records in the audit trail that the submission and the similar ones shown were read, also after a refusal.
    """
    actor, now, queue = actor_of(request), timezone.now(), queue_of(request)
    shown = review.with_details(Submission.objects.visible_to(actor)).get(pk=submission.pk)
    given = refused.cleaned_data if refused else {}
    alike = similar_submissions(shown, to=actor)
    if request.method != "HEAD":
        casework.log_submission_read(shown, by=actor, at=now)
        campaigns.log_reads_of_similar(shown, [one.submission for one in alike["similar"]], by=actor, at=now)
    template = request.GET.get("template", "")
    reply = started_from(template, shown, officer=actor.user) if template and actor.user else {}
    following = next_submission(shown, actor, queue=queue)
    context: dict[str, Any] = {
        "submission": shown,
        "clock": clock_of(shown, on=timezone.localdate(now)),
        "away_note": notes_on(timezone.localdate(now)).get(shown.officer_in_charge_id or 0, ""),
        "severity": Severity(shown.severity),
        "consent": PublicationConsent(shown.consent),
        "may_read_contact": may(actor, Act.READ_CONTACT),
        "others": review.other_submissions_of_venture(shown, to=actor),
        "answers": answers_of(shown),
        **alike,
        "files": files_of(shown),
        "timeline": review.timeline(shown, since=given.get("opened")),
        "differences": differences(shown, seen=given.get("seen", ""), since=given.get("opened")) if refused else [],
        "history": review.history(shown),
        "panels": review.action_panels(actor, shown, at=now, refused=refused, reply=reply),
        "templates": offered_for(shown),
        "template": template,
        "draft": review.waiting_draft(shown),
        "publication": publication_of(shown),
        "details": details_of(shown, to=actor),
        "queue": queue,
        "skip_url": url_in_queue(queue, review_url(following)) if following else "",
        "held": quarantine_details(shown, to=actor),
        "errors": refused.errors if refused else None,
        "may_open_mail": request.user.has_perm("engagements.view_outgoingmessage"),
        "trail_url": trail_url(request, shown),
    }
    return render_page(request, Submission, "review.html", subtitle=shown.reference, status=status, **context)
