"""Details that a venture gave with a submission: differences from what is stored, and who decides on them."""

from dataclasses import dataclass, field
from datetime import datetime

from engagements.choices import ClaimStatus
from engagements.models import Submission, Venture
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.rules import claims
from engagements.rules.actors import Actor
from engagements.rules.claims import ONE_ORGANISATION, DetailDifference
from engagements.rules.permissions import Act, may
from engagements.rules.recorded_submissions import recorded_by_self

# Maximum number of ventures listed with the same name, email address or number.
NAMED = 5


@dataclass(frozen=True)
class Details:
    """State of a submission's details; `alike` are ventures that may be the same organisation."""

    status: str
    is_open: bool
    proved_at: datetime | None
    is_new_address: bool
    is_to_check: bool
    is_recorded_by_self: bool
    differences: list[DetailDifference] = field(default_factory=list)
    alike: list[Venture] = field(default_factory=list)
    one_organisation: str = ONE_ORGANISATION


def details_of(submission: Submission, *, to: Actor) -> Details:
    """Return the state of a submission's details; conflicts of interest only for those who oversee them."""
    claim, contact = submission.claim, submission.contact if may(to, Act.READ_CONTACT) else None
    is_open = claim.status == ClaimStatus.OPEN
    return Details(
        status=str(claim.get_status_display()),
        is_open=is_open,
        proved_at=claim.proved_at,
        is_new_address=bool(claims.new_to_ventures([submission.pk])),
        is_to_check=is_open and to.lists_all_conflicts and claims.waits_for_a_lead(submission, viewer=to),
        is_recorded_by_self=recorded_by_self(submission, to),
        differences=claims.detail_differences(claim, submission.venture, contact) if is_open else [],
        alike=_alike(submission, to=to) if is_open else [],
    )


def _alike(submission: Submission, *, to: Actor) -> list[Venture]:
    """Return other ventures with a name, email address or number in the details, not known to be the same."""
    found = Venture.objects.filter(keys__in=submission.claim.keys.all()).exclude(pk__in=ventures_hidden_from(to))
    if submission.venture.keys.values("organisation").distinct().count() == 1:
        found = found.exclude(
            pk__in=Venture.objects.possibly_same_organisation(Venture.objects.filter(pk=submission.venture_id))
        )
    return list(found.exclude(pk=submission.venture_id).order_by("name", "pk").distinct()[:NAMED])
