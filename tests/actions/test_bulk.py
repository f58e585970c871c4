"""Bulk acts: what a preview says of each row, and that all of them change or none."""

from datetime import timedelta

import pytest

from engagements.actions import bulk, casework
from engagements.choices import AuditedAct, Moderation, PublicationConsent, Role
from engagements.errors import ActionRefused
from engagements.models import Assignment, AuditEvent, ConflictOfInterest, Submission
from engagements.rules.case_actions import BULK_ACTIONS
from engagements.rules.permissions import may
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

ASSIGN = BULK_ACTIONS["assign"]


def officer(**fields):
    return factories.official(Role.OFFICER, **fields)


def to_person(official, reason=""):
    return {"official": official, "reason": reason}


def seen_of(rows):
    return {row.pk: row.version for row in rows}


def preview(act, rows, given, *, by, seen=None, at=AT):
    changes = bulk.preview(act, seen_of(rows), given, by=by, at=at, seen=seen or seen_of(rows))
    return [(change.submission, change.before, change.after, change.why_not) for change in changes]


def carried_out(act, rows, given, *, by, at=AT):
    changes = bulk.preview(act, seen_of(rows), given, by=by, at=at, seen=seen_of(rows))
    return bulk.carry_out(act, [change.mark for change in changes], given, by=by, at=at)


def test_preview_says_who_is_and_who_would_be_in_charge_and_changes_nothing(to):
    lead, asha, zoya = factories.actor(Role.LEAD), officer(full_name="Asha"), officer(full_name="Zoya")
    free, held, hers = (factories.submission(to) for _ in range(3))
    held = casework.assign(held, asha, by=lead, at=AT, version=held.version)
    hers = casework.assign(hers, zoya, by=lead, at=AT, version=hers.version)

    assert preview(ASSIGN, [free, held, hers], to_person(zoya, "A new desk."), by=lead) == [
        (free, "no one", "Zoya", ""),
        (held, "Asha", "Zoya", ""),
        (hers, "Zoya", "Zoya", ""),
    ]
    assert Assignment.objects.count() == 2


def test_preview_says_why_a_row_cannot(to):
    triage, asha, zoya = factories.actor(Role.TRIAGE), officer(full_name="Asha"), officer(full_name="Zoya")
    held, closed, conflicted, often, newer = (factories.submission(to) for _ in range(5))
    held = casework.assign(held, asha, by=triage, at=AT, version=held.version)
    closed = factories.moved(closed, "close")
    ConflictOfInterest.objects.create(official=zoya, venture=conflicted.venture, relation="family", declared_at=AT)
    for hour, person in enumerate([asha, zoya, asha, officer()]):
        at = AT + timedelta(hours=hour)
        often = casework.assign(often, person, by=triage, at=at, version=often.version, reason="On leave.")
    seen = seen_of([held, closed, conflicted, often, newer]) | {newer.pk: newer.version - 1}

    found = preview(ASSIGN, [held, closed, conflicted, often, newer], to_person(zoya), by=triage, seen=seen)

    assert [(row, why) for row, _before, _after, why in found] == [
        (held, "An officer is already assigned. Explain why you are reassigning it."),
        (closed, "Its status is “Closed”, so no officer can be assigned to it."),
        (conflicted, "Zoya cannot open this submission because of a conflict of interest. Choose someone else."),
        (often, ("This submission has already been reassigned three times. Only a lead can reassign it now.")),
        (newer, "Someone changed this after you opened the preview. Preview again."),
    ]


def test_assignment_of_many_changes_all_with_one_reason_and_one_audit_row_each(to):
    lead, asha, zoya = factories.actor(Role.LEAD), officer(), officer()
    free, held, hers = (factories.submission(to) for _ in range(3))
    held = casework.assign(held, asha, by=lead, at=AT, version=held.version)
    hers = casework.assign(hers, zoya, by=lead, at=AT, version=hers.version)
    before = AuditEvent.objects.filter(act=AuditedAct.SUBMISSION_ASSIGNED).count()

    number = carried_out(
        ASSIGN, [free, held, hers], to_person(zoya, "A new desk."), by=lead, at=AT + timedelta(hours=1)
    )

    assert number == 2
    assert set(Submission.objects.values_list("officer_in_charge", flat=True)) == {zoya.pk}
    assert list(Assignment.objects.current().order_by("submission").values_list("submission", "reason")) == [
        (free.pk, ""),
        (held.pk, "A new desk."),
        (hers.pk, ""),
    ]
    assert AuditEvent.objects.filter(act=AuditedAct.SUBMISSION_ASSIGNED).count() == before + 2


