"""Recorded submissions: how their origin is described, and whether confirmation is pending."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import Channel, SubmissionStatus
from engagements.models import RecordedSubmission, Submission
from engagements.rules.actors import Actor

_CHANNEL_TEXTS: dict[Channel, str | Promise] = {
    Channel.SESSION: gettext_lazy("Said in a session, recorded by an official"),
    Channel.EMAIL: gettext_lazy("Sent by email, recorded by an official"),
    Channel.POST: gettext_lazy("Sent by post, recorded by an official"),
    Channel.WEB: gettext_lazy("Recorded by an official"),
}


def record_of(submission: Submission) -> RecordedSubmission | None:
    """Return the record of a submission recorded by an official, or None; no query if it was fetched."""
    return getattr(submission, "recorded_submission", None)


def recorded_by_self(submission: Submission, actor: Actor) -> bool:
    """Return whether the actor recorded this submission, so that another official must decide on it."""
    recorded = record_of(submission)
    return recorded is not None and actor.official_id is not None and recorded.recorded_by_id == actor.official_id


def awaits_confirmation(submission: Submission) -> bool:
    """Return whether the venture can still confirm this submission."""
    recorded = record_of(submission)
    return recorded is not None and not recorded.is_confirmed and submission.status != SubmissionStatus.WITHDRAWN


def origin_text(submission: Submission) -> str:
    """Return how a recorded submission arrived and whether it is confirmed; "" for one sent by the venture."""
    recorded = record_of(submission)
    if recorded is None:
        return ""
    words = {"way": _CHANNEL_TEXTS[Channel(submission.channel)]}
    if recorded.is_corrected:
        return _("%(way)s; corrected and confirmed by the venture") % words
    if recorded.is_confirmed:
        return _("%(way)s; confirmed by the venture") % words
    return _("%(way)s; not confirmed by the venture yet") % words
