"""Permission checks for links in templates."""

from typing import Any

from django import template

from engagements.models import Official
from engagements.rules.actors import Actor
from engagements.rules.permissions import Act
from engagements.rules.permissions import may as actor_may

register = template.Library()


@register.filter
def may(user: Any, act: str) -> bool:
    """Return whether the signed-in user may do an act, named as in `rules.permissions.Act`."""
    return isinstance(user, Official) and actor_may(Actor.official(user), Act[act.upper()])
