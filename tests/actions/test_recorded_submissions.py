"""Points that officials write down: recorded once, mailed, confirmed or corrected by the venture."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from engagements.actions import bulk, claims, links, publication, recorded_submissions
from engagements.actions.recorded_submissions import ConfirmedTexts
from engagements.choices import MessageKind, PublicationConsent, Role, SubmissionStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import (
    AuditEvent,
    Contact,
    MailedLink,
    OutgoingMessage,
    RecordedSubmission,
    SearchText,
    Submission,
    Venture,
)
from engagements.rules import codes, queues
from engagements.rules.case_actions import BULK_ACTIONS
from engagements.rules.claims import new_to_ventures
from engagements.rules.identity import address_digest
from engagements.rules.receipts import receipt_of
from tests import factories
from tests.recording import SAID_ON, entry, person, token_in

pytestmark = pytest.mark.django_db

AT = factories.AT
CODE = "C0DE" * 6 + "12"


def recorded(to=None, *, by=None, key=None, at=AT, **what):
    to = to or factories.consultation()
    by = by or factories.actor(Role.OFFICER)
    return recorded_submissions.record_submission(entry(to, **what), consultation=to, key=key or uuid4(), by=by, at=at)


def link_of(submission):
    token = token_in(OutgoingMessage.objects.filter(kind=MessageKind.CONFIRM_RECORDED).latest("pk"))
    found = links.confirmation_link(token, at=AT)
    assert found.submission == submission
    return found


def said(submission, **replaced):
    texts = {name: getattr(submission, name) for name in recorded_submissions.TEXTS}
    return ConfirmedTexts(**{**texts, "consent": PublicationConsent.NAMED, **replaced})


def acts_on(record):
    return [
        event.act
        for event in AuditEvent.objects.filter(target_id=str(record.pk), target_type="submission").order_by("pk")
    ]


def test_record_takes_the_road_of_every_submission():
    to, by = factories.consultation(), factories.actor(Role.TRIAGE)

    made = recorded(to, by=by, person=person(), venture="Acme")

    kept = RecordedSubmission.objects.get(submission=made)
    assert (made.status, made.consent, made.channel, made.venture.name, made.contact.email) == (
        SubmissionStatus.RECEIVED,
        PublicationConsent.OFFICIALS,
        "session",
        "Acme",
        "asha@example.org",
    )
    assert (kept.recorded_by, kept.recorded_at, kept.said_on, kept.confirmed_at) == (by.user, AT, SAID_ON, None)
    assert (kept.summary, kept.experience, kept.proposal) == (made.summary, made.experience, made.proposal)
    assert [change.transition for change in made.status_changes.all()] == ["record"]
    assert made.status_changes.get().official == by.user
    assert AuditEvent.objects.get(act="submission.received").official == by.user


def test_record_mails_a_link_that_officials_do_not_read_and_no_acknowledgement():
    recorded(person=person())

    message = OutgoingMessage.objects.get()
    assert (message.kind, message.recipient, message.submission) == (
        MessageKind.CONFIRM_RECORDED,
        "asha@example.org",
        None,
    )


def test_record_without_an_address_mails_nobody():
    recorded()

    assert (OutgoingMessage.objects.count(), MailedLink.objects.count()) == (0, 0)


def test_record_with_the_same_key_makes_one():
    to, key = factories.consultation(), uuid4()
    what = {"to": to, "key": key, "venture": "Acme", "person": person()}

    first, second = recorded(**what), recorded(**what)

    assert (first, Submission.objects.count(), OutgoingMessage.objects.count()) == (second, 1, 1)


def test_record_with_the_same_key_and_other_words_is_refused():
    to, key = factories.consultation(), uuid4()
    recorded(to, key=key, venture="Acme")

    with pytest.raises(ActionRefused, match="already sent"):
        recorded(to, key=key, venture="Acme", summary="Other words")


def test_record_counts_the_day_on_which_it_was_said():
    to = factories.consultation(closes_at=AT - timedelta(days=1))

    assert recorded(to).received_at == AT
    with pytest.raises(ActionRefused, match="is not accepting submissions"):
        recorded(to, said_on=date(2025, 4, 2))


@pytest.mark.parametrize("role", [Role.SECURITY, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_record_is_for_those_who_work_on_submissions(role):
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        recorded(by=factories.actor(role))


def test_record_holds_what_may_not_belong_there():
    held = recorded(experience="Marked SECRET.")

    assert held.findings == ["classification"]
    assert (held.status, held.status_changes.get().transition) == (SubmissionStatus.QUARANTINED, "record_held")


def test_record_finds_the_one_venture_of_the_name():
    known = factories.submission(venture="Acme Pvt Ltd").venture

    assert recorded(venture="ACME", person=person("other@example.org")).venture == known
    assert Venture.objects.count() == 1
    assert Contact.objects.filter(venture=known).count() == 2


def test_record_for_a_venture_of_ones_own_is_refused():
    from engagements.actions import conflicts_of_interest

    known, by = factories.submission(venture="Acme"), factories.actor(Role.OFFICER)
    conflicts_of_interest.declare_conflict(known.venture, relation="family", note="", by=by, at=AT)

    with pytest.raises(ActionRefused, match="conflict of interest"):
        recorded(by=by, venture="Acme")
    assert recorded(by=by, venture="Beta").venture.name == "Beta"


def test_confirm_keeps_the_words_and_takes_the_venture_s_own_consent():
    made = recorded(person=person())
    later = AT + timedelta(days=2)

    settled = recorded_submissions.confirm_submission(link_of(made), said(made), access_code=CODE, at=later)

    kept = RecordedSubmission.objects.get(submission=made)
    assert (kept.confirmed_at, kept.corrected_at) == (later, None)
    assert (settled.consent, settled.consented_at, settled.summary) == (PublicationConsent.NAMED, later, made.summary)
    assert codes.matches(CODE, settled.access_code_hash)
    assert acts_on(made)[-1] == "recorded.confirmed"
    assert [message.kind for message in settled.messages.all()] == [MessageKind.ACKNOWLEDGEMENT]


def test_confirm_with_a_correction_keeps_what_was_heard_first():
    made = recorded(person=person())
    as_recorded, sent_hash = made.experience, made.content_hash
    words = said(made, experience="किश्त मार्च में आई, न कि अप्रैल में।", proposal="Pay at once.")

    settled = recorded_submissions.confirm_submission(link_of(made), words, access_code=CODE, at=AT)

    kept = RecordedSubmission.objects.get(submission=made)
    assert (kept.experience, kept.proposal, kept.confirmed_at, kept.corrected_at) == (as_recorded, "", AT, AT)
    assert (settled.experience, settled.proposal, settled.language) == (words.experience, "Pay at once.", "hi")
    assert "किश्त" in SearchText.objects.get(submission=made).words
    assert settled.content_hash == sent_hash
    event = AuditEvent.objects.get(act="recorded.corrected")
    assert event.changes == {"consent": "named", "experience": "(personal)", "proposal": "(personal)"}


def test_receipt_that_is_handed_out_covers_the_corrected_words():
    made = recorded(person=person())
    before = receipt_of(made)

    settled = recorded_submissions.confirm_submission(
        link_of(made), said(made, summary="As we said it"), access_code=CODE, at=AT
    )

    receipt = receipt_of(Submission.objects.get(pk=made.pk))
    assert receipt != before
    message = settled.messages.get(kind=MessageKind.ACKNOWLEDGEMENT)
    assert receipt[:8] in message.body


def test_correction_that_may_not_belong_there_is_held():
    made = recorded(person=person())

    settled = recorded_submissions.confirm_submission(
        link_of(made), said(made, experience="Marked SECRET."), access_code=CODE, at=AT
    )

    assert (settled.status, settled.findings) == (SubmissionStatus.QUARANTINED, ["classification"])


def test_link_confirms_once():
    made = recorded(person=person())
    link = link_of(made)
    recorded_submissions.confirm_submission(link, said(made), access_code=CODE, at=AT)

    with pytest.raises(ActionRefused, match="already been confirmed"):
        recorded_submissions.confirm_submission(link, said(made, summary="Again"), access_code=CODE, at=AT)
    assert Submission.objects.get(pk=made.pk).summary == made.summary


def test_link_works_for_thirty_days():
    made = recorded(person=person())
    token = token_in(OutgoingMessage.objects.get())

    assert links.confirmation_link(token, at=AT + timedelta(days=30) - timedelta(seconds=1)).submission == made
    assert links.confirmation_link(token, at=AT + timedelta(days=30)) is None


def test_withdrawn_point_is_not_confirmed():
    made = recorded(person=person())
    factories.moved(made, "withdraw")

    with pytest.raises(ActionRefused, match="nothing left to confirm"):
        recorded_submissions.confirm_submission(link_of(made), said(made), access_code=CODE, at=AT)


def test_mail_again_ends_the_link_before_and_may_go_to_a_new_address():
    made, by = recorded(person=person()), factories.actor(Role.LEAD)
    before = link_of(made)

    again = recorded_submissions.resend_confirmation_link(made, "new@example.org", by=by, at=AT, version=made.version)

    assert MailedLink.objects.get(pk=before.pk).used_at == AT
    assert (link_of(made).email, again.contact.email) == ("new@example.org", "new@example.org")
    assert acts_on(made)[-1] == "recorded.mailed"


def test_mail_again_to_the_contact_where_no_address_is_given():
    made, by = recorded(person=person()), factories.actor(Role.LEAD)

    recorded_submissions.resend_confirmation_link(made, "", by=by, at=AT, version=made.version)

    assert link_of(made).email == "asha@example.org"


def test_mail_again_is_refused_without_address_when_outdated_or_confirmed():
    made, by = recorded(), factories.actor(Role.LEAD)

    with pytest.raises(ActionRefused, match="Enter an email address"):
        recorded_submissions.resend_confirmation_link(made, "", by=by, at=AT, version=made.version)
    with pytest.raises(EditConflict):
        recorded_submissions.resend_confirmation_link(made, "a@example.org", by=by, at=AT, version=made.version + 1)
    RecordedSubmission.objects.filter(submission=made).update(confirmed_at=AT)
    with pytest.raises(ActionRefused, match="nothing to confirm"):
        recorded_submissions.resend_confirmation_link(made, "a@example.org", by=by, at=AT, version=made.version)


def test_unconfirmed_point_cannot_be_published_and_a_confirmed_one_can():
    made, by = recorded(person=person()), factories.actor(Role.LEAD)

    with pytest.raises(ActionRefused, match="has not consented to publication"):
        publication.publish_submission(made, by=by, at=AT, version=made.version)
    assert list(Submission.objects.published()) == []
    settled = recorded_submissions.confirm_submission(link_of(made), said(made), access_code=CODE, at=AT)
    publication.publish_submission(settled, by=by, at=AT, version=settled.version)

    assert list(Submission.objects.published()) == [made]


def test_links_go_when_their_time_is_over():
    from engagements.actions import retention

    recorded(person=person())

    assert retention.delete_expired_records(at=AT + timedelta(days=29)).links == 0
    assert retention.delete_expired_records(at=AT + timedelta(days=30)).links == 1


def published_by(submission, by):
    return publication.publish_submission(submission, by=by, at=AT, version=submission.version)


def confirmed(made):
    return recorded_submissions.confirm_submission(link_of(made), said(made), access_code=CODE, at=AT)


def test_publication_is_not_decided_by_whoever_recorded_it():
    recorder, colleague = factories.actor(Role.OFFICER, Role.LEAD), factories.actor(Role.OFFICER)
    made = confirmed(recorded(by=recorder, person=person()))
    decisions = (
        published_by,
        lambda made, by: publication.reject_publication(made, "No.", by=by, at=AT, version=made.version),
    )

    for decide in decisions:
        with pytest.raises(ActionRefused) as refused:
            decide(made, recorder)
        assert refused.value.message == "You recorded this submission yourself. Another official decides."
    assert not Submission.objects.filter(queues.to_moderate(recorder, SAID_ON)).exists()
    assert Submission.objects.filter(queues.to_moderate(colleague, SAID_ON)).get() == made
    assert published_by(made, colleague).moderation == "published"


def test_publication_in_bulk_is_not_decided_by_whoever_recorded_it_nor_for_a_new_address():
    recorder, colleague = factories.actor(Role.OFFICER), factories.actor(Role.OFFICER)
    made = confirmed(recorded(by=recorder, person=person()))
    given = {"decision": "published", "because": ""}

    def why(by):
        [change] = bulk.preview(BULK_ACTIONS["publication"], [made.pk], given, by=by, at=AT, seen={})
        return change.why_not

    assert why(colleague) == "Its address is new to the venture. Decide on its own page."
    made = recorded(by=recorder, venture="Acme", person=person())
    factories.submission(venture="Acme", person={"email": "founder@acme.in"})
    claims.settle_claim(made, ["contact_name"], by=colleague, at=AT)
    made = confirmed(made)
    assert why(colleague) == ""
    assert why(recorder) == "You recorded this submission yourself. Another official decides."


def test_known_contact_is_told_what_is_recorded_in_its_name_from_another_address():
    own = factories.submission(venture="Acme", person={"email": "founder@acme.in"})
    to = factories.consultation()

    made = recorded(to, venture="Acme", person=person("officer@example.org"))

    told = OutgoingMessage.objects.get(kind=MessageKind.RECORDED)
    assert (told.recipient, told.submission, made.venture) == ("founder@acme.in", made, own.venture)
    assert made.reference in told.subject and made.reference in told.body
    assert "in the name of Acme" in told.body and made.summary not in told.body
    assert new_to_ventures([own.pk, made.pk]) == {made.pk}


def test_known_contact_is_told_in_its_language_and_where_the_address_changes():
    factories.submission(venture="Acme", person={"email": "founder@acme.in"}, envelope={"language": "hi"})
    made = recorded(venture="Acme")
    by = factories.actor(Role.OFFICER)

    recorded_submissions.resend_confirmation_link(made, "officer@example.org", by=by, at=AT, version=made.version)

    told = OutgoingMessage.objects.filter(kind=MessageKind.RECORDED)
    assert [(mail.recipient, mail.language) for mail in told] == [("founder@acme.in", "hi")] * 2


def test_nobody_is_told_where_the_link_goes_to_the_known_contact():
    factories.submission(venture="Acme", person={"email": "asha@example.org"})

    made = recorded(venture="Acme", person=person())

    assert not OutgoingMessage.objects.filter(kind=MessageKind.RECORDED).exists()
    assert new_to_ventures([made.pk]) == frozenset()


def test_confirmation_from_a_new_address_changes_nothing_of_the_venture():
    own = factories.submission(venture="Acme", person={"email": "founder@acme.in"}, profile={"state": "KA"})
    made = recorded(venture="Acme", person=person("officer@example.org"), profile={"state": "TN"})

    confirmed(made)

    venture = Venture.objects.get(pk=own.venture_id)
    assert (venture.state, made.claim.state, made.venture) == ("KA", "TN", venture)
    assert not venture.keys.filter(digest=address_digest("officer@example.org")).exists()
    # What was recorded makes the address no better known the next time.
    again = recorded(venture="Acme", person=person("officer@example.org"), summary="Another one")
    assert new_to_ventures([again.pk]) == {again.pk}


def test_details_are_not_accepted_by_whoever_recorded_them():
    factories.submission(venture="Acme")
    recorder = factories.actor(Role.OFFICER)
    made = recorded(by=recorder, venture="Acme", person=person())

    with pytest.raises(ActionRefused) as refused:
        claims.settle_claim(made, ["state"], by=recorder, at=AT)

    assert refused.value.message == "You recorded this submission yourself. Another official decides."
