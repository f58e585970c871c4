"""A powerful role is confirmed by a second administrator, who proves who they are; sign-ins are seen and ended."""

from playwright.sync_api import expect

from tests.journeys.behind import play
from tests.journeys.people import heading
from tests.journeys.watch import barriers
from tests.site import PASSWORD

ASKED = """
from django.utils import timezone
from engagements.actions import powers
from engagements.choices import Role
from engagements.rules.actors import Actor
from tests import factories
second = factories.official(Role.ADMINISTRATOR, email="second{tag}@example.org", full_name="Second Admin")
lea = factories.official(Role.TRIAGE, email="lea{tag}@example.org", full_name="Lea {tag}")
powers.ask_for_roles(lea, [Role.LEAD], by=Actor.official(second), at=timezone.now())
"""


def test_lead_is_confirmed_by_another_administrator(site, visit, screen, log_in):
    page, tag = visit(screen), f"of{screen['width']}"
    log_in(page, "administrator", then="/admin/engagements/official/")
    play(site, ASKED, tag=tag)
    page.goto(f"/admin/engagements/official/?q=Lea+{tag}")
    page.get_by_role("link", name=f"Lea {tag}", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Waits for a second administrator")
    assert barriers(page) == []

    page.get_by_role("button", name="Confirm").click()
    heading(page, "Confirm it is you")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("main")).to_contain_text("Confirmed: it is done, and the others are told by email.")
    expect(page.get_by_role("main")).to_contain_text("Confirmed by a second administrator")
    assert barriers(page) == []


def test_own_sign_in_elsewhere_is_ended(visit, screen, log_in):
    here, elsewhere = visit(screen), visit()
    log_in(here, "analyst")
    log_in(elsewhere, "analyst")

    here.goto("/accounts/sessions/")
    expect(here.get_by_role("main")).to_contain_text("This one")
    assert barriers(here) == []
    here.get_by_role("button", name="End all others").click()
    expect(here.get_by_role("main")).to_contain_text("ended.")
    elsewhere.goto("/admin/")

    heading(elsewhere, "Sign in for officials")
