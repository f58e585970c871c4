"""The entry point for gunicorn."""

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from portal.postgresql.limits import serve_pages
from portal.start import load_settings

load_settings()
serve_pages()
application = get_wsgi_application()
# Loads every page now, once for all processes, and not in each of them while its first visitor waits.
resolve("/healthz")
