"""Ministry responses, prepared and released."""

from datetime import datetime

from engagements.actions import responses
from engagements.choices import Role
from engagements.models import Consultation, MinistryResponse
from engagements.rules.actors import Actor
from tests.factories.basis import AT
from tests.factories.officials import actor


def ministry_response(
    to: Consultation, body: str = "We heard you.", *, body_hi: str = "", by: Actor | None = None, at: datetime = AT
) -> MinistryResponse:
    """Prepare a ministry response."""
    return responses.prepare_response(to, body=body, body_hi=body_hi, by=by or actor(Role.LEAD), at=at)


def released(response: MinistryResponse, *, by: Actor | None = None, at: datetime = AT) -> MinistryResponse:
    """Release a ministry response that was prepared."""
    return responses.release_response(response, by=by or actor(Role.ADMINISTRATOR), at=at, saves=response.saves)
