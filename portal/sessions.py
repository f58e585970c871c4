"""Sessions for officials only: public pages neither read nor write one, nor set a session cookie."""

from datetime import UTC, datetime
from typing import Any, NoReturn

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from portal.outage import is_outage
from portal.paths import is_official

# Session keys copied into columns.
BEGAN_AT = "session_began_at"
SEEN_AT = "session_seen_at"
NETWORK = "session_network"
DEVICE = "session_device"


class SessionStore(DatabaseStore):
    """Database sessions with columns by which officials list and end their sessions.

    A failure to save during an outage is raised as such, not taken for a sign-out.
    """

    @classmethod
    def get_model_class(cls) -> Any:
        return apps.get_model("engagements", "OfficialSession")

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Copy session data into the columns."""
        row: Any = super().create_model_instance(data)
        row.official_id = data.get(SESSION_KEY)
        row.began_at, row.seen_at = _moment(data.get(BEGAN_AT)), _moment(data.get(SEEN_AT))
        row.network, row.device = data.get(NETWORK, ""), data.get(DEVICE, "")
        return row

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            if is_outage(error):
                raise OperationalError("the session could not be saved") from error
            raise


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


class NoSession(SessionBase):
    """Empty session of public pages; raises if saved."""

    def load(self) -> dict[str, Any]:
        return {}

    def exists(self, session_key: str | None) -> bool:
        return False

    def delete(self, session_key: str | None = None) -> None:
        """Do nothing: nothing is stored."""

    def create(self) -> NoReturn:
        raise RuntimeError("Public pages have no session; keep what belongs to a visitor in a draft.")

    def save(self, must_create: bool = False) -> NoReturn:
        self.create()


class OfficialSessionMiddleware(SessionMiddleware):
    """Session middleware for officials' URLs only."""

    def process_request(self, request: HttpRequest) -> None:
        if is_official(request):
            super().process_request(request)
        else:
            request.session = NoSession()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not isinstance(request.session, NoSession):
            return super().process_response(request, response)
        if request.session.modified:
            request.session.create()
        return response
