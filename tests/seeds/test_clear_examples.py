"""`clear_examples` removes what is illustrative, and nothing else."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import TestCase

from engagements import audit
from engagements.actions import drafts, examples, submissions
from engagements.models import AuditEvent, Consultation, Contact, Draft, Submission, Venture
from engagements.rules.actors import Actor
from engagements.seeds.march_2025 import load, replay
from tests import factories
from tests.seeds.rows import all_rows, differing

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
CLEARING = Actor.system("test")
TRAIL = {"engagements.AuditChain", "engagements.AuditEvent"}
# What stays when examples are gone: the trail, the accounts that acted, the numbers that were given out.
KEPT = TRAIL | {"engagements.Official", "engagements.RoleGrant", "engagements.ReferenceSeries"}
NOTHING = {"submissions": 0, "ventures": 0, "contacts": 0, "drafts": 0, "messages": 0}


class TestClear(TestCase):
    """A consultation with one real submission, one real draft and the examples, loaded once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        load.load_sessions(at=AT)
        cls.consultation = Consultation.objects.get()
        cls.real = factories.replied(factories.submission(cls.consultation))
        drafts.start_draft(cls.consultation, language="en", at=AT)
        cls.before = all_rows()
        replay.load_examples(at=AT)
        cls.loaded = all_rows()

    def test_clear_brings_back_the_world_without_examples(self):
        removed = examples.delete_examples(by=CLEARING, at=AT)

        after = all_rows()
        assert differing(self.before, after) == KEPT
        assert differing({name: self.loaded[name] for name in KEPT}, after) == TRAIL
        assert removed == {"submissions": 62, "ventures": 24, "contacts": 24, "drafts": 0, "messages": 133}
        assert list(Submission.objects.all()) == [self.real]

    def test_clear_is_told_to_the_trail_in_one_row(self):
        removed = examples.delete_examples(by=CLEARING, at=AT)

        told = AuditEvent.objects.filter(act="examples.cleared")
        assert [(row.actor, row.at, row.changes) for row in told] == [("system:test", AT, removed)]
        assert AuditEvent.objects.count() == len(self.loaded["engagements.AuditEvent"]) + 1
        assert audit.verify() == []

    def test_clear_a_second_time_changes_nothing(self):
        examples.delete_examples(by=CLEARING, at=AT)
        cleared = all_rows()

        assert examples.delete_examples(by=CLEARING, at=AT) == NOTHING
        assert all_rows() == cleared

    def test_clear_takes_the_draft_of_an_example_along(self):
        draft, _token = drafts.start_draft(self.consultation, language="en", at=AT)
        example = Submission.objects.filter(is_example=True)[0]
        Draft.objects.filter(pk=draft.pk).update(submission=example)

        removed = examples.delete_examples(by=CLEARING, at=AT)

        assert removed["drafts"] == 1
        assert all_rows()["engagements.Draft"] == self.before["engagements.Draft"]

    def test_clear_keeps_an_example_s_venture_that_spoke_for_itself(self):
        own = factories.sent(self.consultation, venture="Example Venture 01", person={"email": "contact01@example.org"})
        received = submissions.receive(
            own, consultation=self.consultation, idempotency_key=uuid4(), access_code="OWN", by=Actor.anyone(), at=AT
        )

        removed = examples.delete_examples(by=CLEARING, at=AT)

        assert (removed["submissions"], removed["ventures"], removed["contacts"]) == (62, 23, 23)
        assert set(Submission.objects.all()) == {self.real, received}
        assert set(Venture.objects.all()) == {self.real.venture, received.venture}
        assert set(Contact.objects.all()) == {self.real.contact, received.contact}

    def test_clear_gives_no_reference_out_again(self):
        given = set(Submission.objects.values_list("reference", flat=True))
        examples.delete_examples(by=CLEARING, at=AT)

        again = factories.submission(self.consultation)

        assert again.reference not in given


@pytest.mark.django_db
def test_commands_load_clear_and_load_again(capsys):
    call_command("load_march_2025", "--with-examples")
    call_command("clear_examples")
    call_command("load_march_2025", "--with-examples")

    assert capsys.readouterr().out.splitlines() == [
        "Added: 8 focus areas, 3 challenges, 16 schemes, 9 stages, 6 limits, 6 policies, 4 reply templates, "
        "1 consultations, 62 examples",
        "Removed: 62 submissions, 24 ventures, 24 contacts, 0 drafts, 133 messages",
        "Added: 0 focus areas, 0 challenges, 0 schemes, 0 stages, 0 limits, 0 policies, 0 reply templates, "
        "0 consultations, 62 examples",
    ]
    assert audit.verify() == []
