"""Check your answers, send them once, and read the reference and the code as long as the browser holds the draft."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from engagements.actions import drafts
from engagements.choices import SubmissionStatus
from engagements.models import Draft, FocusArea, OutgoingMessage, Submission
from engagements.rules import codes
from tests import factories
from tests.public import filling
from tests.reading import tight_of

pytestmark = pytest.mark.django_db

HALF_AN_HOUR = 30 * 60


def check(client, to):
    return client.get(filling.url("check", to))


def send(client, to, version):
    return client.post(filling.url("check", to), {"version": version})


def rows(response):
    return {
        row["term"]: row["value"] or list(row["parts"])
        for section in response.context["sections"]
        for row in section.rows
        if row["value"] or row["parts"]
    }


def test_check_shows_every_answer_in_words(client, to):
    session, scheme, stage = factories.session(to, title="First day"), factories.scheme(), factories.contract_stage()
    filling.fill(
        client,
        to,
        challenge={"session": str(session.pk)},
        point={"proposal": "Pay sooner."},
        cost={"scheme": scheme.pk, "stage": stage.pk, "days_lost": "1,200", "rupees_blocked": "12.5 lakh"},
        venture={"idex": "yes", "mobile": "98765 43210", "team_size": "11-50"},
    )

    response = check(client, to)

    assert (response.context["problems"], rows(response)) == (
        [],
        {
            "What type of difficulty is this about?": to.asked_challenges.get().challenge.name,
            "Which technology areas does it concern?": [to.focus_areas.get().name],
            "Did you raise this in a session?": "24 March 2025 – First day",
            "Summary in one line": "Milestone payments arrive late",
            "What happened?": "Signed in October;\npaid in March.",
            "What should change?": "Pay sooner.",
            "How serious is the effect on you?": "Costs us time or money",
            "Which scheme or procurement route was it?": scheme.name,
            "At which stage did this happen?": stage.name,
            "How many days did you lose?": "1,200 days",
            "How much money is, or was, blocked?": "₹12,50,000",
            "Name of the venture": "Acme Aerospace",
            "Kind of venture": "DPIIT-recognised start-up",
            "State or union territory": "Karnataka",
            "How many people work there?": "11 to 50 people",
            "Are you engaged with iDEX?": "Yes",
            "Your name": "Asha Rao",
            "Email address": "asha@example.org",
            "Mobile number": "+91 98765 43210",
            "Who can see your submission?": "Quoted without our name",
            "My submission contains only unclassified information, and I am free to share it": "Confirmed",
            "I have read the notice above": "Confirmed",
        },
    )


def test_check_leads_to_the_place_of_each_answer(client, to):
    filling.fill(client, to)

    html = check(client, to).content.decode()

    assert f'href="{filling.url("form_step", to, "point")}?from=check#div_id_experience"' in html
    assert 'id="div_id_experience"' in client.get(filling.url("form_step", to, "point")).content.decode()


def test_check_lists_what_is_missing_and_does_not_send(client, to):
    draft = filling.begin(client, to)
    client.post(filling.url("form_step", to, "point"), filling.answers(to)["point"])

    first, sent = check(client, to), send(client, to, draft.version + 1)

    for response in (first, sent):
        assert [problem["text"] for problem in response.context["problems"]] == [
            "You have not completed “What is your submission about?” yet.",
            "You have not completed “The effect on you” yet.",
            "You have not completed “About your venture” yet.",
            "You have not completed “Who can see your submission” yet.",
        ]
        assert "<title>Error: Check your answers" in tight_of(response)
        assert "Send my submission" not in response.content.decode()
    assert Submission.objects.count() == 0


def test_check_notices_what_is_no_longer_offered(client, to):
    draft = filling.fill(client, to)
    FocusArea.objects.update(is_active=False)

    response = send(client, to, draft.version)

    assert response.context["problems"] == [
        {
            "text": "Choose one of the answers in the list.",
            "url": f"{filling.url('form_step', to, 'challenge')}?from=check#div_id_focus_areas",
        }
    ]
    assert Submission.objects.count() == 0


def test_sending_makes_the_submission_that_was_checked(client, to):
    submission = filling.send(
        client,
        to,
        cost={"days_lost": "0", "rupees_blocked": "2 crore"},
        venture={"idex": "no", "website": "example.org", "mobile": "9876543210"},
        consent={"consent": "named"},
    )

    assert (submission.summary, submission.experience) == (
        "Milestone payments arrive late",
        "Signed in October;\npaid in March.",
    )
    assert (submission.days_lost, submission.rupees_blocked, submission.consent) == (0, 2_00_00_000, "named")
    assert (submission.venture.name, submission.venture.is_idex_engaged, submission.venture.website) == (
        *("Acme Aerospace", False),
        "https://example.org",
    )
    assert (submission.contact.email, submission.contact.mobile) == ("asha@example.org", "+919876543210")
    assert (submission.consultation, submission.channel, submission.language) == (to, "web", "en")
    assert list(submission.focus_areas.all()) == list(to.focus_areas.all())
    assert submission.is_example is False


def test_sending_keeps_the_language_of_the_page(client, to):
    draft = filling.fill(client, to)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "hi"
    send(client, to, draft.version)

    assert Submission.objects.values_list("language", "contact__language").get() == ("hi", "hi")


def test_sending_twice_makes_one_submission_and_shows_the_same_page(client, to):
    draft = filling.fill(client, to)
    answers = [send(client, to, draft.version) for _click in range(3)]

    pages = [client.get(answer.url).content.decode() for answer in answers]

    submission = Submission.objects.get()
    code = codes.derive_access_code(client.cookies["draft"].value)
    assert {(answer.status_code, answer.url) for answer in answers} == {(303, filling.url("done", to))}
    assert [(submission.reference.split("/")[-1] in page, code[:5] in page) for page in pages] == [(True, True)] * 3
    assert OutgoingMessage.objects.count() == 1


def test_second_click_that_overtakes_the_first_finds_the_same_submission(client, to):
    """Both clicks have read the unsent draft before either sends it."""
    draft = filling.fill(client, to)
    token = client.cookies["draft"].value
    sent = factories.sent(to)
    first, second = Draft.objects.get(pk=draft.pk), Draft.objects.get(pk=draft.pk)

    made = [drafts.send(of, sent, token=token, version=draft.version, at=factories.AT) for of in (first, second)]

    assert (made[0] == made[1], Submission.objects.count()) == (True, 1)


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 400, "५", "1.0"])
def test_sending_another_version_than_was_checked_shows_what_is_new(client, to, version):
    draft = filling.fill(client, to)
    changes = {"summary": "From another window", "was": filling.state(client, to, "point")}
    client.post(filling.url("form_step", to, "point"), filling.answers(to)["point"] | changes)

    response = send(client, to, version)

    html = response.content.decode()
    assert (response.status_code, Submission.objects.count()) == (409, 0)
    assert "The draft was changed in another window." in html
    assert "From another window" in html
    assert f'name="version" value="{draft.version + 1}"' in html


def test_sending_after_closing_keeps_what_was_written(client, to):
    draft = filling.fill(client, to)
    to.closes_at = timezone.now()
    to.save()

    response = send(client, to, draft.version)

    html = response.content.decode()
    assert (response.status_code, Submission.objects.count()) == (409, 0)
    assert "This consultation is not accepting submissions at the moment. What you wrote has been kept" in html
    assert ("Milestone payments arrive late" in html, "Send my submission" in html) == (True, False)
    assert "Milestone payments arrive late" in check(client, to).content.decode()


def test_sending_in_the_closing_second_is_in_time(client, to, monkeypatch):
    closes = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    to.closes_at = closes
    to.save()
    draft = filling.fill(client, to)
    monkeypatch.setattr("engagements.public.views.check.database_now", lambda: closes + timedelta(microseconds=1))
    assert send(client, to, draft.version).status_code == 409

    monkeypatch.setattr("engagements.public.views.check.database_now", lambda: closes)

    assert send(client, to, draft.version).status_code == 303


def test_done_page_shows_reference_code_and_what_happens_next(client, to):
    submission = filling.send(client, to)

    html = " ".join(client.get(filling.url("done", to)).content.decode().split())

    code = codes.derive_access_code(client.cookies["draft"].value)
    assert codes.matches(code, submission.access_code_hash)
    assert submission.reference.split("/")[-1] in html
    assert [group for group in codes.format_code(code).split("-")[:4] if group[:4] not in html] == []
    assert f'href="{submission.get_absolute_url()}"' in html
    assert "or a message telling you when to expect one" in html
    assert "Signed in October;<br>paid in March." in html


def test_cookie_lasts_half_an_hour_after_sending(client, to):
    filling.send(client, to)

    assert client.cookies["draft"]["max-age"] == HALF_AN_HOUR


def test_done_page_is_over_after_half_an_hour_even_with_the_cookie(client, to):
    filling.send(client, to)
    Submission.objects.update(received_at=timezone.now() - timedelta(minutes=29))
    assert client.get(filling.url("done", to)).status_code == 200

    Submission.objects.update(received_at=timezone.now() - timedelta(minutes=31))

    response = client.get(filling.url("done", to))
    assert response.status_code == 404
    assert Submission.objects.get().reference not in response.content.decode()


def test_done_page_of_another_device_does_not_show_a_wrong_code(client, to):
    submission = filling.send(client, to)
    other = drafts.issue_device_key(submission.draft, at=timezone.now())
    client.cookies["draft"] = other

    response = client.get(filling.url("done", to))

    assert (response.context["code"], response.status_code) == ("", 200)
    assert "The access code was shown in the browser used to send the submission." in response.content.decode()


def test_done_page_before_sending_leads_to_the_check_page(client, to):
    filling.fill(client, to)

    assert client.get(filling.url("done", to)).url == filling.url("check", to)


@pytest.mark.parametrize("name", ["check", "done"])
def test_page_without_a_draft_explains_it(client, to, name):
    response = client.get(filling.url(name, to))

    assert (response.status_code, "There is no draft in this browser" in response.content.decode()) == (404, True)


def test_code_and_answers_stand_in_no_mail_and_no_draft(client, to):
    filling.send(client, to)

    code, mail = codes.derive_access_code(client.cookies["draft"].value), OutgoingMessage.objects.get()
    greeting, _opening, text = mail.body.partition("\n")
    assert "Asha" in greeting
    assert [word for word in (code, codes.format_code(code), "Milestone", "Asha") if word in text + mail.subject] == []
    assert Draft.objects.get().answers == {}


def test_whole_form_takes_a_bounded_number_of_queries(client, to, django_assert_max_num_queries):
    # 104 on SQLite, nine of them for the limits; PostgreSQL is asked for its clock, too.
    with django_assert_max_num_queries(120):
        submission = filling.send(client, to)

    assert submission.status == SubmissionStatus.RECEIVED
