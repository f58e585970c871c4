"""Whatever a visitor gives as the page to go on to, the portal leads to a page of its own, and fails at nothing."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from engagements.choices import Role
from tests import factories
from tests.factories.officials import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_cache")]

HERE = "http://testserver/somewhere/"
GOOD = [
    "/",
    "/track/",
    "/track/?x=1&y=a%20b#place",
    "/consultations/?q=%E0%A4%A8",
    "/a/../b/",
    "/consultations/?q=नीति",
]
BAD = [
    *(
        "abc",
        "public:home",
        "home",
        "admin:index",
        "..",
        "../admin/",
        "?x=1",
        "#place",
        " ",
        "\t",
        "0",
        "None",
        "track/",
    ),
    *(
        "https://evil.example.org/",
        "http://evil.example.org",
        "HTTPS://EVIL.EXAMPLE.ORG/",
        "ftp://testserver/",
        "https:",
    ),
    *("//evil.example.org", "///evil.example.org", "////evil.example.org/%2e%2e", "//evil.example.org@testserver/"),
    *(
        "/\\evil.example.org",
        "\\\\evil.example.org",
        "\\/evil.example.org",
        "/\\/evil.example.org",
        "/ /evil.example.org",
    ),
    *("http:///evil.example.org", "https:evil.example.org", "http:/evil.example.org", "http:\\\\evil.example.org"),
    *("https://testserver.evil.example.org/", "https://testserver@evil.example.org/", "http://testserver:80@evil.org/"),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "view-source:/",
    ),
    *(
        "\x00//evil.example.org",
        "\x00",
        "/\x00",
        "/track/\x00",
        "\x08//evil.example.org",
        "\u202e/track/",
        "\u00a0//evil.org",
    ),
    *(
        "/\t/evil.example.org",
        "/\n/evil.example.org",
        "/\r\n/evil.example.org",
        "/track/\r\nSet-Cookie: a=b",
        "\r\n/track/",
    ),
    *(
        "https://[::1",
        "//[",
        "http://[evil]",
        "https://evil.example.org:port/",
        "//\u2100.example.org",
        "/\uff0fevil.example.org",
    ),
    *("https://xn--/", "http://ℯvil.example.org", "ｈｔｔｐｓ://evil.example.org", "／／evil.example.org"),
    *(
        "/%",
        "/%zz",
        "/%00",
        "/%0d%0aSet-Cookie:a=b",
        "/%5cevil.example.org",
        "/%2f/evil.example.org",
        "%2f%2fevil.example.org",
    ),
    *("/" + "x" * 3_000, "/" + "x" * 30_000, "x" * 30_000, "/?q=" + "&q=" * 5_000, "/" * 20_000, "//" + "x" * 30_000),
    *(
        "{{ 7*7 }}",
        "<script>alert(1)</script>",
        "'\"><svg onload=alert(1)>",
        "/<script>",
        "[]",
        "{}",
        "नीति",
        "😀",
        "/😀",
    ),
]
EVERY = [*GOOD, *BAD]
# What fits into the line of a request; the server refuses a longer one.
FITTING = [given for given in EVERY if len(urlencode({"next": given})) < 4_000]


def stays_here(location: str) -> bool:
    """Say whether a browser that follows a Location stays on this site; browsers drop tabs and line breaks."""
    seen = "".join(letter for letter in location if letter not in "\t\r\n").replace("\\", "/")
    reached = urlsplit(urljoin(HERE, seen))
    return (reached.scheme, reached.netloc) == ("http", "testserver")


def where(response) -> str:
    """Return where a response leads; it must be an address of ours, written so that it can stand in a header."""
    assert response.status_code in {301, 302, 303}, response.status_code
    location = response.headers["Location"]
    assert location.isascii()
    assert location.startswith("/")
    assert stays_here(location), location
    return location


@pytest.fixture
def official(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    return factories.official(Role.LEAD, Role.ADMINISTRATOR)


@pytest.fixture
def inside(official) -> Client:
    client = Client()
    log_in(client, official)
    return client


def log_in(client: Client, official, **more: str):
    return client.post(reverse("account_login"), {"login": official.email, "password": PASSWORD, **more})


@pytest.mark.parametrize("given", ["https://evil.example.org", "//evil", "/\\evil", "/\t/evil", "javascript:1"])
def test_address_that_leads_elsewhere_is_noticed_by_this_test(given):
    assert not stays_here(given)


def test_language_leads_to_a_page_of_ours():
    for given in EVERY:
        location = where(Client().post(reverse("public:language"), {"language": "hi", "next": given}))
        assert location == iri_to_uri(given) or given not in GOOD
        assert location == "/" or given.startswith("/")


def test_log_in_leads_to_a_page_of_ours(official):
    for given in EVERY:
        client = Client()
        location = where(log_in(client, official, next=given))
        assert location == iri_to_uri(given) or given not in GOOD
        assert location == "/admin/" or given.startswith("/")
    for given in FITTING:
        where(client.get(reverse("account_login"), {"next": given}))


def test_log_out_leads_to_a_page_of_ours(official):
    for given in EVERY:
        client = Client()
        client.force_login(official)
        where(client.post(reverse("account_logout"), {"next": given}))


def test_password_asked_for_again_leads_to_a_page_of_ours(inside):
    for given in EVERY:
        where(inside.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": given}))


def test_changed_password_leads_to_a_page_of_ours(official):
    for given in FITTING:
        client = Client()
        client.force_login(official)
        path = f"{reverse('account_change_password')}?{urlencode({'next': given})}"
        where(client.post(path, {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD, "next": given}))
        official.refresh_from_db()


# Addresses that pass on what stands behind the question mark.
PASSING_ON = [
    "/admin/login/",
    "/admin/logout/",
    "/admin/password_change/",
    "/policy/",
    "/policy/challenges/",
    "/admin/",
]


@pytest.mark.parametrize("path", PASSING_ON)
def test_address_that_passes_its_query_on_leads_to_a_page_of_ours(path):
    for given in FITTING:
        where(Client().get(f"{path}?{urlencode({'next': given, 'empty': ''})}"))


def test_policy_page_without_its_blanks_is_a_page_of_ours(inside):
    for given in FITTING:
        location = where(inside.get(reverse("policy:overview"), {"from": "", "next": given}))
        assert urlsplit(location).path == reverse("policy:overview")


def test_list_that_an_officials_form_goes_back_to_is_a_page_of_ours(inside):
    theme = factories.challenge()
    page = reverse("admin:engagements_challenge_change", args=[theme.pk])
    form = inside.get(page).context["adminform"].form
    fields = {name: form.initial.get(name) or "" for name in form.fields}
    for given in FITTING:
        response = inside.post(f"{page}?{urlencode({'_changelist_filters': given, 'next': given})}", fields)
        assert urlsplit(where(response)).path == reverse("admin:engagements_challenge_changelist")


def test_list_that_a_bulk_act_goes_back_to_is_a_page_of_ours(inside):
    for given in FITTING:
        # Ticks of more submissions than one act takes lead back to the list.
        fields = {"act": "assign", "rows": ",".join(f"{number}:1" for number in range(1, 600)), "back": given}
        location = where(inside.post(reverse("admin:engagements_submission_bulk"), fields))
        assert urlsplit(location).path == reverse("admin:engagements_submission_changelist")


@pytest.mark.parametrize(
    "path",
    ["//evil.example.org/admin", "///evil.example.org/policy", "/\\evil.example.org/my", "//evil.example.org/.."],
)
def test_address_without_its_last_slash_stays_here(path):
    response = Client().get(path)

    assert response.status_code == 404 or where(response)
