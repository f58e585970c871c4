"""Acts that meet at one moment do not block each other, and the watch over their locks sees a wrong order."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from engagements import audit
from engagements.actions import bulk, casework, submissions, transitions
from engagements.choices import AuditedAct, Role
from engagements.models import AuditEvent, Official, ReferenceSeries, Submission
from engagements.rules import references
from engagements.rules.actors import Actor
from engagements.rules.case_actions import BULK_ACTIONS
from tests import factories
from tests.architecture.trees import calls, chain, modules
from tests.factories import AT

SECONDS, WORKERS, TURNS = 20, 6, 5
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


def test_rows_are_locked_so_that_others_may_still_refer_to_them():
    """A reference to a row locks its key at the commit, when the end of the trail is held: FOR UPDATE would collide."""
    found = [
        f"{name}:{call.lineno}"
        for name, tree in modules("engagements").items()
        if name.startswith(("engagements/actions/", "engagements/admin/", "engagements/audit.py"))
        for call in calls(tree)
        if chain(call)[-1] == "select_for_update" and "no_key" not in [keyword.arg for keyword in call.keywords]
    ]

    assert found == []


@on_postgresql
@pytest.mark.django_db
def test_watch_sees_a_row_that_is_locked_after_the_end_of_the_trail(late_locks):
    official, submission = factories.official(Role.LEAD), factories.submission()

    with transaction.atomic():
        audit.record(AuditedAct.SUBMISSION_READ, submission, by=Actor.official(official), at=AT)
        Official.objects.select_for_update(no_key=True).get(pk=official.pk)

    assert [late_locks.pop()[:6], late_locks] == ["SELECT", []]


@on_postgresql
@pytest.mark.django_db
def test_watch_sees_a_reference_that_is_drawn_after_the_end_of_the_trail(late_locks):
    submission = factories.submission()

    with transaction.atomic():
        audit.record(AuditedAct.SUBMISSION_READ, submission, by=Actor.system("test"), at=AT)
        submissions.next_reference(at=AT)

    assert ["engagements_referenceseries" in late_locks.pop(), late_locks] == [True, []]


def on_its_own(act: Callable[[], object]) -> Callable[[], object]:
    """Return an act that closes the connection of its thread in the end."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    return run


@on_postgresql
@pytest.mark.usefixtures("committed")
def test_note_and_step_on_one_submission_do_not_wait_for_each_other():
    submission, officer, lead = factories.submission(), factories.actor(Role.OFFICER), factories.actor(Role.LEAD)
    has_noted, has_locked = Event(), Event()

    def note() -> None:
        with transaction.atomic():
            casework.note(submission, "Ask the depot.", by=officer, at=AT)
            has_noted.set()
            has_locked.wait(SECONDS)
            time.sleep(0.3)  # by now the other one waits for the end of the trail, which this one holds

    def step() -> None:
        has_noted.wait(SECONDS)
        with transaction.atomic():
            transitions.locked(submission, by=lead, version=submission.version)
            has_locked.set()
            transitions.apply_transition(submission, "take_up", by=lead, at=AT, version=submission.version)

    with ThreadPoolExecutor(2) as runners:
        done = [runners.submit(on_its_own(act)) for act in (note, step)]
        assert [one.result(SECONDS) for one in done] == [None, None]

    assert audit.verify() == []


@pytest.mark.usefixtures("committed")
def test_storm_of_acts_leaves_one_whole_trail_and_references_in_order():
    to = factories.consultation()
    officers = [factories.actor(Role.OFFICER) for _ in range(WORKERS)]
    shared = factories.submission(to, venture="Shared")

    def work(number: int) -> None:
        for turn in range(TURNS):
            # Some ventures are new, and some known to several workers at once.
            mine = factories.submission(
                to, venture=f"Venture {(number + turn) % 3}" if turn % 2 else f"{number}-{turn}"
            )
            casework.note(shared, "Seen.", by=officers[number], at=AT)
            transitions.apply_transition(mine, "take_up", by=officers[number], at=AT, version=mine.version)
            casework.log_submission_read(mine, by=officers[number], at=AT)

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(WORKERS) as runners:
            for done in [runners.submit(on_its_own(partial(work, number))) for number in range(WORKERS)]:
                done.result(SECONDS * 3)
    else:
        work(0)

    drawn = list(Submission.objects.order_by("pk").values_list("reference", flat=True))
    year = ReferenceSeries.objects.get()
    assert drawn == [
        references.format_reference(year.prefix, year.financial_year, serial)
        for serial in range(1, year.last_serial + 1)
    ]
    assert audit.verify() == []
    positions = list(AuditEvent.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


@pytest.mark.django_db
def test_bulk_act_locks_the_end_of_the_trail_once():
    by, rows = factories.actor(Role.OFFICER), [factories.submission() for _ in range(5)]
    act = BULK_ACTIONS["take_up"]
    marks = [one.mark for one in bulk.preview(act, [row.pk for row in rows], {}, by=by, at=AT, seen={})]

    with CaptureQueriesContext(connection) as captured:
        bulk.carry_out(act, marks, {}, by=by, at=AT)

    asked = [query["sql"] for query in captured if 'FROM "engagements_auditchain"' in query["sql"]]
    assert len(asked) == 1
    last = [query["sql"].split(" ")[0:2] for query in captured if not query["sql"].startswith(("RELEASE", "SAVEPOINT"))]
    assert [" ".join(words) for words in last[-3:]] == [
        f"SELECT {asked[0].split(' ')[1]}",
        "INSERT INTO",
        'UPDATE "engagements_auditchain"',
    ]
