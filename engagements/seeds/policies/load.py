"""Publish the texts that come with the portal as version 1 of each policy page; a page that has one stays as it is."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from engagements.actions import policies
from engagements.choices import Language, PolicyKind
from engagements.models import PolicyVersion
from engagements.rules.actors import Actor

FOLDER = Path(__file__).parent
SEED = Actor.system("seed")
REVIEWED_WITHIN = timedelta(days=365)


def load(*, at: datetime) -> int:
    """Publish what is missing and return how many pages that were; `at` is the moment of loading."""
    with transaction.atomic():
        known = set(PolicyVersion.objects.values_list("kind", flat=True))
        missing = [kind for kind in PolicyKind if kind not in known]
        for kind in missing:
            _publish(kind, at=at)
    return len(missing)


def text(kind: PolicyKind, language: Language) -> str:
    """Return the text of a page in a language."""
    return (FOLDER / f"{kind}.{language}.md").read_text(encoding="utf-8")


def _publish(kind: PolicyKind, *, at: datetime) -> None:
    policies.publish(
        kind,
        body=text(kind, Language.ENGLISH),
        body_hi=text(kind, Language.HINDI),
        review_on=timezone.localdate(at) + REVIEWED_WITHIN,
        by=SEED,
        at=at,
    )
