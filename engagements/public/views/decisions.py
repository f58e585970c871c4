"""Decisions of a venture on its submission: withdraw it, or restrict its publication."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from engagements.actions import publication, transitions
from engagements.choices import PublicationConsent, SubmissionStatus
from engagements.errors import ActionRefused
from engagements.models import Submission
from engagements.public.forms.tracking import RestrictConsentForm, VersionedForm
from engagements.public.views.http import see_other
from engagements.public.views.status_access import with_permission
from engagements.public.views.submission_rows import foreign_language
from engagements.rules.actors import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@with_permission
def withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask for confirmation, then withdraw the submission; a repeated POST changes nothing."""
    if submission.status == SubmissionStatus.WITHDRAWN:
        return see_other(submission)
    form = VersionedForm(request.POST if request.method == "POST" else None, initial={"version": submission.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            transitions.apply_transition(
                submission, "withdraw", by=Actor.venture(submission), at=timezone.now(), version=version
            )
        except ActionRefused as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("Your submission has been withdrawn. It is no longer counted."))
        return see_other(submission)
    return render(
        request,
        "public/track/withdraw.html",
        {"submission": submission, "form": form, "language": foreign_language(submission)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_permission
def restrict_consent_page(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Restrict the publication consent."""
    before = PublicationConsent(submission.consent)
    if before is PublicationConsent.OFFICIALS:
        return see_other(submission)
    initial = {"version": submission.version}
    form = RestrictConsentForm(request.POST if request.method == "POST" else None, than=before, initial=initial)
    if form.is_valid():
        consent, version = PublicationConsent(form.cleaned_data["consent"]), form.cleaned_data["version"]
        try:
            publication.restrict_consent(
                submission, consent, by=Actor.venture(submission), at=timezone.now(), version=version
            )
        except ActionRefused as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("Visibility changed to: %(consent)s.") % {"consent": consent.label})
        return see_other(submission)
    return render(request, "public/track/show_less.html", {"submission": submission, "form": form, "before": before})
