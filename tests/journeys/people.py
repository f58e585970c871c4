"""What the people of a journey do, step by step, as they would say it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

# What arrives faster than a person writes is held for a look (`rules.abuse`).
MILLISECONDS_TO_WRITE = 3_000
SLUG = "march-2025-start-up-and-msme-sessions"
CONSULTATION = f"/consultations/{SLUG}/"


@dataclass(frozen=True)
class Told:
    """One point as a venture tells it."""

    summary: str
    experience: str = "The trial was signed off in May. The tranche came in October."
    challenge: str = "Access to funding"
    focus_area: str = "Quantum Technologies"
    venture: str = "Journey Ventures"
    email: str = "founder@journey.example.org"
    consent: str = "Quoted without our name"


def heading(page: Page, text: str) -> None:
    """Wait until the page with this heading is there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def choose(page: Page, name: str) -> None:
    """Tick a choice card by its words, as a finger would."""
    page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(name)}")).first.click()


def titled(page: Page, start: str) -> None:
    """Wait until the page is there whose title begins so."""
    expect(page).to_have_title(re.compile(f"^{re.escape(start)}"))


def go_on(page: Page, name: str = "Continue") -> None:
    """Press Continue, and read the page that follows before doing anything else."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def begin(page: Page) -> None:
    """Go from the consultation's page to the first step."""
    page.goto(CONSULTATION)
    page.locator("main a[href$='/submit/']:visible").first.click()
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_timeout(MILLISECONDS_TO_WRITE)


def say_challenge(page: Page, told: Told) -> None:
    """Fill the first step."""
    choose(page, told.challenge)
    choose(page, told.focus_area)
    go_on(page)


def say_point(page: Page, told: Told) -> None:
    """Fill the second step."""
    page.get_by_label("Summary in one line").fill(told.summary)
    page.get_by_label("What happened?").fill(told.experience)
    go_on(page)


def say_cost(page: Page, told: Told) -> None:
    """Fill the third step."""
    choose(page, "Costs us time or money")
    page.get_by_label("How many days did you lose?").fill("150")
    page.get_by_label("How much money is, or was, blocked?").fill("12.5 lakh")
    go_on(page)


def say_venture(page: Page, told: Told) -> None:
    """Fill the fourth step."""
    page.get_by_label("Name of the venture").fill(told.venture)
    page.get_by_label("Kind of venture").select_option(label="DPIIT-recognised start-up")
    page.get_by_label("State or union territory").select_option(label="Karnataka")
    page.get_by_label("Your name").fill("Journey Founder")
    page.get_by_label("Email address").fill(told.email)
    go_on(page)


def say_consent(page: Page, told: Told) -> None:
    """Fill the fifth step."""
    choose(page, told.consent)
    choose(page, "My submission contains only unclassified information")
    choose(page, "I have read the notice")
    go_on(page)


def send(page: Page) -> tuple[str, str]:
    """Check the answers, send them, and return the reference and the access code of the page that follows."""
    heading(page, "Check your answers")
    page.get_by_role("button", name="Send my submission").click()
    heading(page, "We have received your submission")
    return reference_on(page), code_on(page)


def tell(page: Page, told: Told) -> tuple[str, str]:
    """Fill the whole form and send it; return reference and access code."""
    begin(page)
    for step in (say_challenge, say_point, say_cost, say_venture, say_consent):
        step(page, told)
    return send(page)


def reference_on(page: Page) -> str:
    """Return the reference that a page shows."""
    match = re.search(r"[A-Z]{2,6}/20\d\d-\d\d/\d{6}-[0-9A-Z]", page.get_by_role("main").inner_text())
    assert match, "no reference on the page"
    return match[0]


def code_on(page: Page) -> str:
    """Return the access code that a page shows, without the gaps it is drawn with."""
    return re.sub(r"[^0-9A-Z]", "", page.locator(".receipt-secret dd").inner_text())


def track(page: Page, reference: str, code: str) -> None:
    """Open the status page with what was written down."""
    page.goto("/track/")
    page.get_by_label("Reference number").fill(reference)
    page.get_by_role("textbox", name="Access code").fill(code)
    page.get_by_role("button", name="Open").click()


def count_of(page: Page, focus_area: str) -> int:
    """Return how many submissions the matrix counts for a focus area, all challenges together."""
    page.goto("/policy/challenges/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=focus_area))
    return int(row.get_by_role("cell").last.inner_text())
