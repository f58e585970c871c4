"""Campaigns in the admin: how large each is, its distinct texts, and the two corrections that a person can make."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import campaigns
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.lists import OfficialsChangeList, by_record
from engagements.admin.request_params import parse_page
from engagements.admin.submissions.forms import WrittenLine
from engagements.errors import ActionRefused
from engagements.models import Campaign, Consultation, Submission
from engagements.models.submission import REASON_MAX
from engagements.reports.campaigns import Size, sizes, texts_of_campaign
from engagements.rules.actors import Actor
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import Act, may

# So many other campaigns are offered for merging, the largest first.
OFFERED = 30


class SeparateForm(forms.Form):
    """Why a submission does not belong to a campaign."""

    because = WrittenLine(
        label=gettext_lazy("Reason"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give a reason. One sentence is enough.")},
    )


class MergeForm(SeparateForm):
    """Which campaign takes the submissions of another one, and why."""

    into = forms.TypedChoiceField(
        label=gettext_lazy("Merge it into"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the campaign that takes the submissions.")},
    )
    field_order = ("into", "because")

    def __init__(self, *args: Any, offered: list[tuple[Campaign, Size]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(campaign.pk): campaign for campaign, _size in offered}
        field: Any = self.fields["into"]
        field.choices = [(str(campaign.pk), str(campaign)) for campaign, _size in offered]
        field.choice_hints = {str(campaign.pk): hint_of(size) for campaign, size in offered}
        field.coerce = by_key.__getitem__


class CampaignList(OfficialsChangeList):
    """The list, each campaign with how large it is."""

    @property
    def rows(self) -> list[tuple[Campaign, Size]]:
        """The campaigns of this page with their figures."""
        return sized(list(self.result_list), by=actor_of(self.request))


class CampaignAdmin(PortalModelAdmin):
    """Campaigns are found by comparing texts; a person merges them, or separates a submission."""

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

    def get_urls(self) -> list[Any]:
        wrapped = self.admin_site.admin_view
        merge = path("<int:object_id>/merge/", wrapped(self.merge_view), name="engagements_campaign_merge")
        separate = path(
            "<int:object_id>/separate/<int:submission_id>/",
            wrapped(self.separate_view),
            name="engagements_campaign_separate",
        )
        return [merge, separate, *super().get_urls()]

    @staticmethod
    def number(campaign: Campaign) -> str:
        """Column: which campaign it is."""
        return str(campaign)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a campaign: how large it is, its distinct texts, who sent them."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        actor = actor_of(request)
        successor = self.successor(request, object_id)
        if successor:
            return redirect(self.url_of("change", successor.pk))
        campaign = self.found(request, object_id)
        size = self.size_of(campaign, actor)
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
            "trail_url": self.trail_url(request, campaign),
        }
        template = "admin/engagements/campaign/campaign.html"
        return self.render_page(request, template, subtitle=str(campaign), **context)

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Let a person choose the campaign into which this one is merged, and say why."""
        successor = self.successor(request, str(object_id))
        if successor:
            # A second click, or somebody was faster: what was to be done is done.
            return redirect(self.url_of("change", successor.pk))
        campaign, actor = self.mendable(request, object_id), actor_of(request)
        others = Campaign.objects.visible_to(actor).filter(consultation=campaign.consultation).exclude(pk=campaign.pk)
        form = MergeForm(posted(request), offered=sized(list(others.largest_first()[:OFFERED]), by=actor))
        if request.method == "POST" and form.is_valid():
            try:
                target = campaigns.merge(campaign, **form.cleaned_data, by=actor, at=timezone.now())
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            else:
                said = _("%(campaign)s is part of %(target)s now.")
                messages.success(request, said % {"campaign": campaign, "target": target})
                return redirect(self.url_of("change", target.pk))
        return self.asked(request, "merge", campaign, form, subtitle=_("Merge %(campaign)s") % {"campaign": campaign})

    def separate_view(self, request: HttpRequest, object_id: int, submission_id: int) -> HttpResponse:
        """Let a person take a submission out of the campaign, and say why."""
        campaign, actor = self.mendable(request, object_id), actor_of(request)
        members = Submission.objects.visible_to(actor).filter(fingerprint__campaign=campaign).select_related("venture")
        submission = members.filter(pk=submission_id).first()
        if submission is None:
            return self.separated_before(request, campaign, submission_id)
        form = SeparateForm(posted(request))
        if request.method == "POST" and form.is_valid():
            try:
                campaigns.separate(submission, campaign, **form.cleaned_data, by=actor, at=timezone.now())
            except ActionRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            else:
                said = _("%(reference)s is now separate from %(campaign)s.")
                messages.success(request, said % {"reference": submission.reference, "campaign": campaign})
                return redirect("admin:engagements_submission_change", submission.pk)
        subtitle = _("Separate %(reference)s") % {"reference": submission.reference}
        return self.asked(request, "separate", campaign, form, subtitle=subtitle, submission=submission)

    def asked(
        self, request: HttpRequest, name: str, campaign: Campaign, form: forms.Form, *, subtitle: str, **more: Any
    ) -> HttpResponse:
        """Draw the page with the form of a correction."""
        size = self.size_of(campaign, actor_of(request))
        context = {"campaign": campaign, "size": size, "form": form, "errors": form.errors, **more}
        return self.render_page(request, f"admin/engagements/campaign/{name}.html", subtitle=subtitle, **context)

    def separated_before(self, request: HttpRequest, campaign: Campaign, submission_id: int) -> HttpResponse:
        """Answer a second click: show the submission that was separated already; 404 where it was never a member."""
        seen = Submission.objects.visible_to(actor_of(request)).filter(fingerprint__separated_from=campaign)
        if not seen.filter(pk=submission_id).exists():
            raise Http404
        return redirect("admin:engagements_submission_change", submission_id)

    def successor(self, request: HttpRequest, object_id: str) -> Campaign | None:
        """Return the campaign into which one was merged, for those who may see it: old addresses lead on."""
        number = parse_int(object_id)
        if number is None or not self.has_view_permission(request):
            return None
        return Campaign.objects.visible_to(actor_of(request)).filter(merged=number).first()

    def found(self, request: HttpRequest, object_id: str) -> Campaign:
        """Return a campaign that is open to the reader."""
        campaign: Campaign = self.get_visible_object(request, object_id)
        return campaign

    def mendable(self, request: HttpRequest, object_id: int) -> Campaign:
        """Return a campaign for those who correct campaigns: 403 for all others."""
        if not may(actor_of(request), Act.EDIT_CAMPAIGNS):
            raise PermissionDenied
        return self.found(request, str(object_id))

    @staticmethod
    def size_of(campaign: Campaign, actor: Actor) -> Size:
        """Return how large a campaign is, or 404 where nothing of it is left since it was looked up."""
        size = sizes([campaign], by=actor).get(campaign.pk)
        if size is None:
            raise Http404
        return size


def sized(found: list[Campaign], *, by: Actor) -> list[tuple[Campaign, Size]]:
    """Return campaigns with how large they are."""
    known = sizes(found, by=by)
    return [(campaign, known[campaign.pk]) for campaign in found if campaign.pk in known]


def hint_of(size: Size) -> str:
    """Return how large a campaign is and how it begins, to choose it by."""
    words = _("%(submissions)s submissions, %(texts)s distinct texts, %(ventures)s ventures: “%(summary)s”")
    return words % {
        "submissions": size.submissions,
        "texts": size.texts,
        "ventures": size.ventures,
        "summary": size.first.summary,
    }


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or nothing where a page is only opened."""
    return request.POST if request.method == "POST" else None
