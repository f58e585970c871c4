"""A draft is opened by its token alone, saved step by step, and sent once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import drafts
from engagements.choices import ConsultationStatus
from engagements.errors import ActionRefused, EditConflict
from engagements.models import Draft, DraftKey, OutgoingMessage, Submission
from engagements.rules import codes
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.AT
LATER = AT + timedelta(hours=1)


def begun(to=None, **answers):
    return drafts.start_draft(to or factories.consultation(), language="en", at=AT, answers=answers)


def saved(draft, step="point", *, at=LATER, language="en", **answers):
    return drafts.save(draft, step=step, answers=answers, language=language, at=at)


def sent(draft, token, *, version=None, at=AT, **point):
    arriving = factories.sent(draft.consultation, venture="Acme", **point)
    return drafts.send(draft, arriving, token=token, version=draft.version if version is None else version, at=at)


def test_draft_begins_empty_and_is_kept_30_days():
    draft, _token = begun()

    draft.refresh_from_db()
    assert (draft.answers, draft.version, draft.submission) == ({}, 0, None)
    assert (draft.started_at, draft.saved_at, draft.kept_until) == (AT, AT, date(2025, 5, 2))


def test_token_is_stored_as_its_digest_only():
    draft, token = begun()

    assert list(DraftKey.objects.values_list("draft", "token_hash")) == [(draft.pk, codes.code_digest(token))]


def test_draft_is_found_by_its_token_in_its_consultation():
    draft, token = begun()

    assert drafts.find(token, slug=draft.consultation.slug) == draft


def test_draft_is_not_found_by_another_token_or_elsewhere():
    draft, token = begun()
    slug, elsewhere = draft.consultation.slug, factories.consultation().slug

    found = [
        drafts.find(other, slug=slug) for other in ("", token[:-1], token.lower(), codes.code_digest(token), "\ud800")
    ]
    assert [*found, drafts.find(token, slug=elsewhere)] == [None] * 6


def test_draft_is_not_found_when_its_consultation_is_no_longer_public():
    draft, token = begun()
    draft.consultation.status = ConsultationStatus.DRAFT
    draft.consultation.save()

    assert drafts.find(token, slug=draft.consultation.slug) is None


def test_saving_keeps_the_other_steps_and_counts_the_version():
    draft, _token = begun(challenge={"challenge": 1})

    saved(draft, "point", summary="One")
    now = saved(draft, "point", language="hi", summary="Two")

    assert now.answers == {"challenge": {"challenge": 1}, "point": {"summary": "Two"}}
    assert (now.version, now.language, now.saved_at, now.kept_until) == (2, "hi", LATER, date(2025, 5, 2))


def test_saving_from_a_stale_copy_loses_nothing():
    draft, _token = begun()
    stale = Draft.objects.get(pk=draft.pk)

    saved(draft, "point", summary="One")
    now = saved(stale, "cost", severity=3)

    assert now.answers == {"point": {"summary": "One"}, "cost": {"severity": 3}}


def test_sending_makes_the_submission_and_empties_the_draft():
    draft, token = begun(point={"summary": "x"})

    submission = sent(draft, token)

    draft.refresh_from_db()
    assert (draft.submission, draft.answers) == (submission, {})
    assert submission.idempotency_key == draft.idempotency_key
    assert codes.matches(codes.derive_access_code(token), submission.access_code_hash)


def test_sending_twice_makes_one_submission():
    draft, token = begun()

    first = sent(draft, token)
    second = sent(draft, token, at=LATER, summary="Changed on the way")

    assert first == second
    assert (Submission.objects.count(), OutgoingMessage.objects.count()) == (1, 1)
    assert Submission.objects.get().summary == first.summary


def test_sending_another_version_than_was_checked_is_refused():
    draft, token = begun()
    saved(draft, "point", summary="From another window")

    with pytest.raises(EditConflict):
        sent(draft, token, version=0)

    draft.refresh_from_db()
    assert (Submission.objects.count(), draft.answers) == (0, {"point": {"summary": "From another window"}})


def test_sending_after_closing_is_refused_and_keeps_the_draft():
    closes = datetime(2025, 4, 2, 18, 29, 59, tzinfo=UTC)
    draft, token = begun(factories.consultation(closes_at=closes), point={"summary": "x"})

    with pytest.raises(ActionRefused):
        sent(draft, token, at=closes + timedelta(seconds=1))

    draft.refresh_from_db()
    assert (Submission.objects.count(), draft.submission, draft.answers) == (0, None, {"point": {"summary": "x"}})
    assert sent(draft, token, at=closes).received_at == closes


def test_saving_after_sending_changes_nothing():
    draft, token = begun()
    sent(draft, token)

    now = saved(draft, "point", summary="Too late")

    assert (now.answers, now.version) == ({}, 0)


def test_discarding_deletes_a_draft_that_was_not_sent():
    draft, token = begun(point={"summary": "x"})

    drafts.discard_draft(draft)

    assert (Draft.objects.count(), drafts.find(token, slug=draft.consultation.slug)) == (0, None)


def test_discarding_leaves_what_was_sent():
    draft, token = begun()
    submission = sent(draft, token)

    drafts.discard_draft(draft)

    assert (Draft.objects.count(), list(Submission.objects.all())) == (1, [submission])
