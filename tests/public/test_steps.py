"""The steps of the form: saved when they are valid, given back as typed when they are not, in any order."""

from itertools import pairwise

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.models import AskedChallenge, Draft
from engagements.public.forms.steps import STEPS
from tests import factories
from tests.public import filling
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

SLUGS = [step.slug for step in STEPS]
HINDI = "रक्षा उत्पादन"


def post(client, to, slug, *, query="", **changes):
    return client.post(filling.url("form_step", to, slug) + query, filling.answers(to)[slug] | changes)


@pytest.mark.parametrize("slug", SLUGS)
def test_step_shows_its_form_and_where_we_are(client, to, draft, slug):
    response = client.get(filling.url("form_step", to, slug))

    html = response.content.decode()
    assert response.status_code == 200
    assert f"Step {SLUGS.index(slug) + 1} of 5" in html
    assert "Error:" not in html


def test_titles_of_all_pages_of_the_form_differ(client, to, draft):
    urls = [filling.url("start", to), filling.url("check", to), *[filling.url("form_step", to, slug) for slug in SLUGS]]
    titles = [client.get(url).content.decode().split("<title>")[1].split("</title>")[0] for url in urls]

    assert len(set(titles)) == 7


@pytest.mark.parametrize(("slug", "after"), [*pairwise(SLUGS), ("consent", None)])
def test_valid_step_is_saved_and_leads_on(client, to, draft, slug, after):
    response = post(client, to, slug)

    draft.refresh_from_db()
    assert response.url == (filling.url("form_step", to, after) if after else filling.url("check", to))
    assert (response.status_code, list(draft.answers), draft.version) == (303, [slug], 1)


def test_valid_step_shows_what_was_saved_when_it_is_opened_again(client, to, draft):
    scheme = factories.scheme()
    post(client, to, "cost", scheme=str(scheme.pk), rupees_blocked="12.5 lakh", days_lost="120")
    post(client, to, "point", experience=f"{HINDI}\r\n<script>&")
    post(client, to, "venture", mobile="9876543210")

    cost = client.get(filling.url("form_step", to, "cost")).content.decode()
    point = client.get(filling.url("form_step", to, "point")).content.decode()

    assert f'<option value="{scheme.pk}" selected>' in cost
    assert ('value="12,50,000"' in cost, 'value="120"' in cost) == (True, True)
    assert f"{HINDI}\n&lt;script&gt;&amp;" in point
    assert 'value="+91 98765 43210"' in client.get(filling.url("form_step", to, "venture")).content.decode()


def test_invalid_step_comes_back_as_it_was_typed_and_is_not_saved(client, to, draft):
    typed = {"summary": "", "experience": f"{HINDI} <b>", "proposal": "x" * 5_001}

    response = client.post(filling.url("form_step", to, "point"), typed)

    draft.refresh_from_db()
    html = response.content.decode()
    assert (response.status_code, draft.answers, draft.version) == (200, {}, 0)
    assert "<title>Error: Step 2 of 5: Your submission" in tight_of(response)
    assert '<a href="#id_summary">Enter a one-line summary.</a>' in html
    assert (f"{HINDI} &lt;b&gt;" in html, "x" * 5_001 in html) == (True, True)
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in html


def test_invalid_step_leaves_what_was_saved_before(client, to, draft):
    post(client, to, "point")
    post(client, to, "point", summary="")

    draft.refresh_from_db()
    assert draft.answers["point"]["summary"] == "Milestone payments arrive late"


def test_steps_can_be_filled_in_in_any_order(client, to, draft):
    for slug in reversed(SLUGS):
        post(client, to, slug)

    draft.refresh_from_db()
    assert (sorted(draft.answers), draft.version) == (sorted(SLUGS), 5)


def test_step_opened_from_the_check_page_leads_back_there(client, to, draft):
    html = client.get(filling.url("form_step", to, "challenge") + "?from=check").content.decode()

    assert ("Save and check" in html, "Back without saving" in html) == (True, True)
    assert post(client, to, "challenge", query="?from=check").url == filling.url("check", to)


def test_saving_prolongs_the_cookie(client, to, draft):
    client.cookies["draft"]["max-age"] = 5

    post(client, to, "point")

    assert client.cookies["draft"]["max-age"] == 30 * 24 * 3600


