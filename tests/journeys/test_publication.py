"""A point is published, read by everybody, and taken back; a reply is sent back; a receipt is checked."""

import re

from playwright.sync_api import Page, expect

from engagements.rules.references import url_reference
from tests.journeys import people
from tests.journeys.people import CONSULTATION, Told, heading
from tests.journeys.watch import barriers

PUBLISHED = f"{CONSULTATION}submissions/"
# Words that no example uses, so that a search finds this point alone.
WORDS = "Gyroscope bearings wait eleven weeks for one signature at the depot"
STORY = (
    "The bearings were inspected in May. The signature for the gyroscope came eleven weeks later, from another depot."
)
REPLY = "Thank you. Your point is recorded."
MISSING = "Who signs when the depot is empty?"


def publish(page: Page, log_in, reference: str) -> None:
    """Do what a triage officer does: open the queue, read what would be shown, publish it."""
    log_in(page, "triage")
    page.get_by_role("link", name="Waiting for a publication decision").click()
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()
    page.locator("tbody").get_by_role("link").first.click()
    panel = page.locator("#act-publication")
    expect(panel).to_contain_text("Not decided yet")
    expect(panel.locator("article")).to_contain_text("Journey Ventures")
    assert barriers(page) == []
    panel.get_by_text("Publish it as shown above").click()
    panel.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("main")).to_contain_text("the decision on publication has been saved")
    expect(page.locator("#act-publication")).to_contain_text("May be shown")
    expect(page.get_by_role("table")).to_contain_text("Publication: May be shown")
    assert barriers(page) == []


def search(page: Page, words: str) -> None:
    """Go from the consultation to its published points and look for words in them."""
    page.goto(CONSULTATION)
    page.get_by_role("link", name="Read published submissions").click()
    heading(page, "Published submissions")
    page.get_by_label("Words in the submission").fill(words)
    page.get_by_role("button", name="Show", exact=True).click()


def write_alike(page: Page) -> None:
    """Write a point that is like the published one, up to the check page."""
    told = Told(summary="Bearings wait for a signature", experience=STORY, email="alike@journey.example.org")
    people.begin(page)
    for step in (people.say_challenge, people.say_point, people.say_cost, people.say_venture, people.say_consent):
        step(page, told)
    heading(page, "Check your answers")


def show_less(page: Page, reference: str, code: str, choice: str) -> None:
    """Do what a venture does that thought better of it."""
    people.track(page, reference, code)
    page.get_by_role("link", name="Limit who can see it").click()
    people.choose(page, choice)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Visibility changed to: Counted only.")


def test_point_is_published_read_and_taken_back(visit, screen, look, log_in, javascript):
    told = Told(summary=WORDS, experience=STORY, consent="With our name", email="named@journey.example.org")
    founder, reader = visit(screen, javascript=javascript), visit(screen, javascript=javascript)
    reference, code = people.tell(founder, told)
    search(reader, "gyroscope bearings")
    expect(reader.get_by_role("main")).to_contain_text("No results")
    assert look(reader) == []

    publish(visit(), log_in, reference)

    # Anybody finds it, reads it on its own page, and has it beside a point of their own.
    search(reader, "GYROSCOPE bearing")
    expect(reader.locator(".point")).to_have_count(1)
    expect(reader.locator(".point")).to_contain_text("Journey Ventures")
    assert look(reader) == []
    reader.get_by_role("link", name=WORDS).click()
    heading(reader, WORDS)
    expect(reader.get_by_role("main")).to_contain_text(STORY)
    assert look(reader) == []
    own_page = reader.url
    writer = visit(screen, javascript=javascript)
    write_alike(writer)
    expect(writer.get_by_role("complementary")).to_contain_text("Similar published submissions")
    expect(writer.get_by_role("complementary").get_by_role("link", name=WORDS)).to_have_attribute(
        "href", re.compile(rf"{PUBLISHED}{url_reference(reference)}/$")
    )
    assert look(writer) == []

    show_less(founder, reference, code, "Counted only")

    # At once it is nowhere any more.
    expect(founder.get_by_role("main")).to_contain_text("You changed who can see it: Counted only.")
    assert look(founder) == []
    search(reader, "gyroscope bearings")
    expect(reader.get_by_role("main")).to_contain_text("No results")
    reader.goto(PUBLISHED)
    expect(reader.get_by_role("main")).not_to_contain_text(WORDS)
    assert reader.goto(own_page).status == 404
    writer.reload()
    heading(writer, "Check your answers")
    expect(writer.get_by_role("main")).not_to_contain_text(WORDS)


def reply(page: Page, log_in, reference: str) -> None:
    """Do what an officer in charge does: take a point up and reply to it."""
    log_in(page, "officer")
    page.get_by_role("link", name="Submissions", exact=True).first.click()
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()
    page.locator("tbody").get_by_role("link").first.click()
    page.get_by_role("button", name="Start review", exact=True).click()
    page.locator("#act-reply").get_by_label("Reply", exact=True).fill(REPLY)
    page.locator("#act-reply").get_by_role("button", name="Send the reply", exact=True).click()


def receipt_on(page: Page) -> str:
    """Return the receipt that a page shows, without the gaps it is drawn with."""
    return re.sub(r"\s", "", page.locator(".code").last.inner_text())


def test_reply_is_sent_back_and_everything_kept_in_a_copy(visit, screen, log_in):
    founder = visit(screen)
    told = Told(summary="A reply that does not answer", email=f"objecting-{screen['width']}@journey.example.org")
    reference, code = people.tell(founder, told)
    receipt = receipt_on(founder)
    reply(visit(), log_in, reference)

    people.track(founder, reference, code)
    founder.get_by_role("link", name="This does not answer my issue").click()
    assert barriers(founder) == []
    founder.get_by_role("button", name="Ask for a review").click()
    expect(founder.get_by_role("alert")).to_contain_text("Describe what is missing")
    assert barriers(founder) == []
    founder.get_by_label("What is missing?").fill(MISSING)
    founder.get_by_role("button", name="Ask for a review").click()
    expect(founder.get_by_role("main")).to_contain_text("that our reply does not answer your issue")
    expect(founder.get_by_role("main")).to_contain_text(MISSING)
    expect(founder.get_by_role("link", name="This does not answer my issue")).to_have_count(0)
    assert barriers(founder) == []

    for name, ending in (("Download as a page (HTML)", "html"), ("Download as plain text", "txt")):
        with founder.expect_download() as download:
            founder.get_by_role("link", name=name).click()
        assert download.value.suggested_filename == f"{url_reference(reference)}.{ending}"
        copy = download.value.path().read_text(encoding="utf-8")
        assert [words for words in (REPLY, MISSING, told.summary) if words not in copy] == []
        assert receipt in copy.replace(" ", "")

    # Whoever has both can check the receipt; the wrong one and a foreign reference read the same.
    checker = visit(screen)
    for typed, said in ((receipt, "This receipt matches"), ("0" * 64, "This receipt does not match")):
        checker.goto("/receipt/")
        checker.get_by_label("Reference number").fill(reference)
        checker.get_by_label("Receipt", exact=True).fill(typed)
        checker.get_by_role("button", name="Check", exact=True).click()
        expect(checker.get_by_role("status")).to_contain_text(said)
        assert barriers(checker) == []

    lead = visit()
    log_in(lead, "lead")
    lead.get_by_role("link", name="Assigned to me", exact=True).click()
    expect(lead.get_by_role("main")).to_contain_text(told.summary)
