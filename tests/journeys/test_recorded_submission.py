"""Confirm what we heard: written down by an official, mailed, corrected by the venture, read by the official."""

import re
from itertools import count

from playwright.sync_api import expect

from tests.journeys.people import choose, code_on, heading, reference_on, track
from tests.journeys.watch import barriers

# The portal is one for all journeys: each point is written down for an address of its own.
_numbers = count(1)


def write_down(page):
    address = f"asha{next(_numbers)}@heard.example.org"
    page.goto("/admin/engagements/recordedsubmission/add/")
    page.get_by_role("combobox", name="Session").select_option(index=1)
    page.get_by_label("Name of the venture").fill("Heard Ventures")
    page.get_by_label("Who spoke for the venture").fill("Asha")
    page.get_by_label("Email address").fill(address)
    choose(page, "Access to funding")
    choose(page, "Drones")
    page.get_by_label("Summary in one line").fill("The tranche was late")
    page.get_by_label("What happened").fill("The tranche came in April.")
    choose(page, "Costs us time or money")
    page.get_by_role("button", name="Record", exact=True).click()
    return address


def link_in(mail):
    return re.search(r"https?://[^/\s]+(/recorded/\S+)", mail.get_content())[1]


def test_point_is_written_down_mailed_corrected_and_read_again(visit, site, log_in, screen):
    official = visit(screen)
    log_in(official, "officer")
    address = write_down(official)
    expect(official.get_by_text("We will email the venture a link to confirm it.")).to_be_visible()
    expect(official.locator("#result_list tbody tr").first).to_contain_text("Not confirmed yet")

    venture = visit(screen, javascript=False)
    venture.goto(link_in(site.mails_to(address)[-1]))
    heading(venture, "Is this what you said?")
    expect(venture.get_by_text("The tranche came in April.")).to_be_visible()
    venture.get_by_role("link", name="No – correct it").click()
    venture.get_by_label("What happened?").fill("The tranche came in March, and only half of it.")
    for words in ("Quoted without our name", "What is written here is unclassified", "I have read the notice"):
        choose(venture, words)
    venture.get_by_role("button", name="Send the corrected submission").click()
    heading(venture, "Thank you. Your submission has been corrected and confirmed")
    reference, code = reference_on(venture), code_on(venture)

    elsewhere = visit(screen)
    track(elsewhere, reference, code)
    expect(elsewhere.get_by_text("The tranche came in March, and only half of it.").first).to_be_visible()
    expect(elsewhere.get_by_text("You corrected the recorded submission.")).to_be_visible()
    assert barriers(elsewhere) == []

    official.goto(f"/admin/engagements/recordedsubmission/?q={reference}")
    expect(official.locator("#result_list tbody tr")).to_contain_text("Corrected by the venture")
    official.locator("#result_list tbody th a").click()
    expect(official.get_by_text("The tranche came in March, and only half of it.").first).to_be_visible()
    official.get_by_text("Original record").click()
    expect(official.get_by_text("The tranche came in April.")).to_be_visible()
    assert barriers(official) == []


def test_pages_behind_the_link_have_no_barriers(visit, site, log_in, screen):
    official = visit()
    log_in(official, "officer")
    address = write_down(official)
    page = visit(screen)
    link = link_in(site.mails_to(address)[-1])
    for path in (link, f"{link}correct/"):
        page.goto(path)
        assert barriers(page) == []
        page.get_by_role("button", name=re.compile("this is what we said|Send the corrected")).click()
        assert barriers(page) == []
    page.goto(link)
    for words in ("Counted only", "What is written here is unclassified", "I have read the notice"):
        choose(page, words)
    page.get_by_role("button", name="Yes, this is what we said").click()
    heading(page, "Thank you. Your submission has been confirmed")
    assert barriers(page) == []
    page.goto(link)
    heading(page, "This has already been confirmed")
    assert barriers(page) == []
