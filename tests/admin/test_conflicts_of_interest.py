"""The pages of conflicts of interest: found, read what happens, declared, overseen, ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework, conflicts_of_interest
from engagements.choices import Relation, Role
from engagements.models import ConflictOfInterest, Submission
from engagements.rules.actors import Actor
from tests import factories
from tests.admin.pages import page_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:engagements_conflictofinterest_changelist")
ADD = reverse("admin:engagements_conflictofinterest_add")


def declared(official, of: Submission, note: str = "") -> ConflictOfInterest:
    return conflicts_of_interest.declare_conflict(
        of.venture, Relation.FAMILY, note, by=Actor.official(official), at=timezone.now()
    )


def text_of(response) -> str:
    return response.content.decode()


def test_venture_is_found_by_words_of_its_name_among_those_one_sees(enter, client):
    enter(Role.OFFICER)
    factories.submission(venture="Falcon Forge")
    factories.submission(venture="Falcon Forge")
    factories.moved(factories.submission(venture="Falcon Hidden"), "quarantine")
    factories.submission(venture="Owl Works")

    found = client.get(ADD, {"q": "forge FALC"}).context["ventures"]

    assert [(one["venture__name"], one["submissions"]) for one in found] == [("Falcon Forge", 2)]
    assert "You do not have access to a venture with this name" in text_of(client.get(ADD, {"q": "hidden"}))


def test_declaration_says_first_what_it_does_and_then_does_it(enter, client):
    officer = enter(Role.OFFICER)
    rows = [factories.submission(venture="Falcon Forge") for _number in range(3)]
    casework.assign(rows[0], officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=rows[0].version)
    page = f"{ADD}?venture={rows[0].venture_id}"

    shown = text_of(client.get(page))
    response = client.post(page, {"relation": "shareholding", "note": "Ten shares."}, follow=True)

    assert "You lose access to <b>3 submissions</b>" in shown
    assert "<b>1 is assigned to you</b> and goes back to the queue:" in shown
    said = "You no longer have access to 3 submissions. 1 that was assigned to you is back in the queue."
    assert f"You have declared a conflict of interest. {said}" in text_of(response)
    assert list(ConflictOfInterest.objects.values_list("official", "venture", "relation", "note")) == [
        (officer.pk, rows[0].venture_id, "shareholding", "Ten shares.")
    ]
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("given", [{}, {"relation": "friend"}, {"relation": "family", "note": "x" * 501}])
def test_declaration_without_sense_is_sent_back(enter, client, given):
    enter(Role.OFFICER)
    submission = factories.submission()

    response = client.post(f"{ADD}?venture={submission.venture_id}", given)

    assert (response.status_code, bool(response.context["errors"]), ConflictOfInterest.objects.count()) == (
        200,
        True,
        0,
    )


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "٣"])
def test_declaration_for_no_venture_is_not_found(enter, client, number):
    enter(Role.OFFICER)

    assert client.get(ADD, {"venture": number}).status_code == 404


def test_review_and_venture_pages_lead_to_the_declaration(enter, client):
    enter(Role.OFFICER)
    submission = factories.submission()
    pages = {"submission": submission.pk, "venture": submission.venture_id}

    for name, number in pages.items():
        shown = text_of(client.get(reverse(f"admin:engagements_{name}_change", args=[number])))
        assert f'href="{ADD}?venture={submission.venture_id}"' in shown


def test_list_shows_one_s_own_and_to_overseers_all(enter, client):
    submission, other = factories.submission(), factories.submission()
    officer = enter(Role.OFFICER)
    own = declared(officer, submission)
    theirs = declared(factories.official(Role.OFFICER), other)

    assert list(client.get(LIST).context["cl"].result_list) == [own]
    assert client.get(page_of(theirs, "change")).status_code == 404
    enter(Role.LEAD)
    assert list(client.get(LIST).context["cl"].result_list) == [theirs, own]


def test_note_is_read_by_its_writer_and_those_who_may_end_it(enter, client):
    officer = factories.official(Role.OFFICER)
    conflict = declared(officer, factories.submission(), "My sister runs it.")

    def reads(official) -> bool:
        client.force_login(official)
        return "My sister runs it." in text_of(client.get(page_of(conflict, "change")))

    readers = [officer, *(factories.official(role) for role in (Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR))]
    assert [reads(official) for official in readers] == [True, True, True, False]


def test_end_asks_for_a_reason_and_opens_the_venture(enter, client):
    officer, submission = factories.official(Role.OFFICER), factories.submission()
    conflict = declared(officer, submission)
    enter(Role.LEAD)

    refused = client.post(page_of(conflict, "end"), {"reason": " "})
    ended = client.post(page_of(conflict, "end"), {"reason": "The share was sold."}, follow=True)

    assert "Give a reason. One sentence is enough." in text_of(refused)
    assert "The conflict of interest has ended." in text_of(ended)
    assert list(Submission.objects.visible_to(Actor.official(officer))) == [submission]
    assert client.post(page_of(conflict, "end"), {"reason": "Again."}).status_code == 403


def test_end_is_not_for_the_official_themself(enter, client):
    lead = enter(Role.LEAD)
    conflict = declared(lead, factories.submission())

    assert "End this conflict of interest" not in text_of(client.get(page_of(conflict, "change")))
    assert client.post(page_of(conflict, "end"), {"reason": "Over."}).status_code == 403


def test_history_says_that_nobody_is_in_charge_any_more_and_why(enter, client):
    officer, submission = factories.official(Role.OFFICER), factories.submission()
    casework.assign(submission, officer, by=factories.actor(Role.LEAD), at=timezone.now(), version=submission.version)
    declared(officer, submission)
    enter(Role.LEAD)

    history = client.get(reverse("admin:engagements_submission_change", args=[submission.pk])).context["history"]

    assert (history[-1].what, history[-1].who, history[-1].reason) == (
        "No longer assigned to anyone",
        str(officer),
        "conflict of interest",
    )


def test_list_asks_as_much_for_thirty_rows_as_for_one(enter, queries_of):
    enter(Role.LEAD)
    declared(factories.official(Role.OFFICER), factories.submission())
    with_one = queries_of(LIST)
    for _number in range(29):
        declared(factories.official(Role.OFFICER), factories.submission())

    assert queries_of(LIST) == with_one <= 8
