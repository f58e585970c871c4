"""Campaigns in the admin: their size, their distinct texts, and the two manual corrections, merge and separate."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from engagements.actions import campaigns
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList, by_record
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_act,
    check_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.admin.request_params import parse_page
from engagements.admin.written_fields import WrittenLine
from engagements.errors import ActionRefused
from engagements.models import Campaign, Consultation, Submission
from engagements.models.submission import REASON_MAX
from engagements.reports.campaigns import CampaignSize, sizes, texts_of_campaign
from engagements.rules.actors import Actor
from engagements.rules.parsers import parse_pk
from engagements.rules.permissions import Act, may

# Number of campaigns offered for merging, largest first.
OFFERED = 30


class SeparateForm(forms.Form):
    """The reason for separating a submission from a campaign."""

    because = WrittenLine(
        label=gettext_lazy("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give a reason. One sentence is enough.")},
    )


class MergeForm(SeparateForm):
    """The campaign to merge into, and the reason."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("Merge it into"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the campaign that takes the submissions.")},
    )
    field_order = ("into", "because")

    def __init__(self, *args: Any, offered: list[tuple[Campaign, CampaignSize]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(campaign.pk): campaign for campaign, _size in offered}
        field: Any = self.fields["into"]
        field.choices = [(str(campaign.pk), str(campaign)) for campaign, _size in offered]
        field.choice_hints = {str(campaign.pk): hint_of(size) for campaign, size in offered}
        field.coerce = by_key.__getitem__


class CampaignList(OfficialsChangeList):
    """The list of campaigns with their sizes."""

    @property
    def rows(self) -> list[tuple[Campaign, CampaignSize]]:
        """The campaigns of this page with their sizes."""
        return sized(list(self.result_list), by=actor_of(self.request))


class CampaignAdmin(PortalModelAdmin):
    """Campaigns are detected by comparing texts; officials may merge them or separate submissions."""

    empty_list_text = gettext_lazy(
        "The portal detects campaigns automatically when several ventures send the same text."
    )
    list_display = ("number", "consultation")
    sortable_by = ()
    list_filter = (by_record("consultation", gettext_lazy("consultation"), Consultation.objects.all),)
    list_select_related = ("consultation",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return Campaign.objects.visible_to(actor_of(request)).select_related("consultation")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-size", "-pk"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return CampaignList

    @staticmethod
    def number(campaign: Campaign) -> str:
        """Return the name of the campaign, for the list."""
        return str(campaign)


@require_safe
def campaign_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a campaign with its size, distinct texts and senders; a merged one redirects to its successor."""
    check_model_permission(request, "view", Campaign)
    actor = actor_of(request)
    successor = successor_of(object_id, by=actor)
    if successor:
        return redirect("admin:engagements_campaign_change", successor.pk)
    campaign = visible_campaign(request, object_id)
    size = size_or_404(campaign, by=actor)
    page = texts_of_campaign(campaign, size.first, by=actor, number=parse_page(request))
    if request.method == "GET":
        shown = [text.beside.submission for text in page.texts]
        campaigns.log_reads_of_similar(size.first, shown, by=actor, at=timezone.now())
    context: dict[str, Any] = {
        "campaign": campaign,
        "size": size,
        "page": page,
        "first": size.first,
        "previous_url": f"?page={page.number - 1}" if page.number > 1 else "",
        "next_url": f"?page={page.number + 1}" if page.number < page.pages else "",
        "range": _("page %(number)s of %(pages)s") % {"number": page.number, "pages": page.pages},
        "may_mend": may(actor, Act.EDIT_CAMPAIGNS),
        "merged": campaign.merged.select_related("merged_by").order_by("merged_at", "pk"),
        "trail_url": trail_url(request, campaign),
    }
    return render_page(request, Campaign, "campaign.html", subtitle=str(campaign), **context)


def merge_page(request: HttpRequest, object_id: int) -> HttpResponse:
    """Show the form for merging this campaign into another; a POST merges them."""
    check_model_permission(request, "view", Campaign)
    actor = actor_of(request)
    successor = successor_of(object_id, by=actor)
    if successor:
        # A second click, or someone else merged it first: nothing left to do.
        return redirect("admin:engagements_campaign_change", successor.pk)
    check_act(request, Act.EDIT_CAMPAIGNS)
    campaign = visible_campaign(request, object_id)
    others = Campaign.objects.visible_to(actor).filter(consultation=campaign.consultation).exclude(pk=campaign.pk)
    form = MergeForm(posted(request), offered=sized(list(others.largest_first()[:OFFERED]), by=actor))
    if form.is_valid():
        try:
            target = campaigns.merge(campaign, **form.cleaned_data, by=actor, at=timezone.now())
            said = _("%(campaign)s is part of %(target)s now.") % {"campaign": campaign, "target": target}
            messages.success(request, said)
            return redirect("admin:engagements_campaign_change", target.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
    context: dict[str, Any] = {
        "campaign": campaign,
        "size": size_or_404(campaign, by=actor),
        "form": form,
        "errors": form.errors,
    }
    subtitle = _("Merge %(campaign)s") % {"campaign": campaign}
    return render_page(request, Campaign, "merge.html", subtitle=subtitle, **context)


def separate_page(request: HttpRequest, object_id: int, submission_id: int) -> HttpResponse:
    """Show the form for separating a submission from a campaign; a POST separates it."""
    check_act(request, Act.EDIT_CAMPAIGNS)
    campaign, actor = visible_campaign(request, object_id), actor_of(request)
    seen = Submission.objects.visible_to(actor).filter(pk=submission_id)
    submission = seen.filter(fingerprint__campaign=campaign).select_related("venture").first()
    if submission is None and seen.filter(fingerprint__separated_from=campaign).exists():
        # A second click: already separated.
        return redirect("admin:engagements_submission_change", submission_id)
    if submission is None:
        raise Http404
    form = SeparateForm(posted(request))
    if form.is_valid():
        try:
            campaigns.separate(submission, campaign, **form.cleaned_data, by=actor, at=timezone.now())
            said = _("%(reference)s is now separate from %(campaign)s.")
            messages.success(request, said % {"reference": submission.reference, "campaign": campaign})
            return redirect("admin:engagements_submission_change", submission.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
    context: dict[str, Any] = {
        "campaign": campaign,
        "size": size_or_404(campaign, by=actor),
        "form": form,
        "errors": form.errors,
    }
    subtitle = _("Separate %(reference)s") % {"reference": submission.reference}
    return render_page(request, Campaign, "separate.html", subtitle=subtitle, submission=submission, **context)


def visible_campaign(request: HttpRequest, object_id: str | int) -> Campaign:
    """Return a campaign that the user may see, or raise 403 or 404."""
    return visible_or_404(
        request, Campaign.objects.visible_to(actor_of(request)).select_related("consultation"), object_id
    )


def successor_of(object_id: str | int, *, by: Actor) -> Campaign | None:
    """Return the visible campaign that one was merged into, so that old URLs redirect."""
    return Campaign.objects.visible_to(by).filter(merged=parse_pk(str(object_id))).first()


def size_or_404(campaign: Campaign, *, by: Actor) -> CampaignSize:
    """Return the size of a campaign, or raise 404 if it has become empty."""
    size = sizes([campaign], by=by).get(campaign.pk)
    if size is None:
        raise Http404
    return size


def sized(found: list[Campaign], *, by: Actor) -> list[tuple[Campaign, CampaignSize]]:
    """Return campaigns with their sizes, without empty ones."""
    known = sizes(found, by=by)
    return [(campaign, known[campaign.pk]) for campaign in found if campaign.pk in known]


def hint_of(size: CampaignSize) -> str:
    """Return the size and first summary of a campaign, as the hint of a choice."""
    words = _("%(submissions)s submissions, %(texts)s distinct texts, %(ventures)s ventures: “%(summary)s”")
    return words % {
        "submissions": size.submissions,
        "texts": size.texts,
        "ventures": size.ventures,
        "summary": size.first.summary,
    }
