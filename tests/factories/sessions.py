"""Sessions of a consultation: who came, what was said there and written down, sheets of it."""

from datetime import date
from typing import Any

from engagements.choices import ImportPurpose, Role
from engagements.models import (
    Attendance,
    Consultation,
    RecordedSubmission,
    Session,
    SpreadsheetImport,
    Submission,
    Venture,
)
from tests.factories.basis import AT, numbers
from tests.factories.consultations import consultation, key_figure
from tests.factories.officials import official
from tests.factories.taxonomy import challenge, focus_area


def session(of: Consultation, **fields: Any) -> Session:
    """Make a session of a consultation, with all of its focus areas."""
    defaults = {"title": f"Session {next(numbers)}", "held_on": date(2025, 3, 24), "venue": "Test Block"}
    made = Session.objects.create(consultation=of, **defaults | fields)
    made.focus_areas.set(of.focus_areas.all())
    return made


def consultation_in_session() -> Consultation:
    """Make a consultation about access to funding for drones, and the session in which it is talked over."""
    made = consultation(
        challenges=[challenge(slug="access-to-funding", name="Access to funding")],
        focus_areas=[focus_area(slug="drones", name="Drones")],
    )
    session(made, title="First day")
    return made


def whole_consultation() -> Consultation:
    """Make a consultation with a session, a source and a key figure."""
    made = consultation()
    session(made)
    key_figure(made)
    return made


def attendance(venture: Venture, *, of: Consultation, **fields: Any) -> Attendance:
    """Make the attendance of a venture at a session of a consultation."""
    defaults = {"is_invited": True, "recorded_by": official(Role.OFFICER), "recorded_at": AT}
    if "session" not in fields:
        fields["session"] = session(of)
    return Attendance.objects.create(venture=venture, **defaults | fields)


def recorded_submission(of: Submission, **fields: Any) -> RecordedSubmission:
    """Make the record of how a submission was heard, as if an official had written it down."""
    defaults = {
        "recorded_by": official(Role.OFFICER),
        "recorded_at": of.received_at,
        "said_on": date(2025, 3, 24),
        "summary": of.summary,
        "experience": of.experience,
        "proposal": of.proposal,
    }
    return RecordedSubmission.objects.create(submission=of, **defaults | fields)


def sheet(of: Consultation, **fields: Any) -> SpreadsheetImport:
    """Make an uploaded sheet of points with one row that says too little."""
    defaults = {
        "purpose": ImportPurpose.POINTS,
        "name": "room.csv",
        "sha256": "0" * 64,
        "uploaded_by": official(Role.OFFICER),
        "uploaded_at": AT,
        "kept_until": date(2027, 1, 1),
        "headings": ["Company"],
        "rows": [[2, ["Acme"]]],
        "columns": {"venture_name": 0},
    }
    return SpreadsheetImport.objects.create(consultation=of, **defaults | fields)
