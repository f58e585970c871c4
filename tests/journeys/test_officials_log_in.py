"""Officials set up second factors and log in with them, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import titled
from tests.journeys.watch import barriers
from tests.site import PASSWORD

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def with_passkeys(visit, site) -> Page:
    """Give the browser a device that keeps passkeys; they exist for host names only, not for numbers."""
    page = visit()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(site.url.replace("127.0.0.1", "localhost") + "/accounts/login/?next=/accounts/2fa/")
    return page


def enter_password(page: Page, role: str) -> None:
    page.get_by_label("Email address").fill(f"{role}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_passkey_is_set_up_and_then_takes_the_place_of_everything_else(with_passkeys):
    page = with_passkeys
    enter_password(page, "auditor")
    page.get_by_role("link", name="Set up a key").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a passkey or security key")
    assert barriers(page) == []
    page.locator("label[for=id_passwordless]").click()
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert barriers(page) == []
    page.get_by_role("link", name="I have saved them").click()
    expect(page.get_by_text("1 key is set up.")).to_be_visible()
    assert barriers(page) == []

    page.goto(page.url.replace("/2fa/", "/logout/"))
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto(page.url.rstrip("/") + "/accounts/login/?next=/accounts/2fa/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factors")


def test_authenticator_app_is_shown_as_picture_and_text(page):
    page.goto("/accounts/login/?next=/accounts/2fa/")
    enter_password(page, "security")
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()

    picture = page.get_by_role("img", name="QR code for your app")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert barriers(page) == []
    page.get_by_label("Code shown in the app").fill("000000")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("alert")).to_contain_text("This code does not work.")
    assert barriers(page) == []


def test_wrong_password_leads_to_a_summary_of_what_is_wrong(page):
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill("lead@example.org")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("do not match")
    titled(page, "Error:")
    assert barriers(page) == []
