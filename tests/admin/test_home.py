"""The work-queue page: figures of what one may see, each leading to its list; what comes next."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.actions import casework
from engagements.choices import DeliveryStatus, PolicyKind, Role
from engagements.models import OutgoingMessage, PolicyVersion, Submission
from engagements.reports.queue_counts import count_queues
from engagements.rules.actors import Actor
from tests import factories
from tests.factories import received
from tests.reading import html_of

pytestmark = pytest.mark.django_db

LIST = "/admin/engagements/submission/"


def assigned(to, submission: Submission) -> Submission:
    lead = factories.actor(Role.LEAD)
    return casework.assign(submission, to, by=lead, at=timezone.now(), version=submission.version)


def tiles_of(response) -> dict[str, int]:
    return {str(tile.name): tile.count for tile in response.context["tiles"]}


def a_bit_of_everything(official) -> None:
    """Make one submission for each tile and band of an official."""
    assigned(official, received(2))
    received(10)
    received(16)
    assigned(official, received(40))
    factories.asked(received(3), at=timezone.now())
    factories.moved(received(1), "quarantine", at=timezone.now())


def test_tiles_count_what_the_official_may_see(enter, client):
    a_bit_of_everything(enter(Role.OFFICER))

    assert tiles_of(client.get("/admin/")) == {
        "Assigned to me": 2,
        "Unassigned": 2,
        "Due this week": 1,
        "Overdue": 1,
        "Waiting for the venture": 1,
        "Reopened": 0,
        "Waiting for a publication decision": 5,
        "Received this week": 2,
    }


@pytest.mark.parametrize(
    ("roles", "tiles"),
    [
        ([Role.SECURITY], {"Quarantined": 1, "Kept in quarantine": 0}),
        ([Role.ADMINISTRATOR], {"Failed email": 0, "Email in the queue": 7}),
        (
            [Role.AUDITOR],
            {
                "Unassigned": 2,
                "Due this week": 1,
                "Overdue": 1,
                "Waiting for the venture": 1,
                "Reopened": 0,
                "Ventures to be checked": 0,
                "Received this week": 2,
            },
        ),
    ],
)
def test_tiles_are_those_of_the_role(enter, client, roles, tiles):
    a_bit_of_everything(factories.official(Role.OFFICER))
    enter(*roles)

    response = client.get("/admin/")

    assert tiles_of(response) == tiles


def test_tiles_lead_to_lists_of_as_many_rows(enter, client):
    official = enter(Role.LEAD, Role.SECURITY)
    a_bit_of_everything(official)
    tiles = [tile for tile in client.get("/admin/").context["tiles"] if tile.url.startswith(LIST)]

    listed = {str(tile.name): client.get(tile.url).context["cl"].result_count for tile in tiles}

    assert listed == {str(tile.name): tile.count for tile in tiles}
    assert listed["Quarantined"] == 1


def test_bands_count_all_and_mine_and_lead_to_their_lists(enter, client):
    official = enter(Role.OFFICER)
    a_bit_of_everything(official)
    bands = client.get("/admin/").context["bands"]

    assert [(str(band.label), band.all, band.mine) for band in bands] == [
        ("Up to 7 days", 1, 1),
        ("8 to 14 days", 1, 0),
        ("15 to 21 days", 1, 0),
        ("More than 21 days", 1, 1),
    ]
    for band in bands:
        assert client.get(band.all_url).context["cl"].result_count == band.all
        assert client.get(band.mine_url).context["cl"].result_count == band.mine


def test_bars_are_shares_of_the_longest(enter, client):
    enter(Role.LEAD)
    for days in (1, 2, 30, 31, 32, 33):
        received(days)

    assert [band.share for band in client.get("/admin/").context["bands"]] == ["50.00%", "0.00%", "0.00%", "100.00%"]


def test_next_begins_with_the_earliest_due_day_and_ends_after_ten(enter, client):
    officer = enter(Role.OFFICER)
    mine = [assigned(officer, received(days)) for days in range(12)]
    received(50)

    response = client.get("/admin/")

    assert [row for row, _clock in response.context["next_rows"]] == mine[::-1][:10]
    first = reverse("admin:engagements_submission_change", args=[mine[-1].pk])
    link = f'<a class="btn btn-primary btn-sm btn-forward" href="{first}#start" accesskey="s">'
    assert link in html_of(response)


def test_next_says_that_nothing_waits(enter, client):
    enter(Role.OFFICER)

    assert "No work is waiting for you" in client.get("/admin/").content.decode()


def test_next_shows_nobody_the_words_of_what_is_quarantined(enter, client):
    held = factories.moved(received(1, summary="A matter of the coast"), "quarantine", at=timezone.now())
    for roles in ([Role.LEAD], [Role.AUDITOR], [Role.ADMINISTRATOR], [Role.SECURITY]):
        enter(*roles)
        page = client.get("/admin/").content.decode()
        assert held.summary not in page
        assert (f"/admin/engagements/submission/{held.pk}/" in page) == (roles == [Role.SECURITY])


def test_failed_mail_is_shown_to_those_who_send_it_again(enter, client):
    message = received().messages.get()
    OutgoingMessage.objects.filter(pk=message.pk).update(status=DeliveryStatus.FAILED)
    enter(Role.LEAD)

    tiles = tiles_of(client.get("/admin/"))

    assert (tiles["Failed email"], tiles["Email in the queue"]) == (1, 0)


def test_groups_have_plain_names_and_hold_what_one_may_open(enter, client):
    enter(Role.ADMINISTRATOR)

    groups = {
        str(group["name"]): [model["name"] for model in group["models"]]
        for group in client.get("/admin/").context["app_list"]
    }

    assert groups == {
        "Submissions": ["Conflicts of interest"],
        "Desks and absences": ["Desks", "Absences"],
        "Consultations": ["Consultations", "Questions", "Ministry responses"],
        "Reference data": ["Challenges", "Focus areas", "Schemes", "Contract stages", "MSME limits", "Office-holders"],
        "Policy pages": ["Policy pages"],
        "Email": ["Outgoing email", "Reply templates"],
        "Accounts": ["Officials"],
    }


def test_workload_asks_one_query(django_assert_num_queries):
    actor = Actor.official(factories.official(Role.LEAD))
    a_bit_of_everything(actor.user)
    assert actor.roles

    with django_assert_num_queries(1):
        count_queues(actor, on=timezone.localdate())


@pytest.mark.parametrize("role", [Role.LEAD, Role.SECURITY, Role.AUDITOR, Role.ADMINISTRATOR])
def test_home_asks_as_much_for_three_rows_as_for_one(enter, queries_of, role):
    official = enter(role)
    a_bit_of_everything(official if role is Role.LEAD else factories.official(Role.OFFICER))
    with_one = queries_of("/admin/")
    for _ in range(2):
        a_bit_of_everything(official if role is Role.LEAD else factories.official(Role.OFFICER))

    assert queries_of("/admin/") == with_one <= 8


def tasks_on(response) -> list[str]:
    return [str(task.title) for task in response.context["tasks"]]


@pytest.mark.parametrize("role", Role)
def test_home_tells_editors_that_the_form_is_closed(enter, client, in_production, role):
    enter(role)
    response = client.get("/admin/")

    editors = role in {Role.LEAD, Role.ADMINISTRATOR}
    assert tasks_on(response) == (["The submission form is closed", "Pages to be published"] if editors else [])
    html = response.content.decode()
    assert ("/admin/engagements/policyversion/add/?kind=privacy" in html) == editors
    assert ("The privacy notice is not published." in html) == editors


def test_home_tells_of_a_notice_with_blanks_and_nothing_once_all_is_published(enter, client, in_production):
    enter(Role.ADMINISTRATOR)
    factories.notice(1, body="[To be filled in by the ministry: an office]")
    assert "The privacy notice has entries to be filled in." in client.get("/admin/").content.decode()
    for kind in PolicyKind:
        PolicyVersion.objects.create(
            kind=kind, number=2, body="Text.", published_at=timezone.now(), review_on=timezone.localdate()
        )

    assert tasks_on(client.get("/admin/")) == []
