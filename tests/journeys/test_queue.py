"""A triage officer clears ten submissions of the queue with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

QUEUE = "/admin/engagements/submission/?queue=unassigned"
NUMBER = 10
OFFICIAL = "Example officer in charge"


def focused(page: Page) -> str:
    """Return the id of the element that has the focus."""
    return page.evaluate("document.activeElement.id")


def press_until(page: Page, key: str, wanted: str, *, at_most: int) -> None:
    """Press a key until the element with this id has the focus."""
    for _stroke in range(at_most):
        if focused(page) == wanted:
            return
        page.keyboard.press(key)
    assert focused(page) == wanted, f"not reached with {at_most} strokes, at {focused(page)!r}"


def put_in_charge(page: Page) -> None:
    """Give the submission on the page to an official and go on to the next, by key strokes only."""
    page.keyboard.press("Alt+a")
    expect(page.locator("#assign-official")).to_be_focused()
    page.keyboard.type(OFFICIAL)
    press_until(page, "Tab", "assign-next", at_most=4)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_triage_officer_clears_a_queue_by_keyboard(visit, axe, log_in, site, javascript):
    if not javascript:
        # What tells where the focus is is itself a script; here only what is seen of it is looked at.
        page = visit(javascript=False)
        log_in(page, "triage")
        page.goto(QUEUE)
        page.locator("tbody th a").first.click()
        page.keyboard.press("Alt+n")
        expect(page.locator("#note-body:focus")).to_be_visible()
        page.keyboard.type("Written without a script.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_contain_text("Written without a script.")
        return
    page = visit()
    log_in(page, "triage")
    page.goto(QUEUE)
    axe(page)
    waiting = page.locator("tbody tr").count()
    first = page.locator("tbody th a").first
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#start")).to_be_focused()
    axe(page)

    seen = []
    for _number in range(min(NUMBER, waiting)):
        seen.append(re.search(r"submission/(\d+)/", page.url)[1])
        put_in_charge(page)
        expect(page.get_by_role("main")).to_contain_text(re.compile("the officer in charge is set"))

    assert len(set(seen)) == NUMBER
    page.goto(QUEUE)
    assert page.locator("tbody tr").count() == waiting - NUMBER


def test_skip_and_every_way_lead_on_by_key(visit, log_in, axe):
    page = visit()
    log_in(page, "lead")
    with page.expect_navigation():
        page.keyboard.press("Alt+s")
    expect(page.locator("#start")).to_be_focused()
    before = page.url
    page.keyboard.press("Alt+n")
    expect(page.locator("#note-body")).to_be_focused()
    page.keyboard.press("Alt+c")
    expect(page.locator("#close-reason")).to_be_focused()
    axe(page)
    with page.expect_navigation():
        page.keyboard.press("Alt+s")
    assert page.url.split("#")[0] != before.split("#")[0]
