"""Sessions for officials alone: a public page reads none, writes none and sets no cookie for one."""

from typing import Any, NoReturn

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from portal.paths import is_official


class NoSession(SessionBase):
    """The session of a page that has none: empty, and loud when something tries to keep it."""

    def load(self) -> dict[str, Any]:
        return {}

    def exists(self, session_key: str | None) -> bool:
        return False

    def delete(self, session_key: str | None = None) -> None:
        """Nothing is stored, so nothing is left to delete."""

    def create(self) -> NoReturn:
        raise RuntimeError("Public pages have no session; keep what belongs to a visitor in a draft.")

    def save(self, must_create: bool = False) -> NoReturn:
        self.create()


class OfficialSessionMiddleware(SessionMiddleware):
    """Django's sessions on officials' addresses, none elsewhere."""

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
