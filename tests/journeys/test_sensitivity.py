"""What does not belong in a point: pointed out at its place and mended, or sent all the same and held for a look."""

from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.people import Told, heading
from tests.journeys.watch import barriers

PHONE = "98765 43210"
TELLING = f"The trial was signed off in May. Ring our engineer on {PHONE}."
CLEAN = "The trial was signed off in May. The tranche came in October."
AGAIN = "Please check this"


def say_it_anyway(page: Page, told: Told) -> None:
    """Fill the second step, be warned, and continue with it as it is."""
    people.say_point(page, told)
    expect(page.get_by_role("alert")).to_contain_text(AGAIN)
    people.go_on(page)


def find(page: Page, reference: str) -> None:
    """Search the list of submissions for a reference."""
    page.goto("/admin/engagements/submission/")
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()


def test_venture_is_warned_at_the_place_mends_it_and_sends_it_clean(visit, screen, look, javascript):
    told = Told(
        summary=f"Mended before it was sent, {screen['width']} {javascript}",
        experience=TELLING,
        email=f"mended-{screen['width']}-{javascript}@journey.example.org".lower(),
    )
    page = visit(screen, javascript=javascript)
    people.begin(page)
    people.say_challenge(page, told)
    people.say_point(page, told)

    # The same step again, saved: what was found is quoted at its field, and the summary leads there.
    heading(page, "Your submission")
    people.titled(page, "Please check:")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text(AGAIN)
    expect(summary).to_be_focused()
    expect(page.locator("#div_id_experience")).to_contain_text("This looks like a phone number.")
    expect(page.get_by_label("What happened?")).to_have_value(TELLING)
    assert look(page) == []
    summary.get_by_role("link", name=PHONE).click()
    expect(page.get_by_label("What happened?")).to_be_in_viewport()

    page.get_by_label("What happened?").fill(CLEAN)
    people.go_on(page)
    for step in (people.say_cost, people.say_venture, people.say_consent):
        step(page, told)
    people.send(page)
    expect(page.get_by_role("main")).to_contain_text(CLEAN)


def test_point_sent_all_the_same_is_first_read_by_the_security_officer_alone(
    visit, site, screen, look, log_in, javascript
):
    told = Told(
        summary=f"Sent all the same, {screen['width']} {javascript}",
        experience=TELLING,
        email=f"anyway-{screen['width']}-{javascript}@journey.example.org".lower(),
    )
    page = visit(screen, javascript=javascript)
    people.begin(page)
    for step in (people.say_challenge, say_it_anyway, people.say_cost, people.say_venture, people.say_consent):
        step(page, told)
    heading(page, "Check your answers")
    expect(page.get_by_role("alert")).to_contain_text(PHONE)
    expect(page.locator(".answers-warning")).to_contain_text("This looks like a phone number.")
    assert look(page) == []
    page.get_by_role("button", name="Send anyway").click()

    # Acknowledged as any other.
    heading(page, "We have received your submission")
    reference, code = people.reference_on(page), people.code_on(page)
    [mail] = site.mails_to(told.email)
    assert reference in mail["Subject"]
    people.track(page, reference, code)
    expect(page.get_by_role("main")).to_contain_text("Received")

    lead = visit(screen)
    log_in(lead, "lead")
    find(lead, reference)
    expect(lead.get_by_role("main")).to_contain_text("No results")

    officer = visit(screen)
    log_in(officer, "security")
    assert barriers(officer) == []
    find(officer, reference)
    expect(officer.get_by_role("main")).to_contain_text("Phone number")
    assert barriers(officer) == []
    officer.locator("tbody").get_by_role("link").first.click()
    expect(officer.locator(".point-text mark")).to_have_text(PHONE)
    assert barriers(officer) == []
    officer.locator("#act-release").get_by_label("Reason").fill("The number of their own engineer.")
    officer.locator("#act-release").get_by_role("button", name="Release from quarantine", exact=True).click()
    heading(officer, "Work queue")

    find(lead, reference)
    expect(lead.get_by_role("main")).to_contain_text("1 submission")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Received")


def test_auditor_proves_the_trail_against_a_checkpoint_and_takes_it_away(visit, screen, log_in):
    page = visit(screen)
    log_in(page, "auditor", then="/admin/engagements/auditevent/")
    page.goto("/admin/engagements/auditevent/?from=2025-03-01&record=submission")
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows (CSV)").click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith('"At","Action"')

    page.get_by_role("link", name="Is the audit trail intact?").click()
    kept = page.locator("#checkpoint").inner_text()
    assert barriers(page) == []
    page.get_by_label("A checkpoint that you saved").fill(kept)
    page.get_by_role("button", name="Check the whole audit trail").click()
    expect(page.get_by_role("main")).to_contain_text("The audit trail is intact.")
    expect(page.get_by_role("main")).to_contain_text("It matches the checkpoint you saved.")
    assert barriers(page) == []

    page.get_by_label("A checkpoint that you saved").fill(kept.replace(" 1-", " 1-1"))
    page.get_by_role("button", name="Check the whole audit trail").click()
    expect(page.get_by_role("alert")).to_contain_text("It does not match the checkpoint you saved.")
    assert barriers(page) == []
