"""Counts of submissions shown on public pages."""

from dataclasses import dataclass

from django.db.models import Count, Q

from engagements.models import Consultation, Submission
from engagements.models.submission import IS_PUBLISHED


@dataclass(frozen=True)
class PublicCounts:
    """Numbers of submissions and ventures; `examples` and `published` are subsets of `submissions`."""

    submissions: int
    ventures: int
    examples: int
    published: int


def count_publicly(consultation: Consultation) -> PublicCounts:
    """Count what a consultation has received, in one query; submissions for officials only are left out."""
    counted = Submission.objects.counted_in_public().filter(consultation=consultation)
    return PublicCounts(
        **counted.aggregate(
            submissions=Count("pk"),
            ventures=Count("venture", distinct=True),
            examples=Count("pk", filter=Q(is_example=True)),
            published=Count("pk", filter=IS_PUBLISHED),
        )
    )
