"""A lead gives many submissions to an officer: filtered, picked, previewed, all or none."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.behind import play, submissions_arrive
from tests.journeys.people import heading
from tests.journeys.watch import barriers

LIST = "/admin/engagements/submission/"
OFFICER = "Example officer in charge"
CLOSE_ONE = """
from django.utils import timezone
from engagements.models import Submission
from tests import factories
one = Submission.objects.filter(venture__name="Sonar {tag}").latest("pk")
factories.moved(one, "close", at=timezone.now())
"""


def find(page: Page, words: str) -> None:
    """Narrow the list of what nobody has to some words."""
    page.goto(f"{LIST}?queue=unassigned")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("button", name="Search").click()


def test_lead_filters_picks_previews_and_assigns_ten_or_none(site, visit, screen, log_in):
    tag = f"depot{screen['width']}"
    submissions_arrive(site, 11, tag=tag)
    lead = visit(screen)
    log_in(lead, "lead")
    find(lead, tag)
    ticks = lead.locator("input[name=pick]")
    expect(ticks).to_have_count(11)
    for tick in ticks.all():
        tick.check()
    assert barriers(lead) == []
    lead.get_by_label("What to do").select_option(label="Assign an officer")
    lead.get_by_role("button", name="Preview").click()
    heading(lead, "Assign an officer to several")
    expect(lead.get_by_role("main")).to_contain_text("11 submissions are selected.")
    assert barriers(lead) == []
    lead.get_by_label("Officer in charge").select_option(label=OFFICER)
    lead.get_by_role("button", name="Preview", exact=True).click()
    expect(lead.locator(".bulk-after")).to_have_text([OFFICER] * 11)
    assert barriers(lead) == []

    # One of them is closed meanwhile: nothing changes, and the page says which one and why.
    play(site, CLOSE_ONE, tag=tag)
    lead.get_by_role("button", name="Assign: all 11 submissions").click()
    expect(lead.get_by_role("alert")).to_contain_text("Nothing was changed")
    blocked = lead.locator("tr.row-blocked")
    expect(blocked).to_have_count(1)
    expect(blocked).to_contain_text("Someone changed this after you opened the preview")
    assert barriers(lead) == []
    onlooker = visit()
    log_in(onlooker, "triage")
    find(onlooker, tag)
    expect(onlooker.get_by_role("table")).to_contain_text("10 submissions")

    # Without that one all ten change hands, and the same list is back.
    lead.get_by_role("button", name="Leave it out").click()
    lead.get_by_role("button", name="Assign: all 10 submissions").click()
    expect(lead.get_by_role("status")).to_contain_text("10 submissions changed")
    expect(lead).to_have_url(re.compile(rf"queue=unassigned&q={tag}$"))
    lead.goto(f"{LIST}?q={tag}&stands=waiting")
    expect(lead.get_by_role("table").get_by_text(OFFICER, exact=True)).to_have_count(10)
    lead.goto(f"{LIST}workload/")
    heading(lead, "Workload")
    assert barriers(lead) == []


def test_officer_is_away_and_a_colleague_covers(visit, screen, log_in):
    officer = visit(screen)
    log_in(officer, "officer2")
    officer.goto("/admin/engagements/absence/add/")
    officer.get_by_label("Who is away").select_option(label="Example second officer in charge")
    officer.get_by_label("Covered by").select_option(label=OFFICER)
    officer.get_by_label("Last day away").fill("2020-01-01")
    officer.get_by_role("button", name="Record the absence").click()
    expect(officer.get_by_role("alert")).to_contain_text("The last day is before the first day")
    assert barriers(officer) == []
    officer.get_by_label("Last day away").fill(officer.get_by_label("First day away").input_value())
    officer.get_by_role("button", name="Record the absence").click()
    expect(officer.get_by_role("status")).to_contain_text("is away")
    assert barriers(officer) == []
    cover = visit(screen)
    log_in(cover, "officer")
    cover.goto(f"{LIST}?queue=mine")
    expect(cover.get_by_role("table")).to_contain_text(f"covered by {OFFICER}")
    assert barriers(cover) == []
    officer.get_by_role("link", name="Example second officer in charge").first.click()
    assert barriers(officer) == []
    officer.get_by_role("button", name="Cancel the absence").click()
    expect(officer.get_by_role("status")).to_contain_text("has been cancelled")


def test_desk_is_set_up_and_its_rules_are_tried(visit, screen, log_in):
    lead, name = visit(screen), f"Radar desk {screen['width']}"
    log_in(lead, "lead")
    lead.goto("/admin/engagements/desk/add/")
    lead.get_by_label("Name", exact=True).fill(name)
    lead.get_by_label(OFFICER, exact=True).check()
    lead.get_by_text("Add desk rule").click()
    lead.get_by_label("Focus area").select_option(label="Radar Technologies")
    lead.get_by_label("Place in the order").fill(str(screen["width"]))
    assert barriers(lead) == []
    lead.get_by_role("button", name="Save", exact=True).click()
    expect(lead.get_by_role("table")).to_contain_text(name)
    assert barriers(lead) == []
    lead.get_by_role("link", name="Test the rules").click()
    expect(lead.get_by_role("row", name="Radar Technologies")).to_contain_text("Radar desk")
    assert barriers(lead) == []
    # The desk rests again, so that other journeys find what arrives with nobody in charge.
    lead.goto("/admin/engagements/desk/")
    lead.get_by_role("link", name=name).click()
    lead.get_by_label("Takes submissions").uncheck()
    lead.get_by_role("button", name="Save", exact=True).click()
    expect(lead.get_by_role("table")).to_contain_text(name)
