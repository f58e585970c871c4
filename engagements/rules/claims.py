"""What submissions claim about their venture: differences from its profile, and effects on conflicts of interest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.choices import ClaimStatus, VentureKind
from engagements.errors import ActionRefused
from engagements.models import ConflictOfInterest, Contact, IdentityKey, Submission, Venture, VentureClaim
from engagements.models.venture import REGISTRATIONS
from engagements.rules.actors import Actor
from engagements.rules.case_actions import DETAILS
from engagements.rules.identity import address_digest, key_digest, name_digest
from engagements.rules.permissions import Act, check_may, may
from engagements.rules.recorded_submissions import recorded_by_self
from engagements.rules.submission_data import ContactData, VentureData

# Fields of the venture, and of its contact by their name there.
VENTURE_FACTS = (
    "kind", "state", "pin_code", "team_size", "is_idex_engaged", "dpiit_number", "udyam_number", "cin", "website",
)  # fmt: skip
CONTACT_FACTS = {"contact_name": "name", "mobile": "mobile", "job_title": "job_title"}
# Form value: the venture is the organisation whose name, address or number it gives.
ONE_ORGANISATION = "one_organisation"
# Number of contacts who are told of a submission recorded in the venture's name.
MOST_TOLD = 5
_SAYS_NOTHING = ("", None, VentureKind.UNSURE)


@dataclass(frozen=True)
class DetailDifference:
    """A detail that a submission gives and its venture has differently or not at all, as display text."""

    name: str
    label: str
    said: str
    known: str


def detail_differences(claim: VentureClaim, venture: Venture, contact: Contact | None) -> list[DetailDifference]:
    """Return the details of a submission that differ from its venture and contact; no query."""
    pairs: list[tuple[str, Any, str]] = [(name, venture, name) for name in VENTURE_FACTS]
    pairs += [(name, contact, field) for name, field in CONTACT_FACTS.items()] if contact else []
    found = []
    for name, record, field in pairs:
        said, known = getattr(claim, name), getattr(record, field)
        if said not in _SAYS_NOTHING and said != known:
            found.append(DetailDifference(name, str(_label(name)), _shown(claim, name), _shown(record, field)))
    return found


def _shown(record: Any, field: str) -> str:
    value = getattr(record, field)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(getattr(record, f"get_{field}_display", lambda: value)() or "")


def details_in_words() -> dict[str, str | Promise]:
    """Return the label of each detail that an official can accept."""
    labels = {name: _label(name) for name in (*VENTURE_FACTS, *CONTACT_FACTS)}
    return {**labels, ONE_ORGANISATION: gettext_lazy("one organisation with others")}


def _label(name: str) -> str | Promise:
    return VentureClaim._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def is_known_address(venture: Venture, email: str) -> bool:
    """Return whether this email address is known for the venture."""
    return venture.keys.filter(digest=address_digest(email)).exists()


def digests_said(venture: VentureData, contact: ContactData | None) -> set[str]:
    """Return the digests of all that identifies the venture in a submission: name, addresses, numbers, site, mobile."""
    facts = {name: getattr(venture, name) for name in (*REGISTRATIONS, "website")}
    found = {name_digest(venture.name), *(key_digest(name, value) for name, value in facts.items())}
    if contact is not None:
        found |= {address_digest(contact.email), key_digest("mobile", contact.mobile)}
    return found - {""}


def organisations_of(keys: Iterable[IdentityKey]) -> set[UUID]:
    """Return the organisations that identity keys belong to."""
    return {key.organisation for key in keys}


def closes_a_case(organisations: Collection[UUID], *, beside: Submission) -> bool:
    """Return whether merging these organisations would hide a submission from an official who can open it now.

    `beside` itself is ignored: its own claims may close it.
    """
    closed_sets = set(_closed_by_official(organisations).values())
    return any(_rest(organisations, closed).exclude(pk=beside.pk).exists() for closed in closed_sets)


def _closed_by_official(organisations: Collection[UUID]) -> dict[int, frozenset[UUID]]:
    """Return, by official, which of the organisations a conflict of interest closes to them."""
    active = ConflictOfInterest.objects.active().filter(venture__keys__organisation__in=organisations)
    found: dict[int, set[UUID]] = {}
    for official, organisation in active.values_list("official", "venture__keys__organisation"):
        found.setdefault(official, set()).add(organisation)
    return {official: frozenset(closed) for official, closed in found.items()}


def _rest(organisations: Collection[UUID], closed: Collection[UUID]) -> QuerySet[Submission]:
    """Return the submissions of the organisations that belong to none of the closed ones."""
    held = Venture.keys.through.objects
    in_all = held.filter(identitykey__organisation__in=organisations).values("venture")
    in_closed = held.filter(identitykey__organisation__in=closed).values("venture")
    return Submission.objects.filter(venture__in=in_all).exclude(venture__in=in_closed)


def new_to_ventures(submissions: Iterable[int]) -> frozenset[int]:
    """Return the submissions, by id, from an address that has not written for a venture of this name before.

    Only where other addresses have written for that name, or an official recorded the submission. Recorded submissions
    make an address known only once accepted.
    """
    same_name = Submission.objects.filter(
        Q(recorded_submission__isnull=True) | Q(claim__status=ClaimStatus.ACCEPTED),
        venture__name_key=OuterRef("venture__name_key"),
        pk__lt=OuterRef("pk"),
    )
    from_address = same_name.filter(contact__email=OuterRef("contact__email"))
    asked = Submission.objects.filter(pk__in=list(submissions), contact__isnull=False)
    asked = asked.exclude(claim__status=ClaimStatus.ACCEPTED).filter(~Exists(from_address))
    new = asked.filter(Q(recorded_submission__isnull=False) | Exists(same_name.filter(contact__isnull=False)))
    return frozenset(new.values_list("pk", flat=True))


def known_contacts(submission: Submission) -> list[Contact]:
    """Return known contacts of a submission's venture at other addresses, proved addresses first.

    One for each address, at most MOST_TOLD.
    """
    wrote = Q(submissions__recorded_submission__isnull=True) | Q(submissions__claim__status=ClaimStatus.ACCEPTED)
    found = Contact.objects.filter(wrote, venture__name_key=submission.venture.name_key, submissions__isnull=False)
    if submission.contact is not None:
        found = found.exclude(email=submission.contact.email)
    proved = found.annotate(proved_on=Max("submissions__claim__proved_at")).order_by(
        F("proved_on").desc(nulls_last=True), "pk"
    )
    by_address: dict[str, Contact] = {contact.email: contact for contact in reversed(proved[: 2 * MOST_TOLD])}
    return list(reversed(by_address.values()))[:MOST_TOLD]


def check_may_settle(claim: VentureClaim, submission: Submission, *, by: Actor) -> None:
    """Raise ActionRefused unless this official may decide on a submission's details."""
    check_may(by, DETAILS)
    if recorded_by_self(submission, by):
        raise ActionRefused(_("You recorded this submission yourself. Another official decides."))
    if claim.status != ClaimStatus.OPEN:
        raise ActionRefused(_("This was decided already. Look at what is new."))


