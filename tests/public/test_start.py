"""Where a submission begins: a draft, and a cookie that opens it and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import ConsultationStatus
from engagements.models import Draft, DraftKey
from engagements.public.forms.steps import STEPS
from engagements.rules import codes
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MONTH = 30 * 24 * 3600


def page(client, to):
    return client.get(filling.url("start", to)).content.decode()


def test_start_says_what_to_expect(client, to):
    html = page(client, to)

    assert "Unclassified information only" in html
    assert [str(step.heading) for step in STEPS if f"<li>{step.heading}</li>" not in html] == []
    assert (Draft.objects.count(), "draft" in client.cookies) == (0, False)


def test_start_begins_a_draft_and_opens_the_first_step(client, to):
    response = client.post(filling.url("start", to))

    assert (response.status_code, response.url) == (303, filling.url("form_step", to, "challenge"))
    assert client.get(response.url).status_code == 200
    assert Draft.objects.get().consultation == to


def test_start_hands_out_a_cookie_for_this_form_alone(client, to):
    client.post(filling.url("start", to))

    cookie = client.cookies["draft"]
    assert codes.code_digest(cookie.value) == DraftKey.objects.get().token_hash
    facts = {name: cookie[name] for name in ("path", "max-age", "httponly", "secure", "samesite", "domain")}
    assert facts == {
        "path": f"/consultations/{to.slug}/submit/",
        "max-age": MONTH,
        "httponly": True,
        "secure": True,
        "samesite": "Lax",
        "domain": "",
    }


def test_cookie_of_a_demonstration_travels_without_tls(client, to, settings):
    settings.DEMONSTRATION = True
    client.post(filling.url("start", to))

    assert client.cookies["draft"]["secure"] == ""


def test_start_goes_on_with_the_draft_there_is(client, to):
    filling.begin(client, to)
    client.post(filling.url("form_step", to, "challenge"), filling.answers(to)["challenge"])

    assert "You have a draft here" in page(client, to)
    assert client.post(filling.url("start", to)).url == filling.url("form_step", to, "point")
    assert Draft.objects.count() == 1


def test_start_opens_the_check_page_of_a_complete_draft(client, to):
    filling.fill(client, to)

    assert client.post(filling.url("start", to)).url == filling.url("check", to)


def test_start_afresh_deletes_the_draft_there_was(client, to):
    old = filling.begin(client, to)

    response = client.post(filling.url("start", to), {"afresh": "yes"})

    assert response.url == filling.url("form_step", to, "challenge")
    assert list(Draft.objects.values_list("pk", flat=True)) != [old.pk]
    assert Draft.objects.count() == 1


def test_start_after_sending_begins_another_draft(client, to):
    filling.send(client, to)

    assert "You have a draft here" not in page(client, to)
    client.post(filling.url("start", to))
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("cookie", ["x", "0" * 26, "\x01", "a" * 4_000, "ü", '"; drop'])
def test_start_with_a_cookie_of_no_draft_begins_anew(client, to, cookie):
    client.cookies["draft"] = cookie

    assert "You have a draft here" not in page(client, to)
    assert client.post(filling.url("start", to)).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"opens_at": timezone.now() + DAY}, "Feedback opens on "),
        ({"opens_at": timezone.now() - 2 * DAY, "closes_at": timezone.now() - DAY}, "Feedback closed on "),
        ({"status": ConsultationStatus.ANSWERED}, "This consultation is not accepting feedback now"),
    ],
)
def test_start_of_a_consultation_that_is_not_open_says_so(client, fields, words):
    to = factories.consultation(**fields)

    response = client.post(filling.url("start", to))

    assert words in page(client, to)
    assert (response.status_code, Draft.objects.count(), "draft" in client.cookies) == (409, 0, False)
    assert words in response.content.decode()


def test_draft_of_a_closed_consultation_is_kept_and_can_be_read(client, to):
    filling.fill(client, to)
    to.closes_at = timezone.now() - DAY
    to.save()

    html = page(client, to)
    assert ("Read it" in html, "Delete the draft" in html) == (True, False)
    assert client.post(filling.url("start", to), {"afresh": "yes"}).status_code == 409
    assert client.post(filling.url("start", to)).url == filling.url("check", to)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("name", ["start", "check", "done", "start_another"])
def test_form_of_a_hidden_consultation_is_not_found(client, name):
    hidden = factories.consultation(status=ConsultationStatus.DRAFT)

    assert client.post(filling.url(name, hidden)).status_code in {404, 405}
    assert client.get(reverse("public:start", args=["no-such-one"])).status_code == 404


def test_pages_of_the_form_are_kept_by_nobody(client, to):
    filling.begin(client, to)

    for url in (filling.url("start", to), filling.url("form_step", to, "point"), filling.url("check", to)):
        headers = client.get(url).headers
        assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
