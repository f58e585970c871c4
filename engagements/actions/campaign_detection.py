"""Group near-duplicate submissions into campaigns.

The first text of its kind is the leader; a later one joins the leader it shares most with, or becomes a leader itself.
Texts are compared in order of receipt, so the same submissions give the same campaigns. Manual merges and separations
are kept.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from engagements.actions.failures import FailureLog
from engagements.choices import SubmissionStatus
from engagements.models import Campaign, Consultation, Fingerprint, IndexedShingle, Submission
from engagements.models.submission import UNCOUNTED
from engagements.rules import shingles
from engagements.rules.campaigns import boilerplate_shingles, candidate_ids, comparable_texts, waiting_for_comparison

# Texts compared per transaction, and rows per batch when missing fingerprints are created.
CHUNK = 50
MISSING = 1_000


@dataclass(frozen=True)
class ComparisonCounts:
    """How many texts were compared, how many are similar to an earlier one, and how many failed."""

    texts: int
    alike: int
    failed: int = 0


def enqueue_comparison(submission: Submission) -> None:
    """Queue a new submission for comparison, in the transaction that stores it."""
    Fingerprint.objects.create(submission=submission)


def text_changed(submission: Submission) -> None:
    """Queue a changed text for comparison, in the transaction that changes it; a manual separation is kept."""
    IndexedShingle.objects.filter(submission=submission).delete()
    Fingerprint.objects.filter(submission=submission).update(leader=None, digest="")


def compare_waiting(*, at: datetime, consultations: tuple[Consultation, ...] = ()) -> ComparisonCounts:
    """Compare the waiting texts of some or all consultations, one transaction per chunk."""
    chosen = consultations or (
        tuple(
            Consultation.objects.filter(pk__in=waiting_for_comparison().order_by().values("submission__consultation"))
        )
    )
    done, failures = [], FailureLog("comparing the texts of a consultation")
    for consultation in chosen:
        with failures.noted(consultation):
            done.append(_compare_all(consultation, at=at))
    failed = failures.count + sum(one.failed for one in done)
    return ComparisonCounts(sum(one.texts for one in done), sum(one.alike for one in done), failed)


def reset_fingerprints(consultation: Consultation) -> None:
    """Reset automatic matches of a consultation, so that all texts wait again; keep manual decisions."""
    with transaction.atomic():
        lock(consultation)
        replace_quarantined_originals(consultation)
        IndexedShingle.objects.filter(consultation=consultation).delete()
        known = Fingerprint.objects.filter(submission__consultation=consultation, separated_at__isnull=True)
        known.update(leader=None)


def note_missing(consultation: Consultation) -> int:
    """Queue submissions that were stored before texts were compared; return how many."""
    noted = 0
    unknown = Submission.objects.filter(consultation=consultation, fingerprint__isnull=True).order_by("pk")
    while numbers := list(unknown.values_list("pk", flat=True)[:MISSING]):
        Fingerprint.objects.bulk_create([Fingerprint(pk=number) for number in numbers], ignore_conflicts=True)
        noted += len(numbers)
    return noted


def lock(consultation: Consultation) -> None:
    """Block comparing, merging and separating in a consultation until the transaction ends.

    New submissions are not blocked: their foreign key to the consultation does not conflict with this lock.
    """
    Consultation.objects.select_for_update(no_key=True).get(pk=consultation.pk)


def replace_quarantined_originals(consultation: Consultation) -> None:
    """Promote the next text where a campaign's leader was quarantined, so that no text is matched to a hidden one."""
    hidden = Campaign.objects.filter(consultation=consultation, leader__status=SubmissionStatus.QUARANTINED)
    for campaign in hidden.select_related("leader").order_by("pk"):
        promote_next_original(campaign, wording=boilerplate_shingles(consultation))


