"""Policy pages in the admin: their status and versions, and the form to draft and publish the next version."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from engagements.actions.policies import publish_policy, save_draft
from engagements.admin.base import PortalModelAdmin
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.choices import PolicyKind
from engagements.errors import ActionRefused, EditConflict
from engagements.models import PolicyDraft, PolicyVersion
from engagements.rules import policies
from engagements.rules.actors import Actor
from engagements.rules.intake import NoticeState, notice_state
from engagements.rules.permissions import Act, may

BODY_MAX = 60_000
REVIEWED_WITHIN = timedelta(days=365)
# Days before a review from which the list highlights it.
REVIEW_SOON = 30
CLOSED_BECAUSE = {
    NoticeState.MISSING: gettext_lazy("The privacy notice is not published. Complete and publish it to open the form."),
    NoticeState.UNFINISHED: gettext_lazy(
        "The privacy notice has entries to be filled in. Publish a complete version to open the form."
    ),
}


@dataclass(frozen=True)
class PolicyStatus:
    """Status of one page: version in force (None before the first), review, open entries, draft."""

    kind: PolicyKind
    version: PolicyVersion | None
    review: str = ""
    tone: str = ""
    gaps: int = 0
    draft: PolicyDraft | None = None


@dataclass(frozen=True)
class PolicyTask:
    """A task for an editor: heading, text, and link."""

    title: str
    text: str
    url: str
    link: str
    tone: str = "warn"


@dataclass(frozen=True)
class PolicyPreview:
    """A text as visitors would see it, with warnings for the official."""

    english: policies.PolicyDocument
    hindi: policies.PolicyDocument
    warnings: tuple[str, ...]


class PolicyForm(forms.Form):
    """Form for the next version of a page, in both languages."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    draft = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    body = forms.CharField(
        label=gettext_lazy("English text"),
        max_length=BODY_MAX,
        widget=forms.Textarea(attrs={"rows": 24, "lang": "en"}),
        help_text=gettext_lazy(
            "Markdown. A line that begins with # starts a section of the page. The sections are listed at the top."
        ),
    )
    body_hi = forms.CharField(
        label=gettext_lazy("Hindi text"),
        max_length=BODY_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "lang": "hi"}),
        help_text=gettext_lazy(
            "Use the same sections in the same order. Without it, readers of Hindi will see the English text."
        ),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Review by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Shown on the page. When this date has passed, the page says so."),
    )

    def clean_draft(self) -> int:
        """Return the version of the draft that the text is based on; 0 for none."""
        return self.cleaned_data["draft"] or 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "body_hi"):
            # Browsers truncate pasted text silently at `maxlength`; the server reports it instead.
            del self.fields[name].widget.attrs["maxlength"]


class PolicyList(OfficialsChangeList):
    """One row per page, published or not."""

    @property
    def rows(self) -> list[PolicyStatus]:
        """The status of every page today, in the order of `PolicyKind`."""
        found = {version.kind: version for version in PolicyVersion.objects.newest_of_each()}
        drafts = {draft.kind: draft for draft in PolicyDraft.objects.all()}
        today = timezone.localdate()
        return [
            status_of(found[kind], on=today, draft=drafts.get(kind))
            if kind in found
            else waiting(kind, drafts.get(kind))
            for kind in PolicyKind
        ]


class PolicyVersionAdmin(PortalModelAdmin):
    """Versions are only ever added, never edited or deleted: consents refer to them."""

    has_public_name = False
    list_display = ("kind", "number", "published_at", "review_on")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        return PolicyVersion.objects.with_publishers()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return PolicyList


