"""Store what submissions state about their ventures; apply it once proved by a used link or accepted by an official."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.actions import assignments, ventures
from engagements.choices import AuditedAct, ClaimStatus, ReleaseReason
from engagements.errors import ActionRefused
from engagements.models import Contact, IdentityKey, Submission, Venture, VentureClaim
from engagements.models.conflict_of_interest import ventures_hidden_from
from engagements.rules import claims
from engagements.rules.actors import Actor
from engagements.rules.claims import CONTACT_FACTS, ONE_ORGANISATION, VENTURE_FACTS
from engagements.rules.identity import IDENTIFYING, address_digest, key_digest
from engagements.rules.submission_data import ContactData, VentureData


def keep(submission: Submission, venture: VentureData, contact: ContactData | None) -> VentureClaim:
    """Store what a submission states about its venture and contact; call it in the transaction that stores it."""
    facts = {name: getattr(venture, name) for name in VENTURE_FACTS}
    if contact is not None:
        facts |= {name: getattr(contact, field) for name, field in CONTACT_FACTS.items()}
    claim = VentureClaim.objects.create(submission=submission, **facts)
    links, keys = VentureClaim.keys.through, ventures.keys_for(claims.digests_said(venture, contact))
    links.objects.bulk_create([links(ventureclaim=claim, identitykey=key) for key in keys])
    return claim


def prove(submission: Submission, *, by: Actor, at: datetime) -> None:
    """Apply a submission's claim, since its contact confirmed it through an emailed link.

    Details that would hide a case from an official by a conflict of interest wait for an official's decision, and so do
    all details from an email address that is not known for the venture. Does nothing if the claim is already settled.
    """
    with transaction.atomic():
        claim = _open_claim(submission)
        contact = Contact.objects.filter(submissions=submission).first()
        if claim is None or contact is None:
            return
        claim.proved_at = claim.proved_at or at
        claim.save(update_fields=["proved_at"])
        venture = Venture.objects.select_for_update(no_key=True).get(pk=submission.venture_id)
        is_known = claims.is_known_address(venture, contact.email)
        waiting = _waiting(claim, venture, submission) if is_known else set(VENTURE_FACTS)
        taken = _take_over(claim, venture, contact, {*VENTURE_FACTS, *CONTACT_FACTS} - waiting)
        if is_known and _join_unless_doubtful(venture, contact, submission) and not waiting:
            _settle(claim, ClaimStatus.PROVED, by=by, at=at)
        audit.record(AuditedAct.DETAILS_PROVED, submission, by=by, at=at, changes={"details": sorted(taken)})


def settle_claim(submission: Submission, accepted: Collection[str], *, by: Actor, at: datetime) -> VentureClaim:
    """Apply the details of a claim that an official accepts; the others stay with the submission only.

    `accepted` holds names of details, and `ONE_ORGANISATION` if the venture is the same organisation as others that
    share its name, email or identifiers. Raises ActionRefused if the official may not decide, or if accepting would
    hide cases from officials and they are not a lead. A claim with such details stays open until
    a lead decides.
    """
    with transaction.atomic():
        current = Submission.objects.visible_to(by).select_for_update(no_key=True).filter(pk=submission.pk).first()
        if current is None:
            raise ActionRefused(_("You do not have access to this submission."))
        claim = VentureClaim.objects.select_for_update(no_key=True).get(submission=current)
        claims.check_may_settle(claim, current, by=by)
        venture = Venture.objects.select_for_update(no_key=True).get(pk=current.venture_id)
        contact = current.contact
        names, keys = set(accepted), _keys_said(claim, accepted)
        own = claims.organisations_of(venture.keys.all())
        if keys or ONE_ORGANISATION in names:
            claims.check_may_join(own | claims.organisations_of(keys), by=by)
        waiting = claims.waits_for_a_lead(current, viewer=by)
        taken = _take_over(claim, venture, contact, names)
        if keys or ONE_ORGANISATION in names:
            venture.keys.add(*keys)
            is_said = ONE_ORGANISATION in names or len(own) == 1
            _join((own if is_said else _of_nobody_else(own, venture)) | claims.organisations_of(keys))
            _relieve_conflicted(venture, by=by, at=at)
        if not waiting or claims.may_decide_conflicts(by):
            _settle(claim, ClaimStatus.ACCEPTED if names else ClaimStatus.REFUSED, by=by, at=at)
        changes = {"details": sorted(taken | (names & {ONE_ORGANISATION}))}
        audit.record(AuditedAct.DETAILS_SETTLED, current, by=by, at=at, changes=changes)
    return claim


def _open_claim(submission: Submission) -> VentureClaim | None:
    claim = VentureClaim.objects.select_for_update(no_key=True).filter(submission=submission)
    return claim.filter(status=ClaimStatus.OPEN).first()


def _waiting(claim: VentureClaim, venture: Venture, submission: Submission) -> set[str]:
    """Return the names of details shared with an organisation whose conflicts would hide a case from an official."""
    own = claims.organisations_of(venture.keys.all())
    digests = {key_digest(name, getattr(claim, name)): name for name in IDENTIFYING}
    found = set()
    for key in IdentityKey.objects.filter(digest__in=digests).exclude(organisation__in=own):
        if claims.closes_a_case({*own, key.organisation}, beside=submission):
            found.add(digests[key.digest])
    return found


def _take_over(claim: VentureClaim, venture: Venture, contact: Contact | None, names: Collection[str]) -> set[str]:
    """Copy details into the venture and its contact and update the identity keys; return the names of those changed."""
    changed = {one.name for one in claims.detail_differences(claim, venture, contact)} & set(names)
    said = {name: getattr(claim, name) for name in (*VENTURE_FACTS, "mobile") if name in names}
    before = {key_digest(name, getattr(venture, name, "")) for name in changed & set(IDENTIFYING)}
    now = {key_digest(name, value) for name, value in said.items()} - {""}
    if before - now:
        venture.keys.remove(*IdentityKey.objects.filter(digest__in=before - now))
    if now:
        venture.keys.add(*ventures.keys_for(now))
    of_venture = [name for name in VENTURE_FACTS if name in changed]
    for name in of_venture:
        setattr(venture, name, getattr(claim, name))
    if of_venture:
        venture.save(update_fields=of_venture)
    of_contact = {field: getattr(claim, name) for name, field in CONTACT_FACTS.items() if name in changed}
    if contact is not None and of_contact:
        for field, value in of_contact.items():
            setattr(contact, field, value)
        contact.save(update_fields=list(of_contact))
    return changed


def _keys_said(claim: VentureClaim, accepted: Collection[str]) -> list[IdentityKey]:
    """Return the identity keys of the accepted details; for the organisation all keys of the claim, email included."""
    if ONE_ORGANISATION in accepted:
        return list(claim.keys.all())
    digests = {key_digest(name, getattr(claim, name)) for name in IDENTIFYING if name in accepted}
    return list(claim.keys.filter(digest__in=digests))


def _join_unless_doubtful(venture: Venture, contact: Contact, submission: Submission) -> bool:
    """Join all identity keys of a venture into one organisation; return False if an official has to decide.

    The used link proves the email address only. Ventures that share its name, an identifier or a website are joined if
    they are at most one organisation, apart from those of the same email, and if that hides no case from an official.
    """
    keys = list(venture.keys.all())
    same_address = Venture.objects.filter(keys__digest=address_digest(contact.email)).values("pk")
    held = Venture.keys.through.objects.exclude(venture__in=same_address)
    others = claims.organisations_of(
        IdentityKey.objects.filter(organisation__in=claims.organisations_of(keys), pk__in=held.values("identitykey"))
    )
    if len(others) > 1 or claims.closes_a_case(claims.organisations_of(keys), beside=submission):
        return False
    _join(claims.organisations_of(keys))
    return True


def _of_nobody_else(organisations: Collection[UUID], venture: Venture) -> set[UUID]:
    """Return those of the organisations that no other venture belongs to."""
    others = Venture.keys.through.objects.filter(identitykey__organisation__in=organisations).exclude(venture=venture)
    return set(organisations) - set(others.values_list("identitykey__organisation", flat=True))


def _join(organisations: Collection[UUID]) -> None:
    """Merge these organisations into one."""
    if len(organisations) > 1:
        IdentityKey.objects.filter(organisation__in=organisations).update(organisation=min(organisations))


def _relieve_conflicted(venture: Venture, *, by: Actor, at: datetime) -> None:
    """Unassign officials from submissions closed to them now that ventures are known to be one organisation."""
    alike = Venture.objects.possibly_same_organisation(Venture.objects.filter(pk=venture.pk))
    held = Submission.objects.select_for_update(of=("self",), no_key=True).filter(
        venture__in=alike, officer_in_charge__isnull=False
    )
    for submission in held.select_related("officer_in_charge").order_by("pk"):
        officer = submission.officer_in_charge
        if officer and ventures_hidden_from(Actor.official(officer)).filter(pk=submission.venture_id).exists():
            assignments.unassign(submission, by=by, at=at, because=ReleaseReason.CONFLICT)


def _settle(claim: VentureClaim, status: ClaimStatus, *, by: Actor, at: datetime) -> None:
    claim.status, claim.settled_at, claim.settled_by = status, at, by.user
    claim.save(update_fields=["status", "settled_at", "settled_by"])