def promote_next_original(campaign: Campaign, *, wording: frozenset[int]) -> None:
    """Make the next similar submission the leader of a campaign; without one, change nothing."""
    old = campaign.leader
    followers = Fingerprint.objects.filter(leader=old).exclude(pk=old.pk)
    following = followers.exclude(submission__status__in=UNCOUNTED).select_related("submission").order_by("pk").first()
    if following is None:
        return
    new = following.submission
    followers.update(leader=new)
    campaign.leader = new
    campaign.save(update_fields=["leader"])
    IndexedShingle.objects.filter(submission=old).delete()
    _index(new, wording)


def _compare_all(consultation: Consultation, *, at: datetime) -> ComparisonCounts:
    wording = boilerplate_shingles(consultation)
    failures = FailureLog("comparing a text")
    texts = alike = 0
    while True:
        with transaction.atomic():
            lock(consultation)
            replace_quarantined_originals(consultation)
            mine = waiting_for_comparison().filter(submission__consultation=consultation)
            chunk = list(mine.select_related("submission")[:CHUNK])
            for one in chunk:
                alike += _compare_or_pass_over(one, wording, failures, at=at)
        texts += len(chunk)
        if len(chunk) < CHUNK:
            return ComparisonCounts(texts, alike, failures.count)


def _compare_or_pass_over(
    fingerprint: Fingerprint, wording: frozenset[int], failures: FailureLog, *, at: datetime
) -> bool:
    """Compare a text and return whether it is similar to one; on failure make it a leader, so it is not retried."""
    with failures.noted(fingerprint), transaction.atomic():
        return _compare(fingerprint, wording, at=at)
    Fingerprint.objects.filter(pk=fingerprint.pk).update(leader=fingerprint.submission)
    return False


def _compare(fingerprint: Fingerprint, wording: frozenset[int], *, at: datetime) -> bool:
    """Join a text to the leader it is similar to, or make it a leader; return whether it is similar to one."""
    submission = fingerprint.submission
    leader = _leader_of(submission, wording)
    fingerprint.digest = shingles.shingle_digest(comparable_texts(submission))
    fingerprint.leader = leader or submission
    led = Campaign.objects.select_related("merged_into").filter(leader=submission).first()
    if led:
        fingerprint.campaign = led.merged_into or led
    else:
        fingerprint.campaign = _campaign_led_by(leader, at=at) if leader else None
    fingerprint.save(update_fields=["digest", "leader", "campaign"])
    if leader is None:
        _index(submission, wording)
    return leader is not None


def _leader_of(submission: Submission, wording: frozenset[int]) -> Submission | None:
    """Return the earlier text that this one shares most with, if it shares enough."""
    texts = comparable_texts(submission)
    own = shingles.shingles_of(texts, without=wording)
    found = candidate_ids(submission.consultation_id, shingles.indexed(texts, without=wording))
    leaders = Submission.objects.filter(pk__in=found).exclude(pk=submission.pk).order_by("pk")
    alike = []
    for leader in leaders.exclude(status=SubmissionStatus.QUARANTINED):
        likeness = shingles.similarity(own, shingles.shingles_of(comparable_texts(leader), without=wording))
        if likeness.is_same_campaign:
            alike.append((likeness.shared, leader))
    # Of equals the first, since they are in order of receipt.
    return max(alike, key=lambda pair: pair[0])[1] if alike else None


def _campaign_led_by(leader: Submission, *, at: datetime) -> Campaign:
    """Return the campaign of a leader; create it when its first similar text arrives."""
    own = Fingerprint.objects.select_related("campaign").get(pk=leader.pk)
    if own.campaign is None:
        facts = {"consultation_id": leader.consultation_id, "found_at": at}
        campaign, _found_now = Campaign.objects.get_or_create(leader=leader, defaults=facts)
        own.campaign = campaign.merged_into or campaign
        own.save(update_fields=["campaign"])
    return own.campaign


def _index(submission: Submission, wording: frozenset[int]) -> None:
    """Index a text, so that later texts are compared against it."""
    numbers = sorted(shingles.indexed(comparable_texts(submission), without=wording))
    rows = [
        IndexedShingle(consultation_id=submission.consultation_id, shingle=number, submission=submission)
        for number in numbers
    ]
    IndexedShingle.objects.bulk_create(rows)
