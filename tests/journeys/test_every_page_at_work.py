"""Every page of officials that links reach, at a desk and on a phone: no barriers, no wider than its window."""

import pytest

from tests.journeys.conftest import SCREENS
from tests.journeys.walking import LEAST_PAGES, Walk, enter_and_walk, is_at_work


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("role", ["lead", "triage", "security", "auditor", "administrator", "analyst"])
def test_pages_of_officials_have_no_barriers(visit, log_in, beside, role: str, language: str):
    walk = Walk(visit(), where=is_at_work, language=language, screens=SCREENS.values())

    enter_and_walk(walk, log_in, role, beside=beside)

    assert walk.faults == []
    assert len(walk.seen) >= LEAST_PAGES
