"""The illustrative submissions: marked, varied, replayed with real waiting times, and mailed to nobody."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db.models import Count, F
from django.test import TestCase
from django.utils import timezone

from engagements import audit
from engagements.choices import DeliveryStatus, Moderation, PublicationConsent, ReplyKind, Role, SubmissionStatus
from engagements.mail import outbox
from engagements.models import (
    Assignment,
    AuditEvent,
    Challenge,
    Clarification,
    Contact,
    FocusArea,
    InternalNote,
    Objection,
    Official,
    OutgoingMessage,
    RecordedSubmission,
    Reply,
    Scheme,
    StatusChange,
    Submission,
    Venture,
)
from engagements.models.submission import SHOWN_CONSENTS, WAITING
from engagements.rules import sensitivity
from engagements.seeds.march_2025 import load, replay
from tests.seeds.rows import all_rows

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
DEVANAGARI = re.compile("[\u0900-\u097f]")
IDENTIFIERS = ("dpiit_number", "udyam_number", "cin", "website", "pin_code")
FEW = 5


class TestExamples(TestCase):
    """The examples, loaded once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        load.load_sessions(at=AT)
        cls.added = replay.load_examples(at=AT)
        cls.all = Submission.objects.all()

    def test_load_says_how_many_it_added(self):
        assert self.added == {"examples": 62}
        assert self.all.count() == 62

    def test_every_submission_and_venture_is_marked(self):
        assert self.all.filter(is_example=False).count() == 0
        assert Venture.objects.filter(is_example=False).count() == 0

    def test_ventures_are_numbered_and_bear_no_registration(self):
        numbers = [f"{number:02d}" for number in range(1, 25)]
        ventures = Venture.objects.order_by("name")

        assert [venture.name for venture in ventures] == [f"Example Venture {number}" for number in numbers]
        assert {getattr(venture, name) for venture in ventures for name in IDENTIFIERS} == {""}

    def test_contacts_are_numbered_and_reach_nobody(self):
        known = Contact.objects.order_by("name").values_list("name", "email", "mobile")

        assert list(known) == [(f"Contact {n:02d}", f"contact{n:02d}@example.org", "") for n in range(1, 25)]

    def test_every_status_occurs(self):
        counted = Counter(self.all.values_list("status", flat=True))

        assert counted == {
            SubmissionStatus.ANSWERED: 39,
            SubmissionStatus.CLOSED: 7,
            SubmissionStatus.UNDER_REVIEW: 7,
            SubmissionStatus.RECEIVED: 4,
            SubmissionStatus.CLARIFICATION: 3,
            SubmissionStatus.WITHDRAWN: 1,
            SubmissionStatus.QUARANTINED: 1,
        }

    def test_every_challenge_focus_area_and_consent_occurs(self):
        assert {row.challenge_id for row in self.all} == {row.pk for row in Challenge.objects.all()}
        assert FocusArea.objects.filter(submissions__isnull=True).count() == 0
        assert {row.consent for row in self.all} == set(PublicationConsent.values)
        assert self.all.filter(consent=PublicationConsent.OFFICIALS).count() == 5

    def test_hindi_ones_are_marked_as_hindi(self):
        written = {row.reference for row in self.all if DEVANAGARI.search(row.summary + row.experience)}
        marked = {row.reference for row in self.all.filter(language="hi")}

        assert written == marked
        assert len(marked) == 9

    def test_hindi_ones_are_answered_in_hindi(self):
        replies = Reply.objects.filter(submission__language="hi")

        assert [reply for reply in replies if not DEVANAGARI.search(reply.body)] == []
        assert replies.count() == 8

    def test_some_cells_stand_on_many_ventures_and_some_on_few(self):
        cells = self.all.values("challenge", "focus_areas").annotate(ventures=Count("venture", distinct=True))
        sizes = [cell["ventures"] for cell in cells]

        assert (len([size for size in sizes if size >= FEW]), len([size for size in sizes if size < FEW])) == (10, 13)

    def test_campaign_is_eight_submissions_four_texts_seven_ventures(self):
        campaign = self.all.filter(experience__startswith="For every contract ")
        ventures = campaign.aggregate(ventures=Count("venture", distinct=True))

        assert campaign.count() == 8
        assert len({row.experience for row in campaign}) == 4
        assert ventures == {"ventures": 7}

    def test_friction_is_told_by_most(self):
        assert self.all.filter(days_lost__isnull=False).count() == 42
        assert self.all.filter(rupees_blocked__isnull=False).count() == 36
        assert self.all.filter(scheme__isnull=False).count() == 33
        assert Scheme.objects.filter(submissions__isnull=False).distinct().count() == 15

    def test_casework_of_each_kind_occurs(self):
        assert Reply.objects.filter(kind=ReplyKind.INTERIM).count() == 6
        assert Clarification.objects.open().count() == 3
        assert Clarification.objects.filter(answered_at__isnull=False).count() == 4
        assert InternalNote.objects.count() == 8
        assert Assignment.objects.current().count() == 57
        assert Objection.objects.count() == 1

    def test_about_half_of_what_may_be_shown_is_published_and_some_is_held_back(self):
        decided = Counter(row.moderation for row in self.all if row.is_showable)
        shown = self.all.published()

        assert decided == {Moderation.PUBLISHED: 23, Moderation.NOT_PUBLISHED: 3, Moderation.PENDING: 16}
        assert (shown.count(), shown.filter(language="hi").count(), shown.filter(consent="named").count()) == (23, 4, 7)
        assert [row for row in self.all.filter(moderation="not_published") if not row.not_published_reason] == []
        assert self.all.exclude(moderation="pending").exclude(consent__in=SHOWN_CONSENTS).count() == 0

    def test_disputed_reply_is_answered_anew_by_the_lead(self):
        disputed = Objection.objects.get().reply.submission
        last = disputed.replies.latest("sent_at")

        assert (disputed.status, str(disputed.officer_in_charge)) == (SubmissionStatus.ANSWERED, str(last.author))
        assert last.author.roles == {Role.LEAD}

    def test_queue_has_overdue_and_unassigned_work(self):
        waiting = self.all.filter(status__in=WAITING)

        assert waiting.filter(due_on__lt=date(2026, 11, 22)).count() == 10
        assert waiting.filter(officer_in_charge=None).count() == 3

    def test_none_is_tied_to_a_session(self):
        assert self.all.filter(session__isnull=False).count() == 0

    def test_references_follow_the_order_of_arrival(self):
        by_arrival = list(self.all.order_by("received_at").values_list("reference", flat=True))

        assert by_arrival == sorted(by_arrival)
        assert [reference[:17] for reference in (by_arrival[0], by_arrival[-1])] == [
            "DDP/2024-25/00000",
            "DDP/2026-27/00001",
        ]

    def test_waiting_times_are_real(self):
        answered = self.all.get(summary="A tranche that waits for a user trial we do not schedule")

        assert timezone.localtime(answered.received_at).isoformat() == "2025-04-02T16:42:00+05:30"
        assert timezone.localtime(answered.first_replied_at).isoformat() == "2025-04-16T12:48:00+05:30"
        # 21 days, and the two for which the clock stood.
        assert answered.due_on == date(2025, 4, 25)

    def test_steps_of_each_follow_one_another(self):
        steps = StatusChange.objects.order_by("submission", "pk").values_list("submission", "at")
        by_submission: dict[int, list[datetime]] = {}
        for submission, at in steps:
            by_submission.setdefault(submission, []).append(at)

        assert [times for times in by_submission.values() if times != sorted(times)] == []

    def test_nothing_happens_before_the_consultation_or_after_the_loading(self):
        times = StatusChange.objects.order_by("at").values_list("at", flat=True)

        assert times.first() > datetime(2025, 3, 23, 18, 30, tzinfo=UTC)
        assert times.last() < AT

    def test_officials_work_on_weekdays_by_day(self):
        times = [
            timezone.localtime(at) for at in StatusChange.objects.exclude(official=None).values_list("at", flat=True)
        ]

        assert [at for at in times if at.weekday() > 4 or not 9 <= at.hour <= 18] == []

    def test_mails_are_settled_at_their_own_time_and_delivered_to_nobody(self):
        mails = OutgoingMessage.objects.all()
        delivered = outbox.deliver_due(clock=lambda: AT + timedelta(days=1))

        assert mails.exclude(status=DeliveryStatus.SENT).count() == 0
        assert mails.exclude(sent_at=F("queued_at")).count() == 0
        assert mails.count() == 133
        assert delivered == {}
        assert mail.outbox == []

    def test_addresses_of_mails_lie_under_the_reserved_domain(self):
        recipients = OutgoingMessage.objects.values_list("recipient", flat=True)

        assert {address.partition("@")[2] for address in recipients} == {"example.org"}

    def test_officials_cannot_log_in(self):
        officials = Official.objects.all()

        assert officials.count() == 8
        assert [official for official in officials if official.has_usable_password()] == []

    def test_texts_would_pass_the_sensitivity_gate(self):
        texts = [text for row in self.all for text in (row.summary, row.experience, row.proposal)]

        assert [text for text in texts if sensitivity.findings(text)] == []

    def test_texts_hold_no_address_and_no_link(self):
        texts = [text for row in self.all for text in (row.summary, row.experience, row.proposal)]
        texts += Reply.objects.values_list("body", flat=True)

        assert [text for text in texts if re.search(r"@|https?:|www\.|Pvt|Ltd|Limited", text)] == []

    def test_trail_is_whole_and_names_the_seed_for_what_arrived(self):
        received = AuditEvent.objects.filter(act="submission.received")

        assert audit.verify() == []
        assert Counter(received.values_list("actor", flat=True)) == {"system:seed": 58, "official": 4}

    def test_what_came_by_post_and_mail_is_recorded_and_mostly_confirmed(self):
        recorded = RecordedSubmission.objects.order_by("recorded_at")

        assert [(one.submission.channel, one.is_confirmed, one.is_corrected) for one in recorded] == [
            ("email", True, False),
            ("post", True, True),
            ("email", True, False),
            ("email", False, False),
        ]
        assert {one.recorded_by.roles for one in recorded} == {frozenset({Role.TRIAGE})}
        assert set(self.all.filter(recorded_submission=None).values_list("channel", flat=True)) == {"web"}

    def test_load_a_second_time_changes_nothing(self):
        before = all_rows()

        assert replay.load_examples(at=AT + timedelta(days=1)) == {"examples": 0}
        assert all_rows() == before


@pytest.mark.django_db
def test_examples_load_again_only_what_is_missing():
    load.load_sessions(at=AT)
    replay.load_examples(at=AT)
    Submission.objects.filter(language="hi").delete()

    assert replay.load_examples(at=AT) == {"examples": 9}
    assert (Submission.objects.count(), Venture.objects.count()) == (62, 24)
    assert OutgoingMessage.objects.exclude(status=DeliveryStatus.SENT).count() == 0
