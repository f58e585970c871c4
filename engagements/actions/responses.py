"""Ministry responses: prepared by one official, released by another, versioned once released."""

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from engagements import audit
from engagements.choices import AuditedAct
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Consultation, MinistryResponse
from engagements.models.response import RESPONSE_MAX
from engagements.rules.actors import Actor
from engagements.rules.four_eyes import check_may_release
from engagements.rules.permissions import Act, check_may
from engagements.rules.text_cleaning import check_text, normalised


def prepare_response(
    consultation: Consultation, *, body: str, body_hi: str, by: Actor, at: datetime, saves: int = 0
) -> MinistryResponse:
    """Save the text of the next version of a response, or of the unreleased one; it is not public until release.

    `saves` is how often the unreleased version had been saved when the person opened it, 0 without one. Raises
    ActionRefused for a text that is invalid or unchanged, EditConflict if someone saved in the meantime.
    """
    check_may(by, Act.PREPARE_RESPONSE)
    texts = {"body": _checked(body, field="body"), "body_hi": _checked(body_hi, field="body_hi")}
    if not texts["body"]:
        raise ActionRefused(_("Enter the English text. You can add the Hindi text in a later version."), field="body")
    try:
        with transaction.atomic():
            prepared = _next_version(consultation, saves=saves)
            _check_says_something_new(prepared, texts)
            prepared.body, prepared.body_hi = texts["body"], texts["body_hi"]
            prepared.prepared_by, prepared.prepared_at = by.user, at
            prepared.save()
            audit.record(AuditedAct.RESPONSE_PREPARED, prepared, by=by, at=at, changes=_facts(prepared))
    except IntegrityError as error:
        # A concurrent request took the number; the UNIQUE constraint admits only one.
        raise _outdated() from error
    return prepared


def release_response(waiting: MinistryResponse, *, by: Actor, at: datetime, saves: int) -> MinistryResponse:
    """Publish a prepared version now; it cannot be changed afterwards.

    `saves` identifies the text that the person read. Raises ActionRefused for the official who prepared it,
    EditConflict if the text has changed.
    """
    check_may(by, Act.RELEASE_RESPONSE)
    with transaction.atomic():
        current = MinistryResponse.objects.select_for_update(no_key=True).get(pk=waiting.pk)
        if current.released_at is not None:
            raise ActionRefused(_("This version has already been released."))
        if current.saves != saves:
            raise _outdated()
        check_may_release(current.prepared_by, by)
        current.released_by, current.released_at = by.user, at
        current.save(update_fields=["released_by", "released_at"])
        audit.record(AuditedAct.RESPONSE_RELEASED, current, by=by, at=at, changes=_facts(current))
    return current


def _next_version(consultation: Consultation, *, saves: int) -> MinistryResponse:
    """Return the unreleased version, locked, or a new one after the last."""
    versions = MinistryResponse.objects.filter(consultation=consultation).select_for_update(no_key=True)
    last = versions.order_by("-number").first()
    waiting = last if last and last.released_at is None else None
    if saves != (waiting.saves if waiting else 0):
        raise _outdated()
    if waiting is not None:
        waiting.saves += 1
        return waiting
    # Start from the last version's text, so that an unchanged text is detected.
    new = MinistryResponse(consultation=consultation, number=last.number + 1 if last else 1)
    if last is not None:
        new.body, new.body_hi = last.body, last.body_hi
    return new


def _check_says_something_new(prepared: MinistryResponse, texts: dict[str, str]) -> None:
    if (prepared.body, prepared.body_hi) == (texts["body"], texts["body_hi"]):
        raise ActionRefused(_("Nothing has changed. Edit the text first."))


def _facts(response: MinistryResponse) -> dict[str, object]:
    """Return the fields for the audit trail, with digests of the texts to detect later changes of the row."""
    digests = {name: sha256(getattr(response, name).encode()).hexdigest() for name in ("body", "body_hi")}
    return {"consultation": response.consultation_id, "number": response.number, **digests}


def _checked(text: str, *, field: str) -> str:
    written = normalised(text).strip()
    if len(written) > RESPONSE_MAX:
        raise ActionRefused(_("The text is too long for one page. Shorten it."), field=field)
    try:
        check_text(written)
    except ActionRefused as refused:
        raise ActionRefused(refused.message, field=field) from refused
    return written


def _outdated() -> EditConflict:
    return EditConflict(_("Someone changed this response while you had it open. Read the changes, then try again."))
