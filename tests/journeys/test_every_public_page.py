"""Every public page that links reach: no barriers, no wider than its window, in both languages and both sizes."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ViewportSize

from tests.journeys import people
from tests.journeys.people import Told
from tests.journeys.walking import Walk, is_at_work, read_hindi


@pytest.mark.parametrize("language", ["en", "hi"])
def test_public_pages_have_no_barriers(visit, screen: ViewportSize, language: str):
    page = visit(screen, locale=f"{language}-IN")
    walk = Walk(page, where=lambda path: not is_at_work(path), language=language)

    walk.through("/")

    assert walk.faults == []


@pytest.mark.parametrize("language", ["en", "hi"])
def test_status_pages_have_no_barriers(visit, screen: ViewportSize, language: str):
    told = Told(
        summary=f"A point to look at, {screen['width']} {language}", email=f"walk-{language}@journey.example.org"
    )
    reference, code = people.tell(visit(screen), told)
    page = visit(screen)
    people.track(page, reference, code)
    if language == "hi":
        read_hindi(page)
    walk = Walk(page, where=lambda path: path.startswith("/s/"), language=language)

    walk.through(urlsplit(page.url).path)

    assert walk.faults == []
