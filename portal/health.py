"""Health checks for supervisors: liveness and readiness."""

import logging
import shutil
from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

logger = logging.getLogger(__name__)

GOOD = "ok"


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Respond while the process runs; checks nothing else, so that a slow database causes no restarts."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Report whether database, migrations, outgoing mail, disk and privacy notice are ready; 503 if not."""
    states = {name: health_state(check) for name, check in CHECKS.items()}
    status = 200 if all(state == GOOD for state in states.values()) else 503
    return JsonResponse(states, status=status)


def health_state(check: Callable[[], str]) -> str:
    """Run a check; a failing one returns “failed”, with details in the log."""
    try:
        return check()
    except (DatabaseError, InterfaceError, OSError):
        logger.exception("readiness check failed")
        return "failed"


def database() -> str:
    """Write one small row: a full or read-only database can still be read."""
    cache.set("readyz", GOOD)
    return GOOD


def migrations() -> str:
    """Compare the applied migrations with those of this code."""
    executor = MigrationExecutor(connection)
    return "behind" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else GOOD


def mail() -> str:
    """Check that no message has been due for longer than MAIL_MAX_LAG."""
    limit = timezone.now() - timedelta(seconds=settings.MAIL_MAX_LAG)
    messages = apps.get_model("engagements", "OutgoingMessage").objects
    return "late" if messages.undelivered().filter(next_attempt_at__lt=limit).exists() else GOOD


def disk() -> str:
    """Check the free disk space of the data folder."""
    return GOOD if shutil.disk_usage(settings.DATA_DIR).free >= settings.FREE_BYTES_WANTED else "full"


def notice() -> str:
    """Check that a complete privacy notice is published, without which the form stays closed."""
    return str(import_string("engagements.rules.intake.notice_state")())


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "mail": mail,
    "disk": disk,
    "notice": notice,
}
