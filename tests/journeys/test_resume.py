"""A draft goes on at a second device, by the mailed link; two people with it do not undo each other's words."""

import re

from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys.conftest import PHONE
from tests.journeys.people import Told, heading
from tests.site import Site


def link_in_mail(site: Site, address: str, page: str, *, at_least: int = 1) -> str:
    """Return the last link to a kind of page that was mailed to an address."""
    mails = site.mails_to(address, at_least=at_least)
    found = re.findall(rf"{re.escape(site.url)}(/{page}/\w+/)", "\n".join(mail.get_content() for mail in mails))
    assert found, f"no link to /{page}/ in the mails"
    return str(found[-1])


def test_draft_goes_on_at_a_second_device_and_nothing_is_overwritten(visit, site, look, javascript):
    told = Told(summary="Begun on a phone", email=f"resume-{javascript}@journey.example.org".lower())
    phone = visit(PHONE, javascript=javascript)
    people.begin(phone)
    people.say_challenge(phone, told)

    # Half a step is written when the train arrives.
    phone.get_by_label("Summary in one line").fill(told.summary)
    phone.get_by_role("button", name="Save and come back later").click()
    heading(phone, "Save and come back later")
    assert look(phone) == []
    phone.get_by_label("Email address").fill(told.email)
    phone.get_by_role("button", name="Email me the link").click()
    heading(phone, "We have sent you a link")
    assert look(phone) == []

    # The same draft at a desk.
    desk = visit(javascript=javascript)
    desk.goto(link_in_mail(site, told.email, "resume"))
    heading(desk, "Continue your draft")
    assert look(desk) == []
    desk.get_by_role("button", name="Open the draft on this device").click()
    heading(desk, "Your submission")
    expect(desk.get_by_label("Summary in one line")).to_have_value(told.summary)

    # Both have the step open; the phone saves first.
    phone.goto(f"{people.CONSULTATION}submit/point/")
    phone.get_by_label("What happened?").fill("As the phone tells it.")
    people.go_on(phone)
    heading(phone, "The effect on you")
    desk.get_by_label("What happened?").fill(told.experience)
    people.go_on(desk)
    expect(desk.get_by_role("alert")).to_contain_text("Someone changed this step while you were writing")
    expect(desk.get_by_role("row", name="What happened?")).to_contain_text("As the phone tells it.")
    expect(desk.get_by_label("What happened?")).to_have_value(told.experience)
    people.titled(desk, "Error:")
    assert look(desk) == []
    people.go_on(desk)

    # Going back in the same browser, to change one's own answer, is no conflict.
    people.say_cost(desk, told)
    heading(desk, "About your venture")
    desk.go_back()
    desk.get_by_label("How many days did you lose?").fill("160")
    people.go_on(desk)
    people.say_venture(desk, told)
    people.say_consent(desk, told)
    expect(desk.get_by_role("main")).to_contain_text("160 days")
    people.send(desk)

    # Whoever follows the link afterwards is told.
    phone.goto(link_in_mail(site, told.email, "resume"))
    heading(phone, "This draft was sent")
    assert look(phone) == []


def test_my_submissions_open_by_a_mailed_link(visit, site, look, javascript):
    told = Told(summary=f"Found again, {javascript}", email=f"mine-{javascript}@journey.example.org".lower())
    reference, _code = people.tell(visit(), told)
    page = visit(PHONE, javascript=javascript)
    page.goto("/track/")
    assert look(page) == []
    page.get_by_role("main").get_by_role("link", name="My submissions").first.click()
    heading(page, "My submissions")
    assert look(page) == []
    page.get_by_label("Email address").fill(told.email.upper())
    page.get_by_role("button", name="Email me the link").click()
    heading(page, "Check your email")
    assert look(page) == []

    link = link_in_mail(site, told.email, "my", at_least=2)
    page.goto(link)
    heading(page, "Open my submissions")
    assert look(page) == []
    page.get_by_role("button", name="Open my submissions").click()
    heading(page, "My submissions")
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("Received")
    assert look(page) == []
    page.get_by_role("button", name=f"Open {reference}").click()
    heading(page, told.summary)

    # The link is used up, and the list closes.
    stranger = visit(javascript=javascript)
    stranger.goto(link)
    heading(stranger, "This link does not work")
    assert look(stranger) == []
    page.goto("/my/")
    page.get_by_role("button", name="Close the list").click()
    expect(page.get_by_label("Email address")).to_be_visible()