def check_may_join(organisations: Collection[UUID], *, by: Actor) -> None:
    """Raise ActionRefused unless this official may merge these organisations; a lead if it closes cases."""
    by_official = _closed_by_official(organisations)
    concerned = {official for official, closed in by_official.items() if _rest(organisations, closed).exists()}
    if not concerned:
        return
    if by.official_id in concerned:
        raise ActionRefused(_("It concerns a conflict of interest that you declared yourself. Another lead decides."))
    if not may_decide_conflicts(by):
        raise ActionRefused(_("It would close cases to an official with a conflict of interest. A lead decides."))


def may_decide_conflicts(actor: Actor) -> bool:
    """Return whether this official may decide where accepting a detail closes a case: a lead."""
    return may(actor, Act.END_CONFLICT) and may(actor, DETAILS)


def to_check(viewer: Actor) -> Q:
    """Return the filter for open claims whose unproved details would close cases by a conflict of interest.

    Leaves out conflicts that the viewer declared: others decide about these.
    """
    active = ConflictOfInterest.objects.active().exclude(official=viewer.official_id)
    declared = IdentityKey.objects.filter(ventures__in=active.values("venture")).values("organisation")
    closed = IdentityKey.objects.filter(organisation__in=declared)
    of_claims, of_ventures = VentureClaim.keys.through.objects, Venture.keys.through.objects
    # The claim has a key of a closed organisation, and one of a venture not known to be that organisation.
    same = of_ventures.filter(
        venture=OuterRef("venture"),
        identitykey__organisation=OuterRef(OuterRef(OuterRef("identitykey__organisation"))),
    )
    others = of_ventures.filter(~Exists(same), identitykey=OuterRef("identitykey"))
    second = of_claims.filter(Exists(others), ventureclaim=OuterRef("ventureclaim"))
    at_stake = of_claims.filter(Exists(second), identitykey__in=closed.values("pk")).values("ventureclaim")
    claims = VentureClaim.objects.filter(pk__in=at_stake, status=ClaimStatus.OPEN)
    return Q(pk__in=claims.values("submission"))


def waits_for_a_lead(submission: Submission, *, viewer: Actor) -> bool:
    """Return whether a submission is in `to_check` for this viewer."""
    return Submission.objects.filter(to_check(viewer), pk=submission.pk).exists()
