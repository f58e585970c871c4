"""Ministry responses in the admin: prepared by one official, previewed, released by another, version by version."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.actions import responses
from engagements.admin.base import PortalModelAdmin, actor_of
from engagements.admin.limited_choices import limited_choices
from engagements.admin.lists import OfficialsChangeList
from engagements.admin.request_params import consultation_in
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Consultation, MinistryResponse
from engagements.models.response import RESPONSE_MAX
from engagements.rules.four_eyes import may_release
from engagements.rules.parsers import parse_int
from engagements.rules.permissions import Act, may


class ResponseForm(forms.Form):
    """The texts of the next version, in both languages."""

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
            # A browser that cuts a pasted text short would do so in silence; the server says it.
            del self.fields[name].widget.attrs["maxlength"]


class ResponseList(OfficialsChangeList):
    """The versions by consultation, and the consultations that one can be prepared for."""

    @property
    def consultations(self) -> QuerySet[Consultation]:
        """The newest of the consultations that are published."""
        return limited_choices(Consultation.objects.public())


class MinistryResponseAdmin(PortalModelAdmin):
    """Versions are prepared and released by acts; a released one is never changed, and none is deleted."""

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

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.release_view)
        return [
            path("<int:object_id>/release/", view, name="engagements_ministryresponse_release"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one version in both languages, as the public reads it or will."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self.reading(request, self.get_visible_object(request, object_id))

    def reading(
        self, request: HttpRequest, version: MinistryResponse, *, refusal: str = "", status: int = 200
    ) -> HttpResponse:
        """Draw one version, with the button that releases it for those who may."""
        actor = actor_of(request)
        versions = list(version.consultation.responses.order_by("-number").defer("body", "body_hi"))
        may_act = version.released_at is None and may(actor, Act.RELEASE_RESPONSE)
        context = {
            "version": version,
            "versions": versions,
            "may_act": may_act,
            "may_release": may_act and may_release(version.prepared_by, actor),
            "next_url": self.next_url(request, version) if version == versions[0] else "",
            "refusal": refusal,
            "trail_url": self.trail_url(request, version),
        }
        subtitle = _("%(consultation)s: version %(number)s") % {
            "consultation": version.consultation,
            "number": version.number,
        }
        template = "admin/engagements/ministryresponse/version.html"
        return self.render_page(request, template, subtitle=subtitle, status=status, **context)

    def release_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Let everybody read a prepared version."""
        version = self.get_visible_object(request, str(object_id))
        if not may(actor_of(request), Act.RELEASE_RESPONSE):
            raise PermissionDenied
        saves = parse_int(request.POST.get("saves", ""))
        if request.method != "POST" or saves is None:
            return redirect(self.url_of("change", version.pk))
        try:
            responses.release(version, by=actor_of(request), at=timezone.now(), saves=saves)
        except ActionRefused as refused:
            status = 409 if isinstance(refused, EditConflict) else 200
            return self.reading(
                request, self.get_visible_object(request, str(object_id)), refusal=refused.message, status=status
            )
        messages.success(request, _("Released. Everyone can now read it on the consultation page."))
        return redirect(self.url_of("change", version.pk))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write the next version for the consultation that the address names: preview it, then keep it for release."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        consultation = consultation_in(request, Consultation.objects.public())
        if consultation is None:
            return redirect(self.url_of("changelist"))
        last = consultation.responses.order_by("-number").first()
        if request.method != "POST":
            return self.writing(request, consultation, ResponseForm(initial=prefilled(last)), last=last)
        form = ResponseForm(request.POST)
        if not form.is_valid() or "prepare" not in request.POST:
            return self.writing(request, consultation, form, last=last)
        return self.prepared(request, consultation, form, last=last)

    def prepared(
        self, request: HttpRequest, consultation: Consultation, form: ResponseForm, *, last: MinistryResponse | None
    ) -> HttpResponse:
        """Keep what was written for release, or show it again with what is in the way."""
        try:
            made = responses.prepare(consultation, by=actor_of(request), at=timezone.now(), **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(refused.field or None, refused.message)
            status = 409 if isinstance(refused, EditConflict) else 200
            return self.writing(request, consultation, form, last=last, status=status)
        messages.success(request, _("Saved. Another lead or administrator must read and release it."))
        return redirect(self.url_of("change", made.pk))

    def writing(
        self,
        request: HttpRequest,
        consultation: Consultation,
        form: ResponseForm,
        *,
        last: MinistryResponse | None,
        status: int = 200,
    ) -> HttpResponse:
        """Draw the form, under a preview where a text was sent that can stand."""
        given = form.cleaned_data if form.is_bound and not form.errors else None
        if status == 409:
            # Whoever has now been told may write over the newer words.
            form.data = {**form.cleaned_data, "saves": prefilled(last)["saves"]}
        context = {
            "form": form,
            "consultation": consultation,
            "last_url": self.url_of("change", last.pk) if last else "",
            "is_outdated": status == 409,
            "preview": given,
        }
        waits = last is not None and last.released_at is None
        number = (last.number if waits else last.number + 1) if last else 1
        subtitle = _("%(consultation)s: prepare version %(number)s") % {"consultation": consultation, "number": number}
        template = "admin/engagements/ministryresponse/prepare.html"
        return self.render_page(request, template, subtitle=subtitle, status=status, **context)

    def next_url(self, request: HttpRequest, version: MinistryResponse) -> str:
        """Return where the waiting version is changed, or the one after a released one written."""
        if not self.has_add_permission(request):
            return ""
        return f"{self.url_of('add')}?consultation={version.consultation_id}"


def prefilled(last: MinistryResponse | None) -> dict[str, Any]:
    """Return what the form starts with: the words of the last version, and how often a waiting one was saved."""
    if last is None:
        return {"saves": 0}
    return {"saves": 0 if last.released_at else last.saves, "body": last.body, "body_hi": last.body_hi}
