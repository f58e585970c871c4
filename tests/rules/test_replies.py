"""What a reply has to say: words, a disposition of its kind, a reason where it is negative."""

import pytest
from django.db import IntegrityError, transaction

from engagements.choices import DISPOSITIONS_OF, Disposition, ReplyKind, Role
from engagements.errors import ActionRefused
from engagements.models import Reply
from engagements.rules.replies import ReplyWording, checked
from tests import factories

FINAL, INTERIM = ReplyKind.FINAL, ReplyKind.INTERIM


@pytest.mark.parametrize(
    "written",
    [
        ReplyWording("Text."),
        ReplyWording("Text.", INTERIM),
        *(ReplyWording("Text.", kind, one, "Why.") for kind, fitting in DISPOSITIONS_OF.items() for one in fitting),
        *(ReplyWording("Text.", kind, one) for kind, fitting in DISPOSITIONS_OF.items() for one in fitting[:3]),
    ],
    ids=str,
)
def test_checked_takes_what_fits(written):
    assert checked(written) == written


def test_checked_takes_blanks_off():
    assert checked(ReplyWording("  Text. \n", FINAL, "not_accepted", " Why. ")) == ReplyWording(
        "Text.", FINAL, Disposition.NOT_ACCEPTED, "Why."
    )


@pytest.mark.parametrize(
    ("written", "field", "sentence"),
    [
        (ReplyWording(" \n"), "body", "Nothing was written. Write the text first."),
        (
            ReplyWording("Text.", INTERIM, "accepted"),
            "disposition",
            "Interim reply: choose one of “Under consideration”, “Final reply awaited”, or none.",
        ),
        (
            ReplyWording("Text.", FINAL, "under_consideration"),
            "disposition",
            "Final reply: choose one of “Accepted”, “Partly accepted”, “Already in place”, “Not accepted”, or none.",
        ),
        (
            ReplyWording("Text.", FINAL, "not_accepted", "  "),
            "reason",
            "Give the reason why it is not accepted. The venture will read it.",
        ),
        (ReplyWording("Text.", FINAL, "", "Why."), "disposition", "Choose a decision, or delete the reason."),
    ],
    ids=str,
)
def test_checked_refuses_in_words(written, field, sentence):
    with pytest.raises(ActionRefused) as refused:
        checked(written)

    assert (refused.value.field, refused.value.message) == (field, sentence)


def test_dispositions_each_belong_to_one_kind_of_reply():
    belonging = [one for fitting in DISPOSITIONS_OF.values() for one in fitting]

    assert belonging == list(Disposition)
    assert all(one.explanation.endswith(".") for one in Disposition)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": FINAL, "disposition": "under_consideration"},
        {"kind": INTERIM, "disposition": "accepted"},
        {"kind": FINAL, "disposition": "not_accepted", "reason": ""},
        {"kind": FINAL, "disposition": "perhaps"},
    ],
    ids=str,
)
def test_database_refuses_what_the_rule_refuses(wrong):
    submission, author = factories.submission(), factories.official(Role.OFFICER)
    right = {"kind": FINAL, "disposition": "not_accepted", "reason": "Why."}
    common = {"submission": submission, "author": author, "body": "Text.", "sent_at": factories.AT}
    Reply.objects.create(**common, **right)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(**common, **wrong)
