"""A reference and an access code open a submission together, or nothing at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.rules import access, codes
from tests import factories

pytestmark = pytest.mark.django_db

CODE = factories.ACCESS_CODE


def test_access_opens_with_reference_and_code():
    submission = factories.submission()

    assert access.submission_by_access_code(submission.reference, CODE) == submission
    assert access.submission_by_access_code(submission.reference, codes.format_code(CODE).lower()) == submission


@pytest.mark.parametrize("code", ["", CODE[:-1], CODE[::-1], "x" * 10_000, "the access code of no submission"])
def test_access_stays_closed_for_another_code(code):
    submission = factories.submission()

    assert access.submission_by_access_code(submission.reference, code) is None


@pytest.mark.parametrize("reference", ["", "DDP/2024-25/999999-0"])
def test_access_stays_closed_for_a_reference_that_nobody_holds(reference):
    factories.submission()

    assert access.submission_by_access_code(reference, CODE) is None


def test_access_takes_the_same_queries_whether_the_reference_exists():
    submission = factories.submission()
    with CaptureQueriesContext(
        connection,
    ) as wrong:
        access.submission_by_access_code(submission.reference, "wrong")
    with CaptureQueriesContext(connection) as foreign:
        access.submission_by_access_code("DDP/2024-25/999999-0", "wrong")

    assert (len(wrong), len(foreign)) == (1, 1)


def test_fingerprint_changes_with_the_code():
    one, other = factories.submission(), factories.submission(access_code="0" * 26)

    assert access.access_fingerprint(one) != access.access_fingerprint(other)
    assert access.access_fingerprint(one) == codes.code_digest(CODE)[:16]
