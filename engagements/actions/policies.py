"""Policy pages: published version by version, never changed afterwards."""

from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct, PolicyKind
from engagements.errors import Outdated, Refused
from engagements.models import PolicyVersion
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act, check_may
from engagements.rules.texts import check_text, normalised


def publish(
    kind: PolicyKind,
    *,
    body: str,
    body_hi: str,
    review_on: date,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> PolicyVersion:
    """Publish the next version of a policy page and return it; it is shown from this moment on.

    `version` is the number of the version that the text was written over, 0 for the first one, None where nobody had
    one before them. Raises Refused for a text that cannot stand, a review that is not ahead, or when nothing would be
    new; Outdated where somebody published another version meanwhile.
    """
    check_may(by, Act.PUBLISH_POLICY)
    new = PolicyVersion(
        kind=kind,
        body=_checked(body, field="body"),
        body_hi=_checked(body_hi, field="body_hi"),
        published_at=at,
        review_on=review_on,
        published_by=by.user,
    )
    _check_there_is_text(new)
    _check_review_is_ahead(new)
    try:
        with transaction.atomic():
            return _add(new, by=by, version=version)
    except IntegrityError as error:
        # Another one took the number in the same moment; UNIQUE lets only one of them have it.
        raise _outdated() from error


def _add(new: PolicyVersion, *, by: Actor, version: int | None) -> PolicyVersion:
    current = PolicyVersion.objects.in_force(PolicyKind(new.kind)).first()
    number = current.number if current else 0
    if version is not None and version != number:
        raise _outdated()
    if current and _says_the_same(current, new):
        raise Refused(_("Nothing is new: change the text, or the day by which it is to be reviewed."))
    new.number = number + 1
    new.save(force_insert=True)
    audit.record(AuditedAct.POLICY_PUBLISHED, new, by=by, at=new.published_at, changes=_facts(new))
    return new


def _facts(new: PolicyVersion) -> dict[str, object]:
    """Return what the trail keeps: of the texts only digests, by which a later change of the row would be found."""
    digests = {name: sha256(getattr(new, name).encode()).hexdigest() for name in ("body", "body_hi")}
    return {"kind": new.kind, "number": new.number, "review_on": new.review_on, **digests}


def _checked(text: str, *, field: str) -> str:
    written = normalised(text).strip()
    try:
        check_text(written)
    except Refused as refused:
        raise Refused(refused.message, field=field) from refused
    return written


def _check_there_is_text(new: PolicyVersion) -> None:
    if not new.body:
        raise Refused(_("Write the English text. The Hindi one may follow in a later version."), field="body")


def _check_review_is_ahead(new: PolicyVersion) -> None:
    if new.review_on <= timezone.localdate(new.published_at):
        raise Refused(_("Choose a later day: a page is reviewed after it was published."), field="review_on")


def _says_the_same(current: PolicyVersion, new: PolicyVersion) -> bool:
    return (current.body, current.body_hi, current.review_on) == (new.body, new.body_hi, new.review_on)


def _outdated() -> Outdated:
    return Outdated(
        _("A newer version was published while you wrote. Read it, then publish yours if it is still needed.")
    )
