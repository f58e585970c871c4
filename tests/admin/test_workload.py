"""The workload page: whose numbers are shown, and that each opens a list of just so many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagements.choices import ReplyKind, Role
from engagements.models import Submission
from engagements.reports.official_workload import OfficialCaseload, caseloads
from engagements.rules.actors import Actor
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "/admin/engagements/submission/workload/"


def charged(official, *, days_ago=0, made=None):
    made = made or factories.submission(at=timezone.now() - timedelta(days=days_ago))
    Submission.objects.filter(pk=made.pk).update(officer_in_charge=official)
    return made


def replied(official, *, waited, ago, kind=ReplyKind.FINAL):
    """Make a submission of an official that was replied to so many days ago, so many after it arrived."""
    now = timezone.now()
    made = factories.submission(at=now - timedelta(days=ago + waited))
    return charged(official, made=factories.replied(made, at=now - timedelta(days=ago), kind=kind))


def loads(by):
    now = timezone.now()
    return caseloads(by=by, on=timezone.localdate(now), at=now)


@pytest.fixture
def asha():
    return factories.official(Role.OFFICER, full_name="Asha")


@pytest.fixture
def work(asha):
    """Give Asha some of everything, and nobody one."""
    charged(asha, days_ago=30)
    charged(asha, days_ago=16)
    charged(asha)
    charged(asha, made=factories.asked(factories.submission(at=timezone.now()), at=timezone.now()))
    replied(asha, waited=4, ago=2)
    replied(asha, waited=10, ago=29)
    replied(asha, waited=1, ago=40)
    replied(asha, waited=3, ago=1, kind=ReplyKind.INTERIM)
    factories.submission(at=timezone.now())


def test_caseload_counts_what_is_in_an_official_s_charge(asha, work):
    found = loads(factories.actor(Role.LEAD, full_name="Lila"))

    own = OfficialCaseload(asha, in_charge=4, week=1, overdue=1, venture=1, answered=2, replied=3, median_days=4)
    assert [row for row in found.rows if row.official == asha] == [own]
    assert found.unassigned == OfficialCaseload(None, in_charge=1)
    assert found.total == OfficialCaseload(
        None, in_charge=5, week=1, overdue=1, venture=1, answered=2, replied=3, median_days=4
    )


def test_caseload_of_an_officer_is_the_own_row_alone(asha, work):
    factories.official(Role.OFFICER)

    found = loads(Actor.official(asha))

    assert ([row.official for row in found.rows], found.unassigned, found.total.in_charge) == ([asha], None, 4)


def test_caseload_lists_whoever_still_holds_work_though_the_account_is_closed(asha):
    closed = factories.official(Role.OFFICER, full_name="Zoya", is_active=False)
    factories.official(Role.OFFICER, full_name="Yogi", is_active=False)
    charged(closed)
    lead = factories.actor(Role.LEAD, full_name="Lila")

    assert [row.official for row in loads(lead).rows] == [asha, lead.user, closed]


def test_each_number_opens_a_list_of_just_so_many(enter, client, asha, work):
    enter(Role.TRIAGE, full_name="Tara")

    context = client.get(PAGE).context
    lines = [*context["lines"], context["unassigned"], context["total"]]
    shown = [
        (getattr(line.load, what), len(client.get(url).context["cl"].result_list))
        for line in lines
        for what, url in line.urls.items()
    ]

    assert [pair for pair in shown if pair[0] != pair[1]] == []
    assert sum(number for number, _listed in shown) > 0


def test_page_marks_who_is_away(enter, client, asha):
    enter(Role.LEAD)
    today = timezone.localdate()
    factories.absence(asha, cover=factories.official(Role.OFFICER, full_name="Zoya"), from_on=today, until_on=today)

    assert "covered by Zoya" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("rows", [1, 30, 3000])
def test_caseloads_ask_the_same_for_any_number_of_rows(asha, rows):
    [first] = [charged(asha)]
    plain = {
        field.attname: getattr(first, field.attname) for field in Submission._meta.concrete_fields if field.name != "id"
    }
    copies = [
        Submission(**plain | {"reference": f"X{number}", "idempotency_key": f"{number:032x}"})
        for number in range(1, rows)
    ]
    Submission.objects.bulk_create(copies, batch_size=500)
    Submission.objects.update(officer_in_charge=asha)

    with CaptureQueriesContext(connection) as captured:
        found = loads(factories.actor(Role.LEAD))

    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert (found.total.in_charge, len(asked) <= 10) == (rows, True)
