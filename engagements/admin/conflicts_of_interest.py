"""Conflicts of interest in the admin: declared by officials, overseen and ended by leads and administrators."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from engagements.actions import conflicts_of_interest
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import ListFilter, OfficialsChangeList, Options
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.admin.written_fields import WrittenLine
from engagements.choices import Relation
from engagements.errors import ActionRefused
from engagements.models import ConflictOfInterest, Submission, Venture
from engagements.models.conflict_of_interest import NOTE_MAX
from engagements.reports.search import MOST_WORDS
from engagements.rules.actors import Actor
from engagements.rules.conflicts_of_interest import DeclarationEffect, effect_of, may_end, may_read_note
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_pk
from engagements.rules.tokenizer import words_of

# Number of ventures that a search by name returns.
OFFERED = 20


class DeclarationForm(forms.Form):
    """Form to declare a conflict of interest: the official's relation to the venture."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What is your connection with it?"),
        choices=Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose your connection with the venture.")},
    )
    note = WrittenLine(
        label=gettext_lazy("Note"),
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Only you, and those who can end the conflict, can read this. It is not kept in the audit trail."
        ),
    )


class EndForm(forms.Form):
    """The reason for ending a conflict of interest."""

    reason = WrittenLine(
        label=gettext_lazy("Reason"),
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give a reason. One sentence is enough.")},
    )


class ConflictStateFilter(ListFilter):
    """Filters conflicts of interest by active or ended."""

    title = gettext_lazy("state")
    parameter_name = "stands"

    def options(self, request: HttpRequest) -> Options:
        return [("1", _("Active")), ("0", _("Ended"))]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(ended_at__isnull=value == "1")


class InterestList(OfficialsChangeList):
    """The list of declarations, with a note for users who see only their own."""

    @property
    def lists_all(self) -> bool:
        """Whether the user sees the declarations of colleagues."""
        return actor_of(self.request).lists_all_conflicts


class ConflictOfInterestAdmin(PortalModelAdmin):
    """The user's own declarations, or all of them for those who oversee them."""

    has_public_name = False
    list_display = ("venture", "official", "relation", "declared_at", "ended_at")
    sortable_by = ("declared_at",)
    list_filter = (ConflictStateFilter,)
    list_select_related = ("venture", "official")
    ordering = ("-declared_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConflictOfInterest]:
        found = ConflictOfInterest.objects.visible_to(actor_of(request))
        return found.select_related("venture", "official", "ended_by")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return InterestList


def declare_page(request: HttpRequest) -> HttpResponse:
    """Search for a venture, show the effect of a declaration, and record it on POST."""
    check_model_permission(request, "add", ConflictOfInterest)
    actor, subtitle = actor_of(request), _("Declare a conflict of interest")
    if "venture" not in request.GET:
        typed = request.GET.get("q", "")
        words = words_of(typed)
        found = ventures_named(words, by=actor) if words else []
        asked: dict[str, Any] = {"query": typed, "is_asked": bool(words), "ventures": found}
        return render_page(request, ConflictOfInterest, "choose.html", subtitle=subtitle, **asked)
    venture = open_venture(request)
    effect = effect_of(venture, by=actor)
    form = DeclarationForm(posted(request))
    if form.is_valid():
        relation, note = Relation(form.cleaned_data["relation"]), form.cleaned_data["note"]
        try:
            conflicts_of_interest.declare_conflict(venture, relation, note, by=actor, at=timezone.now())
            words_said = _("You have declared a conflict of interest. %(effect)s") % {"effect": said(effect)}
            messages.success(request, words_said)
            return redirect("admin:engagements_conflictofinterest_changelist")
        except ActionRefused as refused:
            add_refusal(form, refused)
    context: dict[str, Any] = {"venture": venture, "effect": effect, "form": form, "errors": form.errors}
    return render_page(request, ConflictOfInterest, "declare.html", subtitle=subtitle, **context)


@require_safe
def conflict_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one declaration, with the form to end it for those who may."""
    return render_conflict(request, visible_conflict(request, object_id), EndForm())


def end_conflict(request: HttpRequest, object_id: int) -> HttpResponse:
    """End a conflict of interest; a GET only redirects to its page."""
    conflict = visible_conflict(request, object_id)
    if not may_end(actor_of(request), conflict):
        raise PermissionDenied
    if request.method != "POST":
        return redirect("admin:engagements_conflictofinterest_change", conflict.pk)
    form = EndForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            conflicts_of_interest.end_conflict(conflict, reason, by=actor_of(request), at=timezone.now())
            words = _("The conflict of interest has ended. %(name)s has access to the venture again.")
            messages.success(request, words % {"name": conflict.official})
            return redirect("admin:engagements_conflictofinterest_changelist")
        except ActionRefused as refused:
            add_refusal(form, refused)
    return render_conflict(request, conflict, form)


def visible_conflict(request: HttpRequest, object_id: str | int) -> ConflictOfInterest:
    """Return a declaration that the user may see, or raise 403 or 404."""
    found = ConflictOfInterest.objects.visible_to(actor_of(request))
    return visible_or_404(request, found.select_related("venture", "official", "ended_by"), object_id)


def render_conflict(request: HttpRequest, conflict: ConflictOfInterest, form: EndForm) -> HttpResponse:
    """Render the page of one declaration."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "conflict": conflict,
        "is_own": conflict.official_id == actor.official_id,
        "may_read_note": may_read_note(actor, conflict),
        "form": form if may_end(actor, conflict) else None,
        "errors": form.errors,
        "trail_url": trail_url(request, conflict),
    }
    return render_page(request, ConflictOfInterest, "conflict.html", subtitle=str(conflict.venture), **context)


def open_venture(request: HttpRequest) -> Venture:
    """Return the venture that the URL names, or raise 404 if the user sees no submission of it."""
    seen = Submission.objects.visible_to(actor_of(request)).filter(venture=parse_pk(request.GET["venture"]))
    found = seen.select_related("venture").first()
    if found is None:
        raise Http404
    return found.venture


def ventures_named(words: list[str], *, by: Actor) -> list[dict[str, Any]]:
    """Return the visible ventures whose names contain all the words, with their numbers of submissions."""
    found = Submission.objects.visible_to(by).order_by("venture__name", "venture")
    for word in words[:MOST_WORDS]:
        found = found.filter(venture__name__icontains=word)
    facts = ("venture", "venture__name", "venture__state", "venture__kind")
    return list(found.values(*facts).annotate(submissions=Count("pk"))[:OFFERED])


def said(effect: DeclarationEffect) -> str:
    """Return the effect of a declaration, in one or two sentences."""
    closes = ngettext(
        "You no longer have access to %(count)s submission.",
        "You no longer have access to %(count)s submissions.",
        effect.closes,
    ) % {"count": format_number(effect.closes)}
    mine = len(effect.in_charge)
    if not mine:
        return closes
    back = ngettext(
        "%(count)s that was assigned to you is back in the queue.",
        "%(count)s that were assigned to you are back in the queue.",
        mine,
    ) % {"count": format_number(mine)}
    return f"{closes} {back}"
