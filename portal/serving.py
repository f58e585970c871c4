"""gunicorn configuration, here and in production: `gunicorn -c python:portal.serving`.

SIGTERM finishes running requests and exits. SIGUSR2 starts a new server on the same listening socket with the current
code, packages and settings files; the old one exits once the new one can respond, and keeps running if it cannot start.
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
# Loaded before forking: workers start faster and share memory. Nothing connects while loading.
preload_app = True
worker_class = "portal.worker.PatientWorker"
threads = settings.WEB_THREADS
# Idle connections need no thread; files and the database need file descriptors too.
worker_connections = min(1000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
# A worker that hangs for this long is replaced; running requests may finish at a restart.
timeout = 60
graceful_timeout = 30
keepalive = 5
# The worker buffers responses for slow clients; sendfile would block a thread instead.
sendfile = False
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# No request header sets the script name, the scheme or the client: settings read what proxies say, as far as
# TRUSTED_PROXY_COUNT allows. Header names with underscores are dropped.
forwarder_headers = ""
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "drop"
# The control socket is unused, and two servers of one account would share its path.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"


def pre_exec(server: Any) -> None:
    """Start the new server with the same arguments, and pass systemd's sockets at the expected file descriptors.

    Started as a script, gunicorn's own `http` package would shadow Python's.
    """
    server.START_CTX["args"][1:2] = ["-m", "gunicorn"]
    if server.systemd:
        for number, listener in enumerate(server.LISTENERS, SD_LISTEN_FDS_START):
            os.dup2(listener.fileno(), number)


def post_worker_init(worker: Any) -> None:
    """Stop the previous server now that this one can respond, and report the new main process to systemd."""
    former = os.environ.get("GUNICORN_PID")
    if former:
        sd_notify(f"MAINPID={worker.ppid}", worker.log)
        with suppress(ProcessLookupError):
            os.kill(int(former), signal.SIGTERM)
