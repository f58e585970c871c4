"""Look twice at what no person may have sent, and bound what one network makes the portal store and mail."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from engagements.actions import limits
from engagements.errors import ActionRefused
from engagements.models import Draft
from engagements.public.forms.address import AddressForm
from engagements.rules.abuse import signs_of
from engagements.rules.submission_data import SubmissionData

# The field of `public/_trap.html`, which people do not see.
HONEYPOT_FIELD = "homepage"


def with_abuse_signs(sent: SubmissionData, request: HttpRequest, draft: Draft, *, at: datetime) -> SubmissionData:
    """Return what is sent together with the signs of abuse; any sign holds it for the security officer."""
    is_flood = limits.exceeds_rate(client_address(request), at=at)
    signs = signs_of(trap=honeypot_value(request), took=at - draft.started_at, is_flood=is_flood)
    return replace(sent, findings=(*sent.findings, *(sign.value for sign in signs)))


def is_within_limits(request: HttpRequest, form: AddressForm, *, at: datetime) -> bool:
    """Count the mail that a valid form asks for; where there are too many, say so in the form and return False."""
    try:
        limits.count_mail(client_address(request), form.cleaned_data["email"], at=at)
    except ActionRefused as refused:
        form.add_error("email", refused.message)
    return form.is_valid()


def honeypot_value(request: HttpRequest) -> str:
    """Return what was written into the field that people do not see."""
    return request.POST.get(HONEYPOT_FIELD, "")


def client_address(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw; what stands before it anybody may have written."""
    count = settings.TRUSTED_PROXY_COUNT
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if count and len(passed) >= count:
        return passed[-count]
    return str(request.META.get("REMOTE_ADDR", ""))
