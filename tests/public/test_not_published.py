"""A venture reads on its page that its point was held back from publication, and why where that is meant for it."""

from html import unescape

import pytest

from engagements.actions import publication
from engagements.models import Submission
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db

HELD = "You agreed to publication, but an official decided not to publish it."
ASK = "To ask for the reason, write to us with the reference number."
WHY = "It names a person who was not asked."


def not_published(submission: Submission, *, tells_venture: bool) -> Submission:
    by = Actor.system("test")
    return publication.reject_publication(
        submission, WHY, tells_venture=tells_venture, by=by, at=factories.AT, version=submission.version
    )


def page_of(client, submission) -> str:
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
    return unescape(" ".join(client.get(submission.get_absolute_url()).content.decode().split()))


@pytest.mark.parametrize("tells", [True, False])
def test_page_says_that_it_is_held_back_and_why_where_that_is_meant_for_the_venture(client, tells):
    html = page_of(client, not_published(factories.submission(), tells_venture=tells))

    assert (HELD in html, WHY in html, ASK in html) == (True, tells, not tells)
    assert 'href="/moderation/"' in html


def test_page_of_a_published_point_says_nothing_of_the_kind(client):
    html = page_of(client, factories.published(not_published(factories.submission(), tells_venture=True)))

    assert (HELD in html, WHY in html) == (False, False)


def test_page_of_a_quarantined_point_reads_as_if_nobody_had_decided(client):
    submission = not_published(factories.submission(), tells_venture=True)

    html = page_of(client, factories.moved(submission, "quarantine"))

    assert (HELD in html, WHY in html) == (False, False)
    assert "Not published yet. An official will check it first." in html


def test_publishing_after_all_takes_the_reason_back():
    submission = factories.published(not_published(factories.submission(), tells_venture=True))

    assert (submission.not_published_reason, submission.tells_not_published_reason) == ("", False)
