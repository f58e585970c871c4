"""Quarantine submissions for sensitive content in texts added later."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from engagements.actions import transitions
from engagements.choices import SensitivityKind
from engagements.models import Submission
from engagements.rules.actors import Actor
from engagements.rules.sensitivity.passages import sensitive_kinds


def quarantine_if_sensitive(submission: Submission, texts: Mapping[str, str], *, at: datetime) -> Submission:
    """Quarantine a locked submission if one of the texts just added to it is sensitive; return the current row.

    `texts` maps names to texts; only the kinds of findings are stored. Call it last inside the transaction that stores
    the texts, so that no one reads them in between.
    """
    kinds = sensitive_kinds(texts.values())
    if not kinds:
        return submission
    held = transitions.apply_transition(
        submission,
        "quarantine",
        by=Actor.system("sensitivity"),
        at=at,
        version=submission.version,
        reason=_reason(kinds),
    )
    held.findings = [*held.findings, *(kind for kind in kinds if kind not in held.findings)]
    held.save(update_fields=["findings"])
    return held


def _reason(kinds: tuple[str, ...]) -> str:
    """Return the reason in the language of the officials, not in that of the venture's page."""
    with translation.override(settings.LANGUAGE_CODE):
        found = ", ".join(str(SensitivityKind(kind).label) for kind in kinds)
        return _("Found in the text the venture added: %(found)s.") % {"found": found}
