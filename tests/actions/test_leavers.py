"""Officials who leave are out at once, and what was in their charge has somebody else or nobody."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from engagements.actions import casework, conflicts_of_interest, offboarding
from engagements.actions.offboarding import CaseHandover, OpenCases
from engagements.choices import AuditedAct, Relation, Role
from engagements.errors import ActionRefused
from engagements.models import Assignment, AuditEvent, Official, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver():
    return factories.official(Role.OFFICER, Role.LEAD)


def in_charge(official: Official, *names: str) -> Submission:
    made = factories.submission()
    made = casework.assign(made, official, by=factories.actor(Role.LEAD), at=AT, version=made.version)
    return factories.moved(made, *names)


def charge_of(submission: Submission) -> tuple[Official | None, list[Official]]:
    """Return who is in charge now, and who was one after the other."""
    current = Submission.objects.get(pk=submission.pk)
    held = Assignment.objects.filter(submission=submission).order_by("assigned_at", "pk")
    return current.officer_in_charge, [one.official for one in held]


def left(official, *, by, successor=None):
    return offboarding.deactivate_official(official, successor=successor, by=by, at=AT + timedelta(days=1))


def test_charge_counts_what_is_unfinished_and_overdue(leaver):
    in_charge(leaver)
    in_charge(leaver, "take_up")
    in_charge(leaver, "take_up", "close")
    due_on = Submission.objects.first().due_on

    assert offboarding.open_cases_of(leaver, on=due_on) == OpenCases(unfinished=2, overdue=0)
    assert offboarding.open_cases_of(leaver, on=due_on + timedelta(days=1)) == OpenCases(unfinished=2, overdue=2)


def test_leave_hands_over_to_a_successor(administrator, leaver):
    waiting, successor = in_charge(leaver, "take_up"), factories.official(Role.OFFICER)

    assert left(leaver, by=administrator, successor=successor) == CaseHandover(handed_over=1, returned=0)
    assert charge_of(waiting) == (successor, [leaver, successor])


def test_leave_without_a_successor_puts_submissions_back_into_the_queue(administrator, leaver):
    waiting = in_charge(leaver)

    assert left(leaver, by=administrator) == CaseHandover(handed_over=0, returned=1)
    assert charge_of(waiting) == (None, [leaver])
    assert Assignment.objects.get(submission=waiting).ended_at == AT + timedelta(days=1)


def test_leave_leaves_what_is_finished_with_the_one_who_finished_it(administrator, leaver):
    closed = in_charge(leaver, "take_up", "close")

    assert left(leaver, by=administrator) == CaseHandover(handed_over=0, returned=0)
    assert charge_of(closed) == (leaver, [leaver])


def test_what_a_leaver_finished_is_nobody_s_once_it_is_opened_again(administrator, leaver):
    closed = in_charge(leaver, "take_up", "close")
    left(leaver, by=administrator)

    factories.moved(Submission.objects.get(pk=closed.pk), "reopen")

    assert charge_of(closed) == (None, [leaver])


def test_leave_hands_nothing_to_a_successor_with_a_conflict_of_interest(administrator, leaver):
    open_one, closed_one = in_charge(leaver), in_charge(leaver)
    successor = factories.official(Role.OFFICER)
    conflicts_of_interest.declare_conflict(
        closed_one.venture, Relation.FAMILY, note="", by=Actor.official(successor), at=AT
    )

    assert left(leaver, by=administrator, successor=successor) == CaseHandover(handed_over=1, returned=1)
    assert [charge_of(one)[0] for one in (open_one, closed_one)] == [successor, None]


def test_leave_takes_password_roles_and_factors_and_keeps_the_person(administrator, leaver):
    TOTP.activate(leaver, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    in_charge(leaver)

    left(leaver, by=administrator)

    gone = Official.objects.get(pk=leaver.pk)
    facts = (gone.full_name, gone.is_active, gone.left_at, gone.has_usable_password(), gone.roles)
    assert facts == (leaver.full_name, False, AT + timedelta(days=1), False, frozenset())
    assert not gone.authenticator_set.exists()
    event = AuditEvent.objects.latest("pk")
    assert (event.act, event.target_id, event.changes) == (
        AuditedAct.OFFICIAL_LEFT,
        str(leaver.pk),
        {"roles": [], "held": ["lead", "officer"], "handed_over": 0, "returned": 1},
    )


def test_leave_refuses_the_next_click_of_a_live_session(administrator, leaver, client):
    client.force_login(leaver)
    assert client.get("/admin/").status_code == 200

    offboarding.deactivate_official(leaver, successor=None, by=administrator, at=timezone.now())

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_leave_ends_an_invitation(administrator):
    from engagements.actions import invitations
    from engagements.models import MailedLink

    invited = invitations.invite("new@example.org", full_name="New", designation="", roles=[], by=administrator, at=AT)
    left(invited, by=administrator)

    assert not MailedLink.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMINISTRATOR, Role.SECURITY])
def test_leave_refuses_a_successor_who_does_not_work_on_submissions(administrator, leaver, role):
    with pytest.raises(ActionRefused, match="who works on submissions") as refused:
        left(leaver, by=administrator, successor=factories.official(role))

    assert refused.value.field == "successor"
    assert Official.objects.get(pk=leaver.pk).is_active


def test_leave_refuses_the_leaver_as_successor(administrator, leaver):
    with pytest.raises(ActionRefused, match="Choose another official"):
        left(leaver, by=administrator, successor=leaver)


def test_leave_refuses_one_s_own_account():
    own = factories.official(Role.ADMINISTRATOR)

    with pytest.raises(ActionRefused, match="cannot remove your own access"):
        left(own, by=Actor.official(own))


def test_leave_is_refused_the_second_time(administrator, leaver):
    left(leaver, by=administrator)

    with pytest.raises(ActionRefused, match="has already left"):
        left(leaver, by=administrator)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_leave_is_for_administrators_alone(leaver, role):
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        left(leaver, by=factories.actor(role))


def test_official_who_left_can_be_let_in_again(administrator, leaver):
    from engagements.actions import officials

    left(leaver, by=administrator)
    back = officials.change_account(
        leaver, full_name="Back", designation="", is_active=True, roles=[Role.OFFICER], by=administrator, at=AT
    )

    assert (back.is_active, back.left_at, back.roles, back.has_usable_password()) == (True, None, {Role.OFFICER}, False)
