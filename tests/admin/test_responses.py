"""Ministry responses in the admin: prepared, previewed, released by another, never by the same one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import responses
from engagements.choices import ConsultationStatus, Role
from engagements.models import MinistryResponse
from engagements.rules.actors import Actor
from tests import factories
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:engagements_ministryresponse_changelist")
SAME = "You wrote this reply. Ask a colleague to read and release it."


def writing(to) -> str:
    return f"{reverse('admin:engagements_ministryresponse_add')}?consultation={to.pk}"


def waiting(by: Actor | None = None) -> MinistryResponse:
    return factories.ministry_response(factories.consultation(), by=by, at=timezone.now())


def test_preview_shows_the_texts_and_keeps_nothing(enter, client):
    enter(Role.LEAD)

    response = client.post(
        writing(factories.consultation()), {"saves": 0, "body": "# Yes", "body_hi": "हाँ", "preview": "1"}
    )

    html = response.content.decode()
    assert "<h3>Yes</h3>" in html
    assert '<div class="prose" lang="hi"><p>हाँ</p>' in html
    assert not MinistryResponse.objects.exists()


def test_prepare_keeps_the_texts_for_release(enter, client):
    lead = enter(Role.LEAD)
    to = factories.consultation()

    response = client.post(writing(to), {"saves": 0, "body": "Yes.", "body_hi": "हाँ", "prepare": "1"})

    made = MinistryResponse.objects.get()
    assert response["Location"] == page_of(made)
    assert (made.consultation, made.body, made.body_hi, made.prepared_by) == (to, "Yes.", "हाँ", lead)


def test_prepare_without_an_english_text_is_told(enter, client):
    enter(Role.LEAD)

    response = client.post(writing(factories.consultation()), {"saves": 0, "body": " ", "prepare": "1"})

    assert response.context["form"].errors == {"body": ["Enter the English text. You can add the Hindi text later."]}
    assert not MinistryResponse.objects.exists()


def test_prepare_over_newer_words_is_told_and_keeps_what_was_typed(enter, client):
    enter(Role.LEAD)
    first = waiting()
    responses.prepare_response(
        first.consultation, body="Theirs.", body_hi="", by=factories.actor(Role.LEAD), at=timezone.now(), saves=1
    )

    response = client.post(writing(first.consultation), {"saves": 1, "body": "Mine.", "prepare": "1"})

    assert response.status_code == 409
    form = response.context["form"]
    assert (form["body"].value(), form["saves"].value()) == ("Mine.", 2)
    assert MinistryResponse.objects.get().body == "Theirs."


def test_form_begins_with_the_words_of_the_last_version(enter, client):
    enter(Role.LEAD)
    version = waiting()
    begun = client.get(writing(version.consultation)).context["form"]
    factories.released(version, at=timezone.now())
    anew = client.get(writing(version.consultation)).context["form"]

    assert [(form["body"].value(), form["saves"].value()) for form in (begun, anew)] == [
        ("We heard you.", 1),
        ("We heard you.", 0),
    ]


@pytest.mark.parametrize("query", ["", "?consultation=x", "?consultation=999999999"])
def test_form_without_a_consultation_leads_to_the_list(enter, client, query):
    enter(Role.LEAD)

    assert client.get(reverse("admin:engagements_ministryresponse_add") + query)["Location"] == LIST


def test_response_to_a_draft_consultation_is_not_begun(enter, client):
    enter(Role.LEAD)
    to = factories.consultation(status=ConsultationStatus.DRAFT)

    assert client.get(writing(to))["Location"] == LIST


def test_release_by_another_one_is_done(enter, client):
    administrator = enter(Role.ADMINISTRATOR)
    version = waiting()

    page = client.get(page_of(version))
    client.post(page_of(version, "release"), {"saves": 1})

    assert page.context["may_release"] is True
    shown = MinistryResponse.objects.released().get()
    assert (shown, shown.released_by) == (version, administrator)


def test_release_by_the_same_one_is_neither_offered_nor_done(enter, client):
    version = waiting(by=Actor.official(enter(Role.LEAD)))

    page = client.get(page_of(version))
    posted = client.post(page_of(version, "release"), {"saves": 1})

    assert SAME in page.content.decode()
    assert page_of(version, "release") not in page.content.decode()
    assert posted.context["refusal"] == SAME
    assert not MinistryResponse.objects.released().exists()


def test_release_of_words_that_changed_meanwhile_is_told(enter, client):
    enter(Role.ADMINISTRATOR)
    version = waiting()
    responses.prepare_response(
        version.consultation, body="New.", body_hi="", by=factories.actor(Role.LEAD), at=timezone.now(), saves=1
    )

    response = client.post(page_of(version, "release"), {"saves": 1})

    assert (response.status_code, response.context["version"].body) == (409, "New.")
    assert not MinistryResponse.objects.released().exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AUDITOR])
def test_those_who_only_read_release_nothing(enter, client, role):
    enter(role)
    version = waiting()

    assert client.post(page_of(version, "release"), {"saves": 1}).status_code == 403
    assert client.post(writing(version.consultation), {"saves": 1, "body": "X.", "prepare": "1"}).status_code == 403
    assert MinistryResponse.objects.get().body == "We heard you."


def test_list_and_page_take_the_same_queries_for_one_and_for_three(enter, queries_of):
    enter(Role.LEAD)
    first = factories.released(waiting(), at=timezone.now())
    one = (queries_of(LIST), queries_of(page_of(first)))
    for body in ("Second.", "Third."):
        prepared = factories.ministry_response(first.consultation, body, at=timezone.now())
        factories.released(prepared, at=timezone.now())
    waiting()

    assert (queries_of(LIST), queries_of(page_of(first))) == one
    assert max(one) <= 12
