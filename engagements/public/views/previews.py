"""Preview of a consultation's page and form steps for the officials who prepare it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from engagements.models import Challenge, Consultation
from engagements.public.forms.questions import ASKED
from engagements.public.forms.steps import QUESTIONS, FormStep, step_after, step_before, step_named, steps_for
from engagements.public.views.consultation import shown_consultation

Page = Callable[..., HttpResponse]


def for_officials(page: Page) -> Page:
    """Restrict a page to officials who may view consultations; redirect others to sign in, or refuse them."""

    @require_safe
    @wraps(page)
    def guarded(request: HttpRequest, **place: str) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm("engagements.view_consultation"):
            raise PermissionDenied
        return page(request, **place)

    return guarded


@for_officials
def preview_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the page of a consultation, published or not; its buttons open the preview of the form."""
    consultation = get_object_or_404(Consultation.objects.with_asked(), slug=slug)
    first = steps_for(consultation)[0]
    context = shown_consultation(consultation, start_url=address(consultation, first), at=timezone.now())
    return render(request, "public/preview/consultation.html", context | {"is_preview": True})


@for_officials
def preview_step(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Show one step of the form for a challenge; input is not stored."""
    consultation = get_object_or_404(Consultation, slug=slug)
    challenges = [row.challenge for row in consultation.asked_challenges.select_related("challenge")]
    chosen = next((one for one in challenges if str(one.pk) == request.GET.get("challenge")), None)
    steps = steps_for(consultation, challenge=chosen.pk if chosen else None)
    context: dict[str, Any] = {"consultation": consultation, "challenges": challenges, "chosen": chosen}
    context["manage_url"] = f"{reverse('admin:engagements_question_changelist')}?consultation={consultation.pk}"
    current = step_named(name, steps)
    if name == QUESTIONS:
        return render(request, "public/preview/questions.html", context | questions(request, consultation, current))
    if current is None:
        raise Http404
    return render(request, "public/preview/step.html", context | _surroundings(consultation, current, steps, chosen))


def questions(request: HttpRequest, consultation: Consultation, step: FormStep | None) -> dict[str, Any]:
    """Return the questions step with follow-up questions for the input; empty if no questions are asked."""
    if step is None:
        return {}
    form = step.form(request.GET if ASKED in request.GET else None, consultation=consultation)
    further = form.newly_required_questions if form.is_valid() else []
    shown_form = step.form(initial=form.answers(), consultation=consultation) if further else form
    is_complete = form.is_valid() and not further
    return {"step": step, "further": further, "is_complete": is_complete, "form": shown_form}


def address(consultation: Consultation, step: FormStep, challenge: Challenge | None = None) -> str:
    """Return the preview URL of a step for the chosen challenge."""
    query = f"?challenge={challenge.pk}" if challenge else ""
    return reverse("preview_step", args=[consultation.slug, step.slug]) + query


def _surroundings(
    consultation: Consultation, step: FormStep, steps: tuple[FormStep, ...], challenge: Challenge | None
) -> dict[str, Any]:
    following, before = step_after(step, steps), step_before(step, steps)
    return {
        "step": step,
        "step_number": steps.index(step) + 1,
        "step_names": [one.name for one in steps],
        "form": step.form(initial={"challenge": challenge.pk} if challenge else None, consultation=consultation),
        "is_open": True,
        "next_url": address(consultation, following, challenge) if following else "",
        "before_url": address(consultation, before, challenge) if before else "",
    }
