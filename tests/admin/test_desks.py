"""Desks and absences in the admin: set up, tried out, recorded and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.choices import Role
from engagements.models import Absence, AuditEvent, Desk, DeskRule
from tests import factories
from tests.reading import html_of

pytestmark = pytest.mark.django_db

DESKS = "/admin/engagements/desk/"
ABSENCES = "/admin/engagements/absence/"


def rule(**fields):
    """Return what the form of a desk sends with one new rule."""
    management = {"rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0"}
    return management | {f"rules-0-{name}": value for name, value in {"position": "10", **fields}.items()}


def test_desk_is_set_up_with_members_and_a_rule_and_audited(enter, client):
    enter(Role.LEAD)
    officer, challenge = factories.official(Role.OFFICER), factories.challenge()
    facts = {"name": "Funding", "members": [officer.pk], "is_active": "on", "seen": "0"}

    response = client.post(f"{DESKS}add/", facts | rule(challenge=challenge.pk))

    assert (response.status_code, response["Location"]) == (302, DESKS)
    desk = Desk.objects.get()
    assert list(desk.members.all()) == [officer]
    assert list(DeskRule.objects.values_list("desk", "challenge", "focus_area", "position")) == [
        (desk.pk, challenge.pk, None, 10)
    ]
    event = AuditEvent.objects.get(target_type="desk")
    assert (event.act, event.changes["name"], event.changes["members"]) == (
        "reference_data.changed", "Funding", [officer.pk],
    )  # fmt: skip


def test_rule_that_names_nothing_is_refused(enter, client):
    enter(Role.LEAD)

    response = client.post(f"{DESKS}add/", {"name": "Funding", "is_active": "on"} | rule(position="11"))

    assert (response.status_code, Desk.objects.count()) == (200, 0)
    assert "Choose a challenge, a focus area, or both." in html_of(response)


def test_desk_offers_those_who_work_on_submissions_as_members(enter, client):
    lead = enter(Role.LEAD, full_name="Lila")
    officer = factories.official(Role.OFFICER, full_name="Asha")
    factories.official(Role.ANALYST)
    factories.official(Role.OFFICER, is_active=False)

    form = client.get(f"{DESKS}add/").context["adminform"].form

    assert list(form.fields["members"].queryset) == [officer, lead]


def test_try_page_says_for_each_challenge_and_focus_area_where_it_goes(enter, client):
    enter(Role.OFFICER)
    to = factories.consultation()
    challenge, area = to.asked_challenges.get().challenge, to.focus_areas.get()
    other, asha = factories.challenge(), factories.official(Role.OFFICER, full_name="Asha")
    factories.desk_rule(factories.desk(asha, name="Funding"), challenge=challenge)
    factories.desk_rule(factories.desk(name="Empty"), challenge=other, consultation=to)

    [(shown, cells)] = client.get(f"{DESKS}try/?consultation={to.pk}").context["lines"]

    assert shown == area
    assert [(one, route.desk, route.official) for one, route in cells] == [
        (challenge, "Funding", "Asha"),
        (other, "Empty", ""),
    ]


@pytest.mark.parametrize("query", ["", "?consultation=x", "?consultation=999", "?consultation=%00"])
def test_try_page_falls_back_to_the_newest_consultation(enter, client, query):
    enter(Role.LEAD)
    assert "There is no consultation yet" in html_of(client.get(f"{DESKS}try/{query}"))
    to = factories.consultation()

    assert client.get(f"{DESKS}try/{query}").context["chosen"] == to


def test_lists_ask_as_much_for_three_rows_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    counts = {}
    for number in (1, 3):
        while Desk.objects.count() < number:
            factories.desk_rule(factories.desk(factories.official(Role.OFFICER)), challenge=factories.challenge())
            factories.absence()
        counts[number] = (queries_of(DESKS), queries_of(ABSENCES))

    assert counts[1] == counts[3]
    assert max(counts[3]) <= 8


def absence_of(official, cover, **days):
    today = timezone.localdate()
    given = {"from_on": today, "until_on": today + timedelta(days=2)} | days
    return {"official": official.pk, "cover": cover.pk} | {name: str(day) for name, day in given.items()}


def test_officer_records_the_own_absence_alone_and_takes_it_back(enter, client):
    asha = enter(Role.OFFICER, full_name="Asha")
    zoya = factories.official(Role.OFFICER, full_name="Zoya")

    offered = client.get(f"{ABSENCES}add/").context["form"].fields["official"].choices
    other = client.post(f"{ABSENCES}add/", absence_of(zoya, asha))
    own = client.post(f"{ABSENCES}add/", absence_of(asha, zoya))

    assert [label for key, label in offered if key] == ["Asha"]
    assert (other.status_code, own.status_code, own["Location"]) == (200, 302, ABSENCES)
    absence = Absence.objects.get()
    assert (absence.official, absence.cover, absence.recorded_by) == (asha, zoya, asha)
    assert client.post(f"{ABSENCES}{absence.pk}/end/").status_code == 302
    absence.refresh_from_db()
    assert absence.ended_at is not None


def test_refused_absence_comes_back_with_the_sentence_at_its_field(enter, client):
    asha, zoya = enter(Role.LEAD), factories.official(Role.OFFICER)

    response = client.post(f"{ABSENCES}add/", absence_of(asha, zoya, until_on=timezone.localdate() - timedelta(days=1)))

    assert response.context["form"].errors == {
        "until_on": ["The last day is before the first day. Change one of them."]
    }


def test_absence_of_a_colleague_is_shown_without_the_way_to_take_it_back(enter, client):
    enter(Role.OFFICER)
    absence = factories.absence()

    page = client.get(f"{ABSENCES}{absence.pk}/change/")

    assert (page.status_code, page.context["may_end"]) == (200, False)
    assert client.post(f"{ABSENCES}{absence.pk}/end/").status_code == 403


@pytest.mark.parametrize(("when", "held"), [("now", "now"), ("later", "later"), ("past", "past")])
def test_absences_are_divided_by_when_they_are(enter, client, when, held):
    enter(Role.LEAD)
    today, day = timezone.localdate(), timedelta(days=1)
    made = {
        "now": factories.absence(from_on=today, until_on=today),
        "later": factories.absence(from_on=today + day, until_on=today + day),
        "past": factories.absence(from_on=today - day, until_on=today - day),
    }

    assert list(client.get(ABSENCES, {"when": when}).context["cl"].result_list) == [made[held]]


def test_desk_that_rests_keeps_its_rules_and_takes_nothing(enter, client):
    enter(Role.LEAD)
    desk, challenge = factories.desk(factories.official(Role.OFFICER)), factories.challenge()
    kept = factories.desk_rule(desk, challenge=challenge)
    page = client.get(f"{DESKS}{desk.pk}/change/")
    rules = {"rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "1", "rules-0-id": kept.pk, "rules-0-desk": desk.pk}
    facts = {
        "name": desk.name,
        "seen": page.context["seen"],
        "rules-0-challenge": challenge.pk,
        "rules-0-position": "1",
    }

    response = client.post(f"{DESKS}{desk.pk}/change/", facts | rules)

    desk.refresh_from_db()
    assert (response.status_code, desk.is_active, list(desk.rules.all())) == (302, False, [kept])
    assert list(DeskRule.objects.in_force()) == []
