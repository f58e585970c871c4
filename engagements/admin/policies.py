"""Policy pages in the admin: how each stands, its versions to read, and the form that publishes the next one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.actions.policies import publish
from engagements.admin.base import OfficialsAdmin, actor_of
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.offers import offered
from engagements.choices import PolicyKind
from engagements.errors import Outdated, Refused
from engagements.models import PolicyVersion
from engagements.rules import policies

BODY_MAX = 60_000
REVIEWED_WITHIN = timedelta(days=365)
# Days before a review falls due from which the list points at it.
SOON = 30


@dataclass(frozen=True)
class Standing:
    """How one page stands: the version in force (None where none was published), its review, what it lacks."""

    kind: PolicyKind
    version: PolicyVersion | None
    review: str = ""
    tone: str = ""
    gaps: int = 0


@dataclass(frozen=True)
class Preview:
    """A text as visitors would see it, and what an official should know of it before publishing."""

    english: policies.Layout
    hindi: policies.Layout
    warnings: tuple[str, ...]


class PolicyForm(forms.Form):
    """The next version of a page, in both languages."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = forms.CharField(
        label=gettext_lazy("English text"),
        max_length=BODY_MAX,
        widget=forms.Textarea(attrs={"rows": 24, "lang": "en"}),
        help_text=gettext_lazy(
            "Markdown. A line that begins with # starts a part of the page; the parts are listed at its top."
        ),
    )
    body_hi = forms.CharField(
        label=gettext_lazy("Hindi text"),
        max_length=BODY_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "lang": "hi"}),
        help_text=gettext_lazy("The same parts in the same order. Without it, readers of Hindi see the English text."),
    )
    review_on = forms.DateField(
        label=gettext_lazy("To be reviewed by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Shown on the page. Once it has passed, the page says so."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "body_hi"):
            # A browser that cuts a pasted text short would do so in silence; the server says it.
            del self.fields[name].widget.attrs["maxlength"]


class PolicyList(OfficialsChangeList):
    """One row for each page, whether it was published or not."""

    @property
    def rows(self) -> list[Standing]:
        """How every page stands today, in the order in which the pages are named everywhere."""
        found = {PolicyKind(version.kind): version for version in PolicyVersion.objects.newest_of_each()}
        today = timezone.localdate()
        return [standing(found[kind], on=today) if kind in found else Standing(kind, None) for kind in PolicyKind]


class PolicyVersionAdmin(OfficialsAdmin):
    """Versions are added by one act and never edited or deleted: consents refer to them."""

    is_named = False
    list_display = ("kind", "number", "published_at", "review_on")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        return PolicyVersion.objects.with_publishers()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return PolicyList

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one version, in both languages, to be read only."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        version = self.seen(request, object_id)
        kind = PolicyKind(version.kind)
        versions = list(offered(PolicyVersion.objects.of(kind).defer("body", "body_hi"), chosen=[version.pk]))
        context = {
            "version": version,
            "versions": versions,
            "standing": standing(version, on=timezone.localdate()) if version == versions[0] else None,
            "shown": preview(version.body, version.body_hi),
            "public_url": reverse(f"public:{kind}_version", args=[version.number]),
            "next_url": self.publish_url(kind) if self.has_add_permission(request) else "",
            "trail_url": self.trail_url(request, version),
        }
        template = "admin/engagements/policyversion/version.html"
        return self.page(request, template, subtitle=name_of(version), **context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write the next version of the page that the address names: preview it, then publish it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kind = kind_named(request.GET.get("kind", ""))
        if kind is None:
            return redirect(self.address("changelist"))
        current = PolicyVersion.objects.in_force(kind).first()
        if request.method != "POST":
            return self.writing(request, kind, PolicyForm(initial=prefilled(current)), current=current)
        form = PolicyForm(request.POST)
        if not form.is_valid() or "publish" not in request.POST:
            return self.writing(request, kind, form, current=current)
        return self.published(request, kind, form, current=current)

    def published(
        self, request: HttpRequest, kind: PolicyKind, form: PolicyForm, *, current: PolicyVersion | None
    ) -> HttpResponse:
        """Publish what was written, or show it again with what is in the way."""
        try:
            made = publish(kind, by=actor_of(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, refused.message)
            status = 409 if isinstance(refused, Outdated) else 200
            return self.writing(request, kind, form, current=current, status=status)
        messages.success(
            request, _("%(version)s is published: visitors read it from now on.") % {"version": name_of(made)}
        )
        return redirect(self.address("change", made.pk))

    def writing(
        self,
        request: HttpRequest,
        kind: PolicyKind,
        form: PolicyForm,
        *,
        current: PolicyVersion | None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the form, under a preview where a text was sent that can stand."""
        given = form.cleaned_data if form.is_bound and not form.errors else None
        if status == 409 and current:
            # Whoever has now been told may publish over the newer version.
            form.data = {**form.cleaned_data, "version": current.number}
        context = {
            "form": form,
            "current_name": name_of(current) if current else "",
            "current_url": self.address("change", current.pk) if current else "",
            "is_outdated": status == 409,
            "preview": preview(given["body"], given["body_hi"]) if given else None,
        }
        subtitle = _("%(page)s: publish version %(number)s") % {
            "page": kind.label,
            "number": current.number + 1 if current else 1,
        }
        template = "admin/engagements/policyversion/publish.html"
        return self.page(request, template, subtitle=subtitle, status=status, **context)

    def publish_url(self, kind: PolicyKind) -> str:
        """Return where the next version of a page is written."""
        return f"{self.address('add')}?kind={kind}"


def kind_named(word: str) -> PolicyKind | None:
    """Return the page that an address names, or None."""
    return PolicyKind(word) if word in PolicyKind.values else None


def name_of(version: PolicyVersion) -> str:
    """Return what a version is called, in the reader's language."""
    return _("%(page)s, version %(number)s") % {"page": PolicyKind(version.kind).label, "number": version.number}


def prefilled(current: PolicyVersion | None) -> dict[str, Any]:
    """Return what the form starts with: the text in force, and a review a year from today."""
    review_on = timezone.localdate() + REVIEWED_WITHIN
    if current is None:
        return {"version": 0, "review_on": review_on}
    return {"version": current.number, "body": current.body, "body_hi": current.body_hi, "review_on": review_on}


def standing(version: PolicyVersion, *, on: date) -> Standing:
    """Return how a page stands on a day by its version in force."""
    left = (version.review_on - on).days
    # The same entry is open in both languages: it counts once.
    gaps = max(len(policies.gaps(text)) for text in (version.body, version.body_hi))
    tone = "bad" if left < 0 else "warn" if left <= SOON else ""
    return Standing(PolicyKind(version.kind), version, review_words(left), tone, gaps)


def review_words(left: int) -> str:
    """Return in words how many days are left until a review, or by how many it is late."""
    if left < 0:
        return ngettext("overdue by %(days)s day", "overdue by %(days)s days", -left) % {"days": -left}
    if left == 0:
        return _("due today")
    return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}


def preview(body: str, body_hi: str) -> Preview:
    """Return both texts as visitors would see them, with what is missing or does not fit together."""
    english, hindi = policies.layout(body), policies.layout(body_hi)
    return Preview(english, hindi, tuple(_warnings(body, body_hi, english, hindi)))


def _warnings(body: str, body_hi: str, english: policies.Layout, hindi: policies.Layout) -> list[str]:
    open_entries = policies.gaps(body)
    found = [_("To be filled in: %(what)s.") % {"what": entry} for entry in open_entries]
    if not body_hi:
        return [*found, _("There is no Hindi text: readers of Hindi see the English one, with a notice.")]
    if len(policies.gaps(body_hi)) != len(open_entries):
        counts = {"english": len(open_entries), "hindi": len(policies.gaps(body_hi))}
        found.append(
            _("Entries to be filled in: %(english)s in the English text, %(hindi)s in the Hindi one.") % counts
        )
    if len(hindi.parts) != len(english.parts):
        counts = {"english": len(english.parts), "hindi": len(hindi.parts)}
        found.append(_("The English text has %(english)s parts, the Hindi one %(hindi)s.") % counts)
    return found
