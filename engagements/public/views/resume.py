"""Save for later: emails a link that opens the draft on any device."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from engagements.actions import drafts, links
from engagements.choices import ConsultationStatus, LinkPurpose
from engagements.public.forms.address import AddressForm
from engagements.public.views.abuse import is_within_limits
from engagements.public.views.drafts import (
    COOKIE_MAX_AGE,
    BrowserDraft,
    delete_draft_cookie,
    set_draft_cookie,
    with_draft,
)
from engagements.public.views.http import see_other
from engagements.public.views.language import reader_language
from engagements.public.views.mailed import say_not_again
from engagements.public.views.start import continue_draft


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def save_for_later(request: HttpRequest, held: BrowserDraft) -> HttpResponse:
    """Ask for an email address and email the link to it; then confirm, and offer to close the draft here."""
    draft, slug = held.draft, held.consultation.slug
    if draft.submission_id is not None:
        return see_other("public:done", slug)
    posted = request.POST if request.method == "POST" else None
    form = AddressForm(posted, initial={"email": draft.email or str(draft.answers.get("venture", {}).get("email", ""))})
    if form.is_valid() and is_within_limits(request, form, at=timezone.now()):
        email, at = form.cleaned_data["email"], timezone.now()
        earlier = links.mail_resume_link(draft, email, language=reader_language(), at=at)
        if earlier:
            say_not_again(request, earlier)
        return see_other("public:save_for_later", slug, query="?sent=yes")
    is_sent = "sent" in request.GET and bool(draft.email)
    context = {"consultation": held.consultation, "draft": draft, "form": form, "is_sent": is_sent}
    return render(request, "public/submit/later.html", context)


@require_POST
@with_draft
def close(request: HttpRequest, held: BrowserDraft) -> HttpResponse:
    """Close the draft on this device; it stays available through the link, so one must have been emailed."""
    slug = held.consultation.slug
    if held.draft.submission_id is not None or not held.draft.email:
        return see_other("public:save_for_later", slug)
    drafts.revoke_device_key(held.token)
    messages.success(
        request, _("The draft has been closed on this device. You can open it again with the link we emailed.")
    )
    return delete_draft_cookie(see_other("public:start", slug), held)


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an emailed link opens; a POST opens the draft on this device at its first incomplete step."""
    at = timezone.now()
    link = links.usable(token, LinkPurpose.RESUME_DRAFT, at=at)
    draft = link.draft if link else None
    if link is None or draft is None or draft.consultation.status == ConsultationStatus.DRAFT:
        return render(request, "public/submit/link_expired.html", status=404)
    if draft.submission_id is not None:
        context = {"consultation": draft.consultation, "submission": draft.submission}
        return render(request, "public/submit/link_sent.html", context)
    if request.method != "POST":
        return render(request, "public/submit/resume.html", {"consultation": draft.consultation, "draft": draft})
    held = BrowserDraft(draft, drafts.issue_device_key(draft, at=at, mailed_to=link.email))
    return set_draft_cookie(continue_draft(held), held, lasts=COOKIE_MAX_AGE)
