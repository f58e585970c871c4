"""Draft cookie: read, set, delete, and the page shown when it is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, wraps

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from engagements.actions import drafts
from engagements.models import Consultation, Draft
from engagements.public.forms.question_kinds import fields_of
from engagements.public.forms.steps import STEPS, FormStep, steps_of
from engagements.rules import deadlines

COOKIE = "draft"
COOKIE_MAX_AGE = timedelta(days=deadlines.DRAFT_DAYS)
# How long after sending this browser can still see the reference and the access code.
RECEIPT_VISIBLE_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class BrowserDraft:
    """A draft with the token from this browser's cookie."""

    draft: Draft
    token: str

    @property
    def consultation(self) -> Consultation:
        return self.draft.consultation

    @cached_property
    def steps(self) -> tuple[FormStep, ...]:
        """The steps of the form, as of the start of the request."""
        return steps_of(self.draft)


DraftView = Callable[..., HttpResponse]


def draft_from_cookie(request: HttpRequest, slug: str) -> BrowserDraft | None:
    """Return the draft of a consultation that the browser's cookie refers to, or None."""
    token = request.COOKIES.get(COOKIE, "")
    draft = drafts.find(token, slug=slug) if token else None
    return BrowserDraft(draft, token) if draft else None


def with_draft(view: DraftView) -> DraftView:
    """Pass the browser's draft to a view; without one, return the page that explains it."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, **parts: str) -> HttpResponse:
        held = draft_from_cookie(request, slug)
        return view(request, held, **parts) if held else draft_not_found(request, slug)

    return opened


def set_draft_cookie(response: HttpResponse, held: BrowserDraft, *, lasts: timedelta) -> HttpResponse:
    """Set the draft cookie, limited to the form pages of its consultation."""
    response.set_cookie(
        COOKIE,
        held.token,
        max_age=lasts,
        path=reverse("public:start", args=[held.consultation.slug]),
        secure=not settings.DEMONSTRATION,
        httponly=True,
        samesite="Lax",
    )
    return response


def delete_draft_cookie(response: HttpResponse, held: BrowserDraft) -> HttpResponse:
    """Delete the draft cookie; the draft itself is kept."""
    response.delete_cookie(COOKIE, path=reverse("public:start", args=[held.consultation.slug]), samesite="Lax")
    return response


def draft_not_found(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a 404 page that explains the missing draft and repeats the posted text, so that it can be copied."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    context = {"consultation": consultation, "typed": _typed(request, consultation)}
    return render(request, "public/submit/missing.html", context, status=404)


def _typed(request: HttpRequest, consultation: Consultation) -> list[tuple[str, str]]:
    """Return the texts of a step posted without a draft, each with its label."""
    fields = [(name, field) for step in STEPS for name, field in step.fields.items()]
    if request.method == "POST":
        asked = consultation.questions.current().with_options()
        fields += [pair for question in asked for pair in fields_of(question).items()]
    texts = [(name, str(field.label)) for name, field in fields if isinstance(field, forms.CharField)]
    return [(label, request.POST[name]) for name, label in texts if request.POST.get(name)]
