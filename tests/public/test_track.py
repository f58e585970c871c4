"""Reference and access code open the status page; anything else reads the same, whatever exists."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engagements.rules import codes, references
from tests import factories

pytestmark = pytest.mark.django_db

CODE = factories.ACCESS_CODE
NO_MATCH = "The reference number and access code do not match. Check both."
TRACK = reverse("public:track")


def open_with(client, reference, code=CODE):
    return client.post(TRACK, {"reference": reference, "code": code})


def body(response):
    """Return a page without what differs on every load."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())


def test_track_asks_for_both_without_looking_anything_up(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(TRACK)

    assert response.status_code == 200
    assert ('name="reference"' in body(response), 'name="code"' in body(response)) == (True, True)


@pytest.mark.parametrize("write", [str, str.lower, lambda text: text.replace("/", " "), lambda text: f" {text} "])
def test_track_opens_the_status_page_however_both_are_typed(client, write):
    submission = factories.submission()

    response = open_with(client, write(submission.reference), write(codes.format_code(CODE)))

    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert client.get(response.url).context["submission"] == submission


def test_permission_is_a_signed_cookie_for_this_submission_and_eight_hours(client):
    submission = factories.submission()
    open_with(client, submission.reference)

    cookie = client.cookies["permission"]
    assert {name: cookie[name] for name in ("path", "max-age", "httponly", "secure", "samesite")} == {
        "path": submission.get_absolute_url(),
        "max-age": 8 * 3600,
        "httponly": True,
        "secure": True,
        "samesite": "Lax",
    }
    assert CODE not in cookie.value
    assert submission.access_code_hash not in cookie.value


def test_wrong_code_and_foreign_reference_are_the_same_page(client):
    """The same reference, before and after a submission gets it."""
    prefix, year, rest = factories.submission().reference.split("/")
    coming = references.format_reference(prefix, year, int(rest.split("-")[0]) + 1)
    foreign = open_with(client, coming, "WRONG")
    assert factories.submission().reference == coming

    wrong = open_with(client, coming, "WRONG")

    assert (foreign.status_code, wrong.status_code) == (404, 404)
    assert body(foreign) == body(wrong)
    assert NO_MATCH in body(wrong)
    assert "permission" not in client.cookies


def test_wrong_code_and_foreign_reference_take_the_same_queries(client):
    submission = factories.submission()
    counts = []
    for reference in (submission.reference, references.format_reference("DDP", "2099-00", 1)):
        with CaptureQueriesContext(connection) as queries:
            open_with(client, reference, "WRONG")
        counts.append(len(queries))

    assert counts == [1, 1]


@pytest.mark.parametrize("code", [CODE[:-1], CODE + "0", "x" * 10_000, "क" * 26, "<script>", "' OR 1=1 --"])
def test_wrong_code_of_any_kind_opens_nothing(client, code):
    response = open_with(client, factories.submission().reference, code)

    assert (response.status_code, NO_MATCH in body(response)) == (404, True)


@pytest.mark.parametrize(
    ("reference", "code", "sentences"),
    [
        ("", "", ["Enter the reference number.", "Enter the access code."]),
        ("DDP", CODE, ["Check the reference number. It should look like "]),
        ("x" * 10_000, CODE, ["Check the reference number. It should look like "]),
        ("DDP/2024-25/000123-Q", CODE, ["Check the reference number. It should look like "]),
        (
            "a\x00b",
            "a\x00b",
            ["Remove the invisible control character."],
        ),
    ],
)
def test_what_cannot_be_a_reference_is_explained_without_looking_it_up(client, reference, code, sentences):
    with CaptureQueriesContext(connection) as queries:
        response = open_with(client, reference, code)

    assert (response.status_code, len(queries)) == (200, 0)
    assert [sentence for sentence in sentences if sentence not in body(response)] == []


def test_example_in_the_hint_is_a_real_reference(client):
    hint = client.get(TRACK).context["form"].fields["reference"].help_text

    assert references.parse_reference(hint.split(" ")[2].rstrip(".")) in hint


def test_track_is_kept_by_nobody(client):
    headers = client.get(TRACK).headers

    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
