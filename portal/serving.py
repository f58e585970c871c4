"""How gunicorn runs the portal, here and in production: `gunicorn -c python:portal.serving`."""

from pathlib import Path

from django.conf import settings

from portal.start import load_settings

load_settings()

wsgi_app = "portal.wsgi"
workers = settings.WEB_WORKERS
# Loaded once, before the workers part: they start sooner and share its memory. Nothing is connected to while loading.
preload_app = True
# Threads hold the connections that a browser opens and does not use yet; a worker of one thread would wait on them.
worker_class = "gthread"
threads = settings.WEB_THREADS
# A request that takes longer has failed; one under way at a restart may finish.
timeout = 60
graceful_timeout = 30
keepalive = 5
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
# Nobody asks this server questions over its own socket, whose place two servers of one account would share.
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"
