"""Where a second factor is required, an invited official gets in with one, and nobody without."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.authenticator import code_of
from tests.journeys.people import heading
from tests.journeys.watch import barriers
from tests.site import PASSWORD, Site, running_site

PERIOD = 30
OWN_PASSWORD = "seven quiet harbours"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start a portal that asks everybody for a second factor, as it does outside of a demonstration."""
    with running_site(tmp_path_factory.mktemp("guarded") / "data", MFA_REQUIRED="1") as running:
        yield running


def next_code_of(secret: str) -> str:
    """Wait for the code after the present one: each works once."""
    time.sleep(PERIOD - time.time() % PERIOD + 0.5)
    return code_of(secret)


def log_in(page: Page, email: str, password: str, *, then: str = "/admin/") -> None:
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def set_up_app(page: Page, password: str) -> str:
    """Go from the page of second factors through the set-up of an app, and return its secret."""
    heading(page, "Second factors")
    with page.expect_navigation():
        page.get_by_role("link", name="Set up an app").click()
    if page.get_by_label("Password").count():
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Continue").click()
    heading(page, "Set up an authenticator app")
    secret = page.locator(".code").inner_text().strip()
    page.get_by_label("Code shown in the app").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    heading(page, "Your recovery codes")
    return secret


def enter_code(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").first.click()


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def test_invited_official_chooses_a_password_sets_up_an_app_and_is_let_in(site, visit):
    administrator = visit()
    log_in(administrator, "administrator@example.org", PASSWORD)
    expect(administrator.get_by_text("Set up a second factor first")).to_be_visible()
    set_up_app(administrator, PASSWORD)
    administrator.goto("/admin/engagements/official/add/")
    assert barriers(administrator) == []
    administrator.get_by_label("Email address").fill("ira@example.org")
    administrator.get_by_label("Name", exact=True).fill("Ira Invited")
    administrator.locator("label").filter(has_text="Triage officer").first.click()
    administrator.get_by_role("button", name="Send the invitation").click()
    expect(administrator.get_by_text("Ira Invited has been invited")).to_be_visible()
    assert barriers(administrator) == []

    [mail] = site.mails_to("ira@example.org")
    link = re.search(r"http\S+/accounts/invitation/\w+/", mail.get_content())
    assert link
    invited = visit()
    invited.goto(link[0])
    heading(invited, "Choose your password")
    assert barriers(invited) == []
    invited.get_by_label("New password", exact=True).fill(OWN_PASSWORD)
    invited.get_by_label("Confirm new password").fill(OWN_PASSWORD)
    invited.get_by_role("button", name="Save the password").click()
    heading(invited, "Sign in for officials")
    expect(invited.get_by_text("Your password has been saved.")).to_be_visible()

    log_in(invited, "ira@example.org", OWN_PASSWORD)
    heading(invited, "Second factors")
    invited.goto("/policy/")
    heading(invited, "Second factors")
    secret = set_up_app(invited, OWN_PASSWORD)
    assert barriers(invited) == []
    recovery_code = invited.locator(".code").first.inner_text().strip()
    invited.goto("/admin/")
    heading(invited, "Work queue")

    log_out(invited)
    log_in(invited, "ira@example.org", OWN_PASSWORD)
    assert barriers(invited) == []
    enter_code(invited, next_code_of(secret))
    heading(invited, "Work queue")
    log_out(invited)
    log_in(invited, "ira@example.org", OWN_PASSWORD)
    enter_code(invited, recovery_code)
    heading(invited, "Work queue")

    administrator.reload()
    administrator.get_by_role("link", name="Lost second factor").click()
    assert barriers(administrator) == []
    administrator.get_by_role("button", name="Remove the second factor").click()
    expect(administrator.get_by_text("no longer has a second factor")).to_be_visible()
    invited.goto("/admin/")
    heading(invited, "Sign in for officials")
    log_in(invited, "ira@example.org", OWN_PASSWORD)
    heading(invited, "Second factors")

    administrator.get_by_role("link", name="Has left").click()
    assert barriers(administrator) == []
    administrator.get_by_role("button", name="Close the account").click()
    expect(administrator.get_by_text("The account of Ira Invited has been closed.")).to_be_visible()
    assert barriers(administrator) == []
    invited.goto("/accounts/2fa/")
    heading(invited, "Sign in for officials")


@pytest.mark.parametrize("locale", ["en-IN", "hi-IN"])
@pytest.mark.parametrize(
    "address",
    ["login", "password/reset", "password/reset/done", "password/reset/key/done", "inactive", "invitation/over"],
)
def test_pages_of_the_log_in_have_no_barriers(visit, screen, locale, address):
    page = visit(screen, locale=locale)
    page.goto(f"/accounts/{address}/")

    assert page.locator("html").get_attribute("lang") == locale[:2]
    assert barriers(page) == []


@pytest.mark.parametrize("locale", ["en-IN", "hi-IN"])
def test_pages_of_an_account_have_no_barriers(visit, screen, locale):
    page = visit(screen, locale=locale)
    page.goto("/accounts/login/?next=/accounts/2fa/")
    page.locator("input[type=email]").fill("auditor@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button").first.click()
    page.wait_for_url("**/accounts/2fa/")

    addresses = [
        "2fa/",
        "sessions/",
        "password/change/",
        "reauthenticate/",
        "2fa/totp/activate/",
        "2fa/webauthn/add/",
        "logout/",
    ]
    for address in addresses:
        page.goto(f"/accounts/{address}")
        assert page.locator("html").get_attribute("lang") == locale[:2]
        assert barriers(page) == []
