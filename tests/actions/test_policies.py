"""Policy pages are published version by version, by those who may, and stay as they were."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection

from engagements import audit
from engagements.actions import policies
from engagements.choices import PolicyKind, Role
from engagements.errors import ActionRefused, EditConflict
from engagements.models import PolicyDraft, PolicyVersion
from engagements.rules.actors import Actor
from tests import factories

# 22 November 2026, 23:50 in India, where it is the day that counts.
AT = datetime(2026, 11, 22, 18, 20, tzinfo=UTC)
NEXT_YEAR = date(2027, 11, 22)

GAP, OTHER_GAP = "[To be filled in by the ministry: an office]", "[To be filled in by the ministry: a licence]"

pytestmark = pytest.mark.django_db


def published(
    kind: PolicyKind = PolicyKind.HELP, *, by: Actor | None = None, at: datetime = AT, **given
) -> PolicyVersion:
    given = {"body": "# Help\n\nText.", "body_hi": "# सहायता\n\nपाठ।", "review_on": NEXT_YEAR} | given
    return policies.publish_policy(kind, by=by or Actor.system("test"), at=at, **given)


def numbers(kind: PolicyKind) -> list[int]:
    return list(PolicyVersion.objects.of(kind).values_list("number", flat=True))


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_publish_stores_the_next_number_of_its_page(role):
    by = factories.actor(role)
    published(PolicyKind.TERMS)
    published(by=by)
    second = published(by=by, body="# Help\n\nNew text.", at=AT + timedelta(days=1))

    stored = PolicyVersion.objects.get(pk=second.pk)
    assert (stored.kind, stored.number, stored.body, stored.body_hi) == (
        "help", 2, "# Help\n\nNew text.", "# सहायता\n\nपाठ।",
    )  # fmt: skip
    assert (stored.published_at, stored.review_on, stored.published_by) == (
        AT + timedelta(days=1), NEXT_YEAR, by.user,
    )  # fmt: skip
    assert PolicyVersion.objects.in_force(PolicyKind.HELP).get() == stored
    assert (numbers(PolicyKind.HELP), numbers(PolicyKind.TERMS)) == ([2, 1], [1])


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.ADMINISTRATOR}))
def test_publish_is_refused_to_other_roles(role):
    by = factories.actor(role)

    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        published(by=by)
    assert numbers(PolicyKind.HELP) == []


def test_publish_is_refused_to_visitors():
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        published(by=Actor.anyone())


def test_publish_is_recorded_with_digests_of_the_texts():
    by = factories.actor(Role.LEAD)
    made = published(by=by)

    event = audit.trail_of(made).get()
    assert (event.act, event.official, event.at) == ("policy.published", by.user, AT)
    assert event.changes == {
        "kind": "help",
        "number": 1,
        "review_on": "2027-11-22",
        "body": sha256(made.body.encode()).hexdigest(),
        "body_hi": sha256(made.body_hi.encode()).hexdigest(),
    }
    assert audit.verify() == []


def test_publish_writes_line_ends_and_margins_in_one_way():
    made = published(body="\r\n# One\r\n\r\nText. \r\n", body_hi="")

    assert (made.body, made.body_hi) == ("# One\n\nText.", "")


@pytest.mark.parametrize("body", ["", " \n "])
def test_publish_without_an_english_text_is_refused(body):
    with pytest.raises(ActionRefused, match="Enter the English text") as refused:
        published(body=body)
    assert (refused.value.field, numbers(PolicyKind.HELP)) == ("body", [])


@pytest.mark.parametrize("field", ["body", "body_hi"])
def test_publish_with_an_invisible_character_is_refused_at_the_field(field):
    with pytest.raises(ActionRefused, match="invisible control character") as refused:
        published(**{field: "text\x00"})
    assert (refused.value.field, numbers(PolicyKind.HELP)) == (field, [])


def test_publish_with_a_review_on_the_same_day_is_refused():
    with pytest.raises(ActionRefused, match="Choose a later date") as refused:
        published(review_on=date(2026, 11, 22))
    assert (refused.value.field, numbers(PolicyKind.HELP)) == ("review_on", [])


def test_publish_with_a_review_on_the_day_after_is_stored():
    assert published(review_on=date(2026, 11, 23)).review_on == date(2026, 11, 23)


def test_publish_with_nothing_new_is_refused():
    published()

    with pytest.raises(ActionRefused, match="Nothing has changed"):
        published()
    assert numbers(PolicyKind.HELP) == [1]


def test_publish_with_only_a_later_review_is_stored():
    published()
    published(review_on=NEXT_YEAR + timedelta(days=365))

    assert numbers(PolicyKind.HELP) == [2, 1]


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_publish_over_another_version_than_the_one_seen_is_refused(seen):
    published()
    published(body="Second.")

    with pytest.raises(EditConflict, match="A newer version was published while you were writing"):
        published(body="Third.", version=seen)
    assert numbers(PolicyKind.HELP) == [2, 1]


def test_publish_over_the_version_seen_is_stored():
    published(version=0)
    published(body="Second.", version=1)

    assert numbers(PolicyKind.HELP) == [2, 1]


def test_publish_whose_number_is_taken_in_the_same_moment_is_refused():
    published()
    rivals = []

    def rival_comes_first(execute, sql, params, many, context):
        """Take the number after it was read and before it is used, as another process would."""
        if sql.startswith('INSERT INTO "engagements_policyversion"') and not rivals:
            rivals.append("came")
            facts = {"body": "Rival.", "published_at": AT, "review_on": NEXT_YEAR}
            PolicyVersion.objects.create(kind=PolicyKind.HELP, number=2, **facts)
        return execute(sql, params, many, context)

    with (
        connection.execute_wrapper(rival_comes_first),
        pytest.raises(EditConflict, match="A newer version was published"),
    ):
        published(body="Second.", version=1)
    assert rivals == ["came"]
    # The rival here wrote within the transaction that was undone, so that only the first one is left.
    assert numbers(PolicyKind.HELP) == [1]


def test_newest_of_each_page_is_the_version_in_force():
    published()
    newer = published(body="Second.")
    terms = published(PolicyKind.TERMS)

    assert set(PolicyVersion.objects.newest_of_each()) == {newer, terms}


def drafted(*, draft: int = 0, by: Actor | None = None, **given) -> PolicyDraft:
    given = {"body": "# Help\n\nDraft.", "body_hi": "", "review_on": NEXT_YEAR} | given
    return policies.save_draft(PolicyKind.HELP, by=by or factories.actor(Role.LEAD), at=AT, draft=draft, **given)


def test_draft_is_saved_again_and_again_and_shown_to_nobody():
    lead = factories.actor(Role.LEAD)
    first = drafted(body=f"Write to {GAP}.")
    again = drafted(draft=1, by=lead, body="Ours.", body_hi="हमारा।")

    kept = PolicyDraft.objects.get()
    assert (kept.pk, kept.version, kept.body, kept.body_hi) == (first.pk, 2, "Ours.", "हमारा।")
    assert (kept.saved_at, kept.saved_by, again) == (AT, lead.user, kept)
    assert PolicyVersion.objects.exists() is False
    event = audit.trail_of(kept).last()
    assert (event.act, event.changes["kind"]) == ("policy.drafted", "help")
    assert event.changes["body"] == sha256(b"Ours.").hexdigest()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.ADMINISTRATOR}))
def test_draft_is_refused_to_other_roles(role):
    with pytest.raises(ActionRefused, match="Your role does not allow this"):
        drafted(by=factories.actor(role))


def test_draft_written_over_another_one_is_outdated():
    drafted()

    with pytest.raises(EditConflict, match="Another draft of this page was saved"):
        drafted(draft=0, body="Mine.")
    with pytest.raises(EditConflict, match="Another draft of this page was saved"):
        published(version=0, draft=0)
    assert (PolicyDraft.objects.get().body, PolicyVersion.objects.exists()) == ("# Help\n\nDraft.", False)


def test_publishing_a_draft_ends_it():
    drafted()
    made = published(version=0, draft=1)

    assert (made.number, PolicyDraft.objects.exists()) == (1, False)
    with pytest.raises(EditConflict, match="Another draft of this page was saved, or this one was published"):
        drafted(draft=1)


@pytest.mark.parametrize(
    ("field", "text", "named"),
    [
        ("body", f"Write to {GAP} or {OTHER_GAP}.", "an office; a licence"),
        ("body_hi", "[मंत्रालय द्वारा भरा जाएगा: कार्यालय]", "कार्यालय"),
    ],
)
def test_publish_refuses_a_text_with_blanks_outside_a_demonstration(in_production, field, text, named):
    with pytest.raises(ActionRefused, match="Fill in the text in square brackets") as refused:
        published(**{field: text})

    assert (refused.value.field, named in refused.value.message) == (field, True)
    assert PolicyVersion.objects.exists() is False
    assert drafted(**{field: text}).version == 1


def test_publish_takes_a_text_with_blanks_in_a_demonstration():
    assert published(body=f"Write to {GAP}.").number == 1
