"""The questions of a consultation as ventures see them, for the officials who word them."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagements.models import Consultation
from engagements.public.forms.questions import ASKED
from engagements.public.forms.steps import QUESTIONS, step_named, steps_for


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the questions for one challenge; what is filled in shows what follows from it, and is stored nowhere."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.has_perm("engagements.view_question"):
        raise PermissionDenied
    consultation = get_object_or_404(Consultation, slug=slug)
    challenges = [row.challenge for row in consultation.asked_challenges.select_related("challenge")]
    chosen = next((one for one in challenges if str(one.pk) == request.GET.get("challenge")), None)
    steps = steps_for(consultation, challenge=chosen.pk if chosen else None)
    context: dict[str, Any] = {"consultation": consultation, "challenges": challenges, "chosen": chosen}
    step = step_named(QUESTIONS, steps)
    if step:
        form = step.form(request.GET if ASKED in request.GET else None, consultation=consultation)
        further = form.further if form.is_valid() else []
        context |= {"step": step, "further": further, "is_complete": form.is_valid() and not further}
        context["form"] = step.form(initial=form.answers(), consultation=consultation) if further else form
    return render(request, "public/submit/preview.html", context)
