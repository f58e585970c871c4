"""What a venture decides: to withdraw its submission, or to let less of it be shown."""

import pytest

from engagements.models import ConsentChange, OutgoingMessage, StatusChange
from engagements.rules.actors import Actor
from tests import factories
from tests.public.following import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(client):
    made = factories.submission()
    opened(client, made)
    return made


def withdraw(client, submission, version=None):
    version = submission.version if version is None else version
    return client.post(submission.get_absolute_url() + "withdraw/", {"version": version})


def show_less(client, submission, consent, version=None):
    version = submission.version if version is None else version
    return client.post(submission.get_absolute_url() + "show-less/", {"version": version, "consent": consent})


def words(client, submission):
    return client.get(submission.get_absolute_url()).content.decode()


def test_withdrawing_asks_once_more(client, submission):
    response = client.get(submission.get_absolute_url() + "withdraw/")

    submission.refresh_from_db()
    assert (response.status_code, submission.status) == (200, "received")
    assert "Withdraw this submission?" in response.content.decode()


def test_withdrawing_takes_the_submission_back(client, submission):
    response = withdraw(client, submission)

    submission.refresh_from_db()
    assert (response.status_code, response.url) == (303, submission.get_absolute_url())
    assert (submission.status, StatusChange.objects.latest("pk").official) == ("withdrawn", None)
    assert OutgoingMessage.objects.filter(kind="withdrawn").count() == 1
    html = words(client, submission)
    offered = [words for words in (">Withdraw</a>", "Limit who can see it") if words in html]
    assert ("Your submission has been withdrawn." in html, offered) == (True, [])


def test_withdrawing_twice_happens_once(client, submission):
    clicks = [withdraw(client, submission) for _click in range(2)]

    assert [click.url for click in clicks] == [submission.get_absolute_url()] * 2
    assert StatusChange.objects.filter(transition="withdraw").count() == 1


def test_withdrawing_what_has_changed_meanwhile_shows_what_is_new_first(client, submission):
    factories.moved(submission, "take_up")

    withdraw(client, submission)

    submission.refresh_from_db()
    assert submission.status == "under_review"
    assert "Someone else changed this submission while you had it open." in words(client, submission)
    withdraw(client, submission)
    submission.refresh_from_db()
    assert submission.status == "withdrawn"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_withdrawing_without_a_version_is_refused(client, submission, version):
    response = withdraw(client, submission, version)

    submission.refresh_from_db()
    assert (response.status_code, submission.status) == (200, "received")
    assert "This page was out of date." in response.content.decode()


def test_showing_less_offers_what_is_stricter(client, submission):
    form = client.get(submission.get_absolute_url() + "show-less/").context["form"]

    assert [value for value, _label in form.fields["consent"].choices] == ["counted", "officials"]


def test_showing_less_holds_at_once(client, submission):
    response = show_less(client, submission, "counted")

    submission.refresh_from_db()
    assert (response.url, submission.consent) == (submission.get_absolute_url(), "counted")
    assert list(ConsentChange.objects.values_list("from_consent", "to_consent")) == [("unnamed", "counted")]
    assert "Visibility changed to: Counted only." in words(client, submission)


@pytest.mark.parametrize("consent", ["", "named", "unnamed", "x", "<script>", "a" * 10_000, "\x00"])
def test_showing_more_is_refused(client, submission, consent):
    response = show_less(client, submission, consent)

    submission.refresh_from_db()
    assert (response.status_code, submission.consent, ConsentChange.objects.count()) == (200, "unnamed", 0)
    assert "Error: " in response.content.decode()


def test_showing_less_of_what_has_changed_meanwhile_shows_what_is_new_first(client, submission):
    factories.moved(submission, "take_up")

    show_less(client, submission, "counted")

    submission.refresh_from_db()
    assert submission.consent == "unnamed"
    assert "Someone else changed this submission while you had it open." in words(client, submission)


def test_showing_less_than_least_is_not_offered(client, submission):
    show_less(client, submission, "officials")

    assert client.get(submission.get_absolute_url() + "show-less/").url == submission.get_absolute_url()
    assert "Limit who can see it" not in words(client, submission)


def test_acts_are_the_venture_s(client, submission):
    withdraw(client, submission)

    assert str(Actor.venture(submission).audit_label) == "venture"
    assert StatusChange.objects.latest("pk").transition == "withdraw"
