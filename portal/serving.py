"""How gunicorn runs the portal, here and in production: `gunicorn -c python:portal.serving`.

SIGTERM finishes what is under way and ends. SIGUSR2 starts the server anew beside the running one, on the same
listening socket and with the code, packages and settings files of now; the old one ends when the new one can answer,
and stays where the new one cannot start.
"""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from gunicorn.systemd import SD_LISTEN_FDS_START, sd_notify

from portal.start import load_settings

load_settings()

wsgi_app = "portal.wsgi"
workers = settings.WEB_WORKERS
# Loaded once, before the workers part: they start sooner and share its memory. Nothing is connected to while loading.
preload_app = True
worker_class = "portal.worker.PatientWorker"
threads = settings.WEB_THREADS
# Visitors who only hold a connection cost no thread; files and the database need some of the numbers, too.
worker_connections = min(1000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
# A process that stands still for so long is replaced; what is under way at a restart may finish.
timeout = 60
graceful_timeout = 30
keepalive = 5
# The worker keeps what visitors are slow to take; the system's own sending of files would wait for them in a thread.
sendfile = False
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# No header of a request says where the application lies, that it came encrypted, or from whom: what proxies say of
# that is read in the settings, as TRUSTED_PROXY_COUNT allows. Names with underscores are dropped.
forwarder_headers = ""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "drop"
# Nobody asks this server questions over its own socket, whose place two servers of one account would share.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"


def pre_exec(server: Any) -> None:
    """Start the new server as this one was, and hand it systemd's sockets under the numbers at which it looks for them.

    Started as the file it is in, gunicorn would find its own `http` in the place of Python's.
    """
    server.START_CTX["args"][1:2] = ["-m", "gunicorn"]
    if server.systemd:
        for number, listener in enumerate(server.LISTENERS, SD_LISTEN_FDS_START):
            os.dup2(listener.fileno(), number)


def post_worker_init(worker: Any) -> None:
    """Take over from the server that this one was started beside, now that this one can answer."""
    former = os.environ.get("GUNICORN_PID")
    if former:
        sd_notify(f"MAINPID={worker.ppid}", worker.log)
        with suppress(ProcessLookupError):
            os.kill(int(former), signal.SIGTERM)
