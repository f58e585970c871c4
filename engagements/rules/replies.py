"""Validation of replies: text, decision of the right kind, reason for a negative one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.choices import DISPOSITIONS_OF, Disposition, ReplyKind
from engagements.errors import ActionRefused


@dataclass(frozen=True)
class ReplyWording:
    """The content of a reply; `disposition` is "" if the text alone gives the decision."""

    body: str
    kind: ReplyKind = ReplyKind.FINAL
    disposition: Disposition | str = ""
    reason: str = ""


def checked(written: ReplyWording) -> ReplyWording:
    """Return the reply with texts stripped.

    Raises ActionRefused for an empty text, a disposition that does not belong to the kind of reply, a negative one
    without a reason, or a reason without a disposition.
    """
    body, reason = written.body.strip(), written.reason.strip()
    if not body:
        raise ActionRefused(_("Nothing was written. Write the text first."), field="body")
    disposition = Disposition(written.disposition) if written.disposition else ""
    _check_disposition(disposition, written.kind)
    if disposition == Disposition.NOT_ACCEPTED and not reason:
        raise ActionRefused(_("Give the reason why it is not accepted. The venture will read it."), field="reason")
    if reason and not disposition:
        raise ActionRefused(_("Choose a decision, or delete the reason."), field="disposition")
    return ReplyWording(body=body, kind=written.kind, disposition=disposition, reason=reason)


def _check_disposition(disposition: Disposition | str, kind: ReplyKind) -> None:
    fitting = DISPOSITIONS_OF[kind]
    if disposition and disposition not in fitting:
        raise ActionRefused(
            _("%(kind)s: choose one of %(fitting)s, or none.")
            % {"kind": kind.label, "fitting": ", ".join(f"“{one.label}”" for one in fitting)},
            field="disposition",
        )
