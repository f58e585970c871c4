"""Outgoing emails in the admin: delivery state, text for those who may read it, resending."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from engagements.actions import mail
from engagements.admin.base import PortalModelAdmin
from engagements.admin.lists import OfficialsChangeList, by_choices
from engagements.admin.plain_pages import (
    actor_of,
    check_act,
    render_page,
    trail_url,
    visible_or_404,
)
from engagements.choices import DeliveryStatus, MessageKind
from engagements.errors import ActionRefused
from engagements.models import OutgoingMessage, Submission
from engagements.rules.actors import Actor
from engagements.rules.numerals import format_number
from engagements.rules.permissions import Act, may


def may_read(message: OutgoingMessage, actor: Actor) -> bool:
    """Return whether the actor may read an email's text and recipient.

    An email without a submission contains a link that opens a draft: only its recipient may read it.
    """
    return may(actor, Act.READ_CONTACT) and sees_submission(message, actor)


def sees_submission(message: OutgoingMessage, actor: Actor) -> bool:
    """Return whether the email is about a submission that the actor may open."""
    about = message.submission_id
    return about is not None and Submission.objects.visible_to(actor).filter(pk=about).exists()


class MailList(OfficialsChangeList):
    """The list of outgoing emails."""

    @property
    def count_text(self) -> str:
        """The number of matching emails, in words."""
        words = ngettext("%(count)s email", "%(count)s emails", self.result_count)
        return words % {"count": format_number(self.result_count)}


class OutgoingMessageAdmin(PortalModelAdmin):
    """Lists outgoing emails; they are created by actions."""

    empty_list_text = gettext_lazy("Every email from the portal is listed here from the moment it is queued.")
    list_display = ("kind", "status", "about", "queued_at", "attempts", "sent_at", "last_error")
    sortable_by = ("queued_at", "sent_at", "attempts")
    list_filter = (
        by_choices("status", gettext_lazy("delivery"), DeliveryStatus),
        by_choices("kind", gettext_lazy("kind"), MessageKind),
    )
    list_select_related = ("submission",)
    search_fields = ("submission__reference",)
    search_help_text = gettext_lazy("A reference number or part of one")
    ordering = ("-queued_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingMessage]:
        return OutgoingMessage.objects.visible_to(actor_of(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[OfficialsChangeList]:
        return MailList

    @display(description=gettext_lazy("about"))
    def about(self, message: OutgoingMessage) -> str:
        """Return the reference of the submission that the email is about."""
        return about_text(message)


@require_safe
def message_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show one email; reading its text is recorded in the audit trail."""
    message, actor = visible_message(request, object_id), actor_of(request)
    is_readable = may_read(message, actor)
    if is_readable and request.method == "GET":
        mail.log_message_read(message, by=actor, at=timezone.now())
    context: dict[str, Any] = {
        "message": message,
        "is_readable": is_readable,
        "may_open_submission": sees_submission(message, actor),
        "may_send_again": may(actor, Act.RETRY_MAIL) and message.status == DeliveryStatus.FAILED,
        "trail_url": trail_url(request, message),
    }
    subtitle = f"{message.get_kind_display()} · {about_text(message)}"
    return render_page(request, OutgoingMessage, "message.html", subtitle=subtitle, **context)


def send_again(request: HttpRequest, object_id: int) -> HttpResponse:
    """Queue a failed email again."""
    message = visible_message(request, object_id)
    check_act(request, Act.RETRY_MAIL)
    if request.method == "POST":
        try:
            mail.requeue(message, by=actor_of(request), at=timezone.now())
            messages.success(request, _("The email is back in the queue and will be sent within a minute."))
        except ActionRefused as refused:
            messages.error(request, refused.message)
    return redirect("admin:engagements_outgoingmessage_change", message.pk)


def visible_message(request: HttpRequest, object_id: str | int) -> OutgoingMessage:
    """Return an email that the user may see, or raise 403 or 404."""
    found = OutgoingMessage.objects.visible_to(actor_of(request))
    return visible_or_404(request, found.select_related("submission"), object_id)


def about_text(message: OutgoingMessage) -> str:
    """Return the reference of the submission that an email is about, or a dash."""
    return message.submission.reference if message.submission else "–"
