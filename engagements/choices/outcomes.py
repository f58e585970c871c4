"""Outcomes of submissions, with their explanations for ventures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.choices.submissions import ReplyKind


class Disposition(models.TextChoices):
    """The ministry's decision; `explanation` describes it to ventures in plain words."""

    ACCEPTED = "accepted", _("Accepted")
    PARTLY_ACCEPTED = "partly_accepted", _("Partly accepted")
    IN_PLACE = "in_place", _("Already in place")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    UNDER_CONSIDERATION = "under_consideration", _("Under consideration")
    REPLY_AWAITED = "reply_awaited", _("Final reply awaited")

    @property
    def explanation(self) -> str:
        return str(DISPOSITION_EXPLANATIONS[self])


DISPOSITION_EXPLANATIONS = {
    Disposition.ACCEPTED: _("We will do what you propose."),
    Disposition.PARTLY_ACCEPTED: _("We will do part of what you propose."),
    Disposition.IN_PLACE: _("What you ask for already exists."),
    Disposition.NOT_ACCEPTED: _("We will not do what you propose."),
    Disposition.UNDER_CONSIDERATION: _("We have not decided yet."),
    Disposition.REPLY_AWAITED: _("We are waiting for another office before we can answer."),
}

DISPOSITIONS_OF: dict[ReplyKind, tuple[Disposition, ...]] = {
    ReplyKind.FINAL: (
        Disposition.ACCEPTED,
        Disposition.PARTLY_ACCEPTED,
        Disposition.IN_PLACE,
        Disposition.NOT_ACCEPTED,
    ),
    ReplyKind.INTERIM: (Disposition.UNDER_CONSIDERATION, Disposition.REPLY_AWAITED),
}
