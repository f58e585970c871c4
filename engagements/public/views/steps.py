"""Form steps: show the draft's answers and save valid input."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from engagements.actions import drafts
from engagements.errors import EditConflict
from engagements.models import Question
from engagements.public.forms import unfinished
from engagements.public.forms.base import ACKNOWLEDGED_WARNINGS, StepForm
from engagements.public.forms.comparison import answer_differences
from engagements.public.forms.steps import QUESTIONS, FormStep, step_after, step_before, step_named
from engagements.public.views import files
from engagements.public.views.drafts import COOKIE_MAX_AGE, BrowserDraft, set_draft_cookie, with_draft
from engagements.public.views.http import see_other
from engagements.public.views.language import reader_language
from engagements.public.views.published import similar
from engagements.rules.drafts import state_digest
from engagements.rules.intake import awaits_notice, takes_submissions

# Query parameter of a step opened from the check page: saving returns there.
FROM_CHECK = "check"
# The button that saves the step, complete or not, and opens “save for later”.
LATER = "later"
# Query parameter of a redisplayed step: columns of the questions that are new on it.
NEW_QUESTIONS = "further"
# Base state used when the form posts none: an empty step.
EMPTY_STATE = state_digest({})


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def form_step(request: HttpRequest, held: BrowserDraft, name: str) -> HttpResponse:
    """Show a step; a valid POST is saved and redirects on, an invalid one is shown with errors."""
    current = step_named(name, held.steps)
    if current is None:
        return _step_not_found(held, name)
    if held.draft.submission_id is not None:
        return see_other("public:done", held.consultation.slug)
    if request.method != "POST":
        answers = held.draft.answers.get(current.slug)
        return show_step(request, held, current, current.form(initial=answers, consultation=held.consultation))
    form = current.form(request.POST, consultation=held.consultation)
    problems = files.process_uploads(request, held.draft, form, at=timezone.now())
    if problems or files.is_file_button(request):
        return _save_and_redisplay(request, held, current, form, problems)
    answers = (
        unfinished.cleaned_or_raw(form) if LATER in request.POST else (form.answers() if form.is_valid() else None)
    )
    if answers is None:
        return show_step(request, held, current, form)
    try:
        _save(request, held, current, answers)
    except EditConflict:
        return compare_states(request, held, current, form)
    return set_draft_cookie(_next_page(request, held, current, form), held, lasts=COOKIE_MAX_AGE)


def show_step(
    request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm, *, was: str | None = None
) -> HttpResponse:
    """Render a step with its warnings about sensitive text; `was` is its state if just saved."""
    form.find_sensitive_passages()
    context = {"form": form, "further": _further(request, form), **_surroundings(request, held, current)}
    context |= {"was": was} if was else {}
    return render(request, current.template, context)


def compare_states(request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm) -> HttpResponse:
    """Render a step that was changed elsewhere meanwhile, with both versions; posting it again saves it."""
    held.draft.refresh_from_db(fields=["answers", "version", "saved_at", "kept_until"])
    stored = held.draft.answers.get(current.slug, {})
    theirs = current.form(stored, consultation=held.consultation)
    form.find_sensitive_passages()
    context = _surroundings(request, held, current) | {"form": form, "was": state_digest(stored)}
    context |= {"was_changed": True, "differences": answer_differences(theirs, form)}
    return render(request, current.template, context, status=409)


def _save_and_redisplay(
    request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm, problems: files.Problems
) -> HttpResponse:
    """Save the input, valid or not, and show the step with its files and any refusals."""
    answers = unfinished.cleaned_or_raw(form)
    if answers is None:
        form.add_errors(problems)
        return show_step(request, held, current, form)
    form.show_only_errors(problems)
    try:
        _save(request, held, current, answers)
    except EditConflict:
        return compare_states(request, held, current, form)
    if not problems:
        return set_draft_cookie(_back_to_files(request, held, current, form), held, lasts=COOKIE_MAX_AGE)
    return show_step(request, held, current, form, was=state_digest(answers))


def _back_to_files(request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm) -> HttpResponse:
    names = [name for name, _field in form.file_fields()]
    pressed = request.POST.get(files.ADD, "")
    place = pressed if pressed in names else "".join(names[:1])
    query = f"?from={FROM_CHECK}" if _is_from_check(request) else ""
    return see_other("public:form_step", held.consultation.slug, current.slug, query=f"{query}#div_id_{place}")


def _save(request: HttpRequest, held: BrowserDraft, current: FormStep, answers: dict[str, Any]) -> None:
    was, language = request.POST.get("was", EMPTY_STATE), reader_language()
    drafts.save(held.draft, step=current.slug, answers=answers, language=language, at=timezone.now(), was=was)


def _step_not_found(held: BrowserDraft, name: str) -> HttpResponse:
    """Redirect from a step that the draft does not have; the questions may be removed while their page is open."""
    if name != QUESTIONS:
        raise Http404
    return see_other("public:check", held.consultation.slug)


def _next_page(request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm) -> HttpResponse:
    if LATER in request.POST:
        return see_other("public:save_for_later", held.consultation.slug)
    if form.newly_required_questions:
        return _redisplay_with_new_questions(request, held, current, form)
    if form.has_new_warnings(request.POST.getlist(ACKNOWLEDGED_WARNINGS)):
        return _redisplay_with_warnings(request, held, current)
    following = step_after(current, held.steps)
    if following is None or _is_from_check(request):
        return see_other("public:check", held.consultation.slug)
    return see_other("public:form_step", held.consultation.slug, following.slug)


def _redisplay_with_warnings(request: HttpRequest, held: BrowserDraft, current: FormStep) -> HttpResponse:
    """Redirect to the saved step, which shows its warnings."""
    query = f"?from={FROM_CHECK}" if _is_from_check(request) else ""
    return see_other("public:form_step", held.consultation.slug, current.slug, query=query)


def _redisplay_with_new_questions(
    request: HttpRequest, held: BrowserDraft, current: FormStep, form: StepForm
) -> HttpResponse:
    """Redirect to the step because the answers require questions that were not on the page."""
    query = QueryDict(mutable=True)
    query.setlist(NEW_QUESTIONS, [question.column for question in form.newly_required_questions])
    if _is_from_check(request):
        query["from"] = FROM_CHECK
    return see_other("public:form_step", held.consultation.slug, current.slug, query=f"?{query.urlencode()}")


def _further(request: HttpRequest, form: StepForm) -> list[Question]:
    columns = request.GET.getlist(NEW_QUESTIONS) if request.method != "POST" else []
    return [question for question in form.asked if question.column in columns]


def _surroundings(request: HttpRequest, held: BrowserDraft, current: FormStep) -> dict[str, Any]:
    now = timezone.now()
    return {
        "consultation": held.consultation,
        "draft": held.draft,
        "step": current,
        "step_number": held.steps.index(current) + 1,
        "step_names": [form_step.name for form_step in held.steps],
        "before": step_before(current, held.steps),
        "is_from_check": _is_from_check(request),
        "is_open": takes_submissions(held.consultation, at=now),
        "awaits_notice": awaits_notice(held.consultation, at=now),
        "similar": similar(held.draft) if current.slug == "point" else [],
        # A form redisplayed with an error keeps the state in which it was opened.
        "was": request.POST.get("was", EMPTY_STATE)
        if request.method == "POST"
        else state_digest(held.draft.answers.get(current.slug, {})),
    }


def _is_from_check(request: HttpRequest) -> bool:
    return request.GET.get("from") == FROM_CHECK
