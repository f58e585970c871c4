"""Reply drafts in the admin: shown as the venture will read them, changed, released or discarded."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from engagements.actions import casework, replies
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList, by_choices
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_act,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.admin.submissions.clocks import Clock, clock_of
from engagements.admin.submissions.forms import DiscardForm, DraftChangeForm, VersionForm
from engagements.choices import Disposition, ReplyKind, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import ReplyDraft
from engagements.models.reply import ReplyDraftQuerySet
from engagements.rules.actors import Actor
from engagements.rules.case_actions import REPLY
from engagements.rules.four_eyes import may_release
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import may


class ReplyDraftList(OfficialsChangeList):
    """The list of waiting drafts, each with the clock of its submission."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[ReplyDraft]:
        return cast(ReplyDraftQuerySet, super().get_queryset(request, exclude_parameters)).waiting()

    @property
    def rows(self) -> list[tuple[ReplyDraft, Clock]]:
        """The drafts of this page with the clocks of their submissions."""
        today = timezone.localdate()
        return [(draft, clock_of(draft.submission, on=today)) for draft in self.result_list]

    @property
    def count_text(self) -> str:
        """The number of waiting drafts, in words."""
        words = ngettext("%(count)s reply is waiting", "%(count)s replies are waiting", self.result_count)
        return words % {"count": format_number(self.result_count)}


class ReplyDraftAdmin(PortalModelAdmin):
    """Drafts are saved on the review page; here they are released or discarded."""

    empty_list_text = gettext_lazy("Replies saved as drafts wait here until another official reads and releases them.")
    has_public_name = False
    list_display = ("submission", "kind", "disposition", "written_by", "written_at")
    sortable_by = ("written_at",)
    list_filter = (by_choices("kind", gettext_lazy("kind"), ReplyKind),)
    search_fields = ("submission__reference",)
    search_help_text = gettext_lazy("A reference number or part of one")
    ordering = ("submission__due_on", "written_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReplyDraft]:
        return ReplyDraft.objects.visible_to(actor_of(request)).with_facts()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return ReplyDraftList


@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a draft as the venture will read it; a POST changes it."""
    draft = visible_draft(request, object_id)
    if request.method != "POST":
        return render_draft(request, draft)
    check_act(request, REPLY)
    form, status = DraftChangeForm(request.POST, auto_id="change-%s"), 200
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            replies.update_draft(draft, form.wording, by=actor_of(request), at=timezone.now(), version=version)
            messages.success(request, _("The draft has been changed. Read it again before you release it."))
            return redirect("admin:engagements_replydraft_change", draft.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
            status = 409 if isinstance(refused, EditConflict) else 200
    return render_draft(request, visible_draft(request, draft.pk), form=form, status=status)


def release_draft(request: HttpRequest, object_id: int) -> HttpResponse:
    """Release a draft and send it; refused if draft or submission changed since the page was opened."""
    draft = visible_draft(request, object_id)
    check_act(request, REPLY)
    form, seen = VersionForm(request.POST), parse_int(request.POST.get("seen", ""))
    if request.method != "POST" or not form.is_valid() or seen is None:
        return redirect("admin:engagements_replydraft_change", draft.pk)
    version, at = form.cleaned_data["version"], timezone.now()
    try:
        replies.release_draft(draft, by=actor_of(request), at=at, version=version, submission_version=seen)
    except ActionRefused as refused:
        return render_refused(request, draft, refused)
    messages.success(request, _("%(reference)s: the reply is being sent.") % {"reference": draft.submission.reference})
    return redirect("admin:engagements_replydraft_changelist")


def discard_draft(request: HttpRequest, object_id: int) -> HttpResponse:
    """Discard a draft; a GET only redirects."""
    draft = visible_draft(request, object_id)
    check_act(request, REPLY)
    form = DiscardForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("admin:engagements_replydraft_change", draft.pk)
    given, at = form.cleaned_data, timezone.now()
    try:
        replies.discard_reply_draft(
            draft, by=actor_of(request), at=at, version=given["version"], because=given["because"]
        )
    except ActionRefused as refused:
        return render_refused(request, draft, refused)
    messages.success(
        request, _("%(reference)s: the draft has been discarded.") % {"reference": draft.submission.reference}
    )
    return redirect("admin:engagements_replydraft_changelist")


def visible_draft(request: HttpRequest, object_id: str | int) -> ReplyDraft:
    """Return a draft that the user may see, or raise 403 or 404."""
    return visible_or_404(request, ReplyDraft.objects.visible_to(actor_of(request)).with_facts(), object_id)


def render_refused(request: HttpRequest, draft: ReplyDraft, refused: ActionRefused) -> HttpResponse:
    """Render the current draft with the refusal."""
    status = 409 if isinstance(refused, EditConflict) else 200
    return render_draft(request, visible_draft(request, draft.pk), refusal=refused.message, status=status)


def render_draft(
    request: HttpRequest,
    draft: ReplyDraft,
    *,
    form: DraftChangeForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a draft in its current state, and record in the audit trail that its submission was read.

    `form` is a refused change, with the values that were entered.
    """
    actor, now = actor_of(request), timezone.now()
    if request.method != "HEAD":
        casework.log_submission_read(draft.submission, by=actor, at=now)
    if status == 409 and form:
        # Having seen the newer text, the user may overwrite it.
        form.data = {**cast(QueryDict, form.data).dict(), "version": str(draft.version)}
    context: dict[str, Any] = {
        "draft": draft,
        "submission": draft.submission,
        "clock": clock_of(draft.submission, on=timezone.localdate(now)),
        "decision": Disposition(draft.disposition) if draft.disposition else None,
        "department": settings.ORGANISATION_DEPARTMENT,
        "now": now,
        "may_act": draft.is_waiting and may(actor, REPLY),
        "obstacle": blocking_reason(draft, actor),
        "form": form or DraftChangeForm(initial=as_typed(draft), auto_id="change-%s"),
        "is_changing": form is not None,
        "errors": form.errors if form else None,
        "refusal": refusal,
        "discard": DiscardForm(initial={"version": draft.version}, auto_id="discard-%s"),
        # Events of a draft are in the audit trail of its submission.
        "trail_url": trail_url(request, draft.submission),
    }
    subtitle = _("Reply to be released: %(reference)s") % {"reference": draft.submission.reference}
    return render_page(request, ReplyDraft, "draft.html", subtitle=subtitle, status=status, **context)


def blocking_reason(draft: ReplyDraft, actor: Actor) -> str:
    """Return why this official cannot send a draft now, as a sentence; "" if they can."""
    if draft.submission.status not in REPLY.sources:
        status = SubmissionStatus(draft.submission.status).label
        return _("It cannot be sent while the submission is “%(status)s”.") % {"status": status}
    try:
        replies.check_author_has_no_conflict(draft)
    except ActionRefused as refused:
        return refused.message
    if replies.needs_a_second_person(draft) and not may_release(draft.written_by, actor):
        return _("You wrote this reply. Ask a colleague to read and release it.")
    return ""


def as_typed(draft: ReplyDraft) -> dict[str, Any]:
    """Return the initial values of the form to change a draft."""
    return {name: getattr(draft, name) for name in ("version", "kind", "disposition", "reason", "body")}
