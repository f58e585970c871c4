"""A conflict of interest is declared, and from then on the venture is closed to its official until another ends it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.watch import barriers

# One of the example's ventures, and words of a point of its own.
VENTURE = "Example Venture 02"


def search(page: Page, words: str) -> None:
    """Look for words in the list of submissions."""
    page.goto("/admin/engagements/submission/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search").click()


def declare(page: Page) -> None:
    """Find the venture, read what happens, and declare."""
    page.goto("/admin/engagements/conflictofinterest/")
    assert barriers(page) == []
    page.get_by_role("link", name="Declare a conflict of interest").click()
    page.get_by_label("Name of the venture").fill(VENTURE)
    page.get_by_role("button", name="Find").click()
    assert barriers(page) == []
    page.get_by_role("link", name=VENTURE).click()
    expect(page.get_by_role("main")).to_contain_text("You cannot undo this")
    assert barriers(page) == []
    page.get_by_role("button", name="Declare and give up access to this venture").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose your connection with the venture.")
    assert barriers(page) == []
    page.get_by_text("I hold shares in it").click()
    page.get_by_role("button", name="Declare and give up access to this venture").click()
    expect(page.get_by_role("main")).to_contain_text("You have declared a conflict of interest.")


def test_conflict_is_declared_and_effective_until_another_ends_it(visit, screen, log_in):
    lead, administrator = visit(screen), visit()
    log_in(lead, "lead")
    search(lead, VENTURE)
    expect(lead.locator("mark").first).to_be_visible()
    assert barriers(lead) == []
    first = lead.locator("tbody th a").first
    page_of_one, reference = first.get_attribute("href"), first.inner_text()

    declare(lead)
    assert barriers(lead) == []

    assert lead.goto(page_of_one).status == 404
    search(lead, VENTURE)
    expect(lead.get_by_role("main")).to_contain_text("No results")
    search(lead, reference)
    expect(lead.get_by_role("main")).to_contain_text("No results")
    lead.goto("/policy/")
    expect(lead.get_by_role("main")).to_contain_text("These figures do not include 1 venture")
    assert barriers(lead) == []
    lead.goto("/admin/engagements/conflictofinterest/")
    lead.locator("tbody").get_by_role("link", name=VENTURE).first.click()
    expect(lead.get_by_role("button", name="End this conflict of interest")).to_have_count(0)

    log_in(administrator, "administrator")
    administrator.goto("/admin/engagements/conflictofinterest/?stands=1")
    administrator.locator("tbody").get_by_role("link", name=VENTURE).first.click()
    assert barriers(administrator) == []
    administrator.get_by_label("Reason").fill("The share was sold.")
    administrator.get_by_role("button", name="End this conflict of interest").click()
    expect(administrator.get_by_role("main")).to_contain_text(re.compile("The conflict of interest has ended."))
    assert lead.goto(page_of_one).status == 200
