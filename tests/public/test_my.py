"""My submissions: the same answer to every address, a link that works once and by a button, and what lies behind it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.actions import links
from engagements.choices import AbuseSign, LinkPurpose
from engagements.models import MailedLink, OutgoingMessage, Venture
from engagements.rules.dates import moment_text
from tests import factories
from tests.reading import main_of, tight_of

pytestmark = pytest.mark.django_db

ADDRESS = "asha@example.org"
HALF_AN_HOUR = 30 * 60
MY = reverse("public:my_submissions")


def ask(client, email=ADDRESS, *, follow=False, **more):
    return client.post(MY, {"email": email, "homepage": ""} | more, follow=follow)


def link(client, email=ADDRESS):
    """Ask for a link and return its path out of the mail, however short the time since the last one."""
    MailedLink.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert ask(client, email).url == reverse("public:my_sent")
    [line] = [line for line in OutgoingMessage.objects.latest("pk").body.splitlines() if "/my/" in line]
    return line.removeprefix("https://feedback.example.org")


def enter(client, email=ADDRESS):
    """Use a link in a browser."""
    response = client.post(link(Client(), email))
    assert (response.status_code, response.url) == (303, MY)


def sent(**what):
    return factories.submission(person={"email": ADDRESS}, **what)


def listed(client):
    return [row.submission for row in client.get(MY).context["rows"]]


def test_my_asks_for_an_address(client):
    html = client.get(MY).content.decode()

    assert ("<h1>My submissions</h1>" in html, 'name="email"' in html, "Error:" in html) == (True, True, False)


def test_known_and_unknown_addresses_get_the_same_answer_mail_and_work(client):
    sent()
    seen = []
    for email in (ADDRESS, "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, email)
        mail = OutgoingMessage.objects.latest("pk")
        body = "\n".join(line for line in mail.body.splitlines() if "/my/" not in line)
        statements = [
            re.split("VALUES|WHERE|UNNEST", query["sql"])[0] for query in queries if "SAVEPOINT" not in query["sql"]
        ]
        page = main_of(client.get(response.url))
        seen.append((response.status_code, response.url, response.cookies, mail.subject, body, statements, page))
        assert mail.recipient == email

    assert seen[0] == seen[1]
    assert len(seen[0][5]) == 9


def test_address_copied_with_invisible_signs_gets_the_link(client):
    ask(client, f"\u202a{ADDRESS}\u202c\u200f")

    assert (OutgoingMessage.objects.get().recipient, MailedLink.objects.get().email) == (ADDRESS, ADDRESS)


def test_mail_is_in_the_language_of_the_page(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    ask(client)

    assert OutgoingMessage.objects.get().language == "hi"


@pytest.mark.parametrize("email", ["", "asha", "a@b\nBcc: c@example.org", "a\x00@example.org", "x" * 300])
def test_address_that_cannot_be_one_is_explained(client, email):
    response = ask(client, email)

    assert (response.status_code, MailedLink.objects.count()) == (200, 0)
    assert "<title>Error: My submissions" in tight_of(response)


def test_filled_trap_asks_to_press_the_button_again(client):
    response = ask(client, homepage="https://spam.example.org")

    html = response.content.decode()
    assert (response.status_code, MailedLink.objects.count()) == (200, 0)
    assert ("Select the button again" in html, "spam.example.org" in html, ADDRESS in html) == (True, False, True)


@pytest.mark.parametrize("email", [ADDRESS, "nobody@example.org"], ids=["known", "unknown"])
def test_second_mail_is_not_sent_and_the_page_says_when_the_first_went(client, email):
    sent()
    first = main_of(ask(client, email, follow=True))
    again = main_of(ask(client, email, follow=True))

    assert OutgoingMessage.objects.filter(kind="my_link").count() == 1
    made = MailedLink.objects.get()
    until = moment_text(made.expires_at)
    words = f"on {moment_text(made.made_at)}. The link in it works until {until}; no second email was sent"
    assert [words in page for page in (first, again)] == [False, True]
    assert made.expires_at - made.made_at == timedelta(minutes=30)


def test_second_mail_not_sent_reads_the_same_for_known_and_unknown(client):
    sent()
    pages = []
    at = timezone.now().replace(second=0)
    for email in (ADDRESS, "nobody@example.org"):
        ask(client, email, follow=True)
        MailedLink.objects.update(made_at=at, expires_at=at + timedelta(minutes=30))
        pages.append(main_of(ask(client, email, follow=True)))

    assert "no second email was sent" in pages[0]
    assert pages[0] == pages[1]


def test_sixth_mail_is_not_sent_and_the_page_says_what_to_do(client):
    answers = [ask(client) for _turn in range(6)]

    assert [response.status_code for response in answers] == [303] * 5 + [200]
    assert OutgoingMessage.objects.count() == 1
    page = answers[5].content.decode()
    assert ("Several emails to this address were asked for" in page, f'value="{ADDRESS}"' in page) == (True, True)


def test_link_is_not_used_by_looking_at_it(client):
    path = link(client)

    for turn in (client.get, client.head, client.get):
        assert turn(path).status_code == 200
    assert "Open my submissions" in client.get(path).content.decode()
    assert (MailedLink.objects.get().used_at, "mine" in client.cookies) == (None, False)
    assert client.post(path).status_code == 303


def test_link_lets_in_once(client):
    path, elsewhere = link(client), Client()

    assert [browser.post(path).status_code for browser in (client, elsewhere)] == [303, 404]
    assert ("mine" in elsewhere.cookies, elsewhere.get(path).status_code) == (False, 404)


def test_two_clicks_at_the_same_moment_let_one_in(client):
    """Both clicks have found the link usable before either uses it."""
    path = link(client)
    at, token = timezone.now(), path.split("/")[2]
    first, second = (links.usable(token, LinkPurpose.MY_SUBMISSIONS, at=at) for _click in range(2))

    assert [links.consume_link(mailed, at=at) for mailed in (first, second)] == [True, False]


def test_cookie_holds_no_address_and_lasts_half_an_hour(client):
    enter(client)

    cookie = client.cookies["mine"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"]) == (
        *(MY, True, "Lax", True),
        HALF_AN_HOUR,
    )
    assert "asha" not in cookie.value


def test_links_that_do_not_work_all_read_the_same(client):
    used, old = link(client), link(client)
    client.post(used)
    expired = MailedLink.objects.filter(used_at__isnull=True)
    expired.update(made_at=timezone.now() - timedelta(minutes=11), expires_at=timezone.now() - timedelta(seconds=1))
    paths = [used, old, "/my/UNKNOWN/", f"/my/{'x' * 4_000}/", "/my/%00%ED%A0%80/"]

    answers = [turn(path) for path in paths for turn in (Client().get, Client().post)]

    assert {response.status_code for response in answers} == {404}
    assert len({main_of(response) for response in answers}) == 1
    assert "This link does not work" in main_of(answers[0])


def test_link_to_a_draft_lets_nobody_in(client):
    MailedLink.objects.all().delete()
    path = link(client).replace("/my/", "/resume/")

    assert client.post(path).status_code == 404


def test_list_shows_what_was_sent_from_the_address_and_nothing_else(client):
    first, other = sent(summary="My <first> point"), factories.submission(summary="Somebody else's")
    second = sent(at=factories.AT + timedelta(days=1))
    enter(client)

    html = client.get(MY).content.decode()

    assert listed(client) == [second, first]
    assert [text in html for text in ("My &lt;first&gt; point", other.summary, other.reference)] == [True, False, False]
    assert (first.consultation.title in html, "2 April 2025, 16:42" in html) == (True, True)


def test_list_of_an_address_without_submissions_says_so(client):
    enter(client, "nobody@example.org")

    assert "Nothing was sent from this address" in client.get(MY).content.decode()


def test_list_says_what_is_needed(client):
    factories.asked(sent())
    sent()
    enter(client)

    html = client.get(MY).content.decode()
    assert (html.count("We have asked you a question."), html.count("We need more from you")) == (1, 1)


def test_quarantined_submission_reads_like_a_received_one(client):
    held = sent(abuse_signs=[AbuseSign.FLOOD])
    enter(client)
    of_held = main_of(client.get(MY))
    held.status = "received"
    held.save()

    assert without_token(main_of(client.get(MY))) == without_token(of_held)
    assert ("Received" in of_held, "uarantine" in of_held) == (True, False)


def test_list_opens_the_status_page_by_a_button(client):
    submission = sent()
    enter(client)

    response = client.post(reverse("public:my_open"), {"reference": submission.reference})

    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert submission.summary in client.get(response.url).content.decode()


@pytest.mark.parametrize("reference", ["", "DDP/2024-25/000123-K", "\x00", "x" * 9_000])
def test_list_does_not_open_what_is_not_on_it(client, reference):
    theirs = factories.submission()
    enter(client)

    for wanted in (reference, theirs.reference):
        assert client.post(reverse("public:my_open"), {"reference": wanted}).url == MY
    assert "permission" not in client.cookies


def test_list_opens_nothing_without_a_proved_address(client):
    submission = sent()

    assert client.post(reverse("public:my_open"), {"reference": submission.reference}).url == MY
    assert client.get(reverse("public:my_open")).status_code == 405


def test_list_is_over_after_half_an_hour_even_with_the_cookie(client):
    sent()
    enter(client)
    MailedLink.objects.update(used_at=timezone.now() - timedelta(minutes=29))
    assert len(listed(client)) == 1

    MailedLink.objects.update(used_at=timezone.now() - timedelta(minutes=31))

    assert 'name="email"' in client.get(MY).content.decode()


@pytest.mark.parametrize("value", ["", "1", "1:x:y", "\x00"])
def test_forged_cookie_proves_nothing(client, value):
    link(client)
    client.cookies["mine"] = value

    assert 'name="email"' in client.get(MY).content.decode()


def test_leaving_closes_the_list(client):
    enter(client)

    response = client.post(reverse("public:my_sign_out"))

    assert (response.url, client.cookies["mine"].value) == (MY, "")
    assert 'name="email"' in client.get(MY).content.decode()


def test_list_takes_the_same_queries_however_long_it_is(client):
    enter(client)
    counts = []
    for _turn in range(2):
        sent()
        sent()
        with CaptureQueriesContext(connection) as queries:
            client.get(MY)
        counts.append(len(queries))

    assert counts == [2, 2]


def test_pages_are_kept_by_nobody(client):
    path = link(client)

    for response in (client.get(MY), client.get(path), client.get("/my/UNKNOWN/")):
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


@pytest.mark.parametrize("page", ["track", "status"])
def test_pages_that_ask_for_the_code_lead_here(client, page):
    path = reverse("public:track") if page == "track" else sent().get_absolute_url()

    assert f'href="{MY}"' in client.get(path).content.decode()


def without_token(html):
    """Return a page without what Django masks anew each time."""
    lines = html.replace("><", ">\n<").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def confirm(client, submission):
    return client.post(reverse("public:my_confirm"), {"reference": submission.reference})


def test_button_of_the_list_proves_one_submission_and_no_other(client):
    planted = sent(venture="Acme", profile={"dpiit_number": "DIPP11111"})
    own = sent(venture="Acme", profile={"dpiit_number": "DIPP22222"})
    enter(client)
    assert client.get(MY).content.decode().count("Yes, this is from us") == 2
    assert Venture.objects.get().dpiit_number == "DIPP11111"

    assert confirm(client, own).url == MY

    assert Venture.objects.get().dpiit_number == "DIPP22222"
    assert client.get(MY).content.decode().count("Yes, this is from us") == 1
    planted.claim.refresh_from_db()
    assert planted.claim.proved_at is None


def test_button_proves_nothing_from_another_address_or_without_a_link(client):
    other = factories.submission(person={"email": "ravi@example.org"})
    assert confirm(client, other).url == MY
    enter(client)

    assert confirm(client, other).url == MY

    other.claim.refresh_from_db()
    assert other.claim.proved_at is None
    assert client.get(reverse("public:my_confirm")).status_code == 405


def test_planted_details_change_nothing_when_the_venture_opens_its_list(client):
    own = sent(venture="Acme")
    sent(venture="Acme", profile={"dpiit_number": "DIPP11111", "website": "https://evil.example.net"})

    enter(client)
    client.post(reverse("public:my_open"), {"reference": own.reference})

    assert Venture.objects.values_list("dpiit_number", "website").get() == ("", "")
