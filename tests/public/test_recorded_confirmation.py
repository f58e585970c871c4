"""“Is this what you said?”: what the mailed link shows, confirms once, and gives away to nobody else."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from engagements.actions import publication, recorded_submissions
from engagements.choices import MessageKind, PublicationConsent, Role
from engagements.models import OutgoingMessage, RecordedSubmission, Submission
from engagements.rules import codes
from tests import factories
from tests.recording import entry, person, token_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    to = factories.consultation()
    session = factories.session(to, title="First day")
    what = entry(to, person=person(), session_id=session.pk, summary="Paid late", experience="It came in March.")
    return recorded_submissions.record_submission(
        what, consultation=to, key=uuid4(), by=factories.actor(Role.OFFICER), at=timezone.now()
    )


@pytest.fixture
def token(made):
    return token_in(OutgoingMessage.objects.get(kind=MessageKind.CONFIRM_RECORDED))


def url(token, name="confirm_recorded"):
    return reverse(f"public:{name}", args=[token])


def agreed(consent=PublicationConsent.NAMED, **texts):
    return {"consent": consent, "is_unclassified": "on", "has_read_notice": "on", **texts}


def test_page_shows_what_was_heard_and_from_where_and_changes_nothing(client, made, token):
    page = client.get(url(token))

    html = page.content.decode()
    assert page.status_code == 200
    assert all(words in html for words in ("Paid late", "It came in March.", "First day", "24 March 2025"))
    assert page["Cache-Control"] == "no-store"
    assert RecordedSubmission.objects.get().confirmed_at is None


def test_confirming_shows_the_access_code_once_and_opens_the_status_page(client, made, token):
    page = client.post(url(token), agreed())

    code = page.context["code"]
    settled = Submission.objects.get()
    assert (settled.consent, codes.matches(code, settled.access_code_hash)) == (PublicationConsent.NAMED, True)
    assert client.get(made.get_absolute_url()).context["submission"] == made
    stranger = Client().post(made.get_absolute_url(), {"code": code})
    assert stranger.status_code == 303


def test_second_click_shows_the_same_page_and_a_later_visit_nothing(client, made, token):
    code = client.post(url(token), agreed()).context["code"]

    assert client.post(url(token), agreed()).context["code"] == code
    later = client.get(url(token))
    assert (later.status_code, code in later.content.decode()) == (404, False)
    assert "This has already been confirmed" in later.content.decode()


@pytest.mark.parametrize("name", ["confirm_recorded", "correct_recorded"])
def test_link_to_a_point_that_was_withdrawn_shows_nothing_of_it_and_confirms_nothing(client, made, token, name):
    factories.moved(made, "withdraw", at=timezone.now())

    page = client.get(url(token, name))

    assert (page.status_code, "Paid late" in page.content.decode()) == (404, False)
    assert client.post(url(token, name), agreed(summary="New", experience="New", proposal="")).status_code == 404
    assert RecordedSubmission.objects.get().confirmed_at is None


def test_another_link_shows_no_code_of_a_point_that_is_confirmed(client, made, token):
    recorded_submissions.resend_confirmation_link(
        made, "", by=factories.actor(Role.LEAD), at=timezone.now(), version=made.version
    )
    newer = token_in(OutgoingMessage.objects.filter(kind=MessageKind.CONFIRM_RECORDED).latest("pk"))
    client.post(url(newer), agreed())

    answer = Client().post(url(token), agreed())

    assert (answer.status_code, "code" in answer.context) == (404, False)


def test_consent_and_confirmations_are_asked_for(client, made, token):
    errors = client.post(url(token), {}).context["form"].errors

    assert set(errors) == {"consent", "is_unclassified", "has_read_notice"}
    assert RecordedSubmission.objects.get().confirmed_at is None


def test_correction_begins_with_what_was_heard_and_is_kept(client, made, token):
    assert client.get(url(token, "correct_recorded")).context["form"].initial["experience"] == "It came in March."

    client.post(
        url(token, "correct_recorded"),
        agreed(summary="Paid late", experience="It came in May.", proposal="Pay at once."),
    )

    settled = Submission.objects.get()
    assert (settled.experience, settled.proposal, settled.recorded_submission.experience) == (
        "It came in May.",
        "Pay at once.",
        "It came in March.",
    )
    assert settled.recorded_submission.is_corrected


def test_correction_with_nothing_changed_is_a_confirmation(client, made, token):
    texts = {"summary": made.summary, "experience": made.experience, "proposal": made.proposal}

    client.post(url(token, "correct_recorded"), agreed(**texts))

    assert (RecordedSubmission.objects.get().is_confirmed, RecordedSubmission.objects.get().is_corrected) == (
        True,
        False,
    )


def test_correction_that_may_not_belong_there_is_pointed_out_first(client, made, token):
    data = agreed(summary="Paid late", experience="Marked SECRET by the board.", proposal="")

    warned = client.post(url(token, "correct_recorded"), data)
    assert [warning.quote for warning in warned.context["form"].warnings] == ["SECRET"]
    assert RecordedSubmission.objects.get().confirmed_at is None
    keys = [warning.key for warning in warned.context["form"].warnings]
    client.post(url(token, "correct_recorded"), data | {"warned": keys})

    assert Submission.objects.get().status == "quarantined"


@pytest.mark.parametrize("name", ["confirm_recorded", "correct_recorded"])
def test_unknown_link_is_answered_with_404(client, db, name):
    for method in (client.get, client.post):
        assert method(url("x" * 26, name)).status_code == 404


def test_link_of_another_purpose_opens_nothing(client, made):
    from engagements.actions import links

    links.mail_my_link("asha@example.org", language="en", at=timezone.now())
    [line] = [line for line in OutgoingMessage.objects.latest("pk").body.splitlines() if "/my/" in line]

    assert client.get(url(line.rstrip("/").rpartition("/")[2])).status_code == 404


def test_status_page_says_whether_it_is_confirmed(client, made, token):
    from engagements.public.views import status_access

    client.cookies = status_access.redirect_with_access(made).cookies
    before = client.get(made.get_absolute_url()).content.decode()
    client.post(url(token), agreed())
    after = client.get(made.get_absolute_url()).content.decode()

    assert ("You have not confirmed this yet" in before, "not confirmed by the venture yet" in before) == (True, True)
    assert ("You have not confirmed this yet" in after, "You confirmed the recorded submission." in after) == (
        False,
        True,
    )


def test_published_point_says_that_it_was_confirmed(client, made, token):
    address = reverse("public:published_point", args=[made.consultation.slug, made.reference])
    assert client.get(address).status_code == 404

    client.post(url(token), agreed())
    settled = Submission.objects.get()
    publication.publish_submission(settled, by=factories.actor(Role.LEAD), at=timezone.now(), version=settled.version)

    words = "Said in a session, recorded by an official; confirmed by the venture"
    assert words in client.get(address).content.decode()


def test_nothing_is_confirmed_without_a_complete_notice_and_the_link_works_later(client, made, token, settings):
    settings.POLICIES_MUST_BE_COMPLETE = True

    page = client.get(url(token))
    assert (page.status_code, "This cannot be confirmed yet" in page.content.decode()) == (200, True)
    refused = client.post(url(token), agreed())
    assert (refused.status_code, "This cannot be confirmed yet" in refused.content.decode()) == (409, True)
    assert RecordedSubmission.objects.get().confirmed_at is None

    notice = factories.notice(1)
    assert client.post(url(token), agreed() | {"notice": notice.pk}).context["code"]
    assert Submission.objects.get().notice == notice
