"""Record exports of data in the audit trail."""

from datetime import datetime

from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may


def trail_exported(*, rows: int, scope: str, by: Actor, at: datetime) -> None:
    """Record that an official exports part of the audit trail; call it before the first row is sent.

    Raises ActionRefused if the actor may not read the audit trail.
    """
    check_may(by, Act.READ_TRAIL)
    if by.user is None:
        raise ActionRefused(_("Only officials can export data."))
    audit.record(AuditedAct.TRAIL_EXPORTED, by.user, by=by, at=at, changes={"rows": rows, "scope": scope})


def exported(table: str, *, rows: int, scope: str, by: Actor, at: datetime) -> None:
    """Record that an official exports a table: row count and scope (a query string without personal data).

    Call it before the first row is sent. Raises ActionRefused if the actor may not export.
    """
    check_may(by, Act.EXPORT)
    if by.user is None:
        raise ActionRefused(_("Only officials can export data."))
    changes = {"table": table, "rows": rows, "scope": scope}
    audit.record(AuditedAct.SUBMISSIONS_EXPORTED, by.user, by=by, at=at, changes=changes)
