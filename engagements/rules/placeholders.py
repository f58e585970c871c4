"""Placeholders in reply templates: validation and substitution."""

import re

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from engagements.choices import Language
from engagements.errors import ActionRefused
from engagements.models import Official, Submission
from engagements.rules.dates import day_text

PLACEHOLDERS: dict[str, str | Promise] = {
    "reference": gettext_lazy("its reference"),
    "venture": gettext_lazy("the name of the venture"),
    "consultation": gettext_lazy("the title of the consultation"),
    "challenge": gettext_lazy("the challenge it is about"),
    "received_on": gettext_lazy("the day it was received"),
    "due_on": gettext_lazy("the day by which the answer is due"),
    "department": gettext_lazy("the name of the department"),
    "officer": gettext_lazy("the name of the person writing the reply"),
}
_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def check_placeholders(text: str) -> None:
    """Raise ActionRefused, listing the known ones, for an unknown placeholder or an unpaired brace."""
    unknown = [f"{{{name}}}" for name in _IN_BRACES.findall(text) if name not in PLACEHOLDERS]
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    if unknown:
        words = _("There is no placeholder %(unknown)s. The known ones are %(known)s.")
        raise ActionRefused(words % {"unknown": ", ".join(dict.fromkeys(unknown)), "known": known})
    if set("{}") & set(_IN_BRACES.sub("", text)):
        raise ActionRefused(_("There is a single brace. Write placeholders like this: %(known)s.") % {"known": known})


def fill_placeholders(text: str, submission: Submission, *, officer: Official, language: Language) -> str:
    """Return a template with its placeholders replaced, in the language of the text.

    No query if venture, consultation and challenge are fetched. Braces within values are not replaced.
    """
    with override(language):
        values = _values(submission, officer)
    return _IN_BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def _values(submission: Submission, officer: Official) -> dict[str, str]:
    return {
        "reference": submission.reference,
        "venture": submission.venture.name,
        "consultation": submission.consultation.heading,
        "challenge": submission.challenge.label,
        "received_on": day_text(submission.received_at),
        "due_on": day_text(submission.due_on),
        "department": str(settings.ORGANISATION_DEPARTMENT),
        "officer": officer.full_name,
    }
