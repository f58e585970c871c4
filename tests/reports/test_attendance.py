"""Figures of sessions: invited, present, and heard since."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.actions import attendance, conflicts_of_interest
from engagements.choices import Relation, Role
from engagements.models import Session
from engagements.reports.attendance import SessionFigures, figures_of
from engagements.rules.actors import Actor
from engagements.rules.attendance_parser import AttendanceEntry
from engagements.rules.submission_data import VentureData
from tests import factories

pytestmark = pytest.mark.django_db


def test_figures_count_who_was_invited_came_and_was_heard():
    to, by = factories.consultation(), factories.actor(Role.OFFICER)
    first, second = factories.session(to), factories.session(to, held_on=date(2025, 3, 25))
    for name, invited, present in (("Acme", True, True), ("Beta", True, False), ("Gamma", False, True)):
        attendance.record_attendance(
            first, AttendanceEntry(VentureData(name, "other"), "", invited, present), by=by, at=factories.AT
        )
    for venture in ("Acme", "Acme", "Delta"):
        factories.submission(to, venture=venture, session_id=first.pk)
    factories.moved(factories.submission(to, venture="Beta", session_id=first.pk), "withdraw")

    with CaptureQueriesContext(connection) as queries:
        found = figures_of(Session.objects.order_by("held_on"), seen_by=Actor.system("test"))

    assert found == [
        SessionFigures(first, invited=2, present=2, submissions=3, submitted=1),
        SessionFigures(second, invited=0, present=0, submissions=0, submitted=0),
    ]
    assert len(queries) == 4


def test_figures_leave_out_who_is_closed_to_the_reader():
    to, by = factories.consultation(), factories.actor(Role.OFFICER)
    session = factories.session(to)
    for name in ("Acme", "Beta"):
        seat = AttendanceEntry(VentureData(name, "other"), "", is_invited=True, is_present=True)
        attendance.record_attendance(session, seat, by=by, at=factories.AT)
    closed = factories.submission(to, venture="Acme", session_id=session.pk)
    conflicts_of_interest.declare_conflict(closed.venture, Relation.FAMILY, "", by=by, at=factories.AT)

    assert figures_of([session], seen_by=by) == [
        SessionFigures(session, invited=1, present=1, submissions=0, submitted=0)
    ]
