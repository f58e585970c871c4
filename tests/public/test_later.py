"""Save and come back later: nothing typed is lost, a link is mailed, and its button opens the draft anywhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from engagements.choices import ConsultationStatus
from engagements.models import Draft, DraftKey, MailedLink, OutgoingMessage, Submission
from engagements.public.forms.steps import STEPS
from tests import factories
from tests.public import filling
from tests.reading import main_of, tight_of

pytestmark = pytest.mark.django_db

SLUGS = [step.slug for step in STEPS]
HINDI = "रक्षा उत्पादन"
MONTH = 30 * 24 * 3600


@pytest.fixture
def elsewhere():
    """Return another device."""
    return Client()


def later(client, to, slug, **changes):
    return client.post(filling.url("form_step", to, slug), filling.answers(to)[slug] | {"later": "yes"} | changes)


def ask(client, to, email="asha@example.org"):
    return client.post(filling.url("save_for_later", to), {"email": email})


def link(client, to, **more):
    """Ask for a link and return its path out of the mail."""
    assert ask(client, to, **more).status_code == 303
    [line] = [line for line in OutgoingMessage.objects.latest("pk").body.splitlines() if "/resume/" in line]
    return line.removeprefix("https://feedback.example.org")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_has_the_button_after_the_one_that_goes_on(client, to, draft, slug):
    html = client.get(filling.url("form_step", to, slug)).content.decode()

    assert html.count('name="later" value="yes"') == 1
    assert html.index("Continue") < html.index("Save and come back later")


@pytest.mark.parametrize("slug", SLUGS)
def test_complete_step_is_saved_as_ever(client, to, draft, slug):
    response = later(client, to, slug)
    saved = Draft.objects.get().answers
    client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])

    assert (response.status_code, response.url) == (303, filling.url("save_for_later", to))
    assert Draft.objects.get().answers == saved


def test_incomplete_step_keeps_what_is_right_and_what_was_typed(client, to, draft):
    scheme = factories.scheme()
    later(client, to, "cost", severity="", scheme=str(scheme.pk), days_lost="about a year", rupees_blocked="12.5 lakh")

    draft.refresh_from_db()
    html = client.get(filling.url("form_step", to, "cost")).content.decode()
    assert draft.answers == {
        "cost": {
            "severity": "",
            "scheme": scheme.pk,
            "stage": None,
            "days_lost": "about a year",
            "rupees_blocked": 12_50_000,
        }
    }
    assert ('value="about a year"' in html, 'value="12,50,000"' in html, "Error:" in html) == (True, True, False)


def test_incomplete_step_is_still_missing_on_the_check_page(client, to):
    filling.fill(client, to)
    state = filling.state(client, to, "cost")
    later(client, to, "cost", severity="", days_lost="about a year", was=state)

    response = client.get(filling.url("check", to))

    assert [problem["text"] for problem in response.context["problems"]] == [
        "Choose how serious the effect is.",
        "Enter a whole number in digits, for example 120. (Name the field.)",
    ]


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("point", {"summary": "", "experience": "x" * 5_001}),
        ("point", {"summary": "y" * 200, "experience": HINDI}),
        ("venture", {"mobile": "call me", "pin_code": "12", "email": "asha@", "website": "not a site"}),
        ("challenge", {"challenge": "999999", "focus_areas": ["888888"]}),
    ],
)
def test_incomplete_step_shows_again_what_was_typed(client, to, draft, slug, typed):
    later(client, to, slug, **typed)

    stored = Draft.objects.get().answers[slug]
    shown = client.get(filling.url("form_step", to, slug))
    assert {name: stored[name] for name in typed if typed[name] and name != "website"} == {
        name: value for name, value in typed.items() if value and name != "website"
    }
    assert shown.status_code == 200
    assert client.get(filling.url("check", to)).status_code == 200


def test_what_was_taken_out_is_not_put_back(client, to, draft):
    client.post(filling.url("form_step", to, "point"), filling.answers(to)["point"])
    state = filling.state(client, to, "point")
    later(client, to, "point", was=state, summary="", proposal="Pay sooner.")

    draft.refresh_from_db()
    assert (draft.answers["point"]["summary"], draft.answers["point"]["proposal"]) == ("", "Pay sooner.")


@pytest.mark.parametrize("experience", ["a\x00b", "x\u202ey", "z" * 20_001], ids=["NUL", "override", "endless"])
def test_text_that_cannot_be_kept_comes_back_as_it_was_typed(client, to, draft, experience):
    response = later(client, to, "point", experience=experience)

    draft.refresh_from_db()
    assert (response.status_code, draft.answers, response.context["form"]["experience"].value()) == (
        *(200, {}),
        experience,
    )


def test_later_offers_the_address_of_the_venture_step(client, to, draft):
    assert client.get(filling.url("save_for_later", to)).context["form"]["email"].value() == ""
    later(client, to, "venture")

    response = client.get(filling.url("save_for_later", to))

    assert response.context["form"]["email"].value() == "asha@example.org"
    assert "The draft is kept until" in response.content.decode()


def test_later_mails_the_link_and_says_where_and_until_when(client, to, draft):
    path = link(client, to, email="Other@Example.org")

    html = client.get(filling.url("save_for_later", to) + "?sent=yes").content.decode()
    mail = OutgoingMessage.objects.get()
    assert (mail.kind, mail.recipient) == ("resume_link", "other@example.org")
    assert path.startswith("/resume/")
    assert ("We have sent you a link" in html, "other@example.org" in html) == (True, True)
    assert ("Milestone" in mail.body, path.split("/")[2] in html) == (False, False)


def test_later_without_a_mail_claims_nothing(client, to, draft):
    html = client.get(filling.url("save_for_later", to) + "?sent=yes").content.decode()

    assert "We have sent you a link" not in html


@pytest.mark.parametrize("email", ["", "asha", "asha@example.org\nBcc: x@example.org", "a\x00@example.org", "x" * 300])
def test_later_explains_an_address_that_does_not_work(client, to, draft, email):
    response = ask(client, to, email=email)

    assert (response.status_code, OutgoingMessage.objects.count()) == (200, 0)
    assert "<title>Error: Come back later" in tight_of(response)


@pytest.mark.parametrize("name", ["save_for_later", "close_draft"])
def test_later_needs_a_draft(client, to, name):
    assert client.post(filling.url(name, to)).status_code == 404


def test_later_of_a_draft_that_was_sent_leads_to_the_done_page(client, to):
    filling.send(client, to)

    assert client.get(filling.url("save_for_later", to)).url == filling.url("done", to)
    assert client.post(filling.url("close_draft", to)).url == filling.url("save_for_later", to)


def test_draft_is_closed_on_this_device_once_a_link_was_mailed(client, to, draft):
    assert client.post(filling.url("close_draft", to)).url == filling.url("save_for_later", to)
    assert DraftKey.objects.count() == 1
    path, key = link(client, to), client.cookies["draft"].value

    response = client.post(filling.url("close_draft", to))

    assert (response.url, client.cookies["draft"].value, DraftKey.objects.count()) == (filling.url("start", to), "", 0)
    client.cookies["draft"] = key
    assert client.get(filling.url("check", to)).status_code == 404
    assert client.get(path).status_code == 200


def test_link_opens_nothing_by_itself(client, to, draft, elsewhere):
    path = link(client, to)

    for turn in (elsewhere.get, elsewhere.head, elsewhere.get):
        assert turn(path).status_code == 200
    html = elsewhere.get(path).content.decode()
    assert "Open the draft on this device" in html
    assert ("draft" in elsewhere.cookies, DraftKey.objects.count()) == (False, 1)
    assert MailedLink.objects.get().used_at is None


def test_button_behind_the_link_opens_the_draft_where_its_first_gap_is(client, to, draft, elsewhere):
    for slug in ("challenge", "point"):
        client.post(filling.url("form_step", to, slug), filling.answers(to)[slug])
    path = link(client, to)

    response = elsewhere.post(path)

    cookie = elsewhere.cookies["draft"]
    assert (response.status_code, response.url) == (303, filling.url("form_step", to, "cost"))
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"]) == (
        *(filling.url("start", to), True, "Lax", True),
        MONTH,
    )
    assert "Milestone payments arrive late" in elsewhere.get(filling.url("form_step", to, "point")).content.decode()
    assert "Milestone payments arrive late" in client.get(filling.url("form_step", to, "point")).content.decode()


def test_complete_draft_opens_at_the_check_page_and_is_sent_from_there(client, to, elsewhere):
    draft = filling.fill(client, to)

    assert elsewhere.post(link(client, to)).url == filling.url("check", to)
    elsewhere.post(filling.url("check", to), {"version": draft.version})

    assert "Your access code" in elsewhere.get(filling.url("done", to)).content.decode()
    assert client.get(filling.url("check", to)).url == filling.url("done", to)


def test_sending_from_where_the_link_was_used_proves_the_address_of_that_link_alone(client, to, elsewhere):
    draft = filling.fill(client, to)
    elsewhere.post(link(client, to, email=draft.answers["venture"]["email"]))
    elsewhere.post(filling.url("check", to), {"version": draft.version})

    assert Submission.objects.get().claim.proved_at is not None


@pytest.mark.parametrize("email", ["", "else@example.org"])
def test_sending_from_where_the_draft_was_begun_or_under_another_address_proves_nothing(client, to, elsewhere, email):
    draft = filling.fill(client, to)
    path = link(client, to, email=email or draft.answers["venture"]["email"])
    elsewhere.post(path)
    (elsewhere if email else client).post(filling.url("check", to), {"version": draft.version})

    assert Submission.objects.get().claim.proved_at is None


def test_link_to_a_draft_that_was_sent_says_so(client, to, elsewhere):
    draft = filling.fill(client, to)
    path = link(client, to)
    client.post(filling.url("check", to), {"version": draft.version})

    for turn in (elsewhere.get, elsewhere.post):
        response = turn(path)
        assert (response.status_code, "This draft was sent" in response.content.decode()) == (200, True)
    assert "draft" not in elsewhere.cookies


def test_link_works_after_the_consultation_has_closed(client, to, draft, elsewhere):
    client.post(filling.url("form_step", to, "challenge"), filling.answers(to)["challenge"])
    later(client, to, "point", summary="", experience="Only half written")
    path = link(client, to)
    to.closes_at = timezone.now() - timedelta(seconds=1)
    to.save()

    html = elsewhere.get(elsewhere.post(path).url).content.decode()

    assert ("Feedback closed on" in html, "Only half written" in html) == (True, True)


def test_links_that_open_nothing_all_read_the_same(client, to, elsewhere):
    pages = []
    paths = ["/resume/UNKNOWN/", f"/resume/{'A' * 26}/", f"/resume/{'x' * 4_000}/", "/resume/%00%ED%A0%80/"]
    filling.begin(client, to)
    paths.append(link(client, to))
    Draft.objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    for path in paths:
        for turn in (elsewhere.get, elsewhere.post):
            response = turn(path)
            pages.append((response.status_code, main_of(response)))

    assert {status for status, _page in pages} == {404}
    assert len({page for _status, page in pages}) == 1
    assert "This link does not open a draft" in pages[0][1]


def test_link_to_a_consultation_that_is_not_public_opens_nothing(client, to, draft, elsewhere):
    path = link(client, to)
    to.status = ConsultationStatus.DRAFT
    to.save()

    assert elsewhere.post(path).status_code == 404


def test_pages_of_a_link_are_kept_by_nobody(client, to, draft, elsewhere):
    path = link(client, to)

    for response in (elsewhere.get(path), elsewhere.get("/resume/UNKNOWN/")):
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_link_takes_a_bounded_number_of_queries(client, to, elsewhere, django_assert_max_num_queries):
    filling.fill(client, to)
    path = link(client, to)

    with django_assert_max_num_queries(1):
        shown = elsewhere.get(path)
    with django_assert_max_num_queries(10):
        opened = elsewhere.post(path)

    assert (shown.status_code, opened.status_code) == (200, 303)
