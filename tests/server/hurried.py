"""The server with short times and little room, so that a test need not wait."""

from portal.serving import *  # noqa: F403, I001 - it loads the settings

from portal import worker

worker.SECONDS_ALLOWED = 2
worker.BYTES_A_SECOND = 1000
worker.BYTES_UNDER_WAY_MAX = 1024 * 1024
workers = 1
worker_connections = 20
graceful_timeout = 5
