"""The look in a real browser: no barriers, no sideways scrolling, targets for fingers, focus, weight."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.watch import barriers

# 320 CSS pixels are a desk's 1280 at 400 % zoom; 640 the same at 200 %.
WIDTHS = [320, 390, 640, 1280, 1920]
LEAST_TARGET = 44
MOST_REQUESTS = 6
MOST_BYTES = 60 * 1024

# Links in running text are exempt (2.5.8), and a choice answers on its whole card.
TARGETS = ".btn, .nav a, .language-button, .form-control, .form-select, .form-check, .pages a, .footer a, .links-row a"
HEIGHTS = (
    "elements => elements.map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])"
)
# The text spacing of WCAG 1.4.12.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important
  }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture(params=["/gallery/", "/gallery/?form=wrong"], ids=["in order", "wrong"])
def gallery(request: pytest.FixtureRequest) -> str:
    """Give the address of the gallery with its form in order and in error."""
    return str(request.param)


def widths_of(page: Page) -> list[int]:
    """Return how wide the page lays itself out in windows of each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found.append(page.evaluate("document.documentElement.scrollWidth"))
    return found


@pytest.mark.parametrize("language", ["en-IN", "hi-IN"])
def test_gallery_has_no_barriers(visit, gallery: str, screen: ViewportSize, language: str):
    page = visit(screen, locale=language)
    page.goto(gallery)

    assert barriers(page) == []


def test_gallery_never_scrolls_sideways(page, gallery: str):
    page.goto(gallery)

    assert widths_of(page) == WIDTHS


def test_gallery_keeps_its_width_with_wider_spacing(page, gallery: str):
    page.goto(gallery)
    page.evaluate(SPACED)

    assert widths_of(page) == WIDTHS


def test_gallery_targets_are_large_enough_for_fingers(visit, screen: ViewportSize):
    page = visit(screen)
    page.goto("/gallery/")
    heights = page.locator(TARGETS).evaluate_all(HEIGHTS)

    assert len(heights) > 40
    assert [(mark, height) for mark, height in heights if 0 < height < LEAST_TARGET] == []


def test_error_summary_takes_the_focus_without_a_script(visit):
    page = visit(javascript=False)
    page.goto("/gallery/?form=wrong")

    expect(page.locator(".error-summary")).to_be_focused()


def test_error_link_leads_to_the_first_choice_of_its_group(page):
    page.goto("/gallery/?form=wrong")
    page.get_by_role("link", name="Say how much it holds you back").click()

    expect(page.get_by_label("Minor inconvenience")).to_be_focused()


def test_choice_answers_on_its_whole_card(page):
    page.goto("/gallery/")
    card = page.locator(".form-check", has_text="It stops us")
    box = card.bounding_box()
    card.click(position={"x": box["width"] - 10, "y": box["height"] - 10})

    expect(page.get_by_label("It stops us")).to_be_checked()


def test_first_visit_is_light(visit):
    page = visit()
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto("/", wait_until="networkidle")
    bodies = [response.request.sizes()["responseBodySize"] for response in responses]

    assert len(bodies) <= MOST_REQUESTS
    assert sum(bodies) <= MOST_BYTES
