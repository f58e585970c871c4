"""Real rows for tests: each function makes one, with sensible values for whatever a test does not care about."""

from tests.factories.basis import ACCESS_CODE, AT, OPENS_AT, PASSWORD
from tests.factories.casework import asked, drafted, replied
from tests.factories.consultations import complete_draft, consultation, key_figure, question, source
from tests.factories.officials import absence, actor, desk, desk_rule, official
from tests.factories.policies import notice
from tests.factories.responses import ministry_response, released
from tests.factories.sessions import (
    attendance,
    consultation_in_session,
    recorded_submission,
    session,
    sheet,
    whole_consultation,
)
from tests.factories.submissions import attachment, moved, not_published, proved, published, received, sent, submission
from tests.factories.taxonomy import challenge, contract_stage, focus_area, office_holder, scheme
from tests.factories.ventures import address_of, contact, venture

__all__ = [
    "ACCESS_CODE",
    "AT",
    "OPENS_AT",
    "PASSWORD",
    "absence",
    "actor",
    "address_of",
    "asked",
    "attachment",
    "attendance",
    "challenge",
    "complete_draft",
    "consultation",
    "consultation_in_session",
    "contact",
    "contract_stage",
    "desk",
    "desk_rule",
    "drafted",
    "focus_area",
    "key_figure",
    "ministry_response",
    "moved",
    "not_published",
    "notice",
    "office_holder",
    "official",
    "proved",
    "published",
    "question",
    "received",
    "recorded_submission",
    "released",
    "replied",
    "scheme",
    "sent",
    "session",
    "sheet",
    "source",
    "submission",
    "venture",
    "whole_consultation",
]
