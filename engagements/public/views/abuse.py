"""Look twice at what no person may have sent, and bound what one network makes the portal store and mail."""

from datetime import datetime

from django.http import HttpRequest

from engagements.actions import limits
from engagements.choices import AbuseSign
from engagements.errors import ActionRefused
from engagements.models import Draft
from engagements.public.forms.address import AddressForm
from engagements.rules.abuse import signs_of

# The field of `public/_trap.html`, which people do not see.
HONEYPOT_FIELD = "homepage"


def abuse_signs_in(request: HttpRequest, draft: Draft, *, at: datetime) -> tuple[AbuseSign, ...]:
    """Count a submission among those of its network, and return the signs that no person sent it."""
    is_flood = limits.exceeds_rate(request.META["REMOTE_ADDR"], at=at)
    return signs_of(trap=honeypot_value(request), took=at - draft.started_at, is_flood=is_flood)


def is_within_limits(request: HttpRequest, form: AddressForm, *, at: datetime) -> bool:
    """Count the mail that a valid form asks for; where there are too many, say so in the form and return False."""
    try:
        limits.count_mail(request.META["REMOTE_ADDR"], form.cleaned_data["email"], at=at)
    except ActionRefused as refused:
        form.add_error("email", refused.message)
    return form.is_valid()


def honeypot_value(request: HttpRequest) -> str:
    """Return what was written into the field that people do not see."""
    return request.POST.get(HONEYPOT_FIELD, "")
