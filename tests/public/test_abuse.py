"""What no person may have sent is held for a look: acknowledged like any other, refused and discarded never."""

import re

import pytest

from engagements.actions import limits
from engagements.models import AddressCount, Draft, OutgoingMessage, Submission
from engagements.rules.references import url_reference
from engagements.templatetags.dates import moment_text
from tests.public import filling

RECEIPT = re.compile(r"[0-9a-f]{64}")

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowded(monkeypatch):
    """Let the second submission of a network within the hour be one too many."""
    monkeypatch.setattr(limits, "SUBMISSIONS", 1)


def send(client, to, *, draft=None, **more):
    draft = draft or filling.fill(client, to)
    response = client.post(filling.url("check", to), {"version": draft.version, "homepage": ""} | more)
    assert (response.status_code, response.url) == (303, filling.url("done", to))
    return Submission.objects.latest("pk")


def hurried(client, to):
    """Fill in a draft that was started this very moment."""
    draft = filling.fill(client, to)
    Draft.objects.filter(pk=draft.pk).update(started_at=draft.saved_at)
    return draft


def test_submission_of_a_person_is_received(client, to):
    submission = send(client, to)

    assert (submission.status, submission.findings) == ("received", [])


def test_filled_trap_is_held(client, to):
    submission = send(client, to, homepage="https://spam.example.org")

    assert (submission.status, submission.findings) == ("quarantined", ["honeypot"])


def test_faster_than_a_person_is_held(client, to):
    submission = send(client, to, draft=hurried(client, to))

    assert (submission.status, submission.findings) == ("quarantined", ["too_fast"])


def test_flood_from_one_network_is_held(client, to, crowded):
    first = send(client, to)
    second = send(client, to)

    assert [(one.status, one.findings) for one in (first, second)] == [
        *[("received", []), ("quarantined", ["flood"])],
    ]


def test_all_signs_are_kept(client, to, crowded):
    send(client, to)
    submission = send(client, to, draft=hurried(client, to), homepage="x")

    assert submission.findings == ["honeypot", "too_fast", "flood"]


def test_held_submission_is_acknowledged_like_any_other(client, to):
    pages = []
    for homepage in ("", "https://spam.example.org"):
        submission = send(client, to, homepage=homepage)
        mail = OutgoingMessage.objects.get(submission=submission)
        done = client.get(filling.url("done", to))
        own = [done.context["code"], moment_text(submission.received_at)]
        known = [submission.reference, url_reference(submission.reference), *own]
        texts = (mail.kind, mail.subject, mail.body, visible(done))
        pages.append([without(text, known) for text in texts])

    assert pages[0] == pages[1]
    assert set(Submission.objects.values_list("status", flat=True)) == {"received", "quarantined"}


def test_second_click_finds_the_same_submission_whatever_its_signs(client, to, crowded):
    draft = filling.fill(client, to)
    first, second = send(client, to, draft=draft), send(client, to, draft=draft, homepage="x")

    assert (first, Submission.objects.count()) == (second, 1)


def test_looking_at_the_answers_counts_nothing(client, to):
    filling.fill(client, to)
    before = list(AddressCount.objects.values_list("pk", "count"))
    client.get(filling.url("check", to))

    assert list(AddressCount.objects.values_list("pk", "count")) == before


def test_trap_is_out_of_sight_and_reach(client, to):
    filling.fill(client, to)

    html = client.get(filling.url("check", to)).content.decode()

    assert html.count('name="homepage" tabindex="-1" autocomplete="off"') == 1
    assert "Leave this field empty" in html


def visible(response):
    return response.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0]


def without(text, known):
    """Return a text without what is different for every submission: reference, code, time and receipt."""
    text = text.replace("</span><span>", "")
    for word in (*known, *(part for one in known for part in one.split("/"))):
        text = text.replace(word, "")
    return RECEIPT.sub("", "".join(text.split()))
