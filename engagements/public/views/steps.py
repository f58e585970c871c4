"""The steps of the form: each shows what the draft holds, and saves what is valid."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from engagements.actions import drafts
from engagements.public.forms.base import StepForm
from engagements.public.forms.steps import STEP_NAMES, Step, step_after, step_before, step_named
from engagements.public.views.drafts import KEPT, Held, hand_out, with_draft
from engagements.public.views.language import reader_language
from engagements.public.views.redirects import see_other
from engagements.rules import windows

# In the address of a step that was opened to change one answer: saving leads back to all of them.
FROM_CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def step(request: HttpRequest, held: Held, name: str) -> HttpResponse:
    """Show a step; a valid POST is saved and leads on, an invalid one comes back as it was typed."""
    current = step_named(name)
    if current is None:
        raise Http404
    if held.draft.submission_id is not None:
        return see_other("public:done", held.consultation.slug)
    if request.method != "POST":
        answers = held.draft.answers.get(current.slug)
        return show(request, held, current, current.form(initial=answers, consultation=held.consultation))
    form = current.form(request.POST, consultation=held.consultation)
    if not form.is_valid():
        return show(request, held, current, form)
    drafts.save(held.draft, step=current.slug, answers=form.answers(), language=reader_language(), at=timezone.now())
    return hand_out(_onward(request, held, current), held, lasts=KEPT)


def show(request: HttpRequest, held: Held, current: Step, form: StepForm) -> HttpResponse:
    """Draw a step with its form."""
    return render(request, current.template, {"form": form, **_surroundings(request, held, current)})


def _onward(request: HttpRequest, held: Held, current: Step) -> HttpResponse:
    following = step_after(current)
    if following is None or _is_from_check(request):
        return see_other("public:check", held.consultation.slug)
    return see_other("public:step", held.consultation.slug, following.slug)


def _surroundings(request: HttpRequest, held: Held, current: Step) -> dict[str, Any]:
    return {
        "consultation": held.consultation,
        "draft": held.draft,
        "step": current,
        "step_names": STEP_NAMES,
        "before": step_before(current),
        "is_from_check": _is_from_check(request),
        "is_open": windows.is_open(held.consultation, at=timezone.now()),
    }


def _is_from_check(request: HttpRequest) -> bool:
    return request.GET.get("from") == FROM_CHECK