def test_one_row_that_cannot_keeps_all_as_they_are(to):
    lead, zoya = factories.actor(Role.LEAD), officer()
    rows = [factories.submission(to) for _ in range(3)]
    changes = bulk.preview(ASSIGN, seen_of(rows), to_person(zoya), by=lead, at=AT, seen=seen_of(rows))
    moved = factories.moved(rows[1], "take_up")

    with pytest.raises(bulk.BulkActionRefused, match="Nothing was changed") as stopped:
        bulk.carry_out(ASSIGN, [change.mark for change in changes], to_person(zoya), by=lead, at=AT)

    assert [change.submission for change in stopped.value.changes if change.why_not] == [moved]
    assert set(Submission.objects.values_list("officer_in_charge", flat=True)) == {None}


def test_failure_in_the_middle_keeps_all_as_they_are(to, monkeypatch):
    lead, zoya = factories.actor(Role.LEAD), officer()
    rows = [factories.submission(to) for _ in range(3)]

    execute = bulk.execute_change

    def refuse_the_last(action, change, given, *, by, at):
        if change.submission == rows[2]:
            raise ActionRefused("Not this one.")
        execute(action, change, given, by=by, at=at)

    monkeypatch.setattr(bulk, "execute_change", refuse_the_last)
    with pytest.raises(ActionRefused, match="Not this one"):
        carried_out(ASSIGN, rows, to_person(zoya), by=lead)

    assert set(Submission.objects.values_list("officer_in_charge", flat=True)) == {None}


def test_more_than_the_limit_is_not_carried_out_whatever_was_previewed(to, monkeypatch):
    lead = factories.actor(Role.LEAD)
    rows = [factories.submission(to) for _ in range(3)]
    monkeypatch.setattr(bulk, "LIMIT", 2)

    with pytest.raises(bulk.BulkActionRefused, match="selected more than 2"):
        carried_out(BULK_ACTIONS["take_up"], rows, {}, by=lead)
    assert carried_out(BULK_ACTIONS["take_up"], rows[:2], {}, by=lead) == 2


def test_row_that_is_no_longer_open_stops_all(to):
    lead, zoya = factories.actor(Role.LEAD), officer()
    rows = [factories.submission(to) for _ in range(2)]
    changes = bulk.preview(ASSIGN, seen_of(rows), to_person(zoya), by=lead, at=AT, seen=seen_of(rows))
    factories.moved(rows[0], "quarantine")

    with pytest.raises(bulk.BulkActionRefused, match="have changed since you previewed them"):
        bulk.carry_out(ASSIGN, [change.mark for change in changes], to_person(zoya), by=lead, at=AT)

    assert set(Submission.objects.values_list("officer_in_charge", flat=True)) == {None}


def test_rules_share_many_among_those_present_and_say_where_there_is_no_desk(to):
    lead, asha, zoya = factories.actor(Role.LEAD), officer(full_name="Asha"), officer(full_name="Zoya")
    rows = [factories.submission(to) for _ in range(3)]
    elsewhere = factories.submission()
    factories.desk_rule(factories.desk(asha, zoya), challenge=rows[0].challenge)

    found = preview(ASSIGN, [*rows, elsewhere], to_person(None), by=lead)

    assert [(after, why) for _row, _before, after, why in found] == [
        ("Asha", ""),
        ("Zoya", ""),
        ("Asha", ""),
        ("", "No desk rule covers this submission."),
    ]
    assert carried_out(ASSIGN, rows, to_person(None), by=lead) == 3
    assert list(Submission.objects.order_by("pk").values_list("officer_in_charge", flat=True)) == [
        asha.pk, zoya.pk, asha.pk, None,
    ]  # fmt: skip


