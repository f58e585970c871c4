"""Check-your-answers page, sending, and the confirmation page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from engagements.actions import drafts
from engagements.errors import ActionRefused
from engagements.models.base import database_now
from engagements.public.forms.base import FormRow
from engagements.public.forms.draft_forms import DraftForms, MissingAnswer, SensitivityWarning
from engagements.public.forms.steps import FormStep
from engagements.public.views.abuse import abuse_signs_in
from engagements.public.views.drafts import (
    RECEIPT_VISIBLE_FOR,
    BrowserDraft,
    draft_not_found,
    set_draft_cookie,
    with_draft,
)
from engagements.public.views.http import see_other
from engagements.public.views.language import reader_language
from engagements.public.views.published import similar
from engagements.public.views.steps import FROM_CHECK
from engagements.public.views.submission_rows import rows_of
from engagements.rules import codes
from engagements.rules.intake import awaits_notice, takes_submissions
from engagements.rules.parsers import parse_int
from engagements.rules.receipts import receipt_of

# The button that sends despite warnings.
SEND_ANYWAY = "as_it_is"


@dataclass(frozen=True)
class AnswerSection:
    """The answers of one step, each with its link to change it."""

    step: FormStep
    rows: list[dict[str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def review_answers(request: HttpRequest, held: BrowserDraft) -> HttpResponse:
    """Show all answers; a POST sends them, idempotently."""
    slug = held.consultation.slug
    if held.draft.submission_id is not None:
        return set_draft_cookie(see_other("public:done", slug), held, lasts=RECEIPT_VISIBLE_FOR)
    forms = DraftForms.of(held.draft, consultation=held.consultation)
    if request.method != "POST" or forms.missing_answers() or (forms.warnings() and SEND_ANYWAY not in request.POST):
        return show_answers(request, held, forms)
    try:
        drafts.send(
            held.draft,
            forms.submission_data(language=reader_language()),
            token=held.token,
            version=parse_int(request.POST.get("version", "")),
            abuse_signs=abuse_signs_in(request, held.draft, at=timezone.now()),
            at=database_now(),
        )
    except ActionRefused as refused:
        # Another window may have saved; the page shows the current answers, and the next POST confirms their version.
        held.draft.refresh_from_db(fields=["answers", "version"])
        forms = DraftForms.of(held.draft, consultation=held.consultation)
        return show_answers(request, held, forms, refusal=refused.message)
    return set_draft_cookie(see_other("public:done", slug), held, lasts=RECEIPT_VISIBLE_FOR)


def show_answers(request: HttpRequest, held: BrowserDraft, forms: DraftForms, *, refusal: str = "") -> HttpResponse:
    """Render all answers with what is missing and, if sending was refused, the reason."""
    slug = held.consultation.slug
    warnings, now = forms.warnings(), timezone.now()
    sections = [_section(step, forms, warnings, slug=slug) for step in forms.steps]
    context = {
        "consultation": held.consultation,
        "draft": held.draft,
        "sections": sections,
        "warnings": [warning for section in sections for row in section.rows for warning in row["warnings"]],
        "problems": [{"text": gap.text, "url": _url_of(gap, slug=slug)} for gap in forms.missing_answers()],
        "refusal": refusal,
        "similar": similar(held.draft),
        "is_open": takes_submissions(held.consultation, at=now),
        "awaits_notice": awaits_notice(held.consultation, at=now),
    }
    return render(request, "public/submit/check.html", context, status=409 if refusal else 200)


@require_safe
@with_draft
def sent_page(request: HttpRequest, held: BrowserDraft) -> HttpResponse:
    """Show the reference and, for a short time in the browser that sent it, the access code."""
    submission = held.draft.submission
    if submission is None:
        return see_other("public:check", held.consultation.slug)
    if timezone.now() - submission.received_at > RECEIPT_VISIBLE_FOR:
        return draft_not_found(request, held.consultation.slug)
    code = codes.derive_access_code(held.token)
    context = {
        "consultation": held.consultation,
        "submission": submission,
        # Another device has a different token for the draft, from which a different code is derived.
        "code": code if codes.matches(code, submission.access_code_hash) else "",
        "rows": rows_of(submission),
        "receipt": receipt_of(submission),
        "is_open": takes_submissions(held.consultation, at=timezone.now()),
    }
    return render(request, "public/submit/done.html", context)


def _section(step: FormStep, forms: DraftForms, warnings: list[SensitivityWarning], *, slug: str) -> AnswerSection:
    of_step = [warning for warning in warnings if warning.step is step]
    rows = [_row(row, step, of_step, slug=slug) for row in forms.by_step[step.slug].rows()]
    return AnswerSection(step, rows)


def _row(row: FormRow, step: FormStep, warnings: list[SensitivityWarning], *, slug: str) -> dict[str, Any]:
    shown = [_warning(warning, row, slug=slug) for warning in warnings if warning.row == row.field]
    url = _url_of(MissingAnswer(step, "", row.field), slug=slug)
    return {"term": row.term, "value": row.value, "parts": row.parts, "change_url": url, "warnings": shown}


def _warning(warning: SensitivityWarning, row: FormRow, *, slug: str) -> dict[str, Any]:
    passage, url = warning.passage, _url_of(warning, slug=slug)
    return {"quote": passage.quote, "sentence": passage.sentence, "term": row.term, "url": url}


def _url_of(gap: MissingAnswer | SensitivityWarning, *, slug: str) -> str:
    url = reverse("public:form_step", args=[slug, gap.step.slug]) + f"?from={FROM_CHECK}"
    return f"{url}#div_id_{gap.field}" if gap.field and gap.field != "__all__" else url
