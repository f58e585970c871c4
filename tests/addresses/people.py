"""Every kind of person who may knock, each as a client that carries what such a person's browser carries."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.actions import links
from engagements.choices import Language, Role
from engagements.models import Official, OutgoingMessage, Submission
from engagements.public.views import status_access
from portal.accounts.gates import BEGAN_AT
from tests import factories
from tests.addresses.world import World

Knock = Callable[[World], Client]


def visitor(world: World) -> Client:
    """Nobody in particular."""
    return Client()


def own(world: World) -> Client:
    """A venture whose browser holds the permission to read its submission, and its draft."""
    return _venture(world.submission, token=world.draft_token)


def foreign(world: World) -> Client:
    """A venture whose browser holds the same for another submission and another draft."""
    return _venture(world.foreign, token=world.foreign_draft_token)


def no_role(world: World) -> Client:
    """An account to which nobody gave a role."""
    return _official()


def no_factor(world: World) -> Client:
    """An official with every role, whose session shows no second factor, while the portal wants one."""
    return _official(*Role)


def disabled(world: World) -> Client:
    """An official with every role whose account was closed after the log-in."""
    client = _official(*Role)
    Official.objects.filter(pk=client.session["_auth_user_id"]).update(is_active=False)
    return client


def expired(world: World) -> Client:
    """An official with every role who logged in nine hours ago."""
    client = _official(*Role)
    session = client.session
    session[BEGAN_AT] = (timezone.now() - timedelta(hours=9)).timestamp()
    session.save()
    return client


def _with_role(role: Role) -> Knock:
    return lambda world: _official(role)


KNOCKING: dict[str, Knock] = {
    "visitor": visitor,
    "own": own,
    "foreign": foreign,
    "no_role": no_role,
    **{str(role): _with_role(role) for role in Role},
    "no_factor": no_factor,
    "disabled": disabled,
    "expired": expired,
}


def _venture(submission: Submission, *, token: str) -> Client:
    client = Client()
    client.cookies.update(status_access.redirect_with_access(submission).cookies)
    client.cookies["draft"] = token
    links.mail_my_link(submission.contact.email, language=Language.ENGLISH, at=timezone.now())
    mail = OutgoingMessage.objects.filter(recipient=submission.contact.email).latest("pk")
    mailed = re.search(reverse("public:my_submissions") + r"[\w-]+/", mail.body)
    assert mailed, "no link in the mail"
    client.post(mailed[0])
    return client


def _official(*roles: Role) -> Client:
    client = Client()
    client.force_login(factories.official(*roles))
    return client
