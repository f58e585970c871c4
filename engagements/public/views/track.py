"""Tracking form: opens the status page for a reference and access code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from engagements.public.forms.tracking import TrackForm
from engagements.public.views import status_access
from engagements.public.views.status import no_match
from engagements.rules import access


@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for reference and access code; a wrong code and an unknown reference give the same response."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "public/track/track.html", {"form": form})
    submission = access.submission_by_access_code(form.cleaned_data["reference"], form.cleaned_data["code"])
    if submission:
        return status_access.redirect_with_access(submission)
    form.add_error(None, no_match())
    return render(request, "public/track/track.html", {"form": form}, status=404)
