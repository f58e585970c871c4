"""Maker and checker: what one official prepared, another releases."""

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.rules.actors import Actor


def may_release(prepared_by: Official | None, by: Actor) -> bool:
    """Return whether the actor is another than the one who prepared it; the portal's own processes are."""
    return by.is_system or prepared_by is None or by.user != prepared_by


def check_may_release(prepared_by: Official | None, by: Actor) -> None:
    """Raise ActionRefused where the one who releases is the one who prepared it.

    Who changes the words last has prepared them: otherwise one person could put any text past the other.
    """
    if not may_release(prepared_by, by):
        raise ActionRefused(_("You wrote this reply. Ask a colleague to read and release it."))