@require_safe
def version_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one version, read-only, in both languages."""
    version = visible_or_404(request, PolicyVersion.objects.with_publishers(), object_id)
    kind = PolicyKind(version.kind)
    versions = list(limited_choices(PolicyVersion.objects.of(kind).defer("body", "body_hi"), chosen=[version.pk]))
    context: dict[str, Any] = {
        "version": version,
        "versions": versions,
        "standing": status_of(version, on=timezone.localdate()) if version == versions[0] else None,
        "shown": preview_policy(version.body, version.body_hi),
        "public_url": reverse(f"public:{kind}_version", args=[version.number]),
        "next_url": publish_url(kind) if has_model_permission(request, "add", PolicyVersion) else "",
        "trail_url": trail_url(request, version),
    }
    return render_page(request, PolicyVersion, "version.html", subtitle=name_of(version), **context)


def publish_page(request: HttpRequest) -> HttpResponse:
    """Show the form for the next version of the page in the URL; a POST previews, saves a draft or publishes."""
    check_model_permission(request, "add", PolicyVersion)
    kind = kind_named(request.GET.get("kind", ""))
    if kind is None:
        return redirect("admin:engagements_policyversion_changelist")
    current, draft = PolicyVersion.objects.in_force(kind).first(), PolicyDraft.objects.filter(kind=kind).first()
    form, status = PolicyForm(posted(request), initial=initial_policy(current, draft)), 200
    if form.is_valid() and {"publish", "save"} & set(request.POST):
        try:
            return (
                publish_version(request, kind, form) if "publish" in request.POST else keep_draft(request, kind, form)
            )
        except ActionRefused as refused:
            add_refusal(form, refused)
            status = 409 if isinstance(refused, EditConflict) else 200
    return render_form(request, kind, form, current=current, draft=draft, status=status)


def publish_version(request: HttpRequest, kind: PolicyKind, form: PolicyForm) -> HttpResponse:
    """Publish the text as the next version."""
    made = publish_policy(kind, by=actor_of(request), at=timezone.now(), **form.cleaned_data)
    words = _("%(version)s has been published. Visitors will see it from now on.") % {"version": name_of(made)}
    messages.success(request, words)
    return redirect("admin:engagements_policyversion_change", made.pk)


def keep_draft(request: HttpRequest, kind: PolicyKind, form: PolicyForm) -> HttpResponse:
    """Save the text as the draft of the page."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    save_draft(kind, by=actor_of(request), at=timezone.now(), **given)
    messages.success(request, _("The draft of “%(page)s” is saved. Only officials read it.") % {"page": kind.label})
    return redirect(publish_url(kind))


def render_form(
    request: HttpRequest,
    kind: PolicyKind,
    form: PolicyForm,
    *,
    current: PolicyVersion | None,
    draft: PolicyDraft | None,
    status: int,
) -> HttpResponse:
    """Render the form, with a preview if a valid text was sent."""
    given = form.cleaned_data if form.is_bound and not form.errors else None
    is_outdated = status == 409
    was = form.cleaned_data if is_outdated else {}
    if is_outdated:
        # Having been told of the conflict, the user may overwrite the newer version or draft.
        newest = {"version": current.number if current else 0, "draft": draft.version if draft else 0}
        form.data = {**form.cleaned_data, **newest}
    context: dict[str, Any] = {
        "form": form,
        "current_name": name_of(current) if current else "",
        "current_url": reverse("admin:engagements_policyversion_change", args=[current.pk]) if current else "",
        "draft": draft,
        "is_outdated": bool(current and is_outdated and current.number != was["version"]),
        "other_draft": preview_policy(draft.body, draft.body_hi) if draft and is_outdated else None,
        "preview": preview_policy(given["body"], given["body_hi"]) if given else None,
    }
    number = current.number + 1 if current else 1
    subtitle = _("%(page)s: publish version %(number)s") % {"page": kind.label, "number": number}
    return render_page(request, PolicyVersion, "publish.html", subtitle=subtitle, status=status, **context)


def publish_url(kind: PolicyKind) -> str:
    """Return the URL of the form for a page's next version."""
    return f"{reverse('admin:engagements_policyversion_add')}?kind={kind}"


def kind_named(word: str) -> PolicyKind | None:
    """Return the page kind that the URL names, or None."""
    return PolicyKind(word) if word in PolicyKind.values else None


def name_of(version: PolicyVersion) -> str:
    """Return the title of a version, in the reader's language."""
    return _("%(page)s, version %(number)s") % {"page": PolicyKind(version.kind).label, "number": version.number}


