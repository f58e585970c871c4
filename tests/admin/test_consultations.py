"""Consultations are prepared, previewed and published against a check-list, and changed in the open afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.choices import ConsultationStatus, Role
from engagements.models import AuditEvent, Consultation, ConsultationChange
from tests import factories
from tests.admin.editing import errors_in, filled_in
from tests.admin.pages import page_of
from tests.factories import complete_draft
from tests.reading import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def notice():
    return factories.notice(review_on=timezone.localdate() + timedelta(days=100))


def ready(**fields) -> Consultation:
    """Make a draft that can be published today."""
    opens_at = timezone.now().replace(microsecond=0)
    return complete_draft(**{"opens_at": opens_at, "closes_at": opens_at + timedelta(days=45)} | fields)


def published(**fields) -> Consultation:
    return ready(status=ConsultationStatus.PUBLISHED, **fields)


def act(consultation: Consultation, name: str = "publish") -> str:
    return reverse(f"admin:engagements_consultation_{name}", args=[consultation.pk])


def save(client, consultation: Consultation, **given):
    return client.post(page_of(consultation), filled_in(client.get(page_of(consultation))) | given)


def test_draft_is_published_by_its_button(enter, client):
    enter(Role.LEAD)
    made = ready()
    assert "It is ready to publish." in html_of(client.get(page_of(made)))

    response = client.post(act(made), follow=True)

    assert f"“{made.title}” has been published." in html_of(response)
    assert client.get(made.get_absolute_url()).status_code == 200


def test_draft_that_lacks_something_is_not_published(enter, client):
    enter(Role.LEAD)
    made = ready(background="", background_hi="")

    page = html_of(client.get(act(made)))
    assert "One item must be fixed first." in page
    assert f'href="{page_of(made)}#div_id_background"' in page
    response = client.post(act(made), follow=True)

    assert "This cannot be published yet. The explanatory note is missing." in html_of(response)
    assert Consultation.objects.get().status == ConsultationStatus.DRAFT


def test_status_is_not_set_in_the_form(enter, client):
    enter(Role.LEAD)
    made = ready(background="", background_hi="")

    save(client, made, status="published")

    assert Consultation.objects.get().status == ConsultationStatus.DRAFT


def test_publishing_is_refused_to_those_who_only_look(enter, client):
    enter(Role.TRIAGE)
    made = ready()

    assert "A lead or an administrator must publish it." in html_of(client.get(act(made)))
    assert client.post(act(made)).status_code == 403


def test_change_of_a_published_consultation_needs_a_note(enter, client):
    enter(Role.LEAD)
    made = published()

    response = save(client, made, title="Renamed")

    assert errors_in(response) == ["Describe in one sentence what has changed. The public will see this."]
    assert Consultation.objects.get().title == made.title


def test_change_of_a_part_needs_a_note_as_well(enter, client):
    enter(Role.LEAD)
    made = published()
    factories.session(made)

    response = save(client, made, **{"sessions-0-venue": "North Block"})

    assert "Describe above, in one sentence, what has changed" in html_of(response)
    assert made.sessions.get().venue == "Test Block"


def test_change_of_a_draft_needs_none_and_keeps_none(enter, client):
    enter(Role.LEAD)
    made = ready()

    assert save(client, made, title="Renamed").status_code == 302

    assert (Consultation.objects.get().title, ConsultationChange.objects.count()) == ("Renamed", 0)


def test_change_is_told_in_public_and_kept_with_both_sides(enter, client):
    lead = enter(Role.LEAD)
    made = published()
    factories.session(made, venue="Test Block")
    session = made.sessions.get()

    note = {"change_note": "Title and venue are clearer.", "change_note_hi": "शीर्षक स्पष्ट है।"}
    response = save(client, made, title="Renamed", **{"sessions-0-venue": "North Block"}, **note)

    assert response.status_code == 302
    kept = ConsultationChange.objects.get()
    assert (kept.changed_by, kept.values) == (
        lead,
        {"title": [made.title, "Renamed"], f"session {session.pk}, venue": ["Test Block", "North Block"]},
    )
    public = html_of(client.get(made.get_absolute_url()))
    assert "Changes since this page was published" in public
    assert "Changed on" in public and '<span lang="en">Title and venue are clearer.</span>' in public
    hindi = html_of(client.get(made.get_absolute_url(), headers={"accept-language": "hi"}))
    assert '<span lang="hi">शीर्षक स्पष्ट है।</span>' in hindi
    staff = html_of(client.get(page_of(made)))
    assert f"<del>{made.title}</del><br><ins>Renamed</ins>" in staff


def test_note_alone_changes_nothing(enter, client):
    enter(Role.LEAD)
    made = published()

    assert save(client, made, change_note="Nothing at all.").status_code == 302

    assert (ConsultationChange.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_window_is_lengthened_by_an_administrator_and_shortened_by_a_lead(enter, client):
    made = published()
    longer = timezone.localtime(made.closes_at + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S")
    shorter = timezone.localtime(made.closes_at - timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S")
    note = {"change_note": "The closing date is new."}

    enter(Role.ADMINISTRATOR)
    assert save(client, made, closes_at=longer, **note).status_code == 302
    refused = save(client, made, closes_at=shorter, **note)
    assert errors_in(refused) == [
        (
            "The closing date has been announced. Only a lead can make the period shorter than that, "
            "or shorter than 30 days."
        )
    ]
    enter(Role.LEAD)
    refused = save(client, made, closes_at=shorter, **note)
    assert errors_in(refused) == ["Explain why the submission period is being shortened. The public will see this."]
    reason = {"window_reason": "The rules expire earlier."}
    assert save(client, made, closes_at=shorter, **reason, **note).status_code == 302

    assert "The rules expire earlier." in html_of(client.get(made.get_absolute_url()))


def test_consultation_is_called_answered_and_unanswered(enter, client):
    enter(Role.LEAD)
    made = published()

    client.post(act(made, "turn"), {"to": "answered"})
    assert Consultation.objects.get().status == ConsultationStatus.ANSWERED
    client.post(act(made, "turn"), {"to": "unanswered"})
    assert Consultation.objects.get().status == ConsultationStatus.PUBLISHED
    assert client.post(act(made, "turn"), {"to": "draft"}).status_code == 302
    assert Consultation.objects.get().status == ConsultationStatus.PUBLISHED


def test_preview_shows_a_draft_to_officials_alone(enter, client):
    made = ready()
    address = reverse("preview", args=[made.slug])

    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    enter()
    assert client.get(address).status_code == 403
    enter(Role.AUDITOR)
    page = html_of(client.get(address))
    assert (client.get(made.get_absolute_url()).status_code, f"<h1>{made.title}</h1>" in page) == (404, True)
    assert "Preview for officials." in page
    assert f"/consultations/{made.slug}/submit/" not in page


@pytest.mark.parametrize("step", ["challenge", "point", "cost", "questions", "venture", "consent"])
def test_preview_of_a_step_holds_no_form_that_could_be_sent(enter, client, step):
    enter(Role.LEAD)
    made = ready()
    factories.question(made, "why", wording="Why so?")

    page = html_of(client.get(reverse("preview_step", args=[made.slug, step])))

    assert "Nothing you enter here is sent or stored" in page
    main = page[page.index("<main") :]
    assert 'method="post"' not in main


def test_preview_of_an_unknown_step_is_not_found(enter, client):
    enter(Role.LEAD)

    assert client.get(reverse("preview_step", args=[ready().slug, "nothing"])).status_code == 404


def test_preview_speaks_hindi(enter, client):
    enter(Role.LEAD)
    made = ready()

    page = html_of(client.get(reverse("preview", args=[made.slug]), headers={"accept-language": "hi"}))

    assert "<h1>परामर्श</h1>" in page


def test_check_list_asks_as_much_for_three_parts_of_each_kind_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    made = ready()

    def add():
        factories.session(made)
        factories.key_figure(made)
        factories.question(made, f"q{made.questions.count()}")

    add()
    with_one = queries_of(act(made))
    add()
    add()

    assert queries_of(act(made)) == with_one
