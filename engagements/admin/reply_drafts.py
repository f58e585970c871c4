"""Replies to be released: drafts read as their venture will read them, changed, released or discarded."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import casework, replies
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import OfficialsChangeList, by_choices
from engagements.admin.submissions.clocks import Clock, clock_of
from engagements.admin.submissions.forms import ActForm, DiscardForm, ReplyForm
from engagements.choices import Disposition, ReplyKind, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import ReplyDraft
from engagements.models.reply import ReplyDraftQuerySet
from engagements.rules import lifecycle
from engagements.rules.actors import Actor
from engagements.rules.four_eyes import may_release
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import Act, may


class ReplyDraftList(OfficialsChangeList):
    """The drafts that wait, each with the clock of its submission."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[ReplyDraft]:
        return cast(ReplyDraftQuerySet, super().get_queryset(request, exclude_parameters)).waiting()

    @property
    def rows(self) -> list[tuple[ReplyDraft, Clock]]:
        """The drafts of this page, each with how its submission stands today."""
        today = timezone.localdate()
        return [(draft, clock_of(draft.submission, on=today)) for draft in self.result_list]

    @property
    def count_text(self) -> str:
        """How many drafts wait."""
        words = ngettext("%(count)s reply is waiting", "%(count)s replies are waiting", self.result_count)
        return words % {"count": format_number(self.result_count)}


class ReplyDraftAdmin(PortalModelAdmin):
    """Drafts are kept on the review page; here they are read, and end."""

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

    def get_urls(self) -> list[Any]:
        ours = [
            path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"engagements_replydraft_{name}")
            for name, view in (("release", self.release_view), ("discard", self.discard_view))
        ]
        return [*ours, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a draft as its venture will read it, with the point; a POST writes it anew."""
        draft = self.get_visible_object(request, object_id)
        if request.method == "POST":
            return self.update_draft(request, self.open_to_writer(request, draft))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "POST"])
        return self.reading(request, draft)

    def update_draft(self, request: HttpRequest, draft: ReplyDraft) -> HttpResponse:
        """Write a draft anew, or show it again with what is in the way."""
        form, status = ReplyForm(request.POST, auto_id="change-%s"), 200
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                replies.update_draft(draft, form.wording, by=actor_of(request), at=timezone.now(), version=version)
                messages.success(request, _("The draft has been changed. Read it again before you release it."))
                return redirect(self.url_of("change", draft.pk))
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
                status = 409 if isinstance(refused, EditConflict) else 200
        return self.reading(request, self.get_visible_object(request, str(draft.pk)), form=form, status=status)

    def release_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Send a draft as it stands."""
        draft = self.open_to_writer(request, self.get_visible_object(request, str(object_id)))
        form = ActForm(request.POST)
        seen = parse_int(request.POST.get("seen", ""))
        if request.method != "POST" or not form.is_valid() or seen is None:
            return redirect(self.url_of("change", draft.pk))
        version, at = form.cleaned_data["version"], timezone.now()
        try:
            replies.release(draft, by=actor_of(request), at=at, version=version, submission_version=seen)
        except ActionRefused as refused:
            return self.render_refused(request, draft, refused)
        return self.redirect_saved(request, draft, _("%(reference)s: the reply is being sent."))

    def discard_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Put a draft away."""
        draft = self.open_to_writer(request, self.get_visible_object(request, str(object_id)))
        form = DiscardForm(request.POST)
        if request.method != "POST" or not form.is_valid():
            return redirect(self.url_of("change", draft.pk))
        given, at = form.cleaned_data, timezone.now()
        try:
            replies.discard(draft, by=actor_of(request), at=at, version=given["version"], because=given["because"])
        except ActionRefused as refused:
            return self.render_refused(request, draft, refused)
        return self.redirect_saved(request, draft, _("%(reference)s: the draft has been discarded."))

    def open_to_writer(self, request: HttpRequest, draft: ReplyDraft) -> ReplyDraft:
        """Return the draft to those who may reply; answer 403 to those who only read."""
        if not may(actor_of(request), Act.REPLY):
            raise PermissionDenied
        return draft

    def redirect_saved(self, request: HttpRequest, draft: ReplyDraft, words: str) -> HttpResponse:
        """Say what was done and go back to the drafts that wait."""
        messages.success(request, words % {"reference": draft.submission.reference})
        return redirect(self.url_of("changelist"))

    def render_refused(self, request: HttpRequest, draft: ReplyDraft, refused: ActionRefused) -> HttpResponse:
        """Show the draft as it stands now, with what was in the way."""
        status = 409 if isinstance(refused, EditConflict) else 200
        current = self.get_visible_object(request, str(draft.pk))
        return self.reading(request, current, refusal=refused.message, status=status)

    def reading(
        self,
        request: HttpRequest,
        draft: ReplyDraft,
        *,
        form: ReplyForm | None = None,
        refusal: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """Draw a draft as it stands now, and put on record that its submission was opened.

        `form` is a change that was refused, as it was typed.
        """
        actor, now = actor_of(request), timezone.now()
        if request.method != "HEAD":
            casework.log_submission_read(draft.submission, by=actor, at=now)
        if status == 409 and form:
            # Whoever has now read the newer words may write over them.
            form.data = {**cast(QueryDict, form.data).dict(), "version": str(draft.version)}
        context = {
            "draft": draft,
            "submission": draft.submission,
            "clock": clock_of(draft.submission, on=timezone.localdate(now)),
            "decision": Disposition(draft.disposition) if draft.disposition else None,
            "department": settings.ORGANISATION_DEPARTMENT,
            "now": now,
            "may_act": draft.is_waiting and may(actor, Act.REPLY),
            "obstacle": blocking_reason(draft, actor),
            "form": form or ReplyForm(initial=as_typed(draft), auto_id="change-%s"),
            "is_changing": form is not None,
            "errors": form.errors if form else None,
            "refusal": refusal,
            "discard": DiscardForm(initial={"version": draft.version}, auto_id="discard-%s"),
            "trail_url": self.trail_of(draft, actor),
        }
        subtitle = _("Reply to be released: %(reference)s") % {"reference": draft.submission.reference}
        template = "admin/engagements/replydraft/draft.html"
        return self.render_page(request, template, subtitle=subtitle, status=status, **context)

    def trail_of(self, draft: ReplyDraft, actor: Actor) -> str:
        """Return where the trail of its submission is read, which holds what happened to the draft."""
        if not may(actor, Act.READ_TRAIL):
            return ""
        return reverse("admin:engagements_submission_history", args=[draft.submission_id])


def blocking_reason(draft: ReplyDraft, actor: Actor) -> str:
    """Return why this official cannot send a draft now, as a sentence; nothing where they can."""
    if draft.submission.status not in lifecycle.get_transition("reply").sources:
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
    """Return what the form of a change starts with."""
    return {name: getattr(draft, name) for name in ("version", "kind", "disposition", "reason", "body")}
