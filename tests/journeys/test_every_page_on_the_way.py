"""Every page of officials that links reach, on a phone: no barriers, no wider than its window, in both languages."""

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.walking import LEAST_PAGES, Walk, enter_and_walk, is_at_work


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize("role", ["lead", "security", "auditor", "administrator"])
def test_pages_of_officials_have_no_barriers_on_a_phone(visit, log_in, beside, role: str, language: str):
    walk = Walk(visit(PHONE), where=is_at_work, language=language)

    enter_and_walk(walk, log_in, role, beside=beside)

    assert walk.faults == []
    assert len(walk.seen) >= LEAST_PAGES
