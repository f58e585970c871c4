"""Walking from link to link through a site, with an eye on what every page owes its readers."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, ViewportSize

from tests.addresses.table import reviewed
from tests.journeys.watch import faults_of

HREFS = "links => links.map(link => link.href)"
# Files to download, and what machines read.
NO_PAGES = (".csv", ".xlsx", ".xml", ".txt", "/copy.html")
# A walk of an official that finds fewer pages has lost its way.
LEAST_PAGES = 8
WORKING = ("/admin/", "/policy/")
# Records that the example data has none of, and pages to which a list leads only from some of its rows.
BESIDE = """
from datetime import timedelta
from django.urls import reverse
from django.utils import timezone
from engagements.choices import ConsultationStatus, Relation
from engagements.models import *
from engagements.rules.actors import Actor
from tests import factories
lead, officer = (Official.objects.get(email=f"{role}@example.org") for role in ("lead", "officer"))
by = Actor.official(lead)
asked = {"challenges": [Challenge.objects.first()], "focus_areas": [FocusArea.objects.first()]}
# Older than the one that other journeys find in front.
asked |= {"opens_at": timezone.now() - timedelta(days=900), "status": ConsultationStatus.ANSWERED}
to = factories.consultation(slug="looked-at", title="Looked at", **asked)
factories.question(to, "reason", by=by)
factories.ministry_response(to, by=by)
factories.desk_rule(factories.desk(officer, name="Looked at", is_active=False), challenge=asked["challenges"][0])
factories.absence(lead, cover=officer)
venture = factories.venture(name="Looked At")
ConflictOfInterest.objects.create(official=lead, venture=venture, relation=Relation.FAMILY, declared_at=timezone.now())
models = (Absence, Attendance, ConflictOfInterest, Desk, RecordedSubmission, MinistryResponse, Question, ReplyDraft)
for record in filter(None, (model.objects.last() for model in models)):
    for page in ("change", "history"):
        print(reverse(f"admin:engagements_{record._meta.model_name}_{page}", args=[record.pk]))
for page in ("factor", "leave"):
    print(reverse(f"admin:engagements_official_{page}", args=[officer.pk]))
"""


class Walk:
    """Goes from link to link, to one page of each route, and keeps what is wrong with any in a window of each size.

    A page is the same document in every window: it is loaded once, and the window changes around it.
    """

    def __init__(
        self, page: Page, *, where: Callable[[str], bool], language: str, screens: Iterable[ViewportSize]
    ) -> None:
        self.page, self.where, self.language, self.screens = page, where, language, tuple(screens)
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
        for screen in self.screens:
            self.page.set_viewport_size(screen)
            self.faults += faults_of(self.page, self.language)
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


def enter_and_walk(walk: Walk, log_in: Callable[..., None], role: str, *, beside: list[str]) -> None:
    """Log in, choose the language, and walk from every page on which this role begins, then to those beside."""
    table = reviewed(role)
    starts = [start for start in [*WORKING, *beside] if table[f"GET {route_of(start)}"].startswith("200")]
    log_in(walk.page, role, then=starts[0])
    if walk.language == "hi":
        read_hindi(walk.page)
    for start in starts:
        walk.through(start)


def read_hindi(page: Page) -> None:
    """Change the language, and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name="हिंदी", exact=True).click()


def is_at_work(path: str) -> bool:
    """Say whether a page is one of the officials'."""
    return path.startswith(WORKING)
