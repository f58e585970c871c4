"""What tests of the configuration share."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import Client

from tests.architecture.trees import ROOT

Completed = subprocess.CompletedProcess[str]

PRODUCTION = {
    "SECRET_KEY": "only-for-tests-of-the-start-0123456789-abcdefghijkl",
    "AUDIT_KEY": "only-for-tests-of-the-start-abcdefghijkl-0123456789",
    "SITE_URL": "https://feedback.example.org",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "MAIL_FROM": "feedback@example.org",
    "DATABASE_URL": "sqlite:////nonexistent/portal.sqlite3",
}
OWN = {"DEMONSTRATION", "DEBUG", "DATA_DIR", "ALLOWED_HOSTS", "LOG_LEVEL", "MFA_REQUIRED", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture
def python(tmp_path) -> Callable[..., Completed]:
    """Run Python with the portal's own settings in an environment of its own."""

    def run(*arguments: str, **environment: str) -> Completed:
        kept = {name: value for name, value in os.environ.items() if name not in OWN | set(PRODUCTION)}
        merged = kept | {"DATA_DIR": str(tmp_path / "data")} | environment
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=merged, capture_output=True, text=True, timeout=300
        )

    return run


@pytest.fixture
def visitor() -> Client:
    """Return a browser that is shown the page of an error, as a person is."""
    return Client(raise_request_exception=False)
