"""Reference data and consultations: edited in stock forms, on record, never overwritten unseen, never deleted."""

from datetime import date

import pytest
from django.urls import reverse

from engagements.choices import AuditedAct, ConsultationStatus, Role
from engagements.models import (
    AskedChallenge,
    AuditEvent,
    Challenge,
    Consultation,
    EnterpriseLimit,
    FocusArea,
    KeyFigure,
    OfficeHolder,
    Scheme,
    Session,
    Source,
)
from tests import factories

pytestmark = pytest.mark.django_db

AREAS = "/admin/engagements/focusarea/"


def page_of(record) -> str:
    return reverse(f"admin:engagements_{record._meta.model_name}_change", args=[record.pk])


def filled_in(response) -> dict[str, object]:
    """Return what a page's forms would send when nothing is touched."""
    forms = [response.context["adminform"].form]
    for part in response.context.get("inline_admin_formsets", []):
        forms += [part.formset.management_form, *part.formset.forms]
    sent = {field.html_name: sent_by(field) for form in forms for field in form}
    return {"seen": response.context["seen"]} | {name: value for name, value in sent.items() if value is not None}


def sent_by(field) -> object:
    """Return what the browser sends for one field, or None where it sends nothing."""
    value = field.value()
    if isinstance(value, list):
        return [getattr(one, "pk", one) for one in value]
    if isinstance(value, bool):
        return "on" if value else None
    return value.isoformat() if hasattr(value, "isoformat") else value


def errors_in(response) -> list[str]:
    forms = [response.context["adminform"].form]
    for part in response.context["inline_admin_formsets"]:
        forms += part.formset.forms
    return [sentence for form in forms for errors in form.errors.values() for sentence in errors]


def last_event() -> tuple[str, str, object, dict]:
    event = AuditEvent.objects.latest("pk")
    return event.act, event.target_id, event.official, event.changes


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMINISTRATOR])
def test_entry_is_added_and_put_on_record(enter, client, role):
    editor = enter(role)

    response = client.post(
        f"{AREAS}add/",
        {"name": "Propulsion", "name_hi": "प्रणोदन", "slug": "propulsion", "position": 9, "is_active": "on"},
    )

    area = FocusArea.objects.get()
    assert (response.status_code, area.name, area.name_hi, area.position) == (302, "Propulsion", "प्रणोदन", 9)
    act, target, official, changes = last_event()
    assert (act, target, official) == (AuditedAct.REFERENCE_DATA_CHANGED, str(area.pk), editor)
    assert changes == {"name": "Propulsion", "name_hi": "प्रणोदन", "slug": "propulsion", "position": 9}


def test_entry_is_changed_and_only_what_changed_is_put_on_record(enter, client):
    enter(Role.LEAD)
    area = factories.focus_area(name="Drones")

    client.post(page_of(area), filled_in(client.get(page_of(area))) | {"name": "Unmanned systems"})

    assert FocusArea.objects.get().name == "Unmanned systems"
    assert last_event()[3] == {"name": "Unmanned systems"}


def test_entry_saved_untouched_leaves_no_trace(enter, client):
    enter(Role.LEAD)
    area = factories.focus_area()

    client.post(page_of(area), filled_in(client.get(page_of(area))))

    assert not AuditEvent.objects.exists()


def test_entry_keeps_its_slug(enter, client):
    enter(Role.LEAD)
    area = factories.focus_area(slug="drones")

    client.post(page_of(area), filled_in(client.get(page_of(area))) | {"slug": "other"})

    assert FocusArea.objects.get().slug == "drones"


def test_entry_changed_by_somebody_else_meanwhile_is_told_and_not_overwritten(enter, client):
    area = factories.focus_area(name="Drones")
    enter(Role.LEAD, full_name="Asha Lead")
    opened = filled_in(client.get(page_of(area)))
    client.post(page_of(area), opened | {"name": "First"})

    enter(Role.ADMINISTRATOR)
    response = client.post(page_of(area), opened | {"name": "Second"})

    assert FocusArea.objects.get().name == "First"
    [sentence] = errors_in(response)
    assert sentence.startswith("Asha Lead changed this at ")
    assert "after you opened it (name). Nothing was saved" in sentence

    client.post(page_of(area), filled_in(response) | {"name": "Second"})

    assert FocusArea.objects.get().name == "Second"


@pytest.mark.parametrize("seen", ["", "abc", "-1"])
def test_entry_with_a_history_needs_to_have_been_seen(enter, client, seen):
    enter(Role.LEAD)
    area = factories.focus_area(name="Drones")
    client.post(page_of(area), filled_in(client.get(page_of(area))) | {"name": "First"})

    client.post(page_of(area), filled_in(client.get(page_of(area))) | {"name": "Second", "seen": seen})

    assert FocusArea.objects.get().name == "First"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.ADMINISTRATOR}))
