"""Ministry responses: prepared by one, released by another, followed by new versions."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from engagements.actions import responses
from engagements.choices import AuditedAct, ConsultationStatus, Role
from engagements.errors import ActionRefused, EditConflict
from engagements.models import AuditEvent, MinistryResponse
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)


def test_prepare_keeps_a_first_version_that_nobody_reads_yet():
    to, lead = factories.consultation(), factories.actor(Role.LEAD)

    made = responses.prepare_response(to, body=" We heard.\r\nYou. ", body_hi="सुना।", by=lead, at=AT)

    assert (made.number, made.body, made.body_hi, made.saves) == (1, "We heard.\nYou.", "सुना।", 1)
    assert (made.prepared_by, made.prepared_at, made.released_at) == (lead.user, AT, None)
    assert not MinistryResponse.objects.released().exists()
    event = AuditEvent.objects.latest("pk")
    digests = {name: sha256(getattr(made, name).encode()).hexdigest() for name in ("body", "body_hi")}
    assert (event.act, event.official) == (AuditedAct.RESPONSE_PREPARED, lead.user)
    assert event.changes == {"consultation": to.pk, "number": 1, **digests}


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEAD, Role.ADMINISTRATOR}])
def test_responses_are_for_leads_and_administrators(role):
    by = factories.actor(role)
    waiting = factories.ministry_response(factories.consultation())

    for acting in (
        lambda: responses.prepare_response(factories.consultation(), body="Text.", body_hi="", by=by, at=AT),
        lambda: responses.release_response(waiting, by=by, at=AT, saves=1),
    ):
        with pytest.raises(ActionRefused, match="Your role does not allow this"):
            acting()

    assert list(MinistryResponse.objects.values_list("released_at", flat=True)) == [None]


@pytest.mark.parametrize(
    ("texts", "field", "sentence"),
    [
        ({"body": " \n"}, "body", "Enter the English text. You can add the Hindi text in a later version."),
        ({"body": "x" * 60_001}, "body", "The text is too long for one page. Shorten it."),
        (
            {"body_hi": "a\x07b"},
            "body_hi",
            "Remove the invisible control character. It may have been copied from another program.",
        ),
    ],
)
def test_prepare_refuses_in_words(texts, field, sentence):
    given = {"body": "Text.", "body_hi": ""} | texts

    with pytest.raises(ActionRefused) as refused:
        responses.prepare_response(factories.consultation(), **given, by=factories.actor(Role.LEAD), at=AT)

    assert (refused.value.field, refused.value.message) == (field, sentence)


def test_prepare_again_writes_the_waiting_version_anew():
    waiting = factories.ministry_response(factories.consultation())
    second = factories.actor(Role.ADMINISTRATOR)

    responses.prepare_response(waiting.consultation, body="Better.", body_hi="", by=second, at=LATER, saves=1)

    kept = MinistryResponse.objects.get()
    assert (kept.number, kept.body, kept.saves, kept.prepared_by) == (1, "Better.", 2, second.user)


def test_prepare_over_words_that_were_changed_meanwhile_is_told():
    waiting = factories.ministry_response(factories.consultation())
    lead = factories.actor(Role.LEAD)
    responses.prepare_response(waiting.consultation, body="Better.", body_hi="", by=lead, at=LATER, saves=1)

    for saves in (0, 1):
        with pytest.raises(EditConflict, match="Someone changed this response"):
            responses.prepare_response(waiting.consultation, body="Mine.", body_hi="", by=lead, at=LATER, saves=saves)

    assert MinistryResponse.objects.get().body == "Better."


def test_prepare_of_the_same_words_is_refused():
    shown = factories.released(factories.ministry_response(factories.consultation()))

    with pytest.raises(ActionRefused, match=r"Nothing has changed\. Edit the text first"):
        factories.ministry_response(shown.consultation)


def test_release_by_another_one_shows_it():
    waiting = factories.ministry_response(factories.consultation())
    administrator = factories.actor(Role.ADMINISTRATOR)

    responses.release_response(waiting, by=administrator, at=LATER, saves=1)

    shown = MinistryResponse.objects.released().get()
    assert (shown, shown.released_by, shown.released_at) == (waiting, administrator.user, LATER)
    assert AuditEvent.objects.latest("pk").act == AuditedAct.RESPONSE_RELEASED


def test_release_by_the_same_one_is_refused_by_the_rule_and_by_the_database():
    lead = factories.actor(Role.LEAD, Role.ADMINISTRATOR)
    waiting = factories.ministry_response(factories.consultation(), by=lead)

    with pytest.raises(ActionRefused, match="You wrote this reply"):
        responses.release_response(waiting, by=lead, at=LATER, saves=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        MinistryResponse.objects.update(released_by=lead.user, released_at=LATER)

    assert not MinistryResponse.objects.released().exists()


def test_release_by_who_changed_the_words_is_refused_and_by_the_first_one_done():
    first, second = factories.actor(Role.LEAD), factories.actor(Role.LEAD)
    waiting = factories.ministry_response(factories.consultation(), by=first)
    changed = responses.prepare_response(waiting.consultation, body="Better.", body_hi="", by=second, at=AT, saves=1)

    with pytest.raises(ActionRefused, match="You wrote this reply"):
        responses.release_response(changed, by=second, at=LATER, saves=2)
    responses.release_response(changed, by=first, at=LATER, saves=2)

    assert MinistryResponse.objects.released().get().body == "Better."


def test_release_of_words_that_were_changed_meanwhile_is_told():
    waiting = factories.ministry_response(factories.consultation())
    lead = factories.actor(Role.LEAD)
    responses.prepare_response(waiting.consultation, body="Other.", body_hi="", by=lead, at=AT, saves=1)

    with pytest.raises(EditConflict):
        responses.release_response(waiting, by=factories.actor(Role.LEAD), at=LATER, saves=1)

    assert not MinistryResponse.objects.released().exists()


def test_release_is_done_once():
    shown = factories.released(factories.ministry_response(factories.consultation()))

    with pytest.raises(ActionRefused, match="This version has already been released"):
        responses.release_response(shown, by=factories.actor(Role.LEAD), at=LATER, saves=1)

    assert MinistryResponse.objects.get().released_at == AT


def test_change_after_release_is_a_new_version_and_the_first_stays():
    first = factories.released(factories.ministry_response(factories.consultation()))
    factories.released(factories.ministry_response(first.consultation, "Corrected."), at=LATER)
    factories.ministry_response(first.consultation, "Not yet.")

    shown = MinistryResponse.objects.released().values_list("number", "body", "released_at")
    assert list(shown) == [(2, "Corrected.", LATER), (1, "We heard you.", AT)]


def test_response_of_a_draft_consultation_is_not_shown():
    to = factories.consultation(status=ConsultationStatus.DRAFT)
    factories.released(factories.ministry_response(to))

    assert not MinistryResponse.objects.released().exists()


def test_response_may_be_released_by_the_portal_itself():
    by = Actor.system("seed")
    waiting = factories.ministry_response(factories.consultation(), by=by)

    responses.release_response(waiting, by=by, at=AT, saves=1)

    assert MinistryResponse.objects.released().get().released_by is None
