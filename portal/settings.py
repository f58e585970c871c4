"""Settings of the portal; what differs between installations comes from environment variables.

The demonstration uses the same settings. It differs from production only by `DEMONSTRATION`: own key, plain HTTP,
emails written to a folder, no second factor, and a ribbon.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from portal.account_settings import *  # noqa: F403
from portal.env import Environment
from portal.header_settings import PERMISSIONS_POLICY, SECURE_CSP  # noqa: F401
from portal.keys import load_or_create_secret_key
from portal.log_settings import log_settings
from portal.wording import lazy_bilingual

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(os.environ)

# Type of installation
DEMONSTRATION = env.flag(
    "DEMONSTRATION",
    meaning="1 for a demonstration: ribbon, gallery page, well-known log-ins, plain HTTP, no second factor.",
    default=False,
)
DEBUG = env.flag("DEBUG", meaning="1 shows tracebacks in the browser; only possible in a demonstration.", default=False)
if DEBUG and not DEMONSTRATION:
    env.problem("DEBUG is 1: set it to 0, tracebacks are shown in a demonstration only.")
DATA_DIR = env.folder(
    "DATA_DIR",
    meaning="Folder for what the portal writes itself: files, and in a demonstration the database, key and mail.",
    default=BASE_DIR / "var",
)

# Secrets and URLs
SECRET_KEY = env.key(
    "SECRET_KEY",
    meaning="Signs cookies and links: 50 or more random characters, kept secret. A demonstration makes its own.",
    default=load_or_create_secret_key(DATA_DIR, "secret-key") if DEMONSTRATION else None,
)
SECRET_KEY_FALLBACKS = env.words(
    "SECRET_KEY_FALLBACKS",
    meaning="Earlier keys, separated by commas: what they signed or encrypted stays readable while they stand here.",
    default=[],
)
AUDIT_KEY = env.key(
    "AUDIT_KEY",
    meaning="Signs the audit trail: 50 or more random characters, not the SECRET_KEY, never kept in the database.",
    default=load_or_create_secret_key(DATA_DIR, "audit-key") if DEMONSTRATION else None,
)
AUDIT_KEY_FALLBACKS = env.words(
    "AUDIT_KEY_FALLBACKS",
    meaning="Earlier keys of the trail, the newest first, separated by commas; all that ever signed rows stay here.",
    default=[],
)
if AUDIT_KEY and AUDIT_KEY in (SECRET_KEY, *SECRET_KEY_FALLBACKS):
    env.problem("AUDIT_KEY is the same as a SECRET_KEY: set it to a key of its own.")
AUDIT_CHECKPOINTS = env.folder(
    "AUDIT_CHECKPOINTS",
    meaning="Folder for the daily checkpoints of the audit trail; put it on another machine or medium.",
    default=DATA_DIR / "checkpoints",
)
SITE_URL = env.site(
    "SITE_URL",
    meaning="Address of the site as people type it, such as https://feedback.example.org; used for links in mail.",
    default="http://127.0.0.1:8000" if DEMONSTRATION else None,
)
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS",
    meaning="Host names that requests may name, separated by commas.",
    default=["127.0.0.1", "localhost"] if DEMONSTRATION else [SITE_HOST],
)
CSRF_TRUSTED_ORIGINS = env.words(
    "CSRF_TRUSTED_ORIGINS",
    meaning="Other addresses, with scheme, whose forms are accepted, separated by commas.",
    default=[SITE_URL] if SITE_URL else [],
)
TRUSTED_PROXY_COUNT = env.integer(
    "TRUSTED_PROXY_COUNT",
    meaning="How many proxies of yours stand in front. From 1 on, X-Forwarded-For and -Proto are believed.",
    default=0,
)

WEB_WORKERS = env.integer("WEB_WORKERS", meaning="Processes of the web server.", default=2, at_least=1)
WEB_THREADS = env.integer("WEB_THREADS", meaning="Threads in each of them.", default=4, at_least=2)

# Database
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        meaning="The database: postgres://user:password@host:5432/name, or sqlite:////folder/portal.sqlite3.",
        default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}" if DEMONSTRATION else None,
    )
}
DATABASE_PAGE_LIMIT = env.seconds(
    "DATABASE_PAGE_LIMIT",
    meaning="How long a page waits for one answer of the database; half as long for a lock.",
    default="10s",
)
DATABASE_COMMAND_LIMIT = env.seconds(
    "DATABASE_COMMAND_LIMIT",
    meaning="The same for commands; a change of a very large table may need more.",
    default="10m",
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Mail
MAILBOX = env.mailbox(
    "EMAIL_URL",
    meaning="Where mail is handed over: smtp+tls://user:password@host:587, smtps://…:465, smtp://host:25, or file:///folder.",
    default=f"file://{DATA_DIR / 'mail'}" if DEMONSTRATION else None,
)
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if MAILBOX.folder else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = MAILBOX.folder or None
EMAIL_HOST, EMAIL_PORT = MAILBOX.host, MAILBOX.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAILBOX.user, MAILBOX.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAILBOX.starttls, MAILBOX.tls
EMAIL_TIMEOUT = 20
MAIL_FROM = env.email(
    "MAIL_FROM", meaning="Address that mail is sent from.", default="feedback@example.org" if DEMONSTRATION else None
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
MAIL_MAX_LAG = env.seconds(
    "MAIL_MAX_LAG", meaning="How long mail may wait in the queue before /readyz reports it.", default="15m"
)

# Organisation
_name = env.text_and_hindi(
    "ORGANISATION_NAME", meaning="Name of the portal in the page head.", default=("Policy Feedback", "नीति पर आपकी बात")
)
_department = env.text_and_hindi(
    "ORGANISATION_DEPARTMENT",
    meaning="Department that runs it.",
    default=("Department of Defence Production", "रक्षा उत्पादन विभाग"),
)
_ministry = env.text_and_hindi(
    "ORGANISATION_MINISTRY", meaning="Ministry it belongs to.", default=("Ministry of Defence", "रक्षा मंत्रालय")
)
_owner = env.text_and_hindi(
    "FOOTER_OWNER",
    meaning="Who owns the content, as the foot of every page says.",
    default=(
        f"{_department[0]}, {_ministry[0]}",
        f"{_department[1] or _department[0]}, {_ministry[1] or _ministry[0]}",
    ),
)
ORGANISATION_NAME = lazy_bilingual(*_name)
ORGANISATION_DEPARTMENT = lazy_bilingual(*_department)
ORGANISATION_MINISTRY = lazy_bilingual(*_ministry)
FOOTER_OWNER = lazy_bilingual(*_owner)
REFERENCE_PREFIX = env.letters(
    "REFERENCE_PREFIX", meaning="Two to six capital letters that begin every reference.", default="DDP"
)
# Policy pages with placeholders are drafts; without a complete privacy notice no submission is accepted.
POLICIES_MUST_BE_COMPLETE = not DEMONSTRATION
REPLIES_NEED_A_SECOND_PERSON = env.flag(
    "REPLIES_NEED_A_SECOND_PERSON",
    meaning="1 lets a final reply go out only when another official than its writer releases it.",
    default=False,
)

# The application
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
AUTH_USER_MODEL = "engagements.Official"
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "engagements.apps.EngagementsConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # The stock admin's templates and log, with the officials' site as default site.
    "engagements.admin.apps.OfficialsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "portal.middleware.RequestIdentity",
    "portal.middleware.ClientAddress",
    "portal.middleware.SecurityHeaders",
    "portal.middleware.KnownMethods",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.sessions.OfficialSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.gates.SessionLimit",
    "portal.accounts.gates.SecondFactorGate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.organisation",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Language, time and numbers
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("hi", _("Hindi"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Asia/Kolkata"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "media/"  # not mounted: files are served only by views that check permission
STORAGES = {
    "default": {"BACKEND": "engagements.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The largest form is a consultation with twenty sessions and all their focus areas.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# Empty file inputs count too, and a page may have several; the real limit applies while files are read.
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["engagements.uploads.NamedUpload"]
# UPLOAD_BYTES_MAX: files of one request beyond it are dropped, but the text is kept. UPLOAD_BYTES_READ: larger bodies
# are refused unread. URLs outside UPLOAD_ROUTES take no files, and bodies only as large as forms need.
UPLOAD_BYTES_MAX = 15 * 1024 * 1024
UPLOAD_BYTES_READ = 40 * 1024 * 1024
# Below this free space /readyz reports a full disk, and visitors' files are refused.
FREE_BYTES_WANTED = 200 * 1024 * 1024
UPLOAD_ROUTES = ["public:form_step", "public:answer", "admin:engagements_spreadsheetimport_add"]
# Lock files that serialise file checks between the processes of this machine.
FILE_LOCKS = DATA_DIR / "locks"
CLAMD = env.scanner(
    "CLAMD", meaning="Virus scanner clamd for attached files: host:port, or the path of its socket; empty for none."
)

# Sign-in of officials
OFFICIAL_PATHS = ("/admin/", "/policy/", "/accounts/")
MFA_REQUIRED = env.flag(
    "MFA_REQUIRED",
    meaning="0 lets officials in with a password alone; a demonstration does.",
    default=not DEMONSTRATION,
)
# Printed by `make run`; the command that creates those accounts refuses to run if this is None.
DEMONSTRATION_PASSWORD = "voices-of-march-2025" if DEMONSTRATION else None
SESSION_COOKIE_AGE = env.seconds(
    "SESSION_IDLE", meaning="After how long without a click an official is logged out.", default="30m"
)
SESSION_LIMIT = env.seconds(
    "SESSION_LIMIT", meaning="After how long an official has to log in again in any case.", default="8h"
)
SESSION_ENGINE = "portal.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMONSTRATION else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
MFA_TOTP_ISSUER = _name[0]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION

# Sign-in limits are counted in the database, because worker processes share nothing else.
# Above MAX_ENTRIES rows are culled: if too low, a flood of invented addresses would evict used codes.
CACHES = {
    "default": {
        "BACKEND": "portal.cache.SharedCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Headers and cookies
PRIVATE_PATHS = (*OFFICIAL_PATHS, "/s/", "/track/", "/my/", "/resume/", "/recorded/")
PRIVATE_STEPS = ("/submit/",)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = not DEMONSTRATION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else int(timedelta(days=730).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMONSTRATION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMONSTRATION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# Browsers accept a __Host- cookie only from this host, over TLS and for all paths: no sibling domain can set one.
_prefix = "" if DEMONSTRATION else "__Host-"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_prefix}sessionid", f"{_prefix}csrftoken"
LANGUAGE_COOKIE_NAME, KNOWN_DEVICE_COOKIE_NAME = f"{_prefix}django_language", f"{_prefix}known_device"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# Log
LOG_LEVEL = env.choice(
    "LOG_LEVEL",
    meaning="Least serious line that is logged.",
    default="INFO",
    among=["DEBUG", "INFO", "WARNING", "ERROR"],
)
LOGGING = log_settings(LOG_LEVEL)

env.finish()
