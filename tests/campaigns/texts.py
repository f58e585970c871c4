"""Letters, copies and points of one's own, for tests that need a campaign."""

from random import Random

from engagements.actions import campaign_detection
from engagements.models import Campaign, Consultation, Submission
from tests import factories
from tests.campaigns.english import LETTERS, sentence

LETTER = " ".join(LETTERS[0])
OWN = "In Nashik our second tranche stood still for nineteen weeks while two signatories were on leave."
OTHER_LETTER = " ".join(LETTERS[1])
UNLIKE = "Export licences for thermal cameras are asked for twice, at two counters that share no computer."
SUMMARY = "Payments"


def sent(to: Consultation, text: str = LETTER, **what: object) -> Submission:
    """Make a submission with a text; its line says nothing that others could share."""
    return factories.submission(to, **{"summary": SUMMARY, "experience": text, **what})


def letter(number: int) -> str:
    """Return a letter that is like no other, the same one for each number."""
    random = Random(number)
    return " ".join(sentence(random) for _ in range(4))


def compare(*, rebuild: bool = False) -> None:
    """Compare what waits; with `rebuild` all of it anew."""
    if rebuild:
        for consultation in Consultation.objects.order_by("pk"):
            campaign_detection.reset_fingerprints(consultation)
    campaign_detection.compare_waiting(at=factories.AT)


def campaign(to: Consultation | None = None, *, members: int = 3, **what: object) -> Campaign:
    """Make a campaign of exact copies, each by a venture of its own."""
    to = to or factories.consultation()
    first, *_rest = [sent(to, **what) for _ in range(members)]
    compare()
    return Campaign.objects.get(leader=first)


def grouped() -> set[frozenset[int]]:
    """Return the campaigns as the sets of their submissions."""
    held: dict[int, set[int]] = {}
    for row in Submission.objects.filter(fingerprint__campaign__isnull=False).values("pk", "fingerprint__campaign"):
        held.setdefault(row["fingerprint__campaign"], set()).add(row["pk"])
    return {frozenset(members) for members in held.values()}


def members_of(found: Campaign) -> list[Submission]:
    """Return the submissions of a campaign, the first one first."""
    return list(Submission.objects.filter(fingerprint__campaign=found).order_by("pk"))