def test_entry_is_changed_by_editors_alone(enter, client, role):
    enter(role)
    area = factories.focus_area(name="Drones")

    assert client.post(page_of(area), {"name": "Else", "slug": "x", "position": 1}).status_code == 403
    assert client.post(f"{AREAS}add/", {"name": "Else", "slug": "x", "position": 1}).status_code == 403
    assert [entry.name for entry in FocusArea.objects.all()] == ["Drones"]


def test_entry_is_never_deleted(enter, client):
    enter(*Role)
    area = factories.focus_area()

    response = client.post(reverse("admin:engagements_focusarea_delete", args=[area.pk]), {"post": "yes"})

    assert (response.status_code, FocusArea.objects.count()) == (403, 1)


def test_name_of_an_office_holder_is_not_in_the_trail(enter, client):
    enter(Role.ADMINISTRATOR)

    client.post("/admin/engagements/officeholder/add/", {"name": "Shri Somebody", "office": "Secretary (Tests)"})

    assert OfficeHolder.objects.get().name == "Shri Somebody"
    assert last_event()[3] == {"name": "(personal)", "office": "Secretary (Tests)"}


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("officeholder", {"name": "A", "office": "B", "from_on": "2025-04-01", "until_on": "2025-03-31"}),
        (
            "scheme",
            {"name": "A", "slug": "a", "position": 1, "current_from": "2025-04-01", "current_until": "2025-03-31"},
        ),
    ],
)
def test_period_that_ends_before_it_begins_is_told_at_its_field(enter, client, path, given):
    enter(Role.ADMINISTRATOR)

    response = client.post(f"/admin/engagements/{path}/add/", given)

    assert errors_in(response) == ["This lies before the beginning. Change one of the two."]
    assert not (OfficeHolder.objects.exists() or Scheme.objects.exists())


def test_msme_limit_is_added_beside_the_older_ones(enter, client):
    enter(Role.ADMINISTRATOR)
    for day in ("2020-07-01", "2025-04-01"):
        client.post(
            "/admin/engagements/enterpriselimit/add/",
            {"enterprise_class": "micro", "valid_from": day, "investment_crore": "2.5", "turnover_crore": "10"},
        )

    assert [limit.valid_from for limit in EnterpriseLimit.objects.all()] == [date(2020, 7, 1), date(2025, 4, 1)]


def note(**given: object) -> dict[str, object]:
    """Return what a change of a published consultation sends beside what the page shows."""
    return {"change_note": "Something changed."} | given


def whole_consultation() -> Consultation:
    """Return a consultation with a part of every kind."""
    made = factories.consultation()
    factories.session(made)
    factories.key_figure(made)
    return made


def test_consultation_saved_untouched_changes_nothing(enter, client):
    enter(Role.LEAD)
    made = whole_consultation()

    response = client.post(page_of(made), filled_in(client.get(page_of(made))))

    assert response.status_code == 302
    assert not AuditEvent.objects.exists()


def test_consultation_and_its_parts_are_changed_in_one_act(enter, client):
    enter(Role.LEAD)
    made = whole_consultation()
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

    assert errors_in(response) == ["This lies before the beginning. Change one of the two."]


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
    made = whole_consultation()

    response = client.post(page_of(made), filled_in(client.get(page_of(made))) | note(**{"sources-0-DELETE": "on"}))

    assert response.status_code == 200
    assert (Source.objects.count(), KeyFigure.objects.count()) == (1, 1)


def test_key_figure_is_offered_the_sources_of_its_own_consultation(enter, client):
    enter(Role.LEAD)
    made = whole_consultation()
    factories.source(factories.consultation())

    figures = client.get(page_of(made)).context["inline_admin_formsets"][3].formset

    assert [label for _value, label in figures.forms[0].fields["source"].choices][1:] == [str(made.sources.get())]


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("consultation", whole_consultation),
        ("challenge", factories.challenge),
        ("focusarea", factories.focus_area),
        ("scheme", factories.scheme),
        ("contractstage", factories.contract_stage),
        ("officeholder", factories.office_holder),
    ],
)
def test_list_asks_as_much_for_three_rows_as_for_one(enter, queries_of, path, make):
    enter(Role.LEAD)
    make()
    with_one = queries_of(f"/admin/engagements/{path}/")
    make()
    make()

    assert queries_of(f"/admin/engagements/{path}/") == with_one <= 8


def test_consultation_asks_as_much_for_three_parts_of_each_kind_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    made = whole_consultation()
    with_one = queries_of(page_of(made))
    for _ in range(2):
        factories.session(made)
        factories.key_figure(made)
        AskedChallenge.objects.create(consultation=made, challenge=factories.challenge())

    assert queries_of(page_of(made)) == with_one
    assert Challenge.objects.count() == 3
