"""What a venture reads of a decision: on its page, in both copies, never of a draft."""

import re

import pytest
from django.urls import reverse

from engagements.actions import casework
from engagements.choices import Disposition, Language, ReplyKind, Role
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = ("status", "copy_html", "copy_text")


def answered(disposition: Disposition | str, reason: str = "", *, body: str = "Not now.", **what):
    submission = factories.moved(factories.submission(**what), "take_up")
    return casework.reply(
        submission,
        body,
        kind=ReplyKind.FINAL,
        by=factories.actor(Role.OFFICER),
        at=factories.AT,
        version=submission.version,
        disposition=disposition,
        reason=reason,
    )


def words(client, submission, name: str) -> str:
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})
    response = client.get(reverse(f"public:{name}", args=[submission.reference]))
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("name", PAGES)
def test_decision_reason_and_reply_are_read(client, name):
    submission = answered(Disposition.NOT_ACCEPTED, "No budget line exists.")

    text = words(client, submission, name)

    read = re.search(r"Not accepted.*?Not now\.", text)
    assert read
    assert " ".join(re.sub(r"[.:]", " ", read[0]).split()) == (
        "Not accepted We will not do what you propose Reason No budget line exists Not now"
    )


@pytest.mark.parametrize("name", PAGES)
def test_reply_without_a_decision_reads_as_before(client, name):
    text = words(client, answered(""), name)

    assert "Not now." in text
    assert [one.explanation for one in Disposition if one.explanation in text] == []
    assert "Reason:" not in text


@pytest.mark.parametrize("name", PAGES)
def test_draft_is_never_read(client, name):
    submission = factories.submission()
    factories.drafted(submission, "zqdraft", disposition=Disposition.NOT_ACCEPTED, reason="zqreason")

    text = words(client, submission, name)

    assert submission.summary in text
    assert [word for word in ("zqdraft", "zqreason", "Not accepted") if word in text] == []


def test_reply_in_another_language_than_the_page_says_which(client):
    submission = answered("", body="हमने सुना।", envelope={"language": Language.HINDI})
    client.post(submission.get_absolute_url(), {"code": factories.ACCESS_CODE})

    html = client.get(submission.get_absolute_url()).content.decode()

    assert '<div class="say-text" lang="hi"><p>हमने सुना।</p>' in html
