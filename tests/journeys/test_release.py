"""What goes out is read by a second person: a reply kept as a draft, and a response that another one releases."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import people
from tests.journeys.people import CONSULTATION, Told, heading
from tests.journeys.watch import Look, barriers

TEMPLATE = "Decision with reasons (Final reply)"
REASON = "The rules of 2020 leave no room for it before their next review."
ADDED = "We put it on the list for that review."
ANSWER = "One form for every scheme, from the first of June."
SAME = "You wrote this reply. Ask a colleague to read and release it."


def find(page: Page, reference: str) -> None:
    """Open the review page of a submission by its reference."""
    page.get_by_role("link", name="Submissions", exact=True).first.click()
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()
    page.locator("tbody").get_by_role("link").first.click()


def draft(page: Page, log_in, look: Look, reference: str) -> None:
    """Do what an officer in charge does: take a point up, start from a template, keep the reply as a draft."""
    log_in(page, "officer")
    find(page, reference)
    page.get_by_role("button", name="Start review", exact=True).click()
    page.get_by_label("Start from a template").select_option(label=TEMPLATE)
    page.get_by_role("button", name="Insert").click()
    form = page.locator("#act-reply")
    expect(form.get_by_label("Reply", exact=True)).to_have_value(re.compile(re.escape(reference)))
    form.get_by_label("What was decided").select_option(label="Not accepted")
    form.get_by_role("button", name="Save as draft").click()
    expect(page.locator("#act-reply")).to_contain_text("Give the reason why it is not accepted")
    assert look(page) == []
    page.locator("#act-reply").get_by_label("Reason").fill(REASON)
    page.locator("#act-reply").get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("main")).to_contain_text("A reply is waiting to be released")
    assert look(page) == []


def read_change_release(page: Page, log_in, look: Look, reference: str) -> None:
    """Do what a lead does: find the draft among the mail, read it, change it, release it."""
    log_in(page, "lead")
    page.goto("/admin/engagements/outgoingmessage/")
    page.get_by_role("main").get_by_role("link", name="Replies to be released").click()
    assert look(page) == []
    page.get_by_role("searchbox").fill(reference)
    page.get_by_role("button", name="Search").click()
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.locator(".ref-line")).to_have_text(reference)
    expect(page.locator(".say")).to_contain_text(REASON)
    assert look(page) == []
    page.get_by_text("Change it", exact=True).click()
    assert look(page) == []
    body = page.get_by_label("Reply", exact=True)
    body.fill(f"{body.input_value()}\n\n{ADDED}")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".say")).to_contain_text(ADDED)
    page.get_by_role("button", name="Release the reply").click()
    expect(page.get_by_role("main")).to_contain_text("the reply is being sent")
    expect(page.locator("#result_list")).not_to_contain_text(reference)


def test_reply_is_kept_read_changed_and_released(visit, screen, look, log_in, javascript):
    founder = visit(screen, javascript=javascript)
    told = Told(
        summary="One form for every scheme", email=f"release-{screen['width']}-{javascript}@journey.example.org"
    )
    reference, code = people.tell(founder, told)

    draft(visit(screen, javascript=javascript), log_in, look, reference)

    people.track(founder, reference, code)
    expect(founder.get_by_role("main")).to_contain_text("Being considered")
    expect(founder.get_by_role("main")).not_to_contain_text(REASON)

    read_change_release(visit(screen, javascript=javascript), log_in, look, reference)

    founder.reload()
    for words in ("Answered", "Not accepted", "We will not do what you propose.", REASON, ADDED):
        expect(founder.get_by_role("main")).to_contain_text(words)
    assert look(founder) == []


def prepare(page: Page, log_in) -> str:
    """Do what a lead does: write a response, look at it, keep it; return where it is read."""
    log_in(page, "lead")
    page.goto("/admin/engagements/ministryresponse/")
    page.get_by_role("button", name="Prepare a response").click()
    page.get_by_label("English text").fill(f"# Forms\n\n{ANSWER}")
    page.get_by_role("button", name="Preview").click()
    heading_of_text = page.get_by_role("heading", name="Forms", level=3)
    expect(heading_of_text).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Save for release").click()
    expect(page.get_by_role("main")).to_contain_text(SAME)
    expect(page.get_by_role("button", name="Release it")).to_have_count(0)
    assert barriers(page) == []
    return page.url


def test_response_is_prepared_by_one_and_released_by_another(visit, log_in):
    reader = visit()
    kept_at = prepare(visit(), log_in)
    reader.goto(CONSULTATION)
    expect(reader.get_by_role("main")).not_to_contain_text(ANSWER)

    administrator = visit()
    log_in(administrator, "administrator")
    administrator.goto(kept_at)
    assert barriers(administrator) == []
    administrator.get_by_role("button", name="Release it").click()
    expect(administrator.get_by_role("main")).to_contain_text("Everyone can now read it")
    administrator.goto("/admin/engagements/ministryresponse/")
    assert barriers(administrator) == []

    reader.reload()
    expect(reader.get_by_role("region", name="The ministry's response")).to_contain_text(ANSWER)
    assert barriers(reader) == []
    reader.get_by_role("link", name="Permanent link to this version").click()
    heading(reader, "The ministry's response")
    assert barriers(reader) == []
    in_hindi = visit(locale="hi-IN")
    in_hindi.goto(reader.url)
    expect(in_hindi.locator(".prose")).to_have_attribute("lang", "en")
    assert barriers(in_hindi) == []
