"""Logging configuration: JSON lines on standard error."""

from typing import Any


def log_settings(level: str) -> dict[str, Any]:
    """Return Django's LOGGING for a minimum level, such as INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level, "handlers": [], "propagate": True},
            # Our middleware logs one line per request; Django's would repeat it with the full URL.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
            "django.db.backends": {"level": "ERROR"},
        },
    }
