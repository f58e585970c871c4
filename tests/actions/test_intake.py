"""No consent is taken without a complete privacy notice, on whichever road a submission comes."""

from uuid import uuid4

import pytest

from engagements.actions import links, recorded_submissions, reminders, submissions
from engagements.choices import MessageKind, PublicationConsent, Role
from engagements.errors import ActionRefused
from engagements.models import OutgoingMessage, Submission
from engagements.rules.actors import Actor
from engagements.rules.intake import NoticeState, awaits_notice, notice_state, takes_submissions
from tests import factories
from tests.recording import entry, person, token_in

pytestmark = pytest.mark.django_db

AT = factories.AT
REFUSAL = "Submissions are not taken now, because the ministry has not completed its privacy notice yet."
GAP = "[To be filled in by the ministry: an office]"


@pytest.fixture(params=["missing", "unfinished"])
def no_notice(request, settings) -> None:
    """Leave the portal without a notice, or with one that has a blank."""
    settings.POLICIES_MUST_BE_COMPLETE = True
    if request.param == "unfinished":
        factories.notice(1, body=f"Write to {GAP}.")


def receive(to, *, key=None, **what):
    sent = factories.sent(to, venture="Acme", **what)
    return submissions.receive(
        sent, consultation=to, idempotency_key=key or uuid4(), access_code="C" * 26, by=Actor.anyone(), at=AT
    )


def record(to):
    said = entry(to, person=person(), venture="Acme")
    return recorded_submissions.record_submission(
        said, consultation=to, key=uuid4(), by=factories.actor(Role.OFFICER), at=AT
    )


def test_submission_is_refused_without_a_complete_notice(no_notice, to):
    with pytest.raises(ActionRefused, match=REFUSAL):
        receive(to)

    assert Submission.objects.exists() is False
    assert (takes_submissions(to, at=AT), awaits_notice(to, at=AT)) == (False, True)


def test_submission_is_taken_once_the_notice_is_complete(no_notice, to):
    factories.notice(2)

    assert receive(to).reference
    assert (takes_submissions(to, at=AT), awaits_notice(to, at=AT)) == (True, False)


def test_submission_that_was_taken_is_found_again_whatever_became_of_the_notice(in_production, to):
    factories.notice(1)
    key = uuid4()
    first = receive(to, key=key)
    factories.notice(2, body=GAP)

    assert receive(to, key=key) == first


def test_examples_need_no_notice_because_nobody_consents(no_notice, to):
    assert receive(to, envelope={"is_example": True}).is_example


def test_official_records_nothing_without_a_complete_notice(no_notice, to):
    with pytest.raises(ActionRefused, match=REFUSAL):
        record(to)

    assert Submission.objects.exists() is False


def test_venture_confirms_nothing_without_a_complete_notice_and_its_link_keeps(settings, to):
    made = record(to)
    settings.POLICIES_MUST_BE_COMPLETE = True
    token = token_in(OutgoingMessage.objects.get(kind=MessageKind.CONFIRM_RECORDED))
    said = recorded_submissions.ConfirmedTexts(made.summary, made.experience, made.proposal, PublicationConsent.NAMED)

    with pytest.raises(ActionRefused, match=REFUSAL):
        recorded_submissions.confirm_submission(
            links.confirmation_link(token, at=AT), said, access_code="C" * 26, at=AT
        )

    assert links.confirmation_link(token, at=AT).used_at is None
    notice = factories.notice(1)
    kept = recorded_submissions.ConfirmedTexts(
        made.summary, made.experience, made.proposal, PublicationConsent.NAMED, notice.pk
    )
    assert (
        recorded_submissions.confirm_submission(
            links.confirmation_link(token, at=AT), kept, access_code="C" * 26, at=AT
        ).notice
        == notice
    )


def test_nobody_is_reminded_to_send_what_is_not_taken(no_notice, to):
    to.closes_at = factories.AT
    to.save(update_fields=["closes_at"])

    assert reminders.plan_reminders(at=AT) == []


def test_consultation_that_is_closed_awaits_no_notice(no_notice):
    assert awaits_notice(factories.consultation(closes_at=factories.OPENS_AT), at=AT) is False


def test_demonstration_does_without_a_complete_notice():
    factories.notice(1, body=GAP)

    assert notice_state() is NoticeState.COMPLETE
