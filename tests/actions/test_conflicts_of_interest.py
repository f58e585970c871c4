"""Conflicts of interest: what a declaration closes, what it takes off, and who ends it."""

import pytest
from django.db import IntegrityError, transaction

from engagements import audit
from engagements.actions import attendance, casework, conflicts_of_interest
from engagements.choices import AuditedAct, Relation, Role
from engagements.errors import ActionRefused
from engagements.models import Assignment, AuditEvent, ConflictOfInterest, OutgoingMessage, Submission
from engagements.models.conflict_of_interest import NOTE_MAX
from engagements.rules.actors import Actor
from engagements.rules.attendance_parser import AttendanceEntry
from engagements.rules.conflicts_of_interest import effect_of, is_closed_to
from engagements.rules.submission_data import VentureData
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT


def declared(by: Actor, of: Submission, note: str = "", relation: Relation = Relation.FAMILY) -> ConflictOfInterest:
    return conflicts_of_interest.declare_conflict(of.venture, relation, note, by=by, at=AT)


def given_to(actor: Actor, submission: Submission) -> Submission:
    by = factories.actor(Role.LEAD)
    return casework.assign(submission, actor.user, by=by, at=AT, version=submission.version)


def test_declaration_closes_the_venture_to_its_official_alone():
    officer, colleague = factories.actor(Role.OFFICER), factories.actor(Role.OFFICER)
    first, second = factories.submission(venture="Alpha"), factories.submission(venture="Alpha")
    other = factories.submission(venture="Beta")

    declared(officer, first)

    assert list(Submission.objects.visible_to(officer)) == [other]
    assert set(Submission.objects.visible_to(colleague)) == {first, second, other}
    assert set(Submission.objects.visible_to(Actor.system("test"))) == {first, second, other}
    assert list(Submission.objects.visible_to(Actor.venture(first))) == [first]


def test_declaration_closes_what_comes_later_and_from_another_address_under_the_same_name():
    officer = factories.actor(Role.OFFICER)
    declared(officer, factories.submission(venture="Alpha Pvt Ltd"))

    factories.submission(venture="Alpha Pvt Ltd")
    factories.submission(venture="ALPHA", person={"email": "second@example.org"})

    assert list(Submission.objects.visible_to(officer)) == []


def test_declaration_closes_what_comes_from_the_same_address_under_another_name():
    officer = factories.actor(Role.OFFICER)
    first = factories.submission(venture="Alpha", person={"email": "founder@alpha.example.org"})
    renamed = factories.submission(venture="Omega Systems", person={"email": "Founder@Alpha.example.org"})
    other = factories.submission(venture="Beta")

    assert effect_of(first.venture, by=officer).closes == 2
    declared(officer, first)

    assert list(Submission.objects.visible_to(officer)) == [other]
    later = factories.submission(venture="Alpha Works", person={"email": "founder@alpha.example.org"})
    assert [is_closed_to(officer.user, one.venture) for one in (first, renamed, other, later)] == [
        True, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "number",
    [{"cin": "U12345KA2019PTC123456"}, {"udyam_number": "UDYAM-KA-00-0000001"}, {"dpiit_number": "DIPP12345"}],
    ids=lambda number: next(iter(number)),
)
def test_declaration_closes_what_comes_under_the_same_registration(number):
    officer = factories.actor(Role.OFFICER)
    first = factories.proved(factories.submission(venture="Alpha", profile=number))
    renamed = factories.proved(factories.submission(venture="Omega Systems", profile=number))
    others = [factories.submission(venture=name) for name in ("Beta", "Gamma")]

    assert effect_of(first.venture, by=officer).closes == 2
    declared(officer, first)

    assert set(Submission.objects.visible_to(officer)) == set(others)
    assert is_closed_to(officer.user, renamed.venture)


def test_declaration_takes_off_what_is_in_charge_under_another_name():
    officer = factories.actor(Role.OFFICER)
    first = factories.submission(venture="Alpha", person={"email": "founder@alpha.example.org"})
    renamed = factories.submission(venture="Omega Systems", person={"email": "founder@alpha.example.org"})
    given_to(officer, renamed)

    declared(officer, first)

    renamed.refresh_from_db()
    assert renamed.officer_in_charge is None


