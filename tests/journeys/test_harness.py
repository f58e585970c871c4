"""The harness of the journeys notices what it is there to notice."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.watch import barriers

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
GOOD = "<!doctype html><html lang=en><title>Planted</title><main><h1>Planted</h1>{}</main>"


@pytest.fixture
def plant(page, site):
    """Show a page of our own making under the site's address, with its policy."""

    def show(body: str, *, status: int = 200, headers: dict[str, str] | None = None):
        answer = {"Content-Security-Policy": POLICY} if headers is None else headers
        page.route(
            "**/planted/",
            lambda route: route.fulfill(
                status=status, headers=answer, content_type="text/html", body=GOOD.format(body)
            ),
        )
        page.goto("/planted/")
        page.wait_for_timeout(200)
        return page

    return show


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        ("<script>document.title = 'x'</script>", "policy: script-src-elem inline"),
        ("<p style='color: red'>x</p>", "policy: style-src-attr inline"),
        ("<img src='https://elsewhere.example.org/x.png' alt=''>", "policy: img-src https://elsewhere.example.org"),
    ],
)
def test_violation_of_the_policy_is_noticed(plant, watch, body, beginning):
    plant(body)

    assert [fault for fault in watch.faults if fault.startswith(beginning)] != []
    watch.faults.clear()


def test_violation_is_noticed_without_javascript(visit, watch):
    page = visit(javascript=False)
    page.route(
        "**/planted/",
        lambda route: route.fulfill(
            headers={"Content-Security-Policy": POLICY},
            content_type="text/html",
            body=GOOD.format("<p style='color: red'>"),
        ),
    )
    page.goto("/planted/")
    page.wait_for_timeout(200)

    assert [fault for fault in watch.faults if "Content Security Policy" in fault] != []
    watch.faults.clear()


def test_error_of_a_script_is_noticed(plant, watch):
    plant("<script>throw new Error('planted')</script>", headers={})

    assert [fault for fault in watch.faults if fault.startswith("script: ") and "planted" in fault] != []
    watch.faults.clear()


def test_request_to_another_host_is_noticed(plant, watch):
    plant("<img src='https://elsewhere.example.org/x.png' alt=''>", headers={})

    assert "other host: https://elsewhere.example.org/x.png" in watch.faults
    watch.faults.clear()


def test_answer_of_five_hundred_is_noticed(plant, watch, site):
    plant("", status=500)

    assert watch.faults == [f"status 500: {site.url}/planted/"]
    watch.faults.clear()


def test_barrier_is_noticed(plant, site):
    page = plant("<img src='x.svg'><input>", headers={})

    assert barriers(page) == [
        f"{site.url}/planted/: image-alt (critical): ['img']",
        f"{site.url}/planted/: label (critical): ['input']",
    ]


def test_clean_page_passes(plant, watch):
    assert barriers(plant("<p>Nothing to complain of.</p>")) == []
    assert watch.faults == []


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/nothing-here/"]
)
def test_pages_of_log_in_and_errors_have_no_barriers(visit, screen, path):
    page = visit(screen)
    page.goto(path)

    assert barriers(page) == []


def test_official_logs_in_by_hand_and_out_again_on_a_phone(visit, log_in):
    page = visit(PHONE)
    log_in(page, "officer", then="/accounts/2fa/")
    assert barriers(page) == []

    page.goto("/accounts/logout/")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/2fa/")
    assert "/accounts/login/" in page.url


def test_official_logs_in_without_javascript(visit, log_in):
    page = visit(javascript=False)
    log_in(page, "lead", then="/accounts/2fa/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Second factors")


def test_site_has_data_and_answers_commands(site):
    assert (site.data / "portal.sqlite3").is_file()
    assert site.manage("check") == "System check identified no issues (0 silenced).\n"
