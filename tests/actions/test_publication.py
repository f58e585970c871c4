"""Publication: who decides what may be shown, and how a venture takes it back."""

from datetime import timedelta

import pytest

from engagements import audit
from engagements.actions import publication
from engagements.choices import AuditedAct, Moderation, PublicationConsent, Role
from engagements.errors import ActionRefused, EditConflict
from engagements.models import ConsentChange, Submission
from engagements.models.submission import IS_TO_MODERATE
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT + timedelta(hours=1)
CASE_ROLES = [Role.TRIAGE, Role.OFFICER, Role.LEAD]


def decided(submission: Submission) -> tuple[object, ...]:
    now = Submission.objects.get(pk=submission.pk)
    return now.moderation, now.moderated_at, now.moderated_by, now.not_published_reason, now.version


def acts_on(submission: Submission, act: AuditedAct) -> list[dict[str, object]]:
    return [event.changes for event in audit.trail_of(submission).filter(act=act)]


@pytest.mark.parametrize("role", CASE_ROLES)
def test_publish_is_for_those_who_work_on_submissions(role):
    submission, by = factories.submission(), factories.actor(role)

    publication.publish_submission(submission, by=by, at=AT, version=1)

    assert decided(submission) == (Moderation.PUBLISHED, AT, by.user, "", 2)
    assert acts_on(submission, AuditedAct.SUBMISSION_MODERATED) == [{"moderation": "published"}]
    assert list(Submission.objects.published()) == [submission]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
def test_publish_is_refused_to_others(role):
    submission = factories.submission()

    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        publication.publish_submission(submission, by=factories.actor(role), at=AT, version=1)
    assert decided(submission) == (Moderation.PENDING, None, None, "", 1)


@pytest.mark.parametrize("role", [Role.SECURITY, Role.ADMINISTRATOR])
def test_publish_is_refused_to_those_who_cannot_open_it(role):
    submission = factories.submission()

    with pytest.raises(ActionRefused, match="You do not have access to this submission"):
        publication.publish_submission(submission, by=factories.actor(role), at=AT, version=1)
    assert decided(submission) == (Moderation.PENDING, None, None, "", 1)


@pytest.mark.parametrize("by", [Actor.anyone(), Actor.system("test")])
def test_publish_is_refused_to_visitors_alone_of_those_without_an_account(by):
    submission = factories.submission()
    if by.is_system:
        assert publication.publish_submission(submission, by=by, at=AT, version=1).moderation == Moderation.PUBLISHED
    else:
        with pytest.raises(ActionRefused):
            publication.publish_submission(submission, by=by, at=AT, version=1)


@pytest.mark.parametrize("consent", [PublicationConsent.COUNTED, PublicationConsent.OFFICIALS])
def test_publish_is_refused_where_the_venture_does_not_agree(consent):
    submission = factories.submission(consent=consent)

    for decide in (
        publication.publish_submission,
        lambda *of, **more: publication.reject_publication(*of, "Because.", **more),
    ):
        with pytest.raises(ActionRefused, match="has not consented to publication"):
            decide(submission, by=factories.actor(Role.LEAD), at=AT, version=1)
    assert decided(submission)[0] == Moderation.PENDING


@pytest.mark.parametrize("name", ["withdraw", "quarantine"])
def test_publish_is_refused_for_what_is_not_counted(name):
    submission = factories.moved(factories.submission(), name)
    by = factories.actor(Role.LEAD, Role.SECURITY)

    with pytest.raises(ActionRefused, match="withdrawn, or is held for the security officer"):
        publication.publish_submission(submission, by=by, at=AT, version=submission.version)
    assert decided(submission)[0] == Moderation.PENDING


def test_publish_of_what_somebody_changed_meanwhile_is_outdated():
    submission = factories.submission()
    factories.moved(submission, "take_up")

    with pytest.raises(EditConflict):
        publication.publish_submission(submission, by=factories.actor(Role.LEAD), at=AT, version=1)
    assert decided(submission)[0] == Moderation.PENDING


def test_hold_back_keeps_its_reason_until_it_is_published_after_all():
    submission, by = factories.submission(), factories.actor(Role.LEAD)

    publication.reject_publication(submission, " It names a person. ", by=by, at=AT, version=1)
    assert decided(submission) == (Moderation.NOT_PUBLISHED, AT, by.user, "It names a person.", 2)
    assert list(Submission.objects.published()) == []
    publication.publish_submission(submission, by=by, at=AT, version=2)

    assert decided(submission) == (Moderation.PUBLISHED, AT, by.user, "", 3)
    decisions = acts_on(submission, AuditedAct.SUBMISSION_MODERATED)
    assert decisions == [{"moderation": "not_published"}, {"moderation": "published"}]


@pytest.mark.parametrize(
    ("because", "sentence"),
    [
        ("", "Give a reason. One sentence is enough."),
        (" \n", "Give a reason. One sentence is enough."),
        ("x" * 301, "Shorten the reason to 300 characters."),
    ],
)
def test_hold_back_needs_a_reason(because, sentence):
    submission = factories.submission()

    with pytest.raises(ActionRefused) as refused:
        publication.reject_publication(submission, because, by=factories.actor(Role.LEAD), at=AT, version=1)
    assert (refused.value.field, str(refused.value)) == ("because", sentence)
    assert decided(submission)[0] == Moderation.PENDING


@pytest.mark.parametrize(
    "consent", [PublicationConsent.UNNAMED, PublicationConsent.COUNTED, PublicationConsent.OFFICIALS]
)
def test_tighten_takes_back_what_was_published(consent):
    submission = factories.published(factories.submission(consent=PublicationConsent.NAMED))
    assert list(Submission.objects.published()) == [submission]

    publication.restrict_consent(submission, consent, by=Actor.venture(submission), at=AT, version=2)

    assert list(Submission.objects.published()) == []
    assert decided(submission) == (Moderation.PENDING, None, None, "", 3)
    assert list(ConsentChange.objects.values_list("from_consent", "to_consent", "at")) == [("named", consent, AT)]
    [change] = acts_on(submission, AuditedAct.CONSENT_TIGHTENED)
    assert (change["consent"], change["moderation"]) == (consent, "pending")


def test_tightened_point_can_be_published_again_without_the_name():
    submission = factories.published(factories.submission(consent=PublicationConsent.NAMED))
    by = Actor.venture(submission)
    submission = publication.restrict_consent(submission, PublicationConsent.UNNAMED, by=by, at=AT, version=2)
    assert list(Submission.objects.filter(IS_TO_MODERATE)) == [submission]

    factories.published(submission)

    assert list(Submission.objects.published()) == [submission]


def test_tighten_leaves_what_was_held_back_held_back():
    submission = factories.not_published(factories.submission(consent=PublicationConsent.NAMED))
    by = Actor.venture(submission)

    publication.restrict_consent(submission, PublicationConsent.UNNAMED, by=by, at=AT, version=2)

    assert decided(submission)[0] == Moderation.NOT_PUBLISHED
    assert acts_on(submission, AuditedAct.CONSENT_TIGHTENED) == [{"consent": "unnamed"}]


def test_to_moderate_holds_what_is_agreed_to_and_undecided():
    waiting = factories.submission()
    factories.submission(consent=PublicationConsent.COUNTED)
    factories.submission(consent=PublicationConsent.OFFICIALS)
    factories.published(factories.submission())
    factories.not_published(factories.submission())
    factories.moved(factories.submission(), "withdraw")
    factories.moved(factories.submission(), "quarantine")

    assert list(Submission.objects.filter(IS_TO_MODERATE)) == [waiting]
