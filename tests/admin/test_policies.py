"""Policy pages in the admin: how each stands, read-only versions, preview and publication without a script."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import policies
from engagements.admin.policies import preview_policy, review_words
from engagements.choices import PolicyKind, Role
from engagements.models import AuditEvent, PolicyDraft, PolicyVersion
from engagements.rules.actors import Actor
from tests import factories
from tests.reading import words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/policyversion/"
ADD = f"{LIST}add/?kind=help"
AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
EDITORS = [Role.LEAD, Role.ADMINISTRATOR]
READERS = sorted(set(Role) - set(EDITORS))


def published(kind: PolicyKind = PolicyKind.HELP, *, at: datetime = AT, **given) -> PolicyVersion:
    given = {"body": "# Why\n\nBecause.", "body_hi": "# क्यों\n\nक्योंकि।", "review_on": days_from_now(400)} | given
    return policies.publish_policy(kind, by=Actor.system("test"), at=at, **given)


def days_from_now(days: int):
    return timezone.localdate() + timedelta(days=days)


def address_of(version: PolicyVersion) -> str:
    return reverse("admin:engagements_policyversion_change", args=[version.pk])


def logged_in(client, *roles: Role):
    person = factories.official(*roles)
    client.force_login(person)
    return person


def rows(response) -> list[list[str]]:
    body = words_of(response).partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in body.split("</tr>") if row.strip()]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def form(**given) -> dict[str, str]:
    filled = {"version": "0", "body": "# New\n\nText.", "body_hi": "# नया\n\nपाठ।", "review_on": str(days_from_now(90))}
    return filled | {name: str(value) for name, value in given.items()}


def test_policy_list_shows_how_each_page_stands(client):
    published(PolicyKind.TERMS)
    published(PolicyKind.TERMS, body="Newer. [To be filled in by the ministry: a licence]", body_hi="")
    published(at=timezone.now() - timedelta(days=99), review_on=days_from_now(-3))
    published(PolicyKind.CONTACT, review_on=days_from_now(12))
    logged_in(client, Role.AUDITOR)
    response = client.get(LIST)

    assert response.status_code == 200
    shown = {row[0]: row[1:] for row in rows(response)}
    assert list(shown) == [kind.label for kind in PolicyKind]
    assert shown["Terms of use"][0] == "2"
    assert shown["Terms of use"][1] == "22 November 2026"
    assert shown["Terms of use"][2].endswith("in 400 days")
    assert shown["Terms of use"][3:] == ["Hindi missing", "1 entry"]
    assert shown["Help"][2].endswith("overdue by 3 days")
    assert shown["Contact and grievance officer"][2].endswith("in 12 days")
    assert shown["Contact and grievance officer"][3:] == ["Yes", "Nothing"]
    assert shown["Privacy notice"] == ["–", "Not published yet", "–", "–", "–"]


@pytest.mark.parametrize("role", Role)
def test_policy_list_offers_the_next_version_to_editors_alone(client, role):
    published()
    logged_in(client, role)
    response = client.get(LIST)

    assert response.status_code == 200
    assert words_of(response).count("add/?kind=") == (len(PolicyKind) if role in EDITORS else 0)


@pytest.mark.parametrize("versions", [1, 3])
def test_policy_list_asks_the_database_as_often_for_any_number_of_versions(
    client, django_assert_max_num_queries, versions
):
    for number in range(versions):
        for kind in PolicyKind:
            published(kind, body=f"Text {number}.")
    logged_in(client, Role.LEAD)
    client.get(LIST)

    with django_assert_max_num_queries(8):
        response = client.get(LIST)

    assert [row[1] for row in rows(response)] == [str(versions)] * len(PolicyKind)


@pytest.mark.parametrize("role", Role)
def test_policy_version_is_read_by_every_role(client, role):
    version = published()
    logged_in(client, role)
    text = words_of(client.get(address_of(version)))

    assert '<div lang="en"> <h3>Why</h3> <div class="prose"><p>Because.</p> </div> </div>' in text
    assert '<div lang="hi"> <h3>क्यों</h3>' in text
    assert ("Publish a new version" in text) == (role in EDITORS)
    assert ("Audit trail" in text) == (role == Role.AUDITOR)


def test_policy_version_in_force_and_before_are_told_apart(client):
    old, new = published(body="Old."), published(body="New.")
    logged_in(client, Role.ANALYST)
    texts = [words_of(client.get(address_of(version))) for version in (old, new)]

    assert [("No longer in force" in text, "Active" in text) for text in texts] == [(True, False), (False, True)]
    assert all(address_of(version) in text for version in (old, new) for text in texts)


@pytest.mark.parametrize("role", EDITORS)
def test_policy_version_is_never_changed_or_deleted(client, role):
    version = published()
    logged_in(client, role)

    assert client.post(address_of(version), form()).status_code == 405
    assert client.post(address_of(version).replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert PolicyVersion.objects.get() == version
    assert PolicyVersion.objects.get().body == version.body


def test_policy_version_that_does_not_exist_is_not_found(client):
    logged_in(client, Role.LEAD)

    assert client.get(f"{LIST}99/change/").status_code == 404


def test_policy_version_is_closed_to_visitors(client):
    assert client.get(address_of(published())).status_code == 302


@pytest.mark.parametrize("role", EDITORS)
def test_publishing_stores_what_was_written(client, role):
    published()
    person = logged_in(client, role)
    response = client.post(ADD, form(version=1, publish=1))

    made = PolicyVersion.objects.in_force(PolicyKind.HELP).get()
    assert (response.status_code, response.url) == (302, address_of(made))
    assert (made.number, made.body, made.body_hi) == (2, "# New\n\nText.", "# नया\n\nपाठ।")
    assert (made.review_on, made.published_by) == (days_from_now(90), person)
    assert AuditEvent.objects.get(target_id=made.pk, act="policy.published").official == person


@pytest.mark.parametrize("role", READERS)
def test_publishing_is_closed_to_other_roles(client, role):
    logged_in(client, role)

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, form(publish=1)).status_code == 403
    assert PolicyVersion.objects.exists() is False


def test_publishing_starts_with_the_text_in_force_and_a_review_in_a_year(client):
    version = published()
    logged_in(client, Role.LEAD)
    text = words_of(client.get(ADD))

    assert "<h1>Help: publish version 2</h1>" in text
    assert 'name="version" value="1"' in text
    assert re.search(r'<textarea name="body"[^>]*lang="en"[^>]*> # Why Because\.</textarea>', text)
    assert re.search(r'<textarea name="body_hi"[^>]*lang="hi"[^>]*> # क्यों क्योंकि।</textarea>', text)
    assert f'type="date" name="review_on" value="{days_from_now(365)}"' in text
    assert version.number == 1


def test_publishing_of_a_first_version_starts_empty(client):
    logged_in(client, Role.LEAD)

    assert "<h1>Help: publish version 1</h1>" in words_of(client.get(ADD))
    assert client.post(ADD, form(publish=1)).status_code == 302
    assert PolicyVersion.objects.get().number == 1


@pytest.mark.parametrize("query", ["", "?kind=", "?kind=nothing"])
def test_publishing_of_no_known_page_leads_to_the_list(client, query):
    logged_in(client, Role.LEAD)
    response = client.get(f"{LIST}add/{query}")

    assert (response.status_code, response.url) == (302, LIST)


def test_publishing_preview_shows_both_texts_and_publishes_nothing(client):
    logged_in(client, Role.LEAD)
    text = words_of(client.post(ADD, form(preview=1)))

    assert "Preview: nothing is published yet" in text
    assert '<div lang="en"> <h3>New</h3> <div class="prose"><p>Text.</p> </div> </div>' in text
    assert '<div lang="hi"> <h3>नया</h3>' in text
    assert re.search(r'<textarea name="body"[^>]*> # New Text\.</textarea>', text)
    assert PolicyVersion.objects.exists() is False


def test_publishing_preview_of_a_text_without_english_shows_the_error_alone(client):
    logged_in(client, Role.LEAD)
    text = words_of(client.post(ADD, form(preview=1, body=" ")))

    assert "There is a problem" in text
    assert "Preview: nothing is published yet" not in text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"body": ""}, "This field is required."),
        ({"review_on": ""}, "This field is required."),
        ({"review_on": "soon"}, "Enter a valid date."),
        ({"review_on": "2020-01-01"}, "Choose a later date. The review date must be after the publication date."),
        ({"body_hi": "x" * 60_001}, "Ensure this value has at most 60000 characters (it has 60001)."),
        ({"body": "a\x00b"}, "Null characters are not allowed."),
        ({"body": "a\u202eb"}, "Remove the invisible control character."),
    ],
)
def test_publishing_of_what_cannot_stand_is_explained(client, given, sentence):
    logged_in(client, Role.LEAD)
    response = client.post(ADD, form(publish=1) | given)

    assert response.status_code == 200
    assert sentence in words_of(response)
    assert PolicyVersion.objects.exists() is False


def test_publishing_over_a_newer_version_keeps_what_was_written_and_asks_again(client):
    published(body="Seen.")
    newer = published(body="Newer.")
    logged_in(client, Role.LEAD)
    response = client.post(ADD, form(version=1, publish=1))
    text = words_of(response)

    assert response.status_code == 409
    assert "A newer version was published while you were writing." in text
    assert f'<a href="{address_of(newer)}">Read the newer version</a>' in text
    assert re.search(r'<textarea name="body"[^>]*> # New Text\.</textarea>', text)
    assert 'name="version" value="2"' in text
    assert PolicyVersion.objects.in_force(PolicyKind.HELP).get() == newer


def test_publishing_twice_stores_one_version(client):
    logged_in(client, Role.LEAD)
    answers = [client.post(ADD, form(publish=1)).status_code for _click in range(2)]

    assert answers == [302, 409]
    assert PolicyVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("left", "words"),
    [(-2, "overdue by 2 days"), (-1, "overdue by 1 day"), (0, "due today"), (1, "in 1 day"), (40, "in 40 days")],
)
def test_review_is_said_in_words(left, words):
    assert review_words(left) == words


@pytest.mark.parametrize(
    ("body", "body_hi", "warnings"),
    [
        ("# A", "# अ", ()),
        ("# A", "", ("There is no Hindi text. Readers of Hindi will see the English text, with a notice.",)),
        ("# A\n\n# B", "# अ", ("The English text has 2 sections, the Hindi text has 1.",)),
        (
            "[To be filled in by the ministry: a licence]",
            "पाठ",
            (
                "To be completed: a licence.",
                "Items still to be completed: 1 in the English text, 0 in the Hindi text.",
            ),
        ),
    ],
)
def test_preview_says_what_a_text_lacks(body, body_hi, warnings):
    assert preview_policy(body, body_hi).warnings == warnings


def draft_of_help(**given) -> PolicyDraft:
    facts = {"body": "# Draft\n\n[To be filled in by the ministry: an office]", "body_hi": ""} | given
    return policies.save_draft(
        PolicyKind.HELP, by=Actor.system("seed"), at=AT, review_on=days_from_now(400), draft=0, **facts
    )


def test_list_leads_to_the_draft_and_counts_what_is_to_be_filled_in(client):
    draft_of_help()
    logged_in(client, Role.LEAD)
    response = client.get(LIST)

    assert {row[0]: row[1:] for row in rows(response)}["Help"] == [
        "–", "Not published yet", "–", "–", "1 entry", "Go on with the draft : Help",
    ]  # fmt: skip


def test_writing_starts_with_the_draft_and_saves_it(client):
    draft_of_help()
    person = logged_in(client, Role.ADMINISTRATOR)
    text = words_of(client.get(ADD))
    assert "# Draft [To be filled in by the ministry: an office]</textarea>" in text
    assert ('name="draft" value="1"' in text, "this text comes with the portal" in text) == (True, True)

    response = client.post(ADD, form(draft=1, save=1, body="# Help\n\nWrite to the office."))

    assert (response.status_code, response.url) == (302, ADD)
    kept = PolicyDraft.objects.get()
    assert (kept.body, kept.version, kept.saved_by) == ("# Help\n\nWrite to the office.", 2, person)
    assert "The draft of “Help” is saved. Only officials read it." in words_of(client.get(ADD))
    assert PolicyVersion.objects.exists() is False


def test_publishing_the_draft_ends_it(client):
    draft_of_help()
    logged_in(client, Role.LEAD)

    assert client.post(ADD, form(draft=1, publish=1)).status_code == 302
    assert (PolicyVersion.objects.get().number, PolicyDraft.objects.exists()) == (1, False)


@pytest.mark.parametrize("button", ["save", "publish"])
def test_writing_over_a_draft_that_somebody_saved_meanwhile_shows_theirs_and_keeps_mine(client, button):
    draft_of_help(body="# Theirs\n\nTheir text.")
    logged_in(client, Role.LEAD)
    response = client.post(ADD, form(draft=0, body="# Mine\n\nMy text.", **{button: 1}))
    text = words_of(response)

    assert response.status_code == 409
    assert "Another draft of this page was saved" in text
    assert ("<h3>Theirs</h3>" in text, "# Mine My text.</textarea>" in text) == (True, True)
    assert 'name="draft" value="1"' in text
    assert PolicyDraft.objects.get().body == "# Theirs\n\nTheir text."


def test_publishing_with_blanks_is_refused_outside_a_demonstration(client, in_production):
    logged_in(client, Role.LEAD)
    response = client.post(ADD, form(publish=1, body="Write to [To be filled in by the ministry: an office]."))

    assert "Fill in the text in square brackets before you publish" in words_of(response)
    assert PolicyVersion.objects.exists() is False
