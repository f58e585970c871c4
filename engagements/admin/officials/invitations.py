"""The page behind an invitation link, where the official chooses a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from engagements.actions import invitations
from engagements.admin.officials.forms import PasswordForm
from engagements.errors import ActionRefused


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def accept_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is invited and ask for a password; only the POST uses up the link."""
    official = invitations.official_from_token(token, at=timezone.now())
    if official is None:
        return render(request, "account/invitation_over.html", status=404)
    form = PasswordForm(request.POST if request.method == "POST" else None, official=official)
    if form.is_valid():
        try:
            invitations.accept_invitation(token, form.cleaned_data["password"], at=timezone.now())
        except ActionRefused:
            return render(request, "account/invitation_over.html", status=404)
        messages.success(request, _("Your password has been saved. Sign in with it, then set up a second factor."))
        return redirect("/accounts/login/?next=/accounts/2fa/")
    return render(request, "account/invitation.html", {"form": form, "official": official})
