"""The officials' admin site: menu groups, the work queue as index, and the plain pages beside the models."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from engagements.admin.home import work_of
from engagements.admin.officials.permission_matrix import duties
from engagements.admin.plain_pages import actor_of

# Menu groups, each with its models.
MENU_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Submissions"),
        ("Submission", "RecordedSubmission", "SpreadsheetImport", "Campaign", "Venture", "ConflictOfInterest"),
    ),
    (gettext_lazy("Desks and absences"), ("Desk", "Absence")),
    (gettext_lazy("Consultations"), ("Consultation", "Attendance", "Question", "MinistryResponse")),
    (
        gettext_lazy("Reference data"),
        ("Challenge", "FocusArea", "Scheme", "ContractStage", "EnterpriseLimit", "OfficeHolder"),
    ),
    (gettext_lazy("Policy pages"), ("PolicyVersion",)),
    (pgettext_lazy("outgoing", "Email"), ("ReplyDraft", "OutgoingMessage", "ReplyTemplate")),
    (gettext_lazy("Accounts"), ("Official",)),
    (gettext_lazy("Audit trail"), ("AuditEvent",)),
)

# Stock pages left out: they answer for any model regardless of visibility, or serve
# JavaScript that no page uses.
DISABLED_URLS = {"view_on_site", "autocomplete", "jsi18n", "password_change_done"}


class OfficialsSite(AdminSite):
    """The officials' admin site."""

    enable_nav_sidebar = False
    site_url = None
    index_template = "admin/index.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[URLPattern] = []

    def register_pages(self, pages: Iterable[URLPattern]) -> None:
        """Add plain pages; one with the name of a stock page replaces it."""
        self.pages += [URLPattern(page.pattern, self.admin_view(page.callback), name=page.name) for page in pages]

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Answer 403 to an account without a role: the sign-in page would only redirect back here."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self) -> list[Any]:
        ours = [path("who-may-do-what/", self.admin_view(self.duties_view), name="duties")]
        stock = [pattern for pattern in super().get_urls() if getattr(pattern, "name", None) not in DISABLED_URLS]
        return [*ours, *self.pages, *stock]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        title = _("%(name)s admin") % {"name": settings.ORGANISATION_NAME}
        return {**super().each_context(request), "site_title": title, "site_header": title}

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Return nothing: the audit trail replaces the stock log."""
        return ()

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the models this user may open, by menu group instead of by application."""
        by_name = {
            model["object_name"]: model
            for app in self._build_app_dict(request, app_label).values()
            for model in app["models"]
        }
        groups = [(name, [by_name[model] for model in held if model in by_name]) for name, held in MENU_GROUPS]
        return [{"name": name, "app_label": "", "app_url": "", "models": held} for name, held in groups if held]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the work queue."""
        actor = actor_of(request)
        work = work_of(actor, on=timezone.localdate())
        return super().index(request, {"title": _("Work queue"), **work, **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Redirect to the work queue, which lists everything."""
        return redirect("admin:index")

    def duties_view(self, request: HttpRequest) -> HttpResponse:
        """Show the “Who may do what” page."""
        context = {**self.each_context(request), "title": _("Who may do what"), **duties()}
        request.current_app = self.name
        return TemplateResponse(request, "admin/duties.html", context)
