"""Who may open the status page: whoever has its code, and nobody learns anything without."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.models import Submission
from engagements.rules import codes, references
from engagements.rules.references import url_reference
from tests import factories
from tests.public.following import opened, page
from tests.reading import masked, text_of

pytestmark = pytest.mark.django_db

NOBODY = "/s/" + references.url_reference(references.format_reference("DDP", "2099-00", 1)) + "/"


def test_page_without_permission_asks_for_the_code_without_looking_anything_up(client, django_assert_num_queries):
    submission = factories.submission()
    with django_assert_num_queries(0):
        exists, foreign = client.get(submission.get_absolute_url()), client.get(NOBODY)

    assert (exists.status_code, foreign.status_code) == (200, 200)
    assert masked(exists, submission.get_absolute_url()) == masked(foreign, NOBODY)
    assert submission.summary not in exists.content.decode()


def test_wrong_code_reads_the_same_as_a_reference_that_does_not_exist(client):
    submission = factories.submission()

    wrong = client.post(submission.get_absolute_url(), {"code": "WRONG"})
    foreign = client.post(NOBODY, {"code": "WRONG"})

    assert (wrong.status_code, foreign.status_code) == (404, 404)
    assert masked(wrong, submission.get_absolute_url()) == masked(foreign, NOBODY)
    assert "do not match" in wrong.content.decode()


def test_right_code_opens_the_page(client):
    submission = factories.submission()

    response = client.post(submission.get_absolute_url(), {"code": codes.format_code(factories.ACCESS_CODE).lower()})

    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert submission.summary in text_of(client.get(response.url))


def test_code_of_one_submission_opens_no_other(client):
    mine, other = factories.submission(), factories.submission(access_code="0" * 26)
    opened(client, mine)
    client.cookies["permission"]["path"] = "/"

    response = client.get(other.get_absolute_url())

    assert (response.status_code, "submission" in response.context) == (200, False)


def test_new_code_ends_the_permission_of_the_old_one(client):
    submission = factories.submission()
    opened(client, submission)
    assert page(client, submission).context["submission"] == submission

    Submission.objects.update(access_code_hash=codes.code_digest("0" * 26))

    assert "submission" not in client.get(submission.get_absolute_url()).context


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "W10:1:2", "a" * 4_000])
def test_forged_permission_opens_nothing(client, cookie):
    submission = factories.submission()
    client.cookies["permission"] = cookie

    assert "submission" not in client.get(submission.get_absolute_url()).context


def test_permission_ends_after_eight_hours(client, monkeypatch):
    submission = factories.submission()
    opened(client, submission)
    later = timezone.now().timestamp() + 8 * 3600 + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert "submission" not in client.get(submission.get_absolute_url()).context


@pytest.mark.parametrize("write", [str.lower, lambda path: path.replace("-", "")])
def test_address_written_otherwise_leads_to_the_printed_one(client, write):
    submission = factories.submission()
    other = "/s/" + write(url_reference(submission.reference)) + "/"

    assert client.get(other).url == submission.get_absolute_url()


@pytest.mark.parametrize("reference", ["x", "%00", "%FF%FE", "a" * 5_000, "<script>", "DDP-2024-25-000123-Q", "क"])
def test_address_that_cannot_be_a_reference_is_not_found_and_leads_on(client, reference, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"/s/{reference}/")

    assert response.status_code == 404
    assert reverse("public:track") in response.content.decode()


@pytest.mark.parametrize("name", ["withdraw", "restrict_consent", "answer", "forget_access"])
def test_acts_need_permission(client, name):
    submission = factories.submission()
    url = reverse(f"public:{name}", args=[submission.reference])

    response = client.post(url, {"version": 1, "answer": "x", "consent": "officials"})

    submission.refresh_from_db()
    assert response.status_code in {303, 403}
    assert (submission.status, submission.version, submission.consent) == ("received", 1, "unnamed")


def test_leaving_closes_the_page_in_this_browser(client):
    submission = factories.submission()
    opened(client, submission)

    response = client.post(submission.get_absolute_url() + "leave/")

    assert response.url == reverse("public:track")
    cookie = client.cookies["permission"]
    assert (cookie.value, cookie["path"]) == ("", submission.get_absolute_url())
    assert "submission" not in client.get(submission.get_absolute_url()).context


def test_page_is_kept_by_nobody(client):
    submission = factories.submission()

    headers = page(client, submission).headers
    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
