"""The main job, done by three people: a venture tells a point, an official answers it, an analyst finds it counted."""

import csv
import io
import re

from playwright.sync_api import Page, expect

from engagements.rules.references import format_reference
from tests.journeys import people
from tests.journeys.people import Told, heading
from tests.journeys.watch import barriers

FOREIGN = format_reference("DDP", "2024-25", 123)
REPLY = "Thank you. From the next contract on, the tranche is paid within 45 days of acceptance."


def review_and_reply(page: Page, log_in, reference: str) -> None:
    """Do what an officer in charge does: find the point in the queue, take it up, reply."""
    log_in(page, "officer")
    heading(page, "Work queue")
    assert barriers(page) == []
    page.get_by_role("main").get_by_role("link", name="Submissions", exact=True).click()
    page.get_by_role("searchbox").fill(reference.lower().replace("/", " "))
    page.get_by_role("button", name="Search").click()
    assert barriers(page) == []
    expect(page.get_by_role("main")).to_contain_text("1 submission")
    page.locator("tbody").get_by_role("link").first.click()
    assert barriers(page) == []
    page.get_by_role("button", name="Start review", exact=True).click()
    page.locator("#act-reply").get_by_label("Reply", exact=True).fill(REPLY)
    page.locator("#act-reply").get_by_role("button", name="Send the reply", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Answered")
    assert barriers(page) == []


def lines_of(page: Page, focus_area: str) -> list[list[str]]:
    """Open the list behind the number, take its CSV, and return the rows."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=focus_area))
    row.get_by_role("cell").last.get_by_role("link").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_point_goes_from_the_venture_to_the_report_and_back(visit, site, screen, look, log_in, javascript):
    analyst = visit(screen)
    log_in(analyst, "analyst", then="/policy/")
    assert barriers(analyst) == []
    told = Told(
        summary=f"The tranche reached us five months late, {screen['width']} {javascript}",
        email=f"founder-{screen['width']}-{javascript}@journey.example.org".lower(),
    )
    before = people.count_of(analyst, told.focus_area)

    # The venture makes a mistake on the way, goes back, and sends.
    founder = visit(screen, javascript=javascript)
    people.begin(founder)
    assert look(founder) == []
    people.say_challenge(founder, told)
    heading(founder, "Your submission")
    people.go_on(founder)
    expect(founder.get_by_role("alert")).to_contain_text("Enter a one-line summary.")
    people.titled(founder, "Error:")
    assert look(founder) == []
    people.say_point(founder, told)
    people.say_cost(founder, told)
    founder.go_back()
    expect(founder.get_by_label("How many days did you lose?")).to_have_value("150")
    people.go_on(founder)
    people.say_venture(founder, told)
    people.say_consent(founder, told)
    assert look(founder) == []
    reference, code = people.send(founder)
    assert look(founder) == []
    [acknowledgement] = site.mails_to(told.email)
    assert reference in acknowledgement["Subject"]
    assert code not in acknowledgement.get_content().replace(" ", "").replace("-", "")

    # The official answers, the analyst finds it counted, listed and exported.
    review_and_reply(visit(screen), log_in, reference)
    assert people.count_of(analyst, told.focus_area) == before + 1
    rows = lines_of(analyst, told.focus_area)
    assert [row[0] for row in rows].count(reference) == 1
    assert len(rows) == before + 2
    assert barriers(analyst) == []

    # The venture reads the reply, from another device.
    elsewhere = visit(screen, javascript=javascript)
    people.track(elsewhere, reference.lower().replace("/", "").replace("-", " "), code.lower())
    expect(elsewhere.get_by_role("main")).to_contain_text(REPLY)
    expect(elsewhere.get_by_role("main")).to_contain_text("Answered")
    assert look(elsewhere) == []
    assert len(site.mails_to(told.email, at_least=2)) == 2


def test_sending_twice_makes_one_submission(visit, site):
    told = Told(summary="Sent with two clicks", email="twice@journey.example.org")
    page = visit()
    people.begin(page)
    for step in (people.say_challenge, people.say_point, people.say_cost, people.say_venture, people.say_consent):
        step(page, told)
    heading(page, "Check your answers")
    page.get_by_role("button", name="Send my submission").dblclick(no_wait_after=True)
    heading(page, "We have received your submission")
    reference = people.reference_on(page)
    page.go_back()
    page.goto(f"{people.CONSULTATION}submit/done/")
    assert people.reference_on(page) == reference
    assert len(site.mails_to(told.email)) == 1


def test_wrong_code_and_foreign_reference_get_the_same_page(visit):
    page = visit()
    told = Told(summary="Only its venture opens it", email="locked@journey.example.org")
    reference, _code = people.tell(page, told)
    stranger = visit()
    people.track(stranger, reference, "0" * 26)
    expect(stranger.get_by_role("alert")).to_be_visible()
    with_wrong_code = stranger.get_by_role("main").inner_text()
    people.track(stranger, FOREIGN, "0" * 26)
    expect(stranger.get_by_role("alert")).to_be_visible()
    assert stranger.get_by_role("main").inner_text() == with_wrong_code
