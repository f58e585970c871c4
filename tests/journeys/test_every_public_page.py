"""Every public page that links reach: no barriers, no wider than its window, in both languages and both sizes."""

from urllib.parse import urlsplit

import pytest

from tests.journeys import people
from tests.journeys.conftest import PHONE, SCREENS
from tests.journeys.people import Told
from tests.journeys.walking import Walk, is_at_work, read_hindi


@pytest.mark.parametrize("language", ["en", "hi"])
def test_public_pages_have_no_barriers(visit, language: str):
    page = visit(locale=f"{language}-IN")
    walk = Walk(page, where=lambda path: not is_at_work(path), language=language, screens=SCREENS.values())

    walk.through("/")

    assert walk.faults == []


@pytest.mark.parametrize("language", ["en", "hi"])
def test_status_pages_have_no_barriers(visit, language: str):
    told = Told(summary=f"A point to look at, {language}", email=f"walk-{language}@journey.example.org")
    reference, code = people.tell(visit(PHONE), told)
    page = visit()
    people.track(page, reference, code)
    if language == "hi":
        read_hindi(page)
    walk = Walk(page, where=lambda path: path.startswith("/s/"), language=language, screens=SCREENS.values())

    walk.through(urlsplit(page.url).path)

    assert walk.faults == []
