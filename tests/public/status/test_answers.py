"""A question answered on the status page: taken once, refused in words, never lost."""

import pytest

from engagements.models import Clarification
from tests import factories
from tests.public.following import answer, opened, page
from tests.reading import text_of, tight_of

pytestmark = pytest.mark.django_db


def test_question_can_be_answered_on_the_page(client):
    submission = factories.asked(factories.submission())
    assert 'name="answer"' in page(client, submission).content.decode()

    response = answer(client, submission, "  Milestone 2,\r\nसितंबर  ")

    submission.refresh_from_db()
    stored = Clarification.objects.get()
    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert (stored.answer, submission.status) == ("Milestone 2,\nसितंबर", "under_review")
    after = client.get(submission.get_absolute_url())
    assert "We have received your answer." in text_of(after)
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
        ("", "Enter your answer."),
        ("  \n ", "Enter your answer."),
        ("a\x00b", "Remove the invisible control character. It may have been copied from another program."),
        ("a" * 10_000, "Shorten this to 5000 characters. It now has 10000."),
    ],
)
def test_answer_that_cannot_be_taken_comes_back_with_a_sentence(client, words, sentence):
    submission = factories.asked(factories.submission())
    opened(client, submission)

    response = answer(client, submission, words)

    submission.refresh_from_db()
    assert (response.status_code, submission.status) == (200, "clarification")
    assert sentence in response.content.decode()
    assert "<title>Error: " in tight_of(response)


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
