"""Message shown when a link was emailed recently and no second email was sent."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from engagements.models import MailedLink
from engagements.rules.dates import moment_text


def say_not_again(request: HttpRequest, earlier: MailedLink) -> None:
    """Say when the earlier email was sent and until when its link works; the same for every email address."""
    sentence = _(
        "An email was sent to this address on %(at)s. The link in it works until %(until)s; no second email was sent."
    )
    values = {"at": moment_text(earlier.made_at), "until": moment_text(earlier.expires_at)}
    messages.info(request, sentence % values)
