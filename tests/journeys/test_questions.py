"""A question that a consultation adds goes from the official who words it, through the venture, into the file."""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.people import Told, choose, go_on, heading
from tests.journeys.watch import barriers


def add(page: Page, wording: str, column: str, **more: str) -> None:
    """Ask a question from the list of questions."""
    page.goto("/admin/engagements/question/")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question", exact=True).fill(wording)
    page.get_by_label("Column").fill(column)
    for label, value in more.items():
        field = page.get_by_label(label.replace("_", " "))
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def ask(page: Page) -> None:
    page.get_by_role("button", name="Ask this question").click()
    expect(page.get_by_role("main")).to_contain_text("will be asked from now on")


def end(page: Page, wording: str) -> None:
    """Ask a question no more, so that the other journeys go their usual way."""
    page.goto("/admin/engagements/question/")
    link = page.get_by_role("rowheader", name=wording).get_by_role("link")
    if not link.count():
        return
    link.click()
    page.get_by_role("button", name="No longer ask it").click()
    expect(page.get_by_role("main")).to_contain_text("is no longer asked")


def file_of(page: Page) -> list[dict[str, str]]:
    """Take the list of all submissions to the consultation as a file."""
    page.goto(f"/policy/submissions/?consultation={people.SLUG}")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("as CSV")).click()
    return list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))


@pytest.fixture
def lead(visit, log_in) -> Iterator[Page]:
    """Log the lead in, and end afterwards what was asked, so that the other journeys go their usual way."""
    page = visit()
    log_in(page, "lead")
    yield page
    page.goto("/admin/")
    for wording in ("Where to?", "Do you export?"):
        end(page, wording)


def test_question_goes_from_the_official_through_the_venture_into_the_file(visit, lead, log_in, screen):
    add(lead, "Do you export?", "export", Kind_of_answer="Yes or no")
    assert barriers(lead) == []
    ask(lead)
    offered = "asia | Asia | एशिया\neurope | Europe | यूरोप"
    depends = {"Answers_to_choose_from": offered, "Shown": "Do you export? → Yes"}
    add(lead, "Where to?", "where", Kind_of_answer="Multiple choice", **depends)
    lead.get_by_label("Offer “other, please say”").check()
    lead.get_by_label("Answer required").check()
    ask(lead)
    row = lead.get_by_role("row", name=re.compile("Where to"))
    expect(row).to_contain_text("Only if “Do you export?” is answered with “Yes”")
    assert barriers(lead) == []
    lead.get_by_role("link", name="Preview as ventures see it").first.click()
    expect(lead.get_by_role("main")).to_contain_text("Do you export?")
    assert barriers(lead) == []

    reference = answer(visit(screen, javascript=False), visit(screen))

    lead.goto("/admin/")
    read(lead, reference)
    analyst = visit()
    log_in(analyst, "analyst", then="/policy/")
    [line] = [line for line in file_of(analyst) if line["Reference number"] == reference]
    assert (line["Do you export? [export]"], line["Where to? [where]"]) == ("yes", "Europe; Other")
    assert line["Where to? [where] (other)"] == "Oman & Qatar"


def answer(plain: Page, page: Page) -> str:
    """Answer the questions without a script up to the check page, and with scripts to the end."""
    told = Told(summary="Export papers take months", email=f"export-{page.viewport_size['width']}@journey.example.org")
    for venture in (plain, page):
        people.begin(venture)
        for step in (people.say_challenge, people.say_point, people.say_cost):
            step(venture, told)
        heading(venture, "Questions for this consultation")
        expect(venture.get_by_text("Step 4 of 6")).to_be_visible()
        choose(venture, "Yes")
        go_on(venture)
        expect(venture.get_by_role("heading", level=2, name="Because of your answer: 1 more question")).to_be_visible()
        go_on(venture)
        expect(venture.get_by_role("alert")).to_contain_text("Answer the question “Where to?”.")
        choose(venture, "Europe")
        choose(venture, "Other")
        go_on(venture)
        expect(venture.get_by_role("alert")).to_contain_text("Say what “Other” means")
        if venture is page:
            assert barriers(venture) == []
        venture.get_by_label("If other, please specify").fill("Oman & Qatar")
        go_on(venture)
    people.say_venture(page, told)
    people.say_consent(page, told)
    heading(page, "Check your answers")
    expect(page.get_by_role("main")).to_contain_text("Other: Oman & Qatar")
    assert barriers(page) == []
    reference, _code = people.send(page)
    expect(page.get_by_role("main")).to_contain_text("Other: Oman & Qatar")
    return reference


def read(lead: Page, reference: str) -> None:
    """Find the answers on the review page."""
    lead.get_by_role("link", name="Submissions", exact=True).first.click()
    lead.get_by_role("searchbox").fill(reference)
    lead.get_by_role("button", name="Search").click()
    lead.locator("tbody").get_by_role("link").first.click()
    expect(lead.get_by_role("main")).to_contain_text("Where to?")
    expect(lead.get_by_role("main")).to_contain_text("Other: Oman & Qatar")
    assert barriers(lead) == []
