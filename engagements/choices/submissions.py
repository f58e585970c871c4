"""Choices for submissions, with their labels for staff and ventures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionStatus(models.TextChoices):
    """Status of a submission, as worded for staff; `public_label` is the wording for its venture."""

    RECEIVED = "received", _("Received")
    UNDER_REVIEW = "under_review", _("Under review")
    CLARIFICATION = "clarification", _("Waiting for the venture")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    QUARANTINED = "quarantined", _("Quarantined")

    @property
    def public_label(self) -> str:
        return str(PUBLIC_STATUS_WORDS[self])


# A quarantined submission reads "Received" to its venture: this is true and reveals nothing.
PUBLIC_STATUS_WORDS = {
    SubmissionStatus.RECEIVED: _("Received"),
    SubmissionStatus.UNDER_REVIEW: _("Being considered"),
    SubmissionStatus.CLARIFICATION: _("We need more from you"),
    SubmissionStatus.ANSWERED: _("Answered"),
    SubmissionStatus.CLOSED: _("Closed"),
    SubmissionStatus.WITHDRAWN: _("Withdrawn"),
    SubmissionStatus.QUARANTINED: _("Received"),
}


class PublicationConsent(models.TextChoices):
    """How much of a submission may be published, from the most open to the strictest."""

    NAMED = "named", _("With our name")
    UNNAMED = "unnamed", _("Quoted without our name")
    COUNTED = "counted", _("Counted only")
    OFFICIALS = "officials", _("Officials only")

    @property
    def strictness(self) -> int:
        return list(PublicationConsent).index(self)

    @property
    def explanation(self) -> str:
        return str(CONSENT_EXPLANATIONS[self])


CONSENT_EXPLANATIONS = {
    PublicationConsent.NAMED: _("Your text may be published together with the name of your venture."),
    PublicationConsent.UNNAMED: _("Your text may be published, without your venture's name."),
    PublicationConsent.COUNTED: _("Your text is not published. It is counted in published figures."),
    PublicationConsent.OFFICIALS: _("Only officials read it. It does not appear in published figures."),
}


class Channel(models.TextChoices):
    """How a submission reached the ministry."""

    WEB = "web", _("Web form")
    SESSION = "session", _("Said in a session")
    EMAIL = "email", _("Email")
    POST = "post", _("Post")


class Severity(models.IntegerChoices):
    """How serious the difficulty is, as rated by the venture."""

    NUISANCE = 1, _("Minor inconvenience")
    SLOWS = 2, _("It slows us down")
    COSTLY = 3, _("Costs us time or money")
    CRITICAL = 4, _("It threatens the project")
    STOPS = 5, _("It stops us")

    @property
    def explanation(self) -> str:
        return str(SEVERITY_EXPLANATIONS[self])


SEVERITY_EXPLANATIONS = {
    Severity.NUISANCE: _("We can work around it."),
    Severity.SLOWS: _("Weeks, or effort we would rather spend elsewhere."),
    Severity.COSTLY: _("Months, or money we cannot spare."),
    Severity.CRITICAL: _("We may have to give up this product or order."),
    Severity.STOPS: _("We cannot deliver, or the venture may not survive."),
}


class ReplyKind(models.TextChoices):
    """Whether a reply is final or interim."""

    FINAL = "final", pgettext_lazy("kind of reply", "Final reply")
    INTERIM = "interim", pgettext_lazy("kind of reply", "Interim reply")


class Moderation(models.TextChoices):
    """An official's decision on publication, where the venture consents."""

    PENDING = "pending", _("Not decided yet")
    PUBLISHED = "published", _("May be shown")
    NOT_PUBLISHED = "not_published", _("Not published")


class SensitivityKind(models.TextChoices):
    """Kinds of sensitive content, detected by `rules.sensitivity`."""

    CLASSIFICATION = "classification", _("Classification marking")
    AADHAAR = "aadhaar", _("Aadhaar-like number")
    COORDINATES = "coordinates", _("Coordinates")
    PHONE = "phone", _("Phone number")
    CARD = "card", _("Payment card number")
    ACCOUNT = "account", _("Bank account or IFSC code")


class AbuseSign(models.TextChoices):
    """Signs of automated or abusive submissions; these are quarantined, never refused."""

    HONEYPOT = "honeypot", _("A hidden field was filled in")
    TOO_FAST = "too_fast", _("Sent faster than a person can type")
    FLOOD = "flood", _("One of many from the same network")
