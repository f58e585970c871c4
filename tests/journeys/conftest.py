"""A running portal and a browser for whole journeys.

`site` is the portal on fresh data, one for all journeys. `visit` opens a page of a new person, who shares
nothing with the others: `visit()` at a desk, `visit(PHONE)`, `visit(javascript=False)`. `page` is one at a
desk. A journey fails when the browser saw a violation of the content security policy, an error of a
script, a request to another host or an answer of 500 and above. For barriers it looks itself:
`assert barriers(page) == []`, and `assert look(page) == []` where it runs with scripts and without.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.journeys.walking import BESIDE
from tests.journeys.watch import Look, Watch, barriers
from tests.site import PASSWORD, Site, running_site
from tools import chromium as installed

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SCREENS = {"phone": PHONE, "desk": DESK}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MILLISECONDS_TO_WAIT = 15_000

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """Start the portal on fresh data."""
    with running_site(tmp_path_factory.mktemp("portal") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def beside(site: Site) -> list[str]:
    """Make what the example data has none of, and return the addresses that no walk finds by itself."""
    return site.manage("shell", "--no-imports", "-c", BESIDE).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the installed Chromium."""
    path = installed.executable()
    assert path, "No Chromium was found; install it, or name it in CHROMIUM."
    expect.set_options(timeout=MILLISECONDS_TO_WAIT)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Fail the journey, once it is over, for what the browser complained of."""
    port = urlsplit(site.url).port
    watching = Watch(hosts=frozenset({f"127.0.0.1:{port}", f"localhost:{port}"}))
    yield watching
    assert watching.faults == []


@pytest.fixture
def visit(browser: Browser, site: Site, watch: Watch) -> Iterator[Visit]:
    """Open pages of new people."""
    contexts = []

    def open_page(screen: ViewportSize = DESK, *, javascript: bool = True, locale: str = "en-IN") -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=screen,
            java_script_enabled=javascript,
            locale=locale,
            timezone_id="Asia/Kolkata",
            has_touch=screen is PHONE,
        )
        contexts.append(context)
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        watch.follow(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Visit) -> Page:
    """Open a page at a desk."""
    return visit()


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> ViewportSize:
    """Run a journey on a phone and at a desk."""
    return SCREENS[request.param]


@pytest.fixture(params=[True, False], ids=["with-scripts", "without-scripts"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Run a journey with scripts and without."""
    return bool(request.param)


@pytest.fixture
def look(javascript: bool) -> Look:
    """Look for barriers; axe itself is a script, so a page without scripts is looked at in the other run."""
    return barriers if javascript else lambda _page: []


@pytest.fixture
def log_in() -> Callable[..., None]:
    """Log an official in, by role, with the demonstration's password."""

    def enter(page: Page, role: str, *, then: str = "/admin/") -> None:
        page.goto(f"/accounts/login/?next={then}")
        page.get_by_label("Email address").fill(f"{role}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"**{then}")

    return enter