def test_rules_that_changed_since_the_preview_stop_all(to):
    lead, asha = factories.actor(Role.LEAD), officer()
    row = factories.submission(to)
    desk = factories.desk(asha)
    factories.desk_rule(desk, challenge=row.challenge)
    changes = bulk.preview(ASSIGN, [row.pk], to_person(None), by=lead, at=AT, seen={})
    desk.members.set([officer()])

    with pytest.raises(bulk.BulkActionRefused, match="have changed since you previewed them"):
        bulk.carry_out(ASSIGN, [change.mark for change in changes], to_person(None), by=lead, at=AT)


def test_many_are_taken_up_and_the_preview_says_in_whose_charge(to):
    lead = factories.actor(Role.LEAD, full_name="Lila")
    rows = [factories.submission(to), factories.submission(to)]
    act = BULK_ACTIONS["take_up"]

    found = preview(act, rows, {}, by=lead)

    assert [(before, after) for _row, before, after, _why in found] == [
        ("Received", "Under review, in charge: Lila")
    ] * 2
    assert carried_out(act, rows, {}, by=lead) == 2
    assert set(Submission.objects.values_list("status", "officer_in_charge")) == {("under_review", lead.user.pk)}


def test_many_are_closed_with_a_reason_and_none_where_one_is_closed_already(to):
    lead = factories.actor(Role.LEAD)
    open_one, closed = factories.submission(to), factories.moved(factories.submission(to), "close")
    act, given = BULK_ACTIONS["close"], {"reason": "Answered in the session."}

    found = preview(act, [open_one, closed], given, by=lead)

    assert [(before, after, why) for _row, before, after, why in found] == [
        ("Received", "Closed", ""),
        ("Closed", "", "This is not possible while the submission is “Closed”."),
    ]
    with pytest.raises(bulk.BulkActionRefused):
        carried_out(act, [open_one, closed], given, by=lead)
    assert carried_out(act, [open_one], given, by=lead) == 1


@pytest.mark.parametrize(
    ("given", "moderation"),
    [
        ({"decision": "published", "because": ""}, Moderation.PUBLISHED),
        ({"decision": "not_published", "because": "It names a person."}, Moderation.NOT_PUBLISHED),
    ],
)
def test_publication_of_many_is_decided(to, given, moderation):
    lead, act = factories.actor(Role.LEAD), BULK_ACTIONS["publication"]
    rows = [factories.submission(to, consent=PublicationConsent.NAMED) for _ in range(2)]
    private = factories.submission(to, consent=PublicationConsent.OFFICIALS)

    assert [why for *_rest, why in preview(act, [*rows, private], given, by=lead)] == [
        "", "", "The venture has not consented to publication of its text.",
    ]  # fmt: skip
    assert carried_out(act, rows, given, by=lead) == 2
    assert list(Submission.objects.order_by("pk").values_list("moderation", flat=True)) == [
        moderation, moderation, Moderation.PENDING,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("assign", {Role.TRIAGE, Role.LEAD}),
        ("take_up", {Role.TRIAGE, Role.OFFICER, Role.LEAD}),
        ("close", {Role.OFFICER, Role.LEAD}),
        ("publication", {Role.TRIAGE, Role.OFFICER, Role.LEAD}),
    ],
)
def test_acts_are_for_those_who_may_do_the_same_with_one(name, allowed):
    assert {role for role in Role if may(factories.actor(role), BULK_ACTIONS[name])} == allowed


@pytest.mark.parametrize("rows", [1, 30])
def test_preview_asks_as_much_for_thirty_rows_as_for_one(to, rows, django_assert_max_num_queries):
    lead, zoya = factories.actor(Role.LEAD), officer()
    made = [factories.submission(to, venture="One Venture") for _ in range(rows)]
    seen = seen_of(made)

    with django_assert_max_num_queries(6):
        changes = bulk.preview(ASSIGN, seen, to_person(zoya, "A reason."), by=lead, at=AT, seen=seen)

    assert [(change.submission, change.why_not) for change in changes] == [(one, "") for one in made]
