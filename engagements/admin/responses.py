"""Ministry responses in the admin: prepared by one official, previewed, released by another, versioned."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from engagements.actions import responses
from engagements.admin.base import PortalModelAdmin
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.plain_pages import (
    actor_of,
    add_refusal,
    check_act,
    check_model_permission,
    has_model_permission,
    posted,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.admin.request_params import consultation_in
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Consultation, MinistryResponse
from engagements.models.response import RESPONSE_MAX
from engagements.rules.four_eyes import may_release
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import Act, may


class ResponseForm(forms.Form):
    """Form for the next version, in both languages."""

    saves = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    body = forms.CharField(
        label=gettext_lazy("English text"),
        max_length=RESPONSE_MAX,
        widget=forms.Textarea(attrs={"rows": 18, "lang": "en"}),
        help_text=gettext_lazy("Markdown. The ministry's answer, point by point, to everyone who took part."),
        error_messages={"required": gettext_lazy("Enter the English text. You can add the Hindi text later.")},
    )
    body_hi = forms.CharField(
        label=gettext_lazy("Hindi text"),
        max_length=RESPONSE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18, "lang": "hi"}),
        help_text=gettext_lazy("If this is empty, readers of Hindi will see the English text, with a notice."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "body_hi"):
            # Browsers truncate pasted text silently at `maxlength`; the server reports it instead.
            del self.fields[name].widget.attrs["maxlength"]


class ResponseList(OfficialsChangeList):
    """The list of versions, with the consultations that one can be prepared for."""

    @property
    def consultations(self) -> QuerySet[Consultation]:
        """The newest published consultations."""
        return limited_choices(Consultation.objects.public())


class MinistryResponseAdmin(PortalModelAdmin):
    """Versions are prepared and released through actions; released ones never change, and none is deleted."""

    empty_list_text = gettext_lazy(
        "A ministry response answers everyone who took part. One official prepares it and another releases it."
    )
    list_display = ("consultation", "number", "prepared_by", "prepared_at", "released_by", "released_at")
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[MinistryResponse]:
        return MinistryResponse.objects.newest_first()

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-consultation__opens_at", "consultation_id", "-number"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return ResponseList


@require_safe
def response_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one version in both languages, as the public reads it."""
    return render_version(request, visible_version(request, object_id))


def release_response(request: HttpRequest, object_id: int) -> HttpResponse:
    """Publish a prepared version; refused if it was saved again since the page was opened."""
    version = visible_version(request, object_id)
    check_act(request, Act.RELEASE_RESPONSE)
    saves = parse_int(request.POST.get("saves", ""))
    if request.method != "POST" or saves is None:
        return redirect("admin:engagements_ministryresponse_change", version.pk)
    try:
        responses.release_response(version, by=actor_of(request), at=timezone.now(), saves=saves)
    except ActionRefused as refused:
        status = 409 if isinstance(refused, EditConflict) else 200
        return render_version(request, visible_version(request, object_id), refusal=refused.message, status=status)
    messages.success(request, _("Released. Everyone can now read it on the consultation page."))
    return redirect("admin:engagements_ministryresponse_change", version.pk)


def prepare_page(request: HttpRequest) -> HttpResponse:
    """Show the form for the next version for the consultation in the URL; a POST previews or saves it."""
    check_model_permission(request, "add", MinistryResponse)
    consultation = consultation_in(request, Consultation.objects.public())
    if consultation is None:
        return redirect("admin:engagements_ministryresponse_changelist")
    last = consultation.responses.order_by("-number").first()
    form, status = ResponseForm(posted(request), initial=initial_response(last)), 200
    if form.is_valid() and "prepare" in request.POST:
        try:
            made = responses.prepare_response(
                consultation, by=actor_of(request), at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Saved. Another lead or administrator must read and release it."))
            return redirect("admin:engagements_ministryresponse_change", made.pk)
        except ActionRefused as refused:
            add_refusal(form, refused)
            status = 409 if isinstance(refused, EditConflict) else 200
    return render_preparation(request, consultation, form, last=last, status=status)


def visible_version(request: HttpRequest, object_id: str | int) -> MinistryResponse:
    """Return a version, or raise 403 or 404."""
    return visible_or_404(request, MinistryResponse.objects.newest_first(), object_id)


def render_version(
    request: HttpRequest, version: MinistryResponse, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Render one version, with the release button for those who may use it."""
    actor = actor_of(request)
    versions = list(version.consultation.responses.order_by("-number").defer("body", "body_hi"))
    may_act = version.released_at is None and may(actor, Act.RELEASE_RESPONSE)
    may_prepare = version == versions[0] and has_model_permission(request, "add", MinistryResponse)
    next_url = f"{reverse('admin:engagements_ministryresponse_add')}?consultation={version.consultation_id}"
    context: dict[str, Any] = {
        "version": version,
        "versions": versions,
        "may_act": may_act,
        "may_release": may_act and may_release(version.prepared_by, actor),
        "next_url": next_url if may_prepare else "",
        "refusal": refusal,
        "trail_url": trail_url(request, version),
    }
    subtitle = _("%(consultation)s: version %(number)s") % {
        "consultation": version.consultation,
        "number": version.number,
    }
    return render_page(request, MinistryResponse, "version.html", subtitle=subtitle, status=status, **context)


def render_preparation(
    request: HttpRequest, consultation: Consultation, form: ResponseForm, *, last: MinistryResponse | None, status: int
) -> HttpResponse:
    """Render the form, with a preview if a valid text was sent."""
    given = form.cleaned_data if form.is_bound and not form.errors else None
    if status == 409:
        # Having been told of the conflict, the user may overwrite the newer text.
        form.data = {**form.cleaned_data, "saves": initial_response(last)["saves"]}
    context: dict[str, Any] = {
        "form": form,
        "consultation": consultation,
        "last_url": reverse("admin:engagements_ministryresponse_change", args=[last.pk]) if last else "",
        "is_outdated": status == 409,
        "preview": given,
    }
    waits = last is not None and last.released_at is None
    number = (last.number if waits else last.number + 1) if last else 1
    subtitle = _("%(consultation)s: prepare version %(number)s") % {"consultation": consultation, "number": number}
    return render_page(request, MinistryResponse, "prepare.html", subtitle=subtitle, status=status, **context)


def initial_response(last: MinistryResponse | None) -> dict[str, Any]:
    """Return the initial values: the last version's text, and how often a waiting one was saved."""
    if last is None:
        return {"saves": 0}
    return {"saves": 0 if last.released_at else last.saves, "body": last.body, "body_hi": last.body_hi}
