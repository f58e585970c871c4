"""Abuse signs of a submission, and limits on the emails requested from one network."""

from datetime import datetime

from django.http import HttpRequest

from engagements.actions import limits
from engagements.choices import AbuseSign
from engagements.errors import ActionRefused
from engagements.models import Draft
from engagements.public.forms.address import AddressForm
from engagements.rules.abuse import signs_of

# The hidden field of `public/_trap.html`.
HONEYPOT_FIELD = "homepage"


def abuse_signs_in(request: HttpRequest, draft: Draft, *, at: datetime) -> tuple[AbuseSign, ...]:
    """Count a submission towards its network's rate and return the signs that it was sent by a machine."""
    is_flood = limits.exceeds_rate(request.META["REMOTE_ADDR"], at=at)
    return signs_of(trap=honeypot_value(request), took=at - draft.started_at, is_flood=is_flood)


def is_within_limits(request: HttpRequest, form: AddressForm, *, at: datetime) -> bool:
    """Count the email that a valid form requests; above the limit, add an error to the form and return False."""
    try:
        limits.count_mail(request.META["REMOTE_ADDR"], form.cleaned_data["email"], at=at)
    except ActionRefused as refused:
        form.add_error("email", refused.message)
    return form.is_valid()


def honeypot_value(request: HttpRequest) -> str:
    """Return what was posted in the hidden field."""
    return request.POST.get(HONEYPOT_FIELD, "")
