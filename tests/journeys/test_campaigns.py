"""Officials see who sent the same text, read what each added, separate one and merge what belongs together."""

import re

from playwright.sync_api import expect

from tests.journeys.people import heading
from tests.journeys.watch import barriers, faults_of

CAMPAIGNS = "/admin/engagements/campaign/"
REASON = "It speaks for an association, not for a venture."


def test_campaign_is_read_and_a_submission_separated(site, visit, screen, log_in):
    site.manage("find_campaigns", "--rebuild")
    page = visit(screen)
    log_in(page, "lead", then=CAMPAIGNS)
    assert barriers(page) == []
    row = page.locator("tbody tr").filter(has_text="Bank guarantees").first
    row.get_by_role("link").first.click()
    heading(page, "Campaign 1")
    before = page.locator(".campaign-size").inner_text()
    expect(page.locator(".own").first).to_be_visible()
    page.get_by_text("The whole text, shared words marked").first.click()
    expect(page.locator("mark.shared").first).to_be_visible()
    assert faults_of(page, "en") == []

    # The last text is one submission's alone; its own page says the same.
    page.locator(".text").last.locator(".senders a").first.click()
    expect(page.locator("#campaign")).to_contain_text(before)
    expect(page.locator("#similar .text")).to_have_count(5)
    assert faults_of(page, "en") == []
    reviewed = page.url

    page.get_by_role("link", name="It does not belong there: separate it").click()
    page.get_by_role("button", name="Separate").click()
    expect(page.get_by_role("alert")).to_contain_text("Give a reason")
    assert barriers(page) == []
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Separate").click()
    expect(page).to_have_url(reviewed)
    expect(page.locator("#similar")).to_contain_text(REASON)
    expect(page.locator("#campaign")).to_have_count(0)
    assert barriers(page) == []

    # Comparing everything anew does not put it back.
    site.manage("find_campaigns", "--rebuild")
    page.goto(CAMPAIGNS)
    page.locator("tbody tr").filter(has_text="Bank guarantees").first.get_by_role("link").first.click()
    count = int(before.split(" ")[0])
    expect(page.locator(".campaign-size")).to_contain_text(f"{count - 1} submissions")

    page.get_by_role("link", name=re.compile("Its .* in the list")).click()
    expect(page.locator("tbody tr")).to_have_count(count - 1)
    assert barriers(page) == []


def test_campaign_is_offered_others_to_merge_with(site, visit, log_in):
    site.manage("find_campaigns")
    page = visit()
    log_in(page, "triage", then=CAMPAIGNS)
    page.locator("tbody tr").first.get_by_role("link").first.click()
    page.get_by_role("link", name="Merge with another campaign").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Merge Campaign \d+"))
    assert barriers(page) == []
