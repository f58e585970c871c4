"""Load the supplied policy pages; a page that has a version or a draft is not changed."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from engagements import audit
from engagements.actions import policies
from engagements.choices import Language, PolicyKind
from engagements.models import PolicyDraft, PolicyVersion
from engagements.rules.actors import Actor

FOLDER = Path(__file__).parent
SEED = Actor.system("seed")
REVIEWED_WITHIN = timedelta(days=365)


def load_policies(*, at: datetime) -> int:
    """Add missing pages and return their number; `at` is the time of loading.

    A demonstration publishes them. Elsewhere they are saved as drafts, since the ministry must fill them in first.
    """
    with audit.one_transaction():
        known = set(PolicyVersion.objects.values_list("kind", flat=True))
        known |= set(PolicyDraft.objects.values_list("kind", flat=True))
        missing = [kind for kind in PolicyKind if kind not in known]
        for kind in missing:
            _write(kind, at=at)
    return len(missing)


def text(kind: PolicyKind, language: Language) -> str:
    """Return the text of a page in a language."""
    return (FOLDER / f"{kind}.{language}.md").read_text(encoding="utf-8")


def _write(kind: PolicyKind, *, at: datetime) -> None:
    body, body_hi = text(kind, Language.ENGLISH), text(kind, Language.HINDI)
    review_on = timezone.localdate(at) + REVIEWED_WITHIN
    if settings.POLICIES_MUST_BE_COMPLETE:
        policies.save_draft(kind, body=body, body_hi=body_hi, review_on=review_on, by=SEED, at=at, draft=0)
    else:
        policies.publish_policy(kind, body=body, body_hi=body_hi, review_on=review_on, by=SEED, at=at)
