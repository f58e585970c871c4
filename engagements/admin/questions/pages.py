"""Questions of consultations in the admin: list, form, retirement."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import audit
from engagements.actions import questions
from engagements.admin.audited import conflict_text, latest_event_id
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList, by_record
from engagements.admin.plain_pages import (
    actor_of,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.admin.questions.form import NewQuestionForm, QuestionForm, said_of_condition, written_question
from engagements.admin.questions.list import QuestionList, preview_url
from engagements.admin.request_params import consultation_in
from engagements.choices import QuestionKind
from engagements.errors import ActionRefused
from engagements.models import Consultation, Question

STEP_IN_ORDER = 10
# Model fields that the form's single `condition` field sets.
CONDITION = {"shown_if_column", "shown_if_value"}


class QuestionAdmin(PortalModelAdmin):
    """Questions are added, reworded and retired through actions; never deleted."""

    list_display = ("wording", "kind")
    sortable_by = ()
    list_filter = (by_record("consultation", gettext_lazy("consultation"), Consultation.objects.all),)
    # Consultations per page, each with all its questions.
    list_per_page = 20

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return question_rows()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return QuestionList


def add_page(request: HttpRequest) -> HttpResponse:
    """Show the form to add a question to the consultation in the URL; a POST adds it."""
    check_model_permission(request, "add", Question)
    consultation = consultation_in(request, Consultation.objects.all())
    if consultation is None:
        return redirect("admin:engagements_question_changelist")
    initial = {"position": next_position(consultation)}
    form = NewQuestionForm(posted(request), consultation=consultation, current=None, initial=initial)
    if form.is_valid():
        made = recorded(request, consultation, form, column=form.cleaned_data["column"])
        if made:
            messages.success(request, _("“%(question)s” will be asked from now on.") % {"question": made.wording})
            return redirect(list_url(consultation))
    return render_question(request, form, consultation=consultation, subtitle=_("Add a question"))


def question_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one question, with the form to reword it for those who may."""
    question = visible_or_404(request, question_rows(), object_id)
    if request.method == "POST":
        check_model_permission(request, "change", Question)
        return supersede(request, question)
    may_change = has_model_permission(request, "change", Question) and question.retired_at is None
    form = form_of(question) if may_change else None
    return render_question(request, form, consultation=question.consultation, subtitle=question.wording, of=question)


@transaction.atomic
def supersede(request: HttpRequest, question: Question) -> HttpResponse:
    """Save a reworded question; answers 409 if someone else changed it since the form was opened."""
    # Locked, so that of two concurrent saves the second sees the first.
    held = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    form = form_of(question, request.POST)
    status = 200
    if form.is_valid():
        newer = edit_conflict_of(held, form.cleaned_data["seen"] or 0)
        if newer:
            form.add_error(None, newer)
            status = 409
        elif made := recorded(request, question.consultation, form, column=question.column):
            messages.success(request, said_of_saving(question, made))
            return redirect(list_url(question.consultation))
    return render_question(
        request, form, consultation=question.consultation, subtitle=question.wording, of=question, status=status
    )


def form_of(question: Question, posted: QueryDict | None = None) -> QuestionForm:
    """Return the form of a question, with its stored values or the posted ones."""
    initial = {**written_question(question), "seen": latest_event_id(question)}
    return QuestionForm(posted, consultation=question.consultation, current=question, initial=initial)


def retire_question(request: HttpRequest, object_id: int) -> HttpResponse:
    """Retire a question; a GET only redirects."""
    question = visible_or_404(request, question_rows(), object_id)
    check_model_permission(request, "change", Question)
    if request.method == "POST" and question.retired_at is None:
        try:
            questions.retire(question, by=actor_of(request), at=timezone.now())
            messages.success(request, _("“%(question)s” is no longer asked.") % {"question": question.wording})
        except ActionRefused as refused:
            messages.error(request, refused.message)
            return redirect("admin:engagements_question_change", question.pk)
    return redirect(list_url(question.consultation))


def recorded(request: HttpRequest, consultation: Consultation, form: QuestionForm, *, column: str) -> Question | None:
    """Record the question of a valid form; on refusal add the error to the form and return None."""
    facts, options = form.facts(column=column), form.cleaned_data["options"]
    try:
        return questions.record_question(consultation, facts, options, by=actor_of(request), at=timezone.now())
    except ActionRefused as refused:
        form.add_error(
            "condition" if refused.field in CONDITION and facts["shown_if_column"] else None, refused.message
        )
    return None


def render_question(
    request: HttpRequest,
    form: QuestionForm | None,
    *,
    consultation: Consultation,
    subtitle: str,
    of: Question | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a question with its form, if any, and its earlier wordings."""
    asked = consultation.questions.current().with_options()
    context: dict[str, Any] = {
        "form": form,
        "consultation": consultation,
        "question": of,
        "kind": QuestionKind(of.kind).label if of else "",
        "condition": said_of_condition(of, asked) if of else "",
        "answers": getattr(of, "answer_count", 0),
        "wordings": list(question_rows().filter(consultation=consultation, column=of.column)) if of else [],
        "retire_url": reverse("admin:engagements_question_retire", args=[of.pk]) if of and form else "",
        "preview_url": preview_url(consultation),
        "list_url": list_url(consultation),
        "trail_url": trail_url(request, of) if of else "",
    }
    return render_page(request, Question, "question.html", subtitle=subtitle, status=status, **context)


def list_url(consultation: Consultation) -> str:
    """Return the URL of the list of a consultation's questions."""
    return f"{reverse('admin:engagements_question_changelist')}?consultation={consultation.pk}"


def said_of_saving(before: Question, after: Question) -> str:
    """Return the success message: whether the question was changed in place or superseded."""
    if before.pk == after.pk:
        return _("“%(question)s” is saved.") % {"question": after.wording}
    return _(
        "“%(question)s” will be asked from now on. Earlier answers keep the wording that was used at the time."
    ) % {"question": after.wording}


def question_rows() -> QuerySet[Question]:
    """Return all questions with their options and numbers of answers."""
    rows = Question.objects.with_options().select_related("consultation", "challenge")
    return rows.annotate(answer_count=Count("answers", distinct=True))


def edit_conflict_of(question: Question, seen: int) -> str:
    """Return the error about changes since the audit event `seen`; "" if there are none."""
    if question.retired_at is not None:
        return _(
            "This question was reworded or ended while you had it open. Nothing was saved. Go back "
            "to the list of questions first."
        )
    newer = list(audit.trail_of(question).filter(pk__gt=seen))
    return conflict_text(newer) if newer else ""


def next_position(consultation: Consultation) -> int:
    """Return a position after all current questions."""
    last = consultation.questions.current().aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + STEP_IN_ORDER
