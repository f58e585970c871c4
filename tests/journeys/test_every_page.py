"""Every page that can be reached by links: no barriers, no wider than its window, in both languages and both sizes.

The table of `tests/addresses` says where each official begins.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, ViewportSize

from tests.addresses.table import reviewed
from tests.journeys import people
from tests.journeys.conftest import PHONE
from tests.journeys.people import Told
from tests.journeys.watch import barriers

HREFS = "links => links.map(link => link.href)"
IS_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Files to download, and what machines read.
NO_PAGES = (".csv", ".xlsx", ".xml", ".txt", "/copy.html")
# A walk that finds fewer pages has lost its way.
LEAST_PAGES = 8
WORKING = ("/admin/", "/policy/")


class Walk:
    """Goes from link to link, to one page of each route, and keeps what is wrong with any."""

    def __init__(self, page: Page, *, where: Callable[[str], bool]) -> None:
        self.page, self.where = page, where
        self.seen: dict[str, str] = {}
        self.faults: list[str] = []

    def through(self, start: str) -> None:
        """Visit everything that a page leads to, the page itself first."""
        waiting = [start]
        while waiting:
            path = waiting.pop(0)
            if (route := route_of(path)) and route not in self.seen:
                self.seen[route] = path
                waiting += self._look(path)

    def _look(self, path: str) -> list[str]:
        try:
            answer = self.page.goto(path)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return []
        if answer is None or answer.status >= 400:
            self.faults.append(f"{path}: {answer and answer.status}")
            return []
        if self.page.evaluate(IS_WIDER):
            self.faults.append(f"{path} is wider than its window")
        self.faults += [f"{path}: {barrier}" for barrier in barriers(self.page)]
        return self._links()

    def _links(self) -> list[str]:
        found = [urlsplit(href) for href in self.page.locator("a[href]").evaluate_all(HREFS)]
        here = urlsplit(self.page.url).netloc
        paths = [parts._replace(scheme="", netloc="", fragment="").geturl() for parts in found if parts.netloc == here]
        return [path for path in paths if self.where(path) and not urlsplit(path).path.endswith(NO_PAGES)]


def route_of(path: str) -> str:
    """Return the name of the route behind a path; nothing where there is none, such as a static file."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize("language", ["en-IN", "hi-IN"])
def test_public_pages_have_no_barriers(visit, screen: ViewportSize, language: str):
    walk = Walk(visit(screen, locale=language), where=is_public)

    walk.through("/")

    assert walk.faults == []


@pytest.mark.parametrize("language", ["en-IN", "hi-IN"])
def test_status_pages_have_no_barriers(visit, screen: ViewportSize, language: str):
    told = Told(
        summary=f"A point to look at, {screen['width']} {language}", email=f"walk-{language}@journey.example.org"
    )
    reference, code = people.tell(visit(screen), told)
    page = visit(screen)
    people.track(page, reference, code)
    if language == "hi-IN":
        page.get_by_role("button", name="हिंदी").click()
    walk = Walk(page, where=lambda path: path.startswith("/s/"))

    walk.through(urlsplit(page.url).path)

    assert walk.faults == []


@pytest.mark.parametrize("role", ["lead", "triage", "security", "auditor", "administrator", "analyst"])
def test_pages_of_officials_have_no_barriers(visit, log_in, role: str):
    page = visit()
    log_in(page, role, then="/policy/" if role == "analyst" else "/admin/")
    walk = Walk(page, where=lambda path: path.startswith(WORKING))

    for start in ("/admin/", "/policy/"):
        if reviewed(role)[f"GET {route_of(start)}"].startswith("200"):
            walk.through(start)

    assert walk.faults == []
    assert len(walk.seen) >= LEAST_PAGES


def test_pages_of_officials_have_no_barriers_on_a_phone(visit, log_in):
    page = visit(PHONE)
    log_in(page, "lead")
    walk = Walk(page, where=lambda path: path.startswith(WORKING))

    walk.through("/admin/")

    assert walk.faults == []


def is_public(path: str) -> bool:
    return not path.startswith(WORKING)
