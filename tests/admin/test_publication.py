"""Publication on the review page: what would be shown, the decision, who may take it, and the queue for it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from engagements.actions import publication
from engagements.choices import Moderation, PublicationConsent, Role
from engagements.models import Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.admin.acting import act_of, errors_at_acts
from tests.admin.pages import page_of
from tests.factories import received

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/submission/"


def decide(client: Client, submission: Submission, decision: str, *, because: str = "", then: str = "stay", **given):
    address = act_of(submission, "publication")
    fields = {"version": submission.version, "decision": decision, "because": because, "then": then}
    return client.post(address, fields | given)


def now(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def panel(response) -> str:
    html = re.search(r'<section[^>]+id="act-publication".*?</section>', response.content.decode(), re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def public_page(submission: Submission) -> str:
    arguments = [submission.consultation.slug, submission.reference]
    return reverse("public:published_point", args=arguments)


def test_page_previews_what_anyone_would_read(enter, client):
    enter(Role.TRIAGE)
    named = received(summary="Payments late", experience="It took months.", venture="Acme", consent="named")
    unnamed = received(summary="Trial range", venture="Zenith", consent=PublicationConsent.UNNAMED)

    shown = panel(client.get(page_of(named)))
    for words in ("Payments late", "It took months.", "Acme", "with the venture's name", "Not decided yet"):
        assert words in shown
    hidden = panel(client.get(page_of(unnamed)))
    assert ("Trial range" in hidden, "Zenith" in hidden) == (True, False)
    assert "without the venture's name" in hidden


def test_preview_is_what_the_public_page_shows_afterwards(enter, client):
    enter(Role.TRIAGE)
    submission = received(consent="named")
    before = client.get(page_of(submission)).context["publication"].point

    decide(client, submission, "published")

    assert client.get(public_page(submission)).context["point"] == before
    assert f'href="{public_page(submission)}"' in client.get(page_of(submission)).content.decode()


def test_page_warns_of_a_text_that_says_who_wrote_it(enter, client):
    enter(Role.TRIAGE)
    telling = received(venture="Acme Aerospace", experience="We at Acme Aerospace lost a year.")

    assert "It contains the venture's name, which would be published with it." in panel(client.get(page_of(telling)))
    assert "The text may reveal who wrote it" not in panel(client.get(page_of(received())))


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (lambda: received(consent="counted"), "The venture does not agree to its text being shown."),
        (lambda: received(consent="officials"), "The venture does not agree to its text being shown."),
        (
            lambda: factories.moved(received(), "withdraw", at=timezone.now()),
            "It is withdrawn: nothing of it is shown.",
        ),
    ],
)
def test_page_offers_no_decision_where_nothing_is_ever_shown(enter, client, made, sentence):
    enter(Role.TRIAGE)
    submission = made()
    response = client.get(page_of(submission))

    assert panel(response) == f"Publication {sentence}"
    assert "publication" not in [panel.action.name for panel in response.context["panels"]]


def test_publishing_shows_the_point_to_everybody(enter, client):
    officer = enter(Role.OFFICER)
    submission = received()

    response = decide(client, submission, "published")

    decided = now(submission)
    assert (response.status_code, response["Location"]) == (302, f"{page_of(submission)}#start")
    assert (decided.moderation, decided.moderated_by) == (Moderation.PUBLISHED, officer)
    assert Client().get(public_page(submission)).status_code == 200


def test_holding_back_keeps_the_reason_and_takes_it_off_the_public_page(enter, client):
    enter(Role.LEAD)
    submission = factories.published(received())
    assert Client().get(public_page(submission)).status_code == 200

    decide(client, submission, "not_published", because="It names a person.")

    assert (now(submission).moderation, now(submission).not_published_reason) == ("not_published", "It names a person.")
    assert Client().get(public_page(submission)).status_code == 404
    assert "Not published because: It names a person." in panel(client.get(page_of(submission)))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"decision": ""}, "Choose whether it can be published."),
        ({"decision": "not_published"}, "Give a reason. One sentence is enough."),
        ({"decision": "not_published", "because": " "}, "Give a reason. One sentence is enough."),
        (
            {"decision": "not_published", "because": "x" * 301},
            "Ensure this value has at most 300 characters (it has 301).",
        ),
        (
            {"decision": "not_published", "because": "a\x00"},
            "Remove the invisible control character. It may have been copied from another program.",
        ),
        ({"decision": "pending"}, "Select a valid choice. pending is not one of the available choices."),
    ],
)
def test_decision_that_cannot_be_taken_comes_back_with_a_sentence(enter, client, given, sentence):
    enter(Role.LEAD)
    submission = received()

    response = decide(client, submission, **given)

    assert (response.status_code, errors_at_acts(response)) == (200, [sentence])
    assert now(submission).moderation == Moderation.PENDING


def test_decision_on_what_the_venture_took_back_meanwhile_shows_what_is_new(enter, client):
    enter(Role.LEAD)
    submission = received()
    by = Actor.venture(submission)
    publication.restrict_consent(
        submission, PublicationConsent.COUNTED, by=by, at=timezone.now(), version=submission.version
    )

    response = decide(client, submission, "not_published", because="My long reason.")

    assert (response.status_code, now(submission).moderation) == (409, Moderation.PENDING)
    assert "My long reason." in response.content.decode()
    again = decide(client, now(submission), "published")
    assert errors_at_acts(again) == ["The venture has not consented to publication of its text."]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.TRIAGE, 302), (Role.OFFICER, 302), (Role.LEAD, 302), (Role.SECURITY, 404), (Role.ANALYST, 403),
        (Role.AUDITOR, 403), (Role.ADMINISTRATOR, 403),
    ],
)  # fmt: skip
def test_decision_is_for_those_who_work_on_submissions(enter, client, role, status):
    enter(role)
    submission = received()

    assert decide(client, submission, "published").status_code == status
    assert (now(submission).moderation == Moderation.PUBLISHED) == (status == 302)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
def test_others_read_how_it_stands_without_a_form(enter, client, role):
    enter(role)
    response = client.get(page_of(factories.published(received())))

    assert "May be shown" in panel(response)
    assert 'name="decision"' not in response.content.decode()


def test_history_tells_each_decision_and_each_change_of_consent(enter, client):
    lead = factories.actor(Role.LEAD, full_name="Asha Lead")
    enter(Role.TRIAGE)
    at = timezone.now() - timedelta(hours=5)
    submission = received(consent="named")
    submission = factories.not_published(submission, "A first look.", by=lead, at=at)
    submission = factories.published(submission, by=lead, at=at + timedelta(hours=1))
    submission = publication.restrict_consent(
        submission, PublicationConsent.UNNAMED, by=Actor.venture(submission), at=at + timedelta(hours=2),
        version=submission.version,
    )  # fmt: skip
    factories.not_published(submission, "It names a person.", by=lead, at=at + timedelta(hours=3))

    steps = client.get(page_of(submission)).context["history"]

    assert [(step.what, step.who, step.reason) for step in steps][1:] == [
        ("Publication: Not published", "Asha Lead", ""),
        ("Publication: May be shown", "Asha Lead", ""),
        ("Publication consent: With our name → Quoted without our name", "The venture", ""),
        ("Publication: Not published", "Asha Lead", "It names a person."),
    ]


def test_facts_name_the_notice_that_was_confirmed(enter, client):
    enter(Role.TRIAGE)
    notice = factories.notice(number=4)
    submission = received(envelope={"notice_id": notice.pk})

    assert "Privacy notice, version 4" in client.get(page_of(submission)).content.decode()


def test_queue_holds_what_waits_for_a_decision(enter, client):
    enter(Role.TRIAGE)
    waiting = received()
    factories.published(received())
    received(consent="counted")

    response = client.get(LIST, {"queue": "publication"})
    assert [row.submission for row in response.context["cl"].rows] == [waiting]
    tiles = {str(tile.name): (tile.count, tile.url) for tile in client.get("/admin/").context["tiles"]}
    assert tiles["Waiting for a publication decision"] == (1, f"{LIST}?queue=publication")


def test_save_and_next_goes_on_with_what_else_waits_for_a_decision(enter, client):
    enter(Role.TRIAGE)
    first, second, third = received(9), received(6), received(3)
    answered = factories.replied(second, at=timezone.now())
    factories.published(third)

    response = decide(client, first, "published", then="next")
    assert response["Location"] == f"{page_of(answered)}#start"
    last = decide(client, now(answered), "not_published", because="It names a person.", then="next")
    assert last["Location"] == reverse("admin:index")


def test_review_page_takes_the_same_queries_for_one_and_for_three_decisions(enter, client):
    enter(Role.LEAD)
    short, long = factories.published(received()), received()
    for _turn in range(3):
        long = factories.published(factories.not_published(long))
    received()  # so that there is a next one for both
    counts = []
    for submission in (short, long):
        client.get(page_of(submission))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(submission))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("ticked", "audience"), [({}, "Officials only"), ({"tells_venture": "on"}, "The venture can see this")]
)
def test_reason_for_holding_back_says_who_reads_it(enter, client, ticked, audience):
    enter(Role.TRIAGE)
    submission = received()

    decide(client, submission, "not_published", because="It names a person.", **ticked)

    assert now(submission).tells_not_published_reason == bool(ticked)
    assert f"Not published because: It names a person. {audience}" in panel(client.get(page_of(submission)))