def test_declaration_closes_the_trail_of_what_colleagues_declared_and_of_attendance():
    auditor, colleague = factories.actor(Role.AUDITOR), factories.actor(Role.OFFICER)
    closed, other = factories.submission(), factories.submission()
    session = factories.session(closed.consultation)
    for one in (closed, other):
        seat = AttendanceEntry(VentureData(one.venture.name, one.venture.kind), "", is_invited=True, is_present=False)
        attendance.record_attendance(session, seat, by=colleague, at=AT)
    own = declared(auditor, closed)
    theirs = [declared(colleague, one) for one in (closed, other)]

    seen = AuditEvent.objects.visible_to(auditor)
    assert set(seen.filter(target_type="conflictofinterest").values_list("target_id", flat=True)) == {
        str(own.pk), str(theirs[1].pk),
    }  # fmt: skip
    assert [event.changes["venture"] for event in seen.filter(target_type="session")] == [other.venture_id]
    assert AuditEvent.objects.visible_to(factories.actor(Role.AUDITOR)).filter(target_type="session").count() == 2


def test_declaration_closes_mail_and_trail():
    keeper = factories.actor(Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR)
    closed, other = factories.submission(), factories.submission()

    declaration = declared(keeper, closed)

    assert {message.submission for message in OutgoingMessage.objects.visible_to(keeper)} == {other}
    about = {(event.target_type, event.target_id) for event in AuditEvent.objects.visible_to(keeper)}
    assert about == {
        ("submission", str(other.pk)),
        ("venture", str(other.venture_id)),
        ("conflictofinterest", str(declaration.pk)),
    }
    assert len(AuditEvent.objects.visible_to(factories.actor(Role.AUDITOR))) == AuditEvent.objects.count()


def test_declaration_puts_what_was_in_charge_back_among_the_unassigned():
    officer = factories.actor(Role.OFFICER)
    mine, others, answered = (factories.submission(venture="Alpha") for _number in range(3))
    mine, answered = given_to(officer, mine), given_to(officer, factories.replied(answered))
    others = given_to(factories.actor(Role.OFFICER), others)
    before = mine.version

    declared(officer, mine)

    mine.refresh_from_db()
    assert (mine.officer_in_charge, mine.version) == (None, before + 1)
    answered.refresh_from_db()
    assert answered.officer_in_charge is None
    kept = others.officer_in_charge
    others.refresh_from_db()
    assert others.officer_in_charge == kept
    assert list(Assignment.objects.current().filter(official=officer.user)) == []
    taken_off = audit.trail_of(mine).filter(act=AuditedAct.SUBMISSION_ASSIGNED).last()
    assert (taken_off.official, taken_off.changes) == (
        officer.user,
        {"officer_in_charge": None, "because": "conflict"},
    )


def test_declaration_is_in_the_trail_without_its_note():
    officer, submission = factories.actor(Role.OFFICER), factories.submission()

    declaration = declared(officer, submission, "My sister runs it.")

    event = audit.trail_of(declaration).get()
    assert (event.act, event.official, event.changes) == (
        AuditedAct.CONFLICT_DECLARED,
        officer.user,
        {
            "official": officer.official_id,
            "venture": submission.venture_id,
            "relation": "family",
            "note": audit.PERSONAL,
        },
    )


def test_declaration_does_what_was_said_before():
    officer = factories.actor(Role.OFFICER)
    free, mine = factories.submission(venture="Alpha"), factories.submission(venture="Alpha")
    mine = given_to(officer, mine)
    factories.submission()

    effect = effect_of(free.venture, by=officer)

    assert (effect.closes, effect.in_charge) == (2, (mine,))


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ([], "Your role does not allow this. Ask the lead to do it, or to give you the role."),
        ([Role.ADMINISTRATOR], "Your role does not allow this. Ask the lead to do it, or to give you the role."),
        ([Role.SECURITY], "You do not have access to this venture. You may already be excluded from it."),
    ],
)
def test_declaration_is_refused_to_whoever_sees_nothing_of_the_venture(roles, message):
    submission = factories.submission()

    with pytest.raises(ActionRefused) as refused:
        declared(factories.actor(*roles), submission)

    assert (refused.value.message, ConflictOfInterest.objects.count()) == (message, 0)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SECURITY, Role.ADMINISTRATOR)])
def test_declaration_is_open_to_everybody_who_reads(role):
    declared(factories.actor(role), factories.submission())

    assert ConflictOfInterest.objects.count() == 1


def test_declaration_of_the_security_officer_closes_quarantine():
    security = factories.actor(Role.SECURITY)
    held = factories.moved(factories.submission(), "quarantine")

    declared(security, held)

    assert list(Submission.objects.visible_to(security)) == []


def test_declaration_is_refused_twice_and_for_a_note_that_is_too_long():
    officer, submission = factories.actor(Role.OFFICER), factories.submission()
    with pytest.raises(ActionRefused):
        declared(officer, submission, "x" * (NOTE_MAX + 1))
    declared(officer, submission)

    with pytest.raises(ActionRefused):
        declared(officer, submission)

    assert ConflictOfInterest.objects.count() == 1


