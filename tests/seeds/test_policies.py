"""The texts that come with the portal: published once, complete in both languages, leading to pages that exist."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import resolve

from engagements.actions import policies as actions
from engagements.choices import Language, PolicyKind
from engagements.models import PolicyVersion
from engagements.rules import policies
from engagements.rules.actors import Actor
from engagements.seeds.policies.load import load_policies, text

AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
LINK = re.compile(r"\]\(([^)]+)\)")
# Anything that could be somebody's number, address or site: the ministry fills these in.
INVENTED = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+|https?://|\+91|\b[6-9]\d{9}\b")

each_text = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in PolicyKind for language in Language], ids=str
)


def links(kind: PolicyKind, language: Language) -> list[str]:
    return LINK.findall(text(kind, language))


@pytest.mark.django_db
def test_load_publishes_the_first_version_of_each_page():
    assert load_policies(at=AT) == len(PolicyKind)
    rows = PolicyVersion.objects.values_list("kind", "number", "published_at", "review_on", "published_by")
    assert set(rows) == {(kind.value, 1, AT, date(2027, 11, 22), None) for kind in PolicyKind}


@pytest.mark.django_db
def test_load_leaves_what_officials_published():
    kept = actions.publish_policy(
        PolicyKind.HELP, body="Ours.", body_hi="", review_on=date(2027, 1, 1), by=Actor.system("test"), at=AT
    )

    assert load_policies(at=AT) == len(PolicyKind) - 1
    assert list(PolicyVersion.objects.of(PolicyKind.HELP)) == [kept]
    assert load_policies(at=AT) == 0


@each_text
def test_text_leads_to_pages_that_exist(kind, language):
    paths = [link.partition("#")[0] for link in links(kind, language)]

    assert [path for path in paths if not path.startswith("/")] == []
    assert all(resolve(path) for path in paths)


@each_text
def test_text_leads_to_parts_that_exist(kind, language):
    pointed = [link.strip("/").split("/#part-") for link in links(kind, language) if "#" in link]

    for page, number in pointed:
        parts = policies.layout(text(PolicyKind(page), language)).parts
        assert int(number) in [part.number for part in parts]


@each_text
def test_text_invents_no_address_or_number(kind, language):
    assert INVENTED.findall(text(kind, language)) == []


@pytest.mark.parametrize("planted", ["office@ministry.gov", "https://x.example", "+91 11", "9876543210"])
def test_text_with_an_invented_address_would_be_found(planted):
    assert INVENTED.search(f"Write to {planted}.")


@pytest.mark.parametrize("kind", PolicyKind)
def test_texts_say_the_same_in_both_languages(kind):
    english, hindi = (text(kind, language) for language in (Language.ENGLISH, Language.HINDI))

    assert len(policies.layout(english).parts) == len(policies.layout(hindi).parts)
    assert len(policies.unfilled_placeholders(english)) == len(policies.unfilled_placeholders(hindi))
    assert LINK.findall(english) == LINK.findall(hindi)
    assert english.count("\n|") == hindi.count("\n|")
    assert english.count("\n- ") == hindi.count("\n- ")


def test_text_of_the_contact_page_leaves_the_grievance_officer_to_the_ministry():
    found = policies.unfilled_placeholders(text(PolicyKind.CONTACT, Language.ENGLISH))

    assert found[3:6] == [
        "designation of the grievance officer",
        "email address of the office",
        "postal address",
    ]
