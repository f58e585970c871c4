"""What of many records a page shows and offers: a page of them, the first to choose from, and always the chosen one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from engagements.admin.limited_choices import MOST_OFFERED, limited_choices
from engagements.admin.paging import ROWS_SHOWN
from engagements.choices import PolicyKind, Role
from engagements.models import Challenge, Consultation, Contact, FocusArea, OfficeHolder, PolicyVersion
from engagements.models.taxonomy import MOST_IN_FORMS
from tests import factories
from tests.addresses.multiply import multiply

pytestmark = pytest.mark.django_db

VENTURES = "/admin/engagements/venture/"
CHALLENGES = "/admin/engagements/challenge/"


def oldest_of_many() -> Consultation:
    """Make more consultations than a list to choose from offers; return the one that opened first."""
    oldest = factories.consultation(opens_at=factories.AT - timedelta(days=900))
    multiply(factories.consultation(), up_to=MOST_OFFERED + 1)
    return oldest


def test_list_to_choose_from_offers_the_first_and_the_chosen():
    oldest = oldest_of_many()
    everything = Consultation.objects.all()

    assert limited_choices(everything).count() == MOST_OFFERED
    assert oldest not in limited_choices(everything)
    assert list(limited_choices(everything, chosen=[oldest.pk])) == list(everything)
    assert list(limited_choices(everything, chosen=[None])) == list(everything[:MOST_OFFERED])


@pytest.mark.parametrize("noun", ["submission", "campaign", "question"])
def test_filter_offers_the_newest_consultations_and_the_one_of_the_address(enter, client, noun):
    enter(Role.LEAD)
    oldest = oldest_of_many()
    address = f"/admin/engagements/{noun}/"

    def offers(query: str) -> int:
        filters = client.get(f"{address}{query}").context["cl"].filters
        return len(next(one for one in filters if one.parameter_name == "consultation").lookup_choices)

    assert (offers(""), offers(f"?consultation={oldest.pk}")) == (MOST_OFFERED, MOST_OFFERED + 1)


@pytest.mark.parametrize(("query", "more"), [("", 0), ("?consultation={}", 1)])
def test_report_offers_the_newest_consultations_and_the_chosen(enter, client, query, more):
    enter(Role.ANALYST)
    slug = oldest_of_many().slug

    fields = client.get(f"/policy/{query.format(slug)}").context["fields"]

    assert [len(field.options) for field in fields if field.name == "consultation"] == [MOST_OFFERED + more]


def test_trail_offers_those_who_acted(enter, client):
    enter(Role.AUDITOR)
    factories.official(Role.OFFICER)
    lead = factories.actor(Role.LEAD)
    factories.moved(factories.submission(), "take_up", by=lead)

    filters = client.get("/admin/engagements/auditevent/").context["cl"].filters

    [one] = [one for one in filters if one.parameter_name == "official"]
    assert [key for key, _label in one.lookup_choices] == [str(lead.official_id)]


def test_sessions_are_cut_into_pages(enter, client):
    enter(Role.OFFICER)
    session = factories.session(factories.consultation())
    multiply(session.consultation, up_to=50)
    multiply(session, up_to=51)

    first, second = (client.get(f"/admin/engagements/attendance/?p={page}").context["cl"] for page in (1, 2))

    assert [len(first.rows), len(second.rows)] == [50, 1]
    assert [bool(first.next_url), bool(second.next_url), bool(second.previous_url)] == [True, False, True]


def test_questions_are_cut_into_pages_of_whole_consultations(enter, client):
    enter(Role.ADMINISTRATOR)
    for _number in range(21):
        to = factories.consultation()
        factories.question(to, "first")
        factories.question(to, "second")

    pages = [client.get(f"/admin/engagements/question/?p={page}").context["cl"] for page in (1, 2)]

    assert [[len(group.lines) for group in page.groups] for page in pages] == [[2] * 20, [2]]


def test_venture_shows_a_page_of_its_submissions(enter, client):
    enter(Role.OFFICER)
    submission = factories.submission()
    multiply(submission, up_to=ROWS_SHOWN + 1)
    address = f"{VENTURES}{submission.venture_id}/change/"

    first, second = client.get(address).context, client.get(f"{address}?page=2").context

    assert [len(page["submissions"]) for page in (first, second)] == [ROWS_SHOWN, 1]
    assert (first["next_url"], second["previous_url"], second["next_url"]) == ("?page=2", "?page=1", "")


def test_venture_shows_the_newest_of_many_contacts(enter, client):
    enter(Role.OFFICER)
    submission = factories.submission()
    multiply(submission.contact, up_to=MOST_OFFERED + 1)

    shown = client.get(f"{VENTURES}{submission.venture_id}/change/").context["contacts"]

    assert [contact.pk for contact in shown] == sorted(Contact.objects.values_list("pk", flat=True))[:0:-1]


def test_trail_of_a_record_is_cut_into_pages(enter, client):
    enter(Role.AUDITOR, Role.LEAD)
    submission = factories.submission()
    for _visit in range(ROWS_SHOWN):
        client.get(f"/admin/engagements/submission/{submission.pk}/change/")
    address = f"/admin/engagements/submission/{submission.pk}/history/"

    pages = [client.get(f"{address}?page={page}").context for page in (1, 2)]

    assert len(pages[0]["rows"]) == ROWS_SHOWN
    assert pages[1]["rows"][-1].event.act == "submission.read"


def test_old_version_of_a_policy_stands_among_the_newest(enter, client):
    enter(Role.ADMINISTRATOR)
    oldest = factories.notice()
    multiply(oldest, up_to=MOST_OFFERED + 1)

    versions = client.get(f"/admin/engagements/policyversion/{oldest.pk}/change/").context["versions"]

    assert versions == list(PolicyVersion.objects.of(PolicyKind.PRIVACY))


def test_forms_offer_a_limited_number_of_terms(enter, client):
    enter(Role.ADMINISTRATOR)
    multiply(factories.challenge(), up_to=MOST_IN_FORMS)
    one = Challenge.objects.first()
    new = {"name": "One more", "slug": "one-more", "position": "9", "seen": "0"}

    refused = client.post(f"{CHALLENGES}add/", new | {"is_active": "on"})
    assert "is_active" in refused.context["adminform"].form.errors
    assert client.post(f"{CHALLENGES}add/", new).status_code == 302

    Challenge.objects.filter(pk=one.pk).update(is_active=False)
    more = {"name": "Two more", "slug": "two-more", "position": "9", "seen": "0", "is_active": "on"}
    assert client.post(f"{CHALLENGES}add/", more).status_code == 302
    assert Challenge.objects.filter(is_active=True).count() == MOST_IN_FORMS


def test_entry_among_the_most_that_are_offered_is_still_edited(enter, client):
    enter(Role.ADMINISTRATOR)
    multiply(factories.challenge(), up_to=MOST_IN_FORMS)
    one = Challenge.objects.first()
    given = {"name": "Renamed", "position": "9", "seen": "0", "is_active": "on"}

    assert client.post(f"{CHALLENGES}{one.pk}/change/", given).status_code == 302
    assert Challenge.objects.get(pk=one.pk).name == "Renamed"


def test_consultation_offers_terms_of_forms_and_its_own(enter, client):
    enter(Role.ADMINISTRATOR)
    own, other, offered_one = (factories.focus_area(is_active=flag) for flag in (False, False, True))
    to = factories.consultation(focus_areas=[own])

    context = client.get(f"/admin/engagements/consultation/{to.pk}/change/").context

    areas = context["adminform"].form.fields["focus_areas"].queryset
    assert set(areas) == {own, offered_one}
    assert other in FocusArea.objects.exclude(pk__in=areas)


def test_consultation_offers_as_chair_those_in_office_first(enter, client):
    enter(Role.ADMINISTRATOR)
    gone = factories.office_holder(name="Shri Gone", until_on=date(2020, 1, 1))
    multiply(factories.office_holder(until_on=None), up_to=MOST_OFFERED + 1)
    to = factories.consultation(chair=gone)

    added = client.get("/admin/engagements/consultation/add/").context["adminform"].form.fields["chair"].queryset
    kept = client.get(f"/admin/engagements/consultation/{to.pk}/change/").context["adminform"].form.fields["chair"]

    assert (gone in added, added.count()) == (False, MOST_OFFERED)
    assert set(kept.queryset) == set(OfficeHolder.objects.all())


def test_points_are_written_down_for_an_old_consultation_that_the_address_names(enter, client):
    enter(Role.OFFICER)
    oldest = oldest_of_many()

    choices = client.get("/admin/engagements/recordedsubmission/add/").context["choices"]
    named = client.get(f"/admin/engagements/recordedsubmission/add/?consultation={oldest.pk}").context["consultation"]

    assert (len(choices), named) == (MOST_OFFERED, oldest)


def test_sheet_goes_to_an_old_session_that_the_address_names(enter, client):
    enter(Role.OFFICER)
    oldest = oldest_of_many()
    session = factories.session(oldest)
    newest = factories.session(Consultation.objects.first(), held_on=timezone.localdate())
    multiply(newest, up_to=MOST_OFFERED + 2)

    def offers(query: str) -> bool:
        form = client.get(f"/admin/engagements/spreadsheetimport/add/{query}").context["form"]
        return session in form.fields["session"].queryset

    assert [offers(""), offers(f"?session={session.pk}")] == [False, True]


@pytest.mark.parametrize(("role", "leads_there"), [(Role.LEAD, True), (Role.ADMINISTRATOR, False)])
def test_consultation_leads_those_who_may_see_them_to_its_submissions(enter, client, role, leads_there):
    enter(role)
    to = factories.consultation()

    page = client.get(f"/admin/engagements/consultation/{to.pk}/change/")

    assert page.status_code == 200
    assert (f"/admin/engagements/submission/?consultation={to.pk}" in page.content.decode()) == leads_there
