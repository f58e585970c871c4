"""A lead writes a consultation, sees what it lacks, mends it, looks at the preview, publishes it and changes it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.people import heading, titled
from tests.journeys.watch import barriers

LIST = "/admin/engagements/consultation/"
SLUG = "test-ranges"
FUTURE = date.today() + timedelta(days=400)
FACTS = {
    "title": "Test ranges for drones",
    "summary": "Where and how long do you wait for a test range?",
    "summary_hi": "परीक्षण स्थल के लिए आप कहाँ और कितनी प्रतीक्षा करते हैं?",
    "opens_at": f"{date.today()}T00:00:00",
    "closes_at": f"{date.today() + timedelta(days=45)}T23:59:59",
    "organiser": "Department of Defence Production",
    "ministry": "Ministry of Defence",
}


def fill(page: Page, **facts: str) -> None:
    for name, value in facts.items():
        page.locator(f"#id_{name}").fill(value)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue editing").click()


def publish_notice(page: Page) -> None:
    """Give the privacy notice a version that is not past its review."""
    page.goto("/admin/engagements/policyversion/add/?kind=privacy")
    page.locator("input[type=date]").fill(FUTURE.isoformat())
    page.get_by_role("button", name="Publish").first.click()


def test_consultation_is_written_mended_previewed_published_and_changed(page, visit, log_in):
    log_in(page, "lead")
    publish_notice(page)
    page.goto(f"{LIST}add/")
    fill(page, slug=SLUG, **FACTS)
    page.locator("label").filter(has_text="Drones").first.click()
    save(page)
    expect(page.get_by_text("This is a draft: only officials see it")).to_be_visible()
    address = page.url
    assert barriers(page) == []

    page.get_by_role("link", name="Open the check-list").click()
    heading(page, f"Check-list of {FACTS['title']}")
    expect(page.get_by_text("The explanatory note is missing.").first).to_be_visible()
    expect(page.get_by_text("3 items must be fixed first.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish the consultation")).to_have_count(0)
    assert barriers(page) == []
    page.get_by_role("link", name=re.compile("Fix.*explanatory note")).click()
    fill(page, background="Quick tests need ranges.", background_hi="परीक्षण स्थल चाहिए।", title_hi="परीक्षण स्थल")
    page.locator("#asked_challenges-group summary").last.click()
    page.locator("#id_asked_challenges-0-challenge").select_option(label="Navigating regulatory complexity")
    save(page)
    expect(page.get_by_text("It is ready to publish.")).to_be_visible()

    page.goto(f"/consultations/{SLUG}/")
    titled(page, "Page not found")
    page.goto(address)
    page.get_by_role("link", name="Preview", exact=True).click()
    heading(page, FACTS["title"])
    expect(page.get_by_text("Preview for officials.")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="Start").click()
    for title in ("What is your submission about?", "Your submission", "The effect on you", "About your venture"):
        heading(page, title)
        assert barriers(page) == []
        page.get_by_role("link", name="Continue").click()
    heading(page, "Who can see your submission")
    assert barriers(page) == []

    page.goto(address)
    page.get_by_role("link", name="Check-list", exact=True).click()
    page.get_by_role("button", name="Publish the consultation").click()
    expect(page.get_by_text("has been published.").first).to_be_visible()
    assert barriers(page) == []
    fill(page, title="Test ranges for small drones")
    save(page)
    expect(page.get_by_text("Describe in one sentence what has changed").first).to_be_visible()
    fill(page, change_note="The title says that small drones are meant.")
    save(page)
    expect(page.get_by_text("Changes since it was published")).to_be_visible()
    assert barriers(page) == []

    reader = visit()
    reader.goto(f"/consultations/{SLUG}/")
    heading(reader, "Test ranges for small drones")
    expect(reader.get_by_text("The title says that small drones are meant.")).to_be_visible()
    assert barriers(reader) == []