def test_saving_keeps_the_language_of_the_page(client, to, draft):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    post(client, to, "point")

    draft.refresh_from_db()
    assert draft.language == "hi"


@pytest.mark.parametrize("name", ["no-such-step", "check2", "x" * 5_000])
def test_step_that_does_not_exist_is_not_found(client, to, draft, name):
    assert client.get(filling.url("form_step", to, name)).status_code == 404


@pytest.mark.parametrize("slug", SLUGS)
def test_step_of_a_draft_that_was_sent_leads_to_the_done_page(client, to, slug):
    filling.send(client, to)

    assert client.get(filling.url("form_step", to, slug)).url == filling.url("done", to)
    assert post(client, to, slug).url == filling.url("done", to)
    assert Draft.objects.get().answers == {}


@pytest.mark.parametrize("cookie", ["", "0" * 26])
def test_step_without_a_draft_explains_it_and_gives_back_what_was_typed(client, to, cookie):
    client.cookies["draft"] = cookie
    typed = {"summary": "<i>My point</i>", "experience": HINDI, "csrfmiddlewaretoken": "secret", "other": "unknown"}

    response = client.post(filling.url("form_step", to, "point"), typed)

    html = response.content.decode()
    assert (response.status_code, Draft.objects.count()) == (404, 0)
    assert "There is no draft in this browser" in html
    assert "<dt>Summary in one line</dt><dd>&lt;i&gt;My point&lt;/i&gt;</dd>" in tight_of(response)
    assert f"<dd>{HINDI}</dd>" in html
    assert ("secret" in html, "unknown" in html) == (False, False)
    assert filling.url("start", to) in html


def test_draft_of_another_consultation_does_not_open_here(client, to):
    other = factories.consultation()
    filling.begin(client, other)

    assert client.get(filling.url("form_step", to, "point")).status_code == 404


def test_step_of_a_closed_consultation_can_be_read_and_says_so(client, to, draft):
    post(client, to, "point")
    to.closes_at = timezone.now()
    to.save()

    html = client.get(filling.url("form_step", to, "point")).content.decode()

    assert ("Feedback closed on" in html, "Milestone payments arrive late" in html) == (True, True)


def test_two_windows_lose_nothing_of_each_other(client, to, draft):
    post(client, to, "point")
    post(client, to, "cost")

    draft.refresh_from_db()
    assert sorted(draft.answers) == ["cost", "point"]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "application/x-www-form-urlencoded"),
        (b"\x00\xff\xfe%00=%FF&summary=%ED%A0%80", "application/x-www-form-urlencoded"),
        (b"[1, 2", "application/json"),
        (b"<a/>", "text/xml"),
        (
            b'--x\r\nContent-Disposition: form-data; name="summary"\r\n\r\nabc\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_step_takes_any_body_without_failing(client, to, draft, slug, body, content_type):
    response = client.post(filling.url("form_step", to, slug), body, content_type=content_type)

    draft.refresh_from_db()
    assert (response.status_code, draft.answers) == (200, {})


@pytest.mark.parametrize("slug", SLUGS)
def test_step_takes_values_repeated_and_nested_without_failing(client, to, draft, slug):
    doubled = {name: [value, value] for name, value in filling.answers(to)[slug].items() if not isinstance(value, list)}
    nested = {f"{name}[0][x]": "1" for name in doubled}

    assert client.post(filling.url("form_step", to, slug), nested).status_code == 200
    assert client.post(filling.url("form_step", to, slug), filling.answers(to)[slug] | doubled).status_code == 303


@pytest.mark.parametrize("slug", SLUGS)
def test_step_takes_the_same_queries_whatever_there_is_to_choose(client, to, slug):
    filling.begin(client, to)
    counts = []
    for more in (1, 2):
        for _turn in range(more):
            AskedChallenge.objects.create(consultation=to, challenge=factories.challenge())
            to.focus_areas.add(factories.focus_area())
            factories.session(to)
            factories.scheme()
            factories.contract_stage()
        with CaptureQueriesContext(connection) as queries:
            client.get(filling.url("form_step", to, slug))
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 4
