"""Officials are invited by mail: one link, for 72 hours, kept as a digest, used up by choosing a password."""

import re
from datetime import timedelta

import pytest

from engagements.actions import invitations
from engagements.choices import AuditedAct, MessageKind, Role
from engagements.errors import ActionRefused
from engagements.models import AuditEvent, MailedLink, Official, OutgoingMessage
from engagements.rules import codes
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

GOOD = "three quiet harbours"
OVER = AT + timedelta(hours=72)


def invited(by, email="New.Person@example.org", roles=(Role.TRIAGE, Role.OFFICER)) -> Official:
    return invitations.invite(email, full_name="New Person", designation="Desk 4", roles=roles, by=by, at=AT)


def last_mail() -> OutgoingMessage:
    return OutgoingMessage.objects.filter(kind=MessageKind.INVITATION).latest("pk")


def token() -> str:
    found = re.search(r"/accounts/invitation/(\w+)/", last_mail().body)
    assert found
    return found[1]


def acts() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("act", flat=True))


def test_invite_opens_an_account_that_nobody_can_log_in_to_and_mails_a_link(administrator):
    official = invited(administrator)

    mail = last_mail()
    assert (official.email, official.is_active, official.has_usable_password()) == (
        "new.person@example.org",
        True,
        False,
    )
    assert (mail.recipient, mail.subject) == ("new.person@example.org", "Your account for officials")
    assert "Your roles: Triage officer, Officer in charge" in mail.body
    assert acts() == [AuditedAct.OFFICIAL_RECORDED, AuditedAct.OFFICIAL_INVITED]


def test_invite_keeps_the_digest_of_the_link_alone(administrator):
    invited(administrator)

    link = MailedLink.objects.get()
    assert (link.token_hash, link.expires_at) == (codes.code_digest(token()), OVER)
    assert AuditEvent.objects.latest("pk").changes == {"until": OVER.isoformat()}


def test_invite_refuses_an_address_twice_and_mails_nothing(administrator):
    factories.official(email="new.person@example.org")

    with pytest.raises(ActionRefused, match="account with this email address"):
        invited(administrator)

    assert not OutgoingMessage.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_invitations_are_for_administrators_alone(role):
    official, by = factories.official(), factories.actor(role)

    for act in (invited, lambda by: invitations.send_again(official, by=by, at=AT)):
        with pytest.raises(ActionRefused, match="Your role does not allow this"):
            act(by)
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        invitations.revoke_invitation(official, by=by, at=AT)


def test_accept_sets_the_password_once(administrator):
    official, given = invited(administrator), token()

    assert invitations.official_from_token(given, at=AT) == official
    invitations.accept_invitation(given, GOOD, at=AT)

    assert Official.objects.get(pk=official.pk).check_password(GOOD)
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.official, event.changes) == (
        AuditedAct.OFFICIAL_CHANGED,
        official,
        {"password": "(personal)", "invitation": "accepted"},
    )
    with pytest.raises(ActionRefused, match="no longer works"):
        invitations.accept_invitation(given, "another password", at=AT)
    assert Official.objects.get(pk=official.pk).check_password(GOOD)


@pytest.mark.parametrize(("later", "works"), [(timedelta(hours=72, seconds=-1), True), (timedelta(hours=72), False)])
def test_link_works_for_72_hours(administrator, later, works):
    invited(administrator)

    assert bool(invitations.official_from_token(token(), at=AT + later)) == works


def test_link_of_another_kind_invites_nobody(administrator):
    from engagements.actions import links

    official = invited(administrator)
    links.mail_my_link(official.email, language="en", at=AT)
    [other] = re.findall(r"/my/(\w+)/", OutgoingMessage.objects.get(kind=MessageKind.MY_LINK).body)

    assert invitations.official_from_token(other, at=AT) is None


def test_send_again_mails_a_new_link_and_ends_the_first(administrator):
    official = invited(administrator)
    first = token()

    invitations.send_again(official, by=administrator, at=AT)

    assert (invitations.official_from_token(first, at=AT), invitations.official_from_token(token(), at=AT)) == (
        None,
        official,
    )
    assert acts()[-1] == AuditedAct.OFFICIAL_INVITED


def test_send_again_is_refused_once_a_password_was_chosen(administrator):
    official = invited(administrator)
    invitations.accept_invitation(token(), GOOD, at=AT)

    with pytest.raises(ActionRefused, match="has already been accepted"):
        invitations.send_again(official, by=administrator, at=AT)


def test_take_back_closes_the_account_and_the_link(administrator):
    official = invited(administrator)

    invitations.revoke_invitation(official, by=administrator, at=AT)

    assert invitations.official_from_token(token(), at=AT) is None
    assert not Official.objects.get(pk=official.pk).is_active
    assert AuditEvent.objects.latest("pk").changes == {"is_active": False, "invitation": "taken back"}
    with pytest.raises(ActionRefused, match="is closed"):
        invitations.send_again(official, by=administrator, at=AT)


def test_open_until_says_until_when_a_link_works(administrator):
    official = invited(administrator)

    assert invitations.invitation_expires_at(official, at=AT) == OVER
    assert invitations.invitation_expires_at(official, at=OVER) is None


def test_text_of_an_invitation_is_forgotten_once_it_is_sent(administrator):
    from engagements.mail.outbox import KINDS_WITH_SECRET

    assert MessageKind.INVITATION in KINDS_WITH_SECRET
