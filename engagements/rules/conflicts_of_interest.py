"""Conflicts of interest: what a declaration closes, who may declare or end one, who reads its note."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.models import ConflictOfInterest, Official, Submission, Venture
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may, may


@dataclass(frozen=True)
class DeclarationEffect:
    """The effect of a declaration: the number of submissions closed, and those assigned to the official."""

    closes: int
    in_charge: tuple[Submission, ...]


def is_closed_to(official: Official, venture: Venture) -> bool:
    """Return whether a conflict of interest hides a venture from an official."""
    return ventures_hidden_from(Actor.official(official)).filter(pk=venture.pk).exists()


def check_may_declare(actor: Actor, venture: Venture) -> None:
    """Raise ActionRefused unless the actor is an official who can see submissions of the venture."""
    check_may(actor, Act.DECLARE_CONFLICT)
    if not Submission.objects.visible_to(actor).filter(venture=venture).exists():
        raise ActionRefused(_("You do not have access to this venture. You may already be excluded from it."))


def effect_of(venture: Venture, *, by: Actor) -> DeclarationEffect:
    """Return the effect of declaring a conflict of interest with a venture now."""
    alike = Venture.objects.possibly_same_organisation(Venture.objects.filter(pk=venture.pk))
    closing = Submission.objects.visible_to(by).filter(venture__in=alike).order_by("due_on", "pk")
    mine = tuple(closing.filter(officer_in_charge=by.user))
    return DeclarationEffect(closes=closing.count(), in_charge=mine)


def check_may_end(actor: Actor, conflict: ConflictOfInterest) -> None:
    """Raise ActionRefused unless the actor may end this conflict of interest; officials cannot end their own."""
    check_may(actor, Act.END_CONFLICT)
    if actor.official_id == conflict.official_id:
        raise ActionRefused(_("You declared this yourself. Ask another lead or an administrator to end it."))


def may_end(actor: Actor, conflict: ConflictOfInterest) -> bool:
    """Return whether the actor may end this conflict of interest now."""
    return may(actor, Act.END_CONFLICT) and actor.official_id != conflict.official_id and conflict.is_active


def may_read_note(actor: Actor, conflict: ConflictOfInterest) -> bool:
    """Return whether the actor may read the note on a conflict: its author, and those who may end it."""
    return actor.official_id == conflict.official_id or may(actor, Act.END_CONFLICT)
