"""Four-eyes rule: the releaser must differ from the author; system actors pass."""

from django.utils.translation import gettext as _

from engagements.errors import ActionRefused
from engagements.models import Official
from engagements.rules.actors import Actor


def may_release(prepared_by: Official | None, by: Actor) -> bool:
    """Return whether the actor may release what `prepared_by` wrote: any other official, or a system actor."""
    return by.is_system or prepared_by is None or by.user != prepared_by


def check_may_release(prepared_by: Official | None, by: Actor) -> None:
    """Raise ActionRefused if the actor prepared the text.

    The last official to edit the text counts as its author; otherwise one person could get any text past the other.
    """
    if not may_release(prepared_by, by):
        raise ActionRefused(_("You wrote this reply. Ask a colleague to read and release it."))
