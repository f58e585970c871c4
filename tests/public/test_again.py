"""Raise another point: the details of the venture are kept, by the proof of having just sent one, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.models import Draft, Submission
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db

OPTIONAL = {
    "idex": "yes",
    "team_size": "11-50",
    "pin_code": "560001",
    "website": "https://example.org",
    "dpiit_number": "DIPP12345",
    "udyam_number": "UDYAM-KA-01-0012345",
    "cin": "U12345KA2019PTC123456",
    "mobile": "+919876543210",
    "job_title": "Founder",
}


def again(client, to):
    return client.post(filling.url("start_another", to))


def kept(client, to):
    again(client, to)
    return Draft.objects.latest("pk").answers


def test_another_point_begins_with_the_venture_filled_in(client, to):
    filling.send(client, to, venture=OPTIONAL)

    response = again(client, to)

    draft = Draft.objects.latest("pk")
    required = {name: filling.answers(to)["venture"][name] for name in ("venture_name", "kind", "state")}
    person = {"contact_name": "Asha Rao", "email": "asha@example.org"}
    assert response.url == filling.url("form_step", to, "challenge")
    assert draft.answers == {"venture": required | person | OPTIONAL}
    assert (draft.submission, Submission.objects.count()) == (None, 1)


def test_another_point_can_be_sent_and_is_of_the_same_venture(client, to):
    first = filling.send(client, to, venture=OPTIONAL)
    again(client, to)
    for slug in ("challenge", "point", "cost", "consent"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])
    draft = Draft.objects.latest("pk")

    client.post(filling.url("check", to), {"version": draft.version})

    second = Submission.objects.latest("pk")
    assert (second.pk != first.pk, second.venture, second.contact) == (True, first.venture, first.contact)
    assert second.venture.udyam_number == "UDYAM-KA-01-0012345"


def test_another_point_shows_nothing_that_somebody_else_said_of_the_venture(client, to):
    """Name and address are easily known: repeating them must not show what the venture itself once told us."""
    profile = {"pin_code": "560001", "udyam_number": "UDYAM-KA-01-0012345", "website": "https://secret.example.org"}
    person = {"email": "asha@example.org", "mobile": "+919876543210", "job_title": "Founder"}
    theirs = factories.submission(to, venture="Acme Aerospace", profile=profile, person=person)

    mine = filling.send(client, to)

    assert mine.venture == theirs.venture
    filled = {name for name, value in kept(client, to)["venture"].items() if value}
    assert filled == {"venture_name", "kind", "state", "contact_name", "email"}
    done = client.get(filling.url("done", to)).content.decode()
    assert [word for word in ("560001", "UDYAM", "secret.example", "98765") if word in done] == []


def test_another_point_needs_the_proof_of_the_one_just_sent(client, to):
    filling.send(client, to)
    client.cookies.clear()

    assert (again(client, to).status_code, Draft.objects.count()) == (404, 1)


def test_another_point_before_sending_goes_on_with_the_draft(client, to):
    filling.begin(client, to)

    assert again(client, to).url == filling.url("form_step", to, "challenge")
    assert Draft.objects.count() == 1


def test_another_point_needs_an_open_consultation(client, to):
    filling.send(client, to)
    to.closes_at = timezone.now() - timedelta(seconds=1)
    to.save()

    assert again(client, to).url == filling.url("start", to)
    assert Draft.objects.count() == 1


def test_another_point_is_begun_by_a_button_alone(client, to):
    filling.send(client, to)

    assert (client.get(filling.url("start_another", to)).status_code, Draft.objects.count()) == (405, 1)
