"""WSGI entry point for gunicorn."""

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from portal.postgresql.limits import serve_pages
from portal.start import load_settings

load_settings()
serve_pages()
application = get_wsgi_application()
# Imports every view now, before forking, instead of in each process at its first request.
resolve("/healthz")
