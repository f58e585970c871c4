"“This does not address my issue”: once for each final reply, and a lead looks again."

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import ReplyKind, Role
from engagements.models import Objection, Submission
from tests import factories
from tests.public.following import opened
from tests.reading import tight_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(client):
    made = factories.replied(factories.submission(), "We changed <b>it</b>.")
    opened(client, made)
    return made


def url(submission):
    return reverse("public:object_to_reply", args=[submission.reference])


def object_to(client, submission, missing, version=None):
    version = submission.version if version is None else version
    return client.post(url(submission), {"missing": missing, "version": version})


def page(client, submission):
    return client.get(submission.get_absolute_url()).content.decode()


def now(submission):
    return Submission.objects.get(pk=submission.pk)


def test_page_of_an_answered_submission_offers_it_and_shows_the_reply(client, answered):
    assert f'href="{url(answered)}"' in page(client, answered)

    html = client.get(url(answered)).content.decode()
    assert "What is missing?" in html
    assert "We changed &lt;b&gt;it&lt;/b&gt;." in html


def test_objection_opens_it_again_with_a_lead_and_is_shown_afterwards(client, answered):
    lead = factories.official(Role.LEAD)

    response = object_to(client, answered, "  The second half,\r\nभी  ")

    submission, objection = now(answered), Objection.objects.get()
    assert (response.status_code, response.url) == (303, answered.get_absolute_url())
    assert (submission.status, submission.officer_in_charge) == ("under_review", lead)
    assert (objection.body, objection.reply) == ("The second half,\nभी", answered.replies.get())
    html = page(client, answered)
    assert "Your submission has been reopened." in html
    assert "that our reply does not answer your issue" in html
    assert "The second half," in html
    assert f'href="{url(answered)}"' not in html


def test_objection_sent_twice_is_taken_once(client, answered):
    clicks = [object_to(client, answered, "Missing") for _click in range(2)]

    assert [click.url for click in clicks] == [answered.get_absolute_url()] * 2
    assert Objection.objects.count() == 1
    assert answered.status_changes.filter(transition="object").count() == 1


def test_objection_is_offered_anew_for_the_next_final_reply(client, answered):
    object_to(client, answered, "Missing")
    submission = now(answered)
    lead = factories.actor(Role.LEAD)
    later, version = timezone.now(), submission.version
    submission = casework.reply(submission, "Now.", kind=ReplyKind.FINAL, by=lead, at=later, version=version)

    html = page(client, submission)
    assert f'href="{url(submission)}"' in html
    assert "You told us on" not in html
    object_to(client, submission, "Still missing")
    assert Objection.objects.count() == 2


@pytest.mark.parametrize("stage", ["received", "under review", "interim", "closed", "withdrawn"])
def test_objection_is_not_offered_where_there_is_nothing_to_object_to(client, stage):
    made = factories.submission()
    made = {
        "received": lambda: made,
        "under review": lambda: factories.moved(made, "take_up"),
        "interim": lambda: factories.replied(made, kind=ReplyKind.INTERIM),
        "closed": lambda: factories.moved(factories.replied(made), "close"),
        "withdrawn": lambda: factories.moved(factories.replied(made), "withdraw"),
    }[stage]()
    opened(client, made)

    assert f'href="{url(made)}"' not in page(client, made)
    assert client.get(url(made)).url == made.get_absolute_url()
    assert object_to(client, made, "Missing").url == made.get_absolute_url()
    assert (Objection.objects.count(), now(made).status) == (0, made.status)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("", "Describe what is missing. One sentence is enough."),
        (" \n ", "Describe what is missing. One sentence is enough."),
        ("a\x00b", "Remove the invisible control character."),
        ("a" * 5_001, "Shorten this to 5000 characters. It now has 5001."),
    ],
)
def test_objection_that_cannot_be_taken_comes_back_with_a_sentence(client, answered, missing, sentence):
    response = object_to(client, answered, missing)
    html = response.content.decode()

    assert (sentence in html, "<title>Error: " in tight_of(response), Objection.objects.count()) == (True, True, 0)


def test_objection_to_what_has_changed_meanwhile_is_kept_and_can_be_sent_again(client, answered):
    first = object_to(client, answered, "My long text", version=answered.version - 1)

    html = first.content.decode()
    assert ("Someone else changed this submission" in html, "My long text" in html) == (True, True)
    assert f'name="version" value="{answered.version}"' in html
    assert object_to(client, answered, "My long text").status_code == 303


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_objection_without_a_version_is_kept(client, answered, version):
    html = object_to(client, answered, "My long text", version=version).content.decode()

    assert ("This page was out of date." in html, "My long text" in html, Objection.objects.count()) == (True, True, 0)


def test_objection_after_the_permission_ended_is_given_back_for_copying(client):
    made = factories.replied(factories.submission())

    response = object_to(client, made, "My <b>long</b> text")

    assert (response.status_code, Objection.objects.count()) == (403, 0)
    assert "My &lt;b&gt;long&lt;/b&gt; text" in response.content.decode()
    assert client.get(url(made)).url == made.get_absolute_url()
