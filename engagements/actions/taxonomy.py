"""Reference data: focus areas, challenges, schemes, contract stages and dated MSME class limits."""

from datetime import datetime

from django.db import transaction

from engagements import audit
from engagements.choices import AuditedAct
from engagements.models import EnterpriseLimit
from engagements.models.taxonomy import Term
from engagements.rules.actors import Actor


def record_term(entry: Term | EnterpriseLimit, *, by: Actor, at: datetime) -> None:
    """Add an entry to a list of reference data.

    Raises ValidationError if a field is invalid or the entry exists.
    """
    entry.full_clean()
    with transaction.atomic():
        entry.save(force_insert=True)
        audit.record(AuditedAct.REFERENCE_DATA_CHANGED, entry, by=by, at=at, changes=audit.field_values(entry))
