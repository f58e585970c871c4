"""The status page: open with its code alone, in plain words, with what was said and what was done."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import ReplyKind, Role, SubmissionStatus
from engagements.models import Clarification, Submission
from engagements.rules import codes, references
from tests import factories

pytestmark = pytest.mark.django_db

CODE = factories.ACCESS_CODE
DAY = timedelta(days=1)
NOBODY = "/s/" + references.written("DDP", "2099-00", 1).replace("/", "-") + "/"


def opened(client, submission, code=CODE):
    """Open a submission with its code, as a browser does."""
    client.post(submission.get_absolute_url(), {"code": code})
    return client


def page(client, submission):
    response = opened(client, submission).get(submission.get_absolute_url())
    assert response.status_code == 200
    return response


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def said(response):
    return [(entry.side, entry.who, entry.kind, entry.text) for entry in response.context["conversation"]]


def done(response):
    return [(str(step.told), step.reason) for step in response.context["history"]]


def masked(response, submission_path):
    html = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    return html.replace(submission_path, "PATH")


def answer(client, submission, words, *, version=None):
    url = submission.get_absolute_url() + "answer/"
    return client.post(url, {"answer": words, "version": submission.version if version is None else version})


# Who may open it


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
    assert "do not belong together" in wrong.content.decode()


def test_right_code_opens_the_page(client):
    submission = factories.submission()

    response = client.post(submission.get_absolute_url(), {"code": codes.grouped(CODE).lower()})

    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert submission.summary in text(client.get(response.url))


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

    Submission.objects.update(access_code_hash=codes.digest("0" * 26))

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
    other = "/s/" + write(submission.reference.replace("/", "-")) + "/"

    assert client.get(other).url == submission.get_absolute_url()


@pytest.mark.parametrize("reference", ["x", "%00", "%FF%FE", "a" * 5_000, "<script>", "DDP-2024-25-000123-Q", "क"])
def test_address_that_cannot_be_a_reference_is_not_found_and_leads_on(client, reference, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(f"/s/{reference}/")

    assert response.status_code == 404
    assert reverse("public:track") in response.content.decode()


@pytest.mark.parametrize("name", ["withdraw", "show_less", "answer", "leave"])
def test_acts_need_permission(client, name):
    submission = factories.submission()
    url = reverse(f"public:{name}", args=[submission.reference.replace("/", "-")])

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


# What it says


def test_page_shows_what_was_sent(client):
    scheme = factories.scheme(name="iDEX: DISC")
    submission = factories.submission(
        venture="Acme", proposal="Pay sooner.", scheme_id=scheme.pk, days_lost=1_200, rupees_blocked=12_50_000
    )

    response = page(client, submission)

    assert said(response) == [
        ("you", "You", "What happened", submission.experience),
        ("you", "You", "What should change", "Pay sooner."),
    ]
    assert {row["term"]: row.get("value") or row["parts"] for row in response.context["rows"]} == {
        "Challenge": submission.challenge.name,
        "Focus areas": [submission.focus_areas.get().name],
        "How much it holds you back": "Costly",
        "Scheme or procurement route": "iDEX: DISC",
        "Time lost": "1,200 days",
        "Money blocked": "₹12,50,000",
        "Sent for": "Acme",
    }
    assert "Quoted without our name" in text(response)


def test_page_shows_nothing_of_the_person_and_of_the_venture_nothing_but_its_name(client):
    profile = {"pin_code": "560001", "udyam_number": "UDYAM-KA-01-0012345", "website": "https://secret.example.org"}
    person = {"name": "Asha Canary", "mobile": "+919876543210", "job_title": "Founder"}
    response = page(client, factories.submission(venture="Acme", profile=profile, person=person))

    words = ("560001", "UDYAM", "secret.example", "Asha", "98765", "Founder", "acme@example.org")
    assert [word for word in words if word in text(response)] == []


STANDS = {
    "received": (lambda of: of, "Received", "our answer is due by 23 April 2025"),
    "taken up": (lambda of: factories.moved(of, "take_up"), "Being considered", "our answer is due by 23 April 2025"),
    "asked": (lambda of: factories.asked(of), "We need more from you", "our clock has stood since 2 April 2025"),
    "answered": (lambda of: factories.replied(of), "Answered", ""),
    "closed": (lambda of: factories.moved(of, "close"), "Closed", ""),
    "withdrawn": (lambda of: factories.moved(of, "withdraw"), "Withdrawn", ""),
    "quarantined": (lambda of: factories.moved(of, "quarantine"), "Received", "our answer is due by 23 April 2025"),
}


@pytest.mark.parametrize("stand", list(STANDS))
def test_page_says_where_it_stands_in_the_venture_s_words(client, stand, monkeypatch):
    monkeypatch.setattr("engagements.public.views.story.today", lambda: factories.AT.date())
    act, badge, clock = STANDS[stand]

    html = page(client, act(factories.submission())).content.decode()
    found = re.search(r'class="badge[^>]*>([^<]+)</span>\s*<span class="muted">([^<]*)', html)

    assert found.group(1) == badge
    assert found.group(2).startswith(clock) if clock else found.group(2) == ""


def test_page_admits_that_an_answer_is_late(client):
    words = text(page(client, factories.submission()))

    assert "our answer was due by 23 April 2025; it is late, and that counts against us" in words


@pytest.mark.parametrize("status", [SubmissionStatus.RECEIVED, SubmissionStatus.QUARANTINED])
def test_page_of_a_quarantined_submission_reads_exactly_as_of_a_received_one(client, status):
    submission = factories.submission()
    before = masked(page(client, submission), "")

    factories.moved(submission, *(["quarantine"] if status == SubmissionStatus.QUARANTINED else []))

    submission.refresh_from_db()
    assert submission.status == status
    assert masked(client.get(submission.get_absolute_url()), "") == before


def test_history_tells_what_concerns_the_venture_newest_first(client):
    submission = factories.moved(factories.submission(), "take_up", at=factories.AT + DAY)
    submission = factories.moved(submission, "quarantine", "release", "take_up", at=factories.AT + 2 * DAY)
    submission = factories.moved(submission, "close", at=factories.AT + 3 * DAY, reason="The clause was changed.")
    submission = factories.moved(submission, "reopen", at=factories.AT + 4 * DAY, reason="For colleagues only")

    response = page(client, submission)

    assert done(response) == [
        ("We opened it again.", ""),
        ("We closed it.", "The clause was changed."),
        ("An official began to consider it.", ""),
        ("An official began to consider it.", ""),
        ("We received your submission.", ""),
    ]
    assert "colleagues" not in text(response)


def test_conversation_names_the_department_and_no_official(client):
    officer = factories.actor(Role.OFFICER, full_name="Officer Canary", email="canary@example.org")
    submission = factories.asked(factories.submission(), "Which milestone?", by=officer, at=factories.AT + DAY)
    opened(client, submission)
    answer(client, submission, "Milestone <2>")
    submission.refresh_from_db()
    for words, kind in (("Paid.\n\nAt last.", ReplyKind.INTERIM), ("Clause changed.", ReplyKind.FINAL)):
        now = timezone.now()
        submission = casework.reply(submission, words, kind=kind, by=officer, at=now, version=submission.version)
        casework.note(submission, "Canary note", by=officer, at=now)

    response = client.get(submission.get_absolute_url())

    us = settings.ORGANISATION_DEPARTMENT
    assert said(response) == [
        ("you", "You", "What happened", submission.experience),
        ("us", us, "Question", "Which milestone?"),
        ("you", "You", "Your answer", "Milestone <2>"),
        ("us", us, "Interim reply", "Paid.\n\nAt last."),
        ("us", us, "Final reply", "Clause changed."),
    ]
    assert "Milestone &lt;2&gt;" in response.content.decode()
    assert "anary" not in response.content.decode()


def test_words_in_another_language_than_the_page_are_marked(client):
    hindi = factories.submission(envelope={"language": "hi"}, summary="भुगतान देर से", experience="देर")

    html = page(client, hindi).content.decode()

    assert '<h1 lang="hi">भुगतान देर से</h1>' in html
    assert '<div class="say-text" lang="hi">' in html


def test_page_takes_the_same_queries_for_one_and_for_three_of_everything(client):
    to = factories.consultation(focus_areas=[factories.focus_area() for _turn in range(3)])
    areas = tuple(to.focus_areas.values_list("pk", flat=True))
    short = factories.replied(factories.submission(to, focus_area_ids=areas[:1]))
    long = factories.submission(to, focus_area_ids=areas)
    for _turn in range(3):
        long = factories.replied(long, kind=ReplyKind.FINAL)
        long = factories.moved(long, "reopen", "quarantine", "release")
    counts = []
    for submission in (short, long):
        opened(client, submission)
        with CaptureQueriesContext(connection) as queries:
            client.get(submission.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 11


# Answering a question


def test_question_can_be_answered_on_the_page(client):
    submission = factories.asked(factories.submission())
    assert 'name="answer"' in page(client, submission).content.decode()

    response = answer(client, submission, "  Milestone 2,\r\nसितंबर  ")

    submission.refresh_from_db()
    stored = Clarification.objects.get()
    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert (stored.answer, submission.status) == ("Milestone 2,\nसितंबर", "under_review")
    after = client.get(submission.get_absolute_url())
    assert "Your answer has reached us." in text(after)
    assert 'name="answer"' not in after.content.decode()


def test_answer_page_loaded_again_leads_to_the_status_page(client):
    """As it happens when the language is switched on a page that came back with an error."""
    submission = factories.asked(factories.submission())

    assert client.get(submission.get_absolute_url() + "answer/").url == submission.get_absolute_url()


def test_answer_sent_twice_is_taken_once_and_confirmed_twice(client):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    clicks = [answer(client, submission, "Milestone 2") for _click in range(2)]

    submission.refresh_from_db()
    assert [click.status_code for click in clicks] == [303, 303]
    assert (Clarification.objects.get().answer, submission.version) == ("Milestone 2", 4)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Write your answer."),
        ("  \n ", "Write your answer."),
        ("a\x00b", "Remove the invisible control character. It may come from copying out of another program."),
        ("a" * 10_000, "Shorten this to 5000 characters. It has 10000 now."),
    ],
)
def test_answer_that_cannot_be_taken_comes_back_with_a_sentence(client, words, sentence):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    response = answer(client, submission, words)

    submission.refresh_from_db()
    assert (response.status_code, submission.status) == (200, "clarification")
    assert sentence in response.content.decode()
    assert "<title>Error: " in response.content.decode()


def test_answer_to_a_question_that_was_taken_back_is_kept_on_the_page(client):
    submission = factories.asked(factories.submission())
    opened(client, submission)
    factories.moved(submission, "stop_waiting")

    response = answer(client, submission, "My long answer")

    assert "There is no open question." in response.content.decode()
    assert "My long answer" in response.content.decode()
    assert Clarification.objects.get().answer == ""


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "0"])
def test_answer_of_another_version_is_refused_with_the_text_kept(client, version):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    response = answer(client, submission, "My long answer", version=version)

    html = response.content.decode()
    assert ("My long answer" in html, "Error: " in html, Clarification.objects.get().answer) == (True, True, "")
    submission.refresh_from_db()
    assert answer(client, submission, "My long answer").status_code == 303


def test_answer_after_the_permission_ended_is_given_back_for_copying(client):
    submission = factories.asked(factories.submission())

    response = answer(client, submission, "My <b>long</b> answer")

    html = response.content.decode()
    assert (response.status_code, "My &lt;b&gt;long&lt;/b&gt; answer" in html) == (403, True)
    assert f'action="{submission.get_absolute_url()}"' in html
    assert Clarification.objects.get().answer == ""
