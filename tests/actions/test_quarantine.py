"""Quarantine: what is added later is held like what came first; released, kept, and what follows from either."""

from datetime import timedelta

import pytest
from django.utils import translation

from engagements.actions import casework, transitions
from engagements.choices import Moderation, Role
from engagements.models import AuditEvent, Submission
from engagements.rules import queues
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=1)


def add_answer(text: str) -> Submission:
    of = factories.asked(factories.submission())
    return casework.answer_question(of, text, by=Actor.venture(of), at=LATER, version=of.version)


def add_objection(text: str) -> Submission:
    factories.official(Role.LEAD)
    of = factories.replied(factories.submission())
    return casework.object_to_reply(of, text, by=Actor.venture(of), at=LATER, version=of.version)


def last_step(of: Submission) -> tuple[str, str]:
    change = of.status_changes.last()
    return change.transition, change.reason


@pytest.mark.parametrize("add", [add_answer, add_objection])
def test_words_added_later_that_do_not_belong_there_are_kept_and_held(add):
    of = add("The annexure is marked SECRET. Ring 98765 43210.")

    assert (of.status, of.findings) == ("quarantined", ["classification", "phone"])
    assert last_step(of) == (
        "quarantine",
        "Found in the text the venture added: Classification marking, Phone number.",
    )
    assert Submission.objects.get(pk=of.pk).findings == of.findings
    assert not Submission.objects.visible_to(factories.actor(Role.LEAD)).filter(pk=of.pk).exists()


@pytest.mark.parametrize("add", [add_answer, add_objection])
def test_ordinary_words_added_later_are_not_held(add):
    of = add("It was the third milestone, Rs 12,50,000 on 24.03.2025.")

    assert (of.status, of.findings) == ("under_review", [])


def test_reason_for_holding_is_in_the_language_of_officials():
    with translation.override("hi"):
        of = add_answer("SECRET")

    assert last_step(of)[1] == "Found in the text the venture added: Classification marking."


def test_trail_of_what_is_held_tells_kinds_and_no_words():
    of = add_answer("Ring 98765 43210.")

    written = str(list(AuditEvent.objects.filter(target_id=str(of.pk)).values_list("changes", flat=True)))
    assert ("quarantine" in written, "43210" in written) == (True, False)


def test_kept_stays_in_quarantine_and_leaves_the_list_of_what_is_to_be_decided():
    officer = factories.actor(Role.SECURITY)
    first = factories.moved(factories.submission(), "quarantine")
    second = factories.moved(factories.submission(), "quarantine")

    kept = transitions.apply_transition(
        first, "keep", by=officer, at=LATER, version=first.version, reason="It names a unit."
    )

    assert kept.status == "quarantined"
    assert (
        in_queue("quarantined", officer)
        == list(Submission.objects.filter(queues.next_for(officer, LATER.date())))
        == [second]
    )
    assert in_queue("kept", officer) == [kept]


def test_kept_can_be_released_and_held_again_to_be_decided_anew():
    officer = factories.actor(Role.SECURITY)
    of = factories.moved(factories.submission(), "quarantine", "keep", "release", "quarantine", at=LATER)

    assert (in_queue("quarantined", officer), in_queue("kept", officer)) == ([of], [])


def in_queue(name: str, actor: Actor) -> list[Submission]:
    queue = next(one for one in queues.queues_of(actor) if one.name == name)
    return list(Submission.objects.visible_to(actor).filter(queue.condition(actor, AT.date())))


@pytest.mark.parametrize("decide", [factories.published, factories.not_published])
def test_release_asks_for_a_new_decision_on_publication(decide):
    of = decide(factories.submission())
    of = factories.moved(of, "quarantine", "release", at=LATER)

    assert Submission.objects.filter(pk=of.pk).values_list(
        "moderation", "moderated_at", "moderated_by", "not_published_reason", "tells_not_published_reason"
    ).get() == (Moderation.PENDING, None, None, "", False)
    assert not Submission.objects.published().exists()
    event = AuditEvent.objects.filter(act="submission.moderated").latest("pk")
    assert (event.changes, event.at) == ({"moderation": "pending"}, LATER)


def test_release_writes_no_decision_where_there_was_none():
    factories.moved(factories.submission(), "quarantine", "release", at=LATER)

    assert AuditEvent.objects.filter(act="submission.moderated").count() == 0