def test_assignment_of_a_closed_submission_is_refused_in_words():
    officer, lead = factories.actor(Role.OFFICER, full_name="Asha Rao"), factories.actor(Role.LEAD)
    submission = factories.submission()
    declared(officer, submission)

    with pytest.raises(ActionRefused) as refused:
        casework.assign(submission, officer.user, by=lead, at=AT, version=submission.version)

    assert (refused.value.field, refused.value.message) == (
        "official",
        "Asha Rao cannot open this submission because of a conflict of interest. Choose someone else.",
    )
    submission.refresh_from_db()
    assert submission.officer_in_charge is None


def test_objection_goes_to_a_lead_who_is_free_of_interest():
    tied, free = factories.actor(Role.LEAD), factories.actor(Role.LEAD)
    submission = factories.replied(factories.submission())
    declared(tied, submission)

    current = casework.object_to_reply(
        submission, "It says nothing.", by=Actor.venture(submission), at=AT, version=submission.version
    )

    assert current.officer_in_charge == free.user


@pytest.mark.parametrize("act", ["note", "ask"])
def test_acts_on_a_closed_submission_are_refused(act):
    officer = factories.actor(Role.OFFICER)
    submission = factories.moved(factories.submission(), "take_up")
    declared(officer, submission)

    version = {} if act == "note" else {"version": submission.version}
    with pytest.raises(ActionRefused) as refused:
        getattr(casework, act)(submission, "A text.", by=officer, at=AT, **version)

    assert refused.value.message == "You do not have access to this submission."


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_end_opens_the_venture_again_and_keeps_the_reason_out_of_the_trail(role):
    officer, ender = factories.actor(Role.OFFICER), factories.actor(role)
    submission = factories.submission()
    declaration = declared(officer, submission)

    ended = conflicts_of_interest.end_conflict(declaration, " The share was sold. ", by=ender, at=AT)

    assert (ended.ended_by, ended.ended_at, ended.ended_because) == (ender.user, AT, "The share was sold.")
    assert list(Submission.objects.visible_to(officer)) == [submission]
    event = audit.trail_of(declaration).last()
    assert (event.act, event.changes) == (
        AuditedAct.CONFLICT_ENDED,
        {"ended_by": ender.official_id, "ended_because": audit.PERSONAL},
    )
    assert declared(officer, submission) != declaration


def test_end_is_refused_to_the_official_without_a_reason_twice_and_to_others():
    lead, submission = factories.actor(Role.LEAD), factories.submission()
    declaration, other = declared(lead, submission), factories.actor(Role.LEAD)

    def refusal(by: Actor, reason: str = "Over.") -> str:
        with pytest.raises(ActionRefused) as refused:
            conflicts_of_interest.end_conflict(declaration, reason, by=by, at=AT)
        return refused.value.message

    assert refusal(lead) == "You declared this yourself. Ask another lead or an administrator to end it."
    assert refusal(other, "  ") == "Give a reason. One sentence is enough."
    assert refusal(factories.actor(Role.AUDITOR)).startswith("Your role does not allow this.")
    assert refusal(factories.actor(Role.OFFICER)) == "You do not have access to this conflict of interest record."
    conflicts_of_interest.end_conflict(declaration, "Over.", by=other, at=AT)
    assert refusal(other) == "This has already ended."


def test_end_is_refused_by_the_database_to_the_official_too():
    lead = factories.actor(Role.LEAD)
    declaration = declared(lead, factories.submission())

    with pytest.raises(IntegrityError), transaction.atomic():
        ConflictOfInterest.objects.filter(pk=declaration.pk).update(
            ended_at=AT, ended_by=lead.user, ended_because="Over."
        )


def test_overseer_sees_declarations_of_others_but_not_in_a_venture_closed_to_themselves():
    lead, officer, submission = factories.actor(Role.LEAD), factories.actor(Role.OFFICER), factories.submission()
    elsewhere = declared(officer, factories.submission())
    theirs = declared(officer, submission)

    assert set(ConflictOfInterest.objects.visible_to(lead)) == {theirs, elsewhere}
    own = declared(lead, submission)

    assert set(ConflictOfInterest.objects.visible_to(lead)) == {own, elsewhere}
    assert set(ConflictOfInterest.objects.visible_to(officer)) == {theirs, elsewhere}
    assert list(ConflictOfInterest.objects.visible_to(factories.actor(Role.ANALYST))) == []
