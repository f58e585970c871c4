"""A triage officer clears ten submissions of the queue with the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.behind import submissions_arrive
from tests.journeys.watch import barriers

QUEUE = "/admin/engagements/submission/?queue=unassigned"
NUMBER = 10
OFFICIAL = "Example officer in charge"


def focused(page: Page) -> str:
    """Return the id of the element that has the focus."""
    return page.evaluate("document.activeElement.id")


def press_with_alt(page: Page, letter: str) -> None:
    """Press Alt and a letter.

    Chromium knows an access key by the character that the key would give without Alt; a keyboard tells it, and
    Playwright's own does not.
    """
    key = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper()), "modifiers": 1}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "unmodifiedText": letter, **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    session.detach()


def press_until(page: Page, key: str, wanted: str, *, at_most: int) -> None:
    """Press a key until the element with this id has the focus."""
    for _stroke in range(at_most):
        if focused(page) == wanted:
            return
        page.keyboard.press(key)
    assert focused(page) == wanted, f"not reached with {at_most} strokes, at {focused(page)!r}"


def put_in_charge(page: Page) -> None:
    """Give the submission on the page to an official and go on to the next, by key strokes only."""
    press_with_alt(page, "a")
    expect(page.locator("#assign-official")).to_be_focused()
    page.keyboard.type(OFFICIAL)
    press_until(page, "Tab", "assign-next", at_most=4)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_triage_officer_clears_a_queue_by_keyboard(visit, log_in, site):
    submissions_arrive(site, NUMBER, tag="keyboard")
    page = visit()
    log_in(page, "triage")
    page.goto(QUEUE)
    assert barriers(page) == []
    waiting = page.locator("tbody tr").count()
    page.locator("tbody th a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#start")).to_be_focused()
    assert barriers(page) == []

    seen = set()
    for _number in range(NUMBER):
        seen.add(re.search(r"submission/(\d+)/", page.url)[1])
        put_in_charge(page)
        expect(page.get_by_role("main")).to_contain_text(re.compile("the officer in charge has been assigned"))

    assert len(seen) == NUMBER
    page.goto(QUEUE)
    assert page.locator("tbody tr").count() == waiting - NUMBER


def test_keys_lead_to_a_note_without_scripts(visit, log_in, site):
    # What tells where the focus is is itself a script; here only what is seen of it is looked at.
    submissions_arrive(site, 1, tag="noscript")
    page = visit(javascript=False)
    log_in(page, "triage")
    page.goto(QUEUE)
    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    press_with_alt(page, "n")
    expect(page.locator("#note-body:focus")).to_be_visible()
    page.keyboard.type("Written without a script.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Written without a script.")


def test_skip_and_every_way_lead_on_by_key(visit, log_in):
    page = visit()
    log_in(page, "lead")
    with page.expect_navigation():
        press_with_alt(page, "s")
    expect(page.locator("#start")).to_be_focused()
    before = page.url
    press_with_alt(page, "n")
    expect(page.locator("#note-body")).to_be_focused()
    press_with_alt(page, "c")
    expect(page.locator("#close-reason")).to_be_focused()
    assert barriers(page) == []
    with page.expect_navigation():
        press_with_alt(page, "s")
    assert page.url.split("#")[0] != before.split("#")[0]
