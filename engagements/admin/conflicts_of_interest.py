"""Conflicts of interest in the admin: declared by officials, overseen and ended by leads and administrators."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions import conflicts_of_interest
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import ListFilter, OfficialsChangeList, Options
from engagements.admin.submissions.forms import WrittenLine
from engagements.choices import Relation
from engagements.errors import ActionRefused
from engagements.models import ConflictOfInterest, Submission, Venture
from engagements.models.conflict_of_interest import NOTE_MAX
from engagements.reports.search import MOST_WORDS
from engagements.rules.actors import Actor
from engagements.rules.conflicts_of_interest import Effect, effect_of, may_end, may_read_note
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_pk
from engagements.rules.tokenizer import words_of

# How many ventures a search by name offers.
OFFERED = 20


class DeclarationForm(forms.Form):
    """How the official stands to the venture."""

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
    """Why a conflict of interest is over."""

    reason = WrittenLine(
        label=gettext_lazy("Reason"),
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give a reason. One sentence is enough.")},
    )


class StandingFilter(ListFilter):
    """Whether a conflict of interest still stands."""

    title = gettext_lazy("state")
    parameter_name = "stands"

    def options(self, request: HttpRequest) -> Options:
        return [("1", _("Active")), ("0", _("Ended"))]

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(ended_at__isnull=value == "1")


class InterestList(OfficialsChangeList):
    """The list, with what is said above it to those who see their own alone."""

    @property
    def lists_all(self) -> bool:
        """Whether the reader sees those of colleagues."""
        return actor_of(self.request).lists_all_conflicts


class ConflictOfInterestAdmin(PortalModelAdmin):
    """One's own declarations, and everybody's for those who oversee them."""

    has_public_name = False
    list_display = ("venture", "official", "relation", "declared_at", "ended_at")
    sortable_by = ("declared_at",)
    list_filter = (StandingFilter,)
    list_select_related = ("venture", "official")
    ordering = ("-declared_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConflictOfInterest]:
        found = ConflictOfInterest.objects.visible_to(actor_of(request))
        return found.select_related("venture", "official", "ended_by")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return InterestList

    def get_urls(self) -> list[Any]:
        end = path(
            "<int:object_id>/end/", self.admin_site.admin_view(self.end_view), name="engagements_conflictofinterest_end"
        )
        return [end, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Let an official find a venture, read what a declaration does, and declare."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if "venture" not in request.GET:
            return self.render_choice(request)
        venture = self.open_venture(request)
        effect = effect_of(venture, by=actor_of(request))
        form = DeclarationForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                return self.declared(request, venture, form.cleaned_data, effect)
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        context = {"venture": venture, "effect": effect, "form": form, "errors": form.errors}
        return self.render_own_page(request, "declare", subtitle=_("Declare a conflict of interest"), **context)

    def render_choice(self, request: HttpRequest) -> HttpResponse:
        """Show the search for a venture by its name."""
        words = words_of(request.GET.get("q", ""))
        context = {
            "query": request.GET.get("q", ""),
            "is_asked": bool(words),
            "ventures": ventures_named(words, by=actor_of(request)) if words else [],
        }
        return self.render_own_page(request, "choose", subtitle=_("Declare a conflict of interest"), **context)

    def open_venture(self, request: HttpRequest) -> Venture:
        """Return the venture that the address names, or 404 where this person sees nothing of it."""
        seen = Submission.objects.visible_to(actor_of(request)).filter(venture=parse_pk(request.GET["venture"]))
        found = seen.select_related("venture").first()
        if found is None:
            raise Http404
        return found.venture

    def declared(self, request: HttpRequest, venture: Venture, given: dict[str, Any], effect: Effect) -> HttpResponse:
        """Declare, and say what it did."""
        relation = Relation(given["relation"])
        conflicts_of_interest.declare(venture, relation, given["note"], by=actor_of(request), at=timezone.now())
        messages.success(request, _("You have declared a conflict of interest. %(effect)s") % {"effect": said(effect)})
        return redirect(self.url_of("changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one declaration, with the form that ends it for those who may."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self.shown(request, self.get_visible_object(request, object_id), EndForm())

    def end_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """End a declaration."""
        conflict = self.get_visible_object(request, str(object_id))
        if not may_end(actor_of(request), conflict):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(self.url_of("change", conflict.pk))
        form = EndForm(request.POST)
        if form.is_valid():
            try:
                conflicts_of_interest.end(
                    conflict, form.cleaned_data["reason"], by=actor_of(request), at=timezone.now()
                )
                messages.success(
                    request,
                    _("The conflict of interest has ended. %(name)s has access to the venture again.")
                    % {"name": conflict.official},
                )
                return redirect(self.url_of("changelist"))
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return self.shown(request, conflict, form)

    def shown(self, request: HttpRequest, conflict: ConflictOfInterest, form: EndForm) -> HttpResponse:
        """Draw the page of one declaration."""
        actor = actor_of(request)
        context = {
            "conflict": conflict,
            "is_own": conflict.official_id == actor.official_id,
            "may_read_note": may_read_note(actor, conflict),
            "form": form if may_end(actor, conflict) else None,
            "errors": form.errors,
            "trail_url": self.trail_url(request, conflict),
        }
        return self.render_own_page(request, "conflict", subtitle=str(conflict.venture), **context)

    def render_own_page(self, request: HttpRequest, name: str, *, subtitle: str, **context: Any) -> HttpResponse:
        """Draw one of these pages."""
        return self.render_page(
            request, f"admin/engagements/conflictofinterest/{name}.html", subtitle=subtitle, **context
        )


def ventures_named(words: list[str], *, by: Actor) -> list[dict[str, Any]]:
    """Return the ventures open to the actor whose name holds all the words, each with how often it spoke."""
    found = Submission.objects.visible_to(by).order_by("venture__name", "venture")
    for word in words[:MOST_WORDS]:
        found = found.filter(venture__name__icontains=word)
    facts = ("venture", "venture__name", "venture__state", "venture__kind")
    return list(found.values(*facts).annotate(submissions=Count("pk"))[:OFFERED])


def said(effect: Effect) -> str:
    """Return what a declaration did, or would do, in one or two sentences."""
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
