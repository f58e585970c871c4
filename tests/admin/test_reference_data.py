"""Reference data: edited in stock forms, on record, never overwritten unseen, never deleted."""

from datetime import date

import pytest
from django.urls import reverse

from engagements.choices import AuditedAct, Role
from engagements.models import (
    AuditEvent,
    EnterpriseLimit,
    FocusArea,
    OfficeHolder,
    Scheme,
)
from tests import factories
from tests.admin.editing import errors_in, filled_in, last_event
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db

AREAS = "/admin/engagements/focusarea/"


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


def test_slug_that_is_left_empty_is_made_from_the_name(enter, client):
    enter(Role.LEAD)

    client.post(f"{AREAS}add/", {"name": "Radar & Sonar", "slug": "", "position": 1, "is_active": "on"})

    assert FocusArea.objects.get().slug == "radar-sonar"
    assert last_event()[3] == {"name": "Radar & Sonar", "slug": "radar-sonar", "position": 1}


def test_slug_is_asked_for_where_the_name_gives_none_or_one_that_is_taken(enter, client):
    enter(Role.LEAD)
    factories.focus_area(slug="radar")

    of_hindi = client.post(f"{AREAS}add/", {"name": "रडार", "slug": "", "position": 1})
    taken = client.post(f"{AREAS}add/", {"name": "Radar", "slug": "", "position": 1})

    assert [errors_in(page) for page in (of_hindi, taken)] == [
        ["This field is required."],
        ["Focus area with this Slug already exists."],
    ]
    assert FocusArea.objects.count() == 1


def test_filters_of_a_list_say_how_many_rows_each_choice_has(enter, client):
    enter(Role.LEAD)
    for slug, is_active in (("one", True), ("two", True), ("three", False)):
        factories.focus_area(slug=slug, is_active=is_active)

    [(_filter, options)] = client.get(f"{AREAS}?is_active=1").context["cl"].filter_controls

    assert options == [("1", "Yes (2)"), ("0", "No (1)")]


@pytest.mark.parametrize(("role", "links"), [(Role.LEAD, True), (Role.OFFICER, False)])
def test_form_links_to_where_a_related_record_is_added(enter, client, role, links):
    enter(role)

    page = client.get(page_of(factories.consultation())).content.decode()

    assert ('href="/admin/engagements/officeholder/add/" target="_blank"' in page) == links


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

    assert errors_in(response) == ["The end is before the beginning. Change one of them."]
    assert not (OfficeHolder.objects.exists() or Scheme.objects.exists())


def test_msme_limit_is_added_beside_the_older_ones(enter, client):
    enter(Role.ADMINISTRATOR)
    for day in ("2020-07-01", "2025-04-01"):
        client.post(
            "/admin/engagements/enterpriselimit/add/",
            {"enterprise_class": "micro", "valid_from": day, "investment_crore": "2.5", "turnover_crore": "10"},
        )

    assert [limit.valid_from for limit in EnterpriseLimit.objects.all()] == [date(2020, 7, 1), date(2025, 4, 1)]


@pytest.mark.parametrize(
    ("path", "make"),
    [
        ("consultation", factories.whole_consultation),
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
