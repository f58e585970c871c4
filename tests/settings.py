"""The portal's settings in an environment made for tests; DATABASE_URL may move them to PostgreSQL."""

import os
import tempfile
from pathlib import Path

TEST_DATA = Path(os.environ.get("TEST_DATA_DIR") or tempfile.gettempdir()) / f"portal-tests-{os.getuid()}"

os.environ.update(
    {
        "DEMONSTRATION": "0",
        "DEBUG": "0",
        # Most tests are about what an official does once inside; those about the gate switch it on.
        "MFA_REQUIRED": "0",
        "SECRET_KEY": "a key for tests alone, of no use anywhere else, and long enough",
        "AUDIT_KEY": "a key that signs the trail in tests alone, and is long enough for that",
        "SITE_URL": "https://feedback.example.org",
        "ALLOWED_HOSTS": "testserver,feedback.example.org",
        "EMAIL_URL": f"file://{TEST_DATA / 'mail'}",
        "MAIL_FROM": "feedback@example.org",
        "DATA_DIR": str(TEST_DATA),
        "LOG_LEVEL": "ERROR",
    }
)
(TEST_DATA / "static").mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{TEST_DATA / 'portal.sqlite3'}")

from portal.settings import *  # noqa: E402, F403
from portal.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "portal.sqlite":
    # In memory; said here because test runners guess it for Django's own backend only.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Most tests are about what happens to a submission; those about the privacy notice switch it on.
POLICIES_MUST_BE_COMPLETE = False
# The test client speaks plain HTTP; the redirect has its own test.
SECURE_SSL_REDIRECT = False
# Argon2 takes its time on purpose: hundreds of log-ins in a suite need a cheap hasher, and one test uses the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
