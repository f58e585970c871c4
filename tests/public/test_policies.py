"""Policy pages: the version in force, earlier ones for good, both languages, and the site map."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from django.utils import timezone

from engagements.actions import policies
from engagements.choices import PolicyKind, Role
from engagements.models import PolicyVersion
from engagements.rules.actors import Actor
from engagements.seeds.policies.load import load_policies
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
FAR = date(2999, 12, 31)


def published(
    kind: PolicyKind = PolicyKind.PRIVACY, *, at: datetime = AT, by: Actor | None = None, **given
) -> PolicyVersion:
    given = {"body": "Before.\n\n# Why\n\nBecause.", "body_hi": "पहले।\n\n# क्यों\n\nक्योंकि।", "review_on": FAR} | given
    return policies.publish_policy(kind, by=by or Actor.system("test"), at=at, **given)


def page(client, address: str, language: str = "en") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(address)
    assert response.status_code == 200
    return unescape(" ".join(response.content.decode().split()))


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


@pytest.mark.parametrize("kind", PolicyKind)
def test_policy_page_shows_its_text_in_parts(client, kind):
    published(kind)
    text = main_of(page(client, f"/{kind}/"))

    assert f"<h1>{kind.label}</h1>" in text
    assert '<div class="prose"><p>Before.</p> </div>' in text
    assert '<section id="part-1"> <h2>Why</h2> <div class="prose"><p>Because.</p> </div> </section>' in text


def test_policy_page_says_its_number_and_days(client):
    published(review_on=date(2999, 11, 1))

    assert "Version 1, published 22 November 2026; to be reviewed by 1 November 2999." in words(
        page(client, "/privacy/")
    )


def test_policy_page_shows_the_newest_version(client):
    published(body="Old.")
    published(body="New.", at=AT + timedelta(days=1))
    text = main_of(page(client, "/privacy/"))

    assert ("<p>New.</p>" in text, "<p>Old.</p>" in text) == (True, False)
    assert "not in force any more" not in text


def test_policy_page_lists_its_versions(client):
    for number in range(3):
        published(body=f"Text {number}.", at=AT + timedelta(days=number))
    text = main_of(page(client, "/privacy/2/"))

    assert re.findall(r'<li>\s*<a href="(/privacy/[^"]*)"( aria-current="page")?>\s*(Version [^<]*)</a>', text) == [
        ("/privacy/", "", "Version 3, 24 November 2026"),
        ("/privacy/2/", ' aria-current="page"', "Version 2, 23 November 2026"),
        ("/privacy/1/", "", "Version 1, 22 November 2026"),
    ]


def test_policy_page_of_one_version_says_that_it_is_the_first(client):
    published()

    assert "This is the first version; there is no earlier one." in page(client, "/privacy/")


def test_policy_page_of_an_earlier_version_says_so(client):
    published(body="Old.")
    published(body="New.", at=AT + timedelta(days=1))
    text = page(client, "/privacy/1/")

    assert "<p>Old.</p>" in text
    assert "This version is no longer in force" in text
    assert (
        'Version 2 has been in force since 23 November 2026. <a href="/privacy/">Read the version in force</a>' in text
    )
    assert '<meta name="robots" content="noindex">' in text


def test_policy_page_under_the_number_in_force_is_an_ordinary_page(client):
    published()
    text = page(client, "/privacy/1/")

    assert "not in force any more" not in text
    assert '<meta name="robots" content="index, follow">' in text


@pytest.mark.parametrize("address", ["/privacy/2/", "/privacy/0/", "/terms/1/", "/nothing/"])
def test_policy_version_that_does_not_exist_is_not_found(client, address):
    published()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", PolicyKind)
def test_policy_page_before_anything_was_published_says_that_it_is_being_prepared(client, kind):
    text = page(client, f"/{kind}/")

    assert f"<h1>{kind.label}</h1>" in text
    assert "This page is being prepared" in text
    assert ("No feedback is accepted until it is published." in text) == (kind is PolicyKind.PRIVACY)
    assert '<meta name="robots" content="noindex">' in text


def test_policy_page_shows_nothing_of_a_draft(client):
    policies.save_draft(
        PolicyKind.HELP, body="Secret.", body_hi="", review_on=FAR, by=Actor.system("test"), at=AT, draft=0
    )

    assert "Secret." not in page(client, "/help/")
    assert client.get("/help/1/").status_code == 404


def test_policy_page_shows_the_hindi_text_to_readers_of_hindi(client):
    published()
    text = page(client, "/privacy/", "hi")

    assert '<html lang="hi">' in text
    assert "<h2>क्यों</h2>" in text
    assert '<div class="prose"><p>पहले।</p> </div>' in text
    assert "Because." not in text


def test_policy_page_without_a_hindi_text_shows_the_english_one_marked(client):
    published(body_hi="")
    text = page(client, "/privacy/", "hi")

    assert '<div class="prose" lang="en"><p>Before.</p> </div>' in text
    assert '<section id="part-1" lang="en"> <h2>Why</h2>' in text
    assert 'class="notice notice-info"' in text


def test_policy_page_without_a_hindi_text_is_not_marked_for_readers_of_english(client):
    published(body_hi="")
    text = main_of(page(client, "/privacy/"))

    assert ('lang="en"' in text, "notice-info" in text) == (False, False)


def test_policy_page_says_how_many_entries_are_open(client):
    published(body="[To be filled in by the ministry: a] and [To be filled in by the ministry: b]")

    assert "2 entries in square brackets are still to be filled in by the ministry." in page(client, "/privacy/")


def test_policy_page_says_that_its_review_is_late(client):
    today = timezone.localdate()
    published(at=timezone.now() - timedelta(days=9), review_on=today - timedelta(days=1))
    late = "This page is past its review date."

    assert late in page(client, "/privacy/")
    published(at=timezone.now(), review_on=today + timedelta(days=1))
    assert (late in page(client, "/privacy/"), late in page(client, "/privacy/1/")) == (False, False)


def test_policy_page_of_a_demonstration_is_marked_illustrative_until_officials_publish(client, settings):
    published()
    mark = "Illustrative: this text comes with the software."

    assert mark not in page(client, "/privacy/")
    settings.DEMONSTRATION = True
    assert mark in page(client, "/privacy/")
    published(body="Ours.", by=factories.actor(Role.LEAD))
    assert mark not in page(client, "/privacy/")


def test_policy_page_takes_no_markup_from_its_text(client):
    published(body="# <script>x</script>\n\n<img src=x onerror=y> [z](javascript:z)", body_hi="")
    text = main_of(client.get("/privacy/").content.decode())

    assert [tag for tag in ("<script", "<img", 'href="javascript') if tag in text] == []
    assert "<h2>&lt;script&gt;x&lt;/script&gt;</h2>" in text


@pytest.mark.parametrize("versions", [1, 30])
def test_policy_page_asks_the_database_twice(client, django_assert_num_queries, versions):
    for number in range(versions):
        published(body=f"Text {number}.")

    with django_assert_num_queries(2):
        response = client.get("/privacy/")

    assert f"Text {versions - 1}." in response.content.decode()


@pytest.mark.parametrize("address", ["/privacy/", "/privacy/1/", "/sitemap/"])
def test_policy_page_is_only_read(client, address):
    published()

    assert client.post(address).status_code == 405


def test_footer_leads_to_every_policy_page(client):
    load_policies(at=AT)
    footer = page(client, "/sitemap/").partition('<footer class="footer">')[2]

    assert [kind for kind in PolicyKind if f'href="/{kind}/"' not in footer] == [PolicyKind.MODERATION]


def test_sitemap_leads_to_pages_that_exist(client):
    shown = factories.consultation(title="A consultation")
    hidden = factories.consultation(status="draft", title="A draft")
    text = main_of(page(client, "/sitemap/"))
    paths = re.findall(r'href="([^"#]+)"', text)

    assert {f"/{kind}/" for kind in PolicyKind} | {"/", "/consultations/", "/track/"} <= set(paths)
    assert reverse("public:consultation", args=[shown.slug]) in paths
    assert (shown.title in text, hidden.title in text) == (True, False)
    assert all(resolve(path) for path in paths)


def test_sitemap_offers_the_form_of_open_consultations_alone(client):
    closed = factories.consultation(closes_at=factories.AT)
    is_open = factories.consultation()
    text = page(client, "/sitemap/")

    assert [reverse("public:start", args=[one.slug]) in text for one in (is_open, closed)] == [True, False]


@pytest.mark.parametrize("consultations", [1, 3])
def test_sitemap_asks_the_database_once(client, django_assert_num_queries, consultations):
    listed = [factories.consultation() for _number in range(consultations)]

    with django_assert_num_queries(1):
        text = page(client, "/sitemap/")

    assert [one.title for one in listed if one.title not in text] == []