def initial_policy(current: PolicyVersion | None, draft: PolicyDraft | None) -> dict[str, Any]:
    """Return the form's initial values: the draft, or the text in force and a review a year from today."""
    base = {"version": current.number if current else 0, "draft": draft.version if draft else 0}
    if draft:
        return base | {"body": draft.body, "body_hi": draft.body_hi, "review_on": draft.review_on}
    texts = {"body": current.body, "body_hi": current.body_hi} if current else {}
    return base | texts | {"review_on": timezone.localdate() + REVIEWED_WITHIN}


def status_of(version: PolicyVersion, *, on: date, draft: PolicyDraft | None = None) -> PolicyStatus:
    """Return the status of a published page on a day."""
    left = (version.review_on - on).days
    tone = "bad" if left < 0 else "warn" if left <= REVIEW_SOON else ""
    return PolicyStatus(PolicyKind(version.kind), version, review_words(left), tone, open_entries(version), draft)


def waiting(kind: PolicyKind, draft: PolicyDraft | None) -> PolicyStatus:
    """Return the status of a page that was never published."""
    return PolicyStatus(kind, None, gaps=open_entries(draft) if draft else 0, draft=draft)


def open_entries(text: PolicyVersion | PolicyDraft) -> int:
    """Return the number of unfilled placeholders; one that is open in both languages counts once."""
    return max(len(policies.unfilled_placeholders(one)) for one in (text.body, text.body_hi))


def tasks_of(actor: Actor) -> list[PolicyTask]:
    """Return the tasks to finish before ventures can send anything, for those who publish policies."""
    if not (settings.POLICIES_MUST_BE_COMPLETE and may(actor, Act.PUBLISH_POLICY)):
        return []
    found, state = [], notice_state()
    if state is not NoticeState.COMPLETE:
        title, link = _("The submission form is closed"), _("Complete the privacy notice")
        found.append(PolicyTask(title, str(CLOSED_BECAUSE[state]), publish_url(PolicyKind.PRIVACY), link, tone="bad"))
    published = set(PolicyVersion.objects.values_list("kind", flat=True))
    lacking = [str(kind.label) for kind in PolicyKind if kind not in published and kind is not PolicyKind.PRIVACY]
    if lacking:
        text = _("Visitors read that these pages are being prepared: %(pages)s.") % {"pages": ", ".join(lacking)}
        url = reverse("admin:engagements_policyversion_changelist")
        found.append(PolicyTask(_("Pages to be published"), text, url, _("Policy pages")))
    return found


def review_words(left: int) -> str:
    """Return the days left until a review, or overdue, in words."""
    if left < 0:
        return ngettext("overdue by %(days)s day", "overdue by %(days)s days", -left) % {"days": -left}
    if left == 0:
        return _("due today")
    return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}


def preview_policy(body: str, body_hi: str) -> PolicyPreview:
    """Return a preview of both texts, with warnings about gaps and differences."""
    english, hindi = policies.layout(body), policies.layout(body_hi)
    return PolicyPreview(english, hindi, tuple(_warnings(body, body_hi, english, hindi)))


def _warnings(body: str, body_hi: str, english: policies.PolicyDocument, hindi: policies.PolicyDocument) -> list[str]:
    open_entries = policies.unfilled_placeholders(body)
    found = [_("To be completed: %(what)s.") % {"what": entry} for entry in open_entries]
    if not body_hi:
        return [*found, _("There is no Hindi text. Readers of Hindi will see the English text, with a notice.")]
    if len(policies.unfilled_placeholders(body_hi)) != len(open_entries):
        counts = {"english": len(open_entries), "hindi": len(policies.unfilled_placeholders(body_hi))}
        found.append(
            _("Items still to be completed: %(english)s in the English text, %(hindi)s in the Hindi text.") % counts
        )
    if len(hindi.parts) != len(english.parts):
        counts = {"english": len(english.parts), "hindi": len(hindi.parts)}
        found.append(_("The English text has %(english)s sections, the Hindi text has %(hindi)s.") % counts)
    return found
