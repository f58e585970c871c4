"""Start page of the form, and creation of drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from engagements.actions import drafts, limits
from engagements.errors import ActionRefused
from engagements.models import Consultation
from engagements.models.base import database_now
from engagements.public.forms.draft_forms import DraftForms, details_kept_from
from engagements.public.forms.steps import STEPS, steps_for
from engagements.public.views.drafts import (
    COOKIE_MAX_AGE,
    BrowserDraft,
    draft_from_cookie,
    set_draft_cookie,
    with_draft,
)
from engagements.public.views.http import see_other
from engagements.public.views.language import reader_language
from engagements.rules import deadlines
from engagements.rules.intake import awaits_notice, takes_submissions


@require_http_methods(["GET", "HEAD", "POST"])
def start_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what to expect; a POST starts a draft, continues the existing one, or discards it for a new one."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    held = draft_from_cookie(request, slug)
    unsent = held if held and held.draft.submission_id is None else None
    is_open = takes_submissions(consultation, at=database_now())
    if request.method == "POST" and unsent and "afresh" not in request.POST:
        return continue_draft(unsent)
    if request.method == "POST" and is_open:
        return create_draft(request, consultation, answers={}, instead_of=unsent)
    return show_start(
        request, consultation, held=unsent, is_open=is_open, status=409 if request.method == "POST" else 200
    )


def show_start(
    request: HttpRequest,
    consultation: Consultation,
    *,
    held: BrowserDraft | None,
    is_open: bool,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    """Render the page; `refusal` says why no draft can be started now."""
    now = timezone.now()
    about = {"consultation": consultation, "held": held, "is_open": is_open, "steps": steps_for(consultation)}
    why_closed = {
        "phase": deadlines.phase(consultation, at=now),
        "awaits_notice": awaits_notice(consultation, at=now),
        "refusal": refusal,
    }
    context = about | why_closed
    return render(request, "public/submit/start.html", context, status=status)


@require_POST
@with_draft
def start_another(request: HttpRequest, held: BrowserDraft) -> HttpResponse:
    """Start another submission right after sending one, with the same venture details."""
    submission = held.draft.submission
    if submission is None:
        return continue_draft(held)
    if not takes_submissions(held.consultation, at=database_now()):
        return see_other("public:start", held.consultation.slug)
    return create_draft(request, held.consultation, answers={"venture": details_kept_from(submission)})


def create_draft(
    request: HttpRequest,
    consultation: Consultation,
    *,
    answers: dict[str, object],
    instead_of: BrowserDraft | None = None,
) -> HttpResponse:
    """Start a draft, set its cookie and redirect to its first step; `instead_of` is discarded.

    Above the rate limit the page says when to try again, and the existing draft is kept.
    """
    at = timezone.now()
    try:
        limits.count_draft(request.META["REMOTE_ADDR"], at=at)
    except ActionRefused as refused:
        return show_start(request, consultation, held=instead_of, is_open=True, status=429, refusal=refused.message)
    if instead_of:
        drafts.discard_draft(instead_of.draft)
    draft, token = drafts.start_draft(consultation, language=reader_language(), at=at, answers=answers)
    response = see_other("public:form_step", consultation.slug, STEPS[0].slug)
    return set_draft_cookie(response, BrowserDraft(draft, token), lasts=COOKIE_MAX_AGE)


def continue_draft(held: BrowserDraft) -> HttpResponse:
    """Redirect to the first incomplete step of a draft, or to its check page."""
    step = DraftForms.of(held.draft, consultation=held.consultation).first_incomplete_step()
    slug = held.consultation.slug
    return see_other("public:form_step", slug, step.slug) if step else see_other("public:check", slug)
