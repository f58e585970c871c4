"""The consent step names the privacy notice in force, and the submission keeps which version was confirmed."""

import pytest
from django.urls import reverse

from engagements.models import Draft, Submission
from tests import factories
from tests.public import filling

pytestmark = pytest.mark.django_db


def step(to):
    return filling.url("form_step", to, "consent")


def page(client, to):
    return client.get(step(to)).content.decode()


def confirm(client, to, **changes):
    return client.post(step(to), filling.answers(to)["consent"] | changes)


def carried(html):
    return html.partition('name="notice" value="')[2].partition('"')[0]


def test_step_names_the_version_in_force_and_leads_to_it(client, to):
    factories.notice(1)
    newest = factories.notice(2)
    filling.begin(client, to)

    html = page(client, to)
    assert "I have read the notice above (privacy notice, version 2)" in html
    assert "version 2, in force since 2 April 2025" in html
    assert f'href="{reverse("public:privacy")}"' in html
    assert carried(html) == str(newest.pk)


def test_submission_keeps_the_version_that_was_confirmed(client, to):
    notice = factories.notice(1)

    submission = filling.send(client, to, consent={"notice": notice.pk})

    assert submission.notice == notice


def test_submission_keeps_none_where_no_notice_was_published(client, to):
    assert "(privacy notice, version" not in page(client, filling.begin(client, to).consultation)

    assert filling.send(client, to).notice is None


@pytest.mark.parametrize("sent", ["earlier", "", "x", "-1", "9" * 40, "५", "0"])
def test_confirming_another_version_asks_for_the_one_in_force(client, to, sent):
    earlier = factories.notice(1)
    filling.begin(client, to)
    newest = factories.notice(2)

    response = confirm(client, to, notice=earlier.pk if sent == "earlier" else sent)

    html = response.content.decode()
    assert response.status_code == 200
    assert "The privacy notice has been updated to version 2. Read it, then confirm again." in html
    assert carried(html) == str(newest.pk)
    assert 'name="has_read_notice" checked' not in " ".join(html.split())
    assert 'value="unnamed"' in html
    assert confirm(client, to, notice=newest.pk).status_code == 303


def test_notice_published_before_sending_has_to_be_confirmed_first(client, to):
    first = factories.notice(1)
    draft = filling.fill(client, to, consent={"notice": first.pk})
    second = factories.notice(2)

    response = client.post(filling.url("check", to), {"version": draft.version})

    html = response.content.decode()
    assert (response.status_code, Submission.objects.count()) == (200, 0)
    assert "The privacy notice has been updated to version 2. Read it, then confirm again." in html
    opened = page(client, to)
    assert carried(opened) == str(second.pk)
    assert "checked" not in opened.partition('name="has_read_notice"')[2].partition(">")[0]


def test_draft_begun_before_there_was_a_notice_has_to_confirm_it(client, to):
    filling.fill(client, to)
    factories.notice(1)

    html = client.get(filling.url("check", to)).content.decode()
    assert "The privacy notice has been updated to version 1." in html


def test_check_page_says_which_notice_was_confirmed_and_shows_no_number_of_ours(client, to):
    notice = factories.notice(7)
    filling.fill(client, to, consent={"notice": notice.pk})

    html = client.get(filling.url("check", to)).content.decode()
    assert "I have read the notice above (privacy notice, version 7)" in html
    assert html.count("<dt>") == sum(
        len(section.rows) for section in client.get(filling.url("check", to)).context["sections"]
    )
    assert Draft.objects.get().answers["consent"]["notice"] == notice.pk


CLOSED = "Feedback cannot be given yet"


def test_form_does_not_open_without_a_complete_notice_and_says_why(client, to, in_production):
    response = client.get(filling.url("start", to))
    html = response.content.decode()

    assert response.status_code == 200
    assert (CLOSED in html, "The ministry has not completed its privacy notice" in html) == (True, True)
    assert '<button class="btn btn-primary btn-lg btn-forward">Start</button>' not in html
    assert client.post(filling.url("start", to)).status_code == 409
    assert Draft.objects.exists() is False


def test_form_opens_when_the_notice_is_complete(client, to, in_production):
    notice = factories.notice(1)

    assert CLOSED not in client.get(filling.url("start", to)).content.decode()
    assert filling.send(client, to, consent={"notice": notice.pk}).notice == notice


def test_form_that_was_begun_keeps_the_words_and_sends_nothing(client, to, settings):
    draft = filling.fill(client, to)
    settings.POLICIES_MUST_BE_COMPLETE = True

    step = client.get(filling.url("form_step", to, "point")).content.decode()
    check = client.get(filling.url("check", to)).content.decode()
    sent = client.post(filling.url("check", to), {"version": draft.version})

    assert [CLOSED in html for html in (step, check, sent.content.decode())] == [True, True, True]
    assert all("Milestone payments arrive late" in html for html in (step, check, sent.content.decode()))
    assert (sent.status_code, Submission.objects.count()) == (409, 0)


def test_closed_consultation_says_that_it_is_closed_and_not_that_a_notice_is_missing(client, in_production):
    closed = factories.consultation(closes_at=factories.AT)
    html = client.get(filling.url("start", closed)).content.decode()

    assert ("Feedback closed on" in html, CLOSED in html) == (True, False)
