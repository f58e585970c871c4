"""A venture takes its point back: asked once more, done, counted no more, and still readable to itself."""

from playwright.sync_api import expect

from tests.journeys import people
from tests.journeys.people import Told, heading


def test_point_is_withdrawn_and_counted_no_more(visit, screen, look, log_in, javascript):
    analyst = visit()
    log_in(analyst, "analyst", then="/policy/")
    told = Told(summary="A trial that was called off", email=f"withdraws-{screen['width']}@journey.example.org")
    before = people.count_of(analyst, told.focus_area)
    founder = visit(screen, javascript=javascript)
    reference, code = people.tell(founder, told)
    assert people.count_of(analyst, told.focus_area) == before + 1

    people.track(founder, reference, code)
    founder.get_by_role("link", name="Withdraw").click()
    heading(founder, "Withdraw this submission?")
    assert look(founder) == []
    founder.get_by_role("link", name="Keep it").click()
    expect(founder.get_by_role("main")).to_contain_text("Received")
    founder.get_by_role("link", name="Withdraw").click()
    founder.get_by_role("button", name="Withdraw").click()

    expect(founder.get_by_role("main")).to_contain_text("Your submission has been withdrawn. It is no longer counted.")
    expect(founder.get_by_role("main")).to_contain_text(told.summary)
    assert look(founder) == []
    assert people.count_of(analyst, told.focus_area) == before
