"""A consultation and its parts in their form: recorded, changed in one act, on record."""

import pytest

from engagements.choices import AuditedAct, ConsultationStatus, Role
from engagements.models import (
    AskedChallenge,
    AuditEvent,
    Challenge,
    Consultation,
    KeyFigure,
    Session,
    Source,
)
from tests import factories
from tests.admin.editing import errors_in, filled_in, last_event, note
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db


def test_consultation_saved_untouched_changes_nothing(enter, client):
    enter(Role.LEAD)
    made = factories.whole_consultation()

    response = client.post(page_of(made), filled_in(client.get(page_of(made))))

    assert response.status_code == 302
    assert not AuditEvent.objects.exists()


def test_consultation_and_its_parts_are_changed_in_one_act(enter, client):
    enter(Role.LEAD)
    made = factories.whole_consultation()
    opened = filled_in(client.get(page_of(made)))

    response = client.post(
        page_of(made),
        opened
        | {
            "change_note": "The title and the venue are new.",
            "title": "Renamed",
            "sessions-0-venue": "North Block",
            "sources-1-publisher": "A Newspaper",
            "sources-1-published_on": "2025-03-29",
            "key_figures-0-DELETE": "on",
        },
    )

    assert response.status_code == 302
    made.refresh_from_db()
    added = Source.objects.get(publisher="A Newspaper")
    assert (made.title, Session.objects.get().venue, KeyFigure.objects.count()) == ("Renamed", "North Block", 0)
    act, _target, _official, changes = last_event()
    assert AuditEvent.objects.count() == 1
    assert act == AuditedAct.CONSULTATION_CHANGED
    assert changes == {
        "title": "Renamed",
        "session changed": [f"{Session.objects.get().pk}: venue"],
        "source added": [added.pk],
        "keyfigure removed": [int(str(opened["key_figures-0-id"]))],
    }


def test_consultation_is_recorded_as_a_draft(enter, client):
    enter(Role.ADMINISTRATOR)
    area = factories.focus_area()
    empty = filled_in(client.get("/admin/engagements/consultation/add/"))

    response = client.post(
        "/admin/engagements/consultation/add/",
        empty
        | {
            "title": "A new one",
            "summary": "What it is about.",
            "slug": "a-new-one",
            "opens_at": "2026-12-01T00:00:00",
            "organiser": "Department",
            "ministry": "Ministry",
            "focus_areas": [area.pk],
        },
    )

    assert response.status_code == 302
    made = Consultation.objects.get()
    assert (made.status, list(made.focus_areas.all())) == (ConsultationStatus.DRAFT, [area])
    assert made.opens_at.isoformat() == "2026-11-30T18:30:00+00:00"
    assert last_event()[0] == AuditedAct.CONSULTATION_RECORDED


def test_consultation_closes_after_it_opens(enter, client):
    enter(Role.LEAD)
    made = factories.consultation()

    response = client.post(page_of(made), filled_in(client.get(page_of(made))) | note(closes_at="2025-03-01T23:59:59"))

    assert errors_in(response) == ["The end is before the beginning. Change one of them."]


def test_consultation_s_address_is_fixed_once_it_is_published(enter, client):
    enter(Role.LEAD)
    published = factories.consultation(slug="kept")
    draft = factories.consultation(slug="draft", status=ConsultationStatus.DRAFT)

    for made in (published, draft):
        client.post(page_of(made), filled_in(client.get(page_of(made))) | note(slug=f"new-{made.pk}"))

    assert list(Consultation.objects.order_by("pk").values_list("slug", flat=True)) == ["kept", f"new-{draft.pk}"]


def test_consultation_leads_to_its_public_page_unless_it_is_a_draft(enter, client):
    enter(Role.TRIAGE)
    published, draft = factories.consultation(), factories.consultation(status=ConsultationStatus.DRAFT)

    shown = [client.get(page_of(made)).context["absolute_url"] for made in (published, draft)]

    assert shown == [published.get_absolute_url(), None]


def test_source_in_use_is_not_taken_away(enter, client):
    enter(Role.LEAD)
    made = factories.whole_consultation()

    response = client.post(page_of(made), filled_in(client.get(page_of(made))) | note(**{"sources-0-DELETE": "on"}))

    assert response.status_code == 200
    assert (Source.objects.count(), KeyFigure.objects.count()) == (1, 1)


def test_key_figure_is_offered_the_sources_of_its_own_consultation(enter, client):
    enter(Role.LEAD)
    made = factories.whole_consultation()
    factories.source(factories.consultation())

    figures = client.get(page_of(made)).context["inline_admin_formsets"][3].formset

    assert [label for _value, label in figures.forms[0].fields["source"].choices][1:] == [str(made.sources.get())]


def test_consultation_asks_as_much_for_three_parts_of_each_kind_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    made = factories.whole_consultation()
    with_one = queries_of(page_of(made))
    for _ in range(2):
        factories.session(made)
        factories.key_figure(made)
        AskedChallenge.objects.create(consultation=made, challenge=factories.challenge())

    assert queries_of(page_of(made)) == with_one
    assert Challenge.objects.count() == 3
