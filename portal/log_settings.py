"""What is logged, and where: JSON lines on the standard error output, for whoever runs the processes to keep."""

from typing import Any


def log_settings(level: str) -> dict[str, Any]:
    """Return Django's LOGGING for a least serious level, such as INFO."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "portal.logs.JsonFormatter"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"level": level, "handlers": [], "propagate": True},
            # One line for each request comes from our own middleware; Django's would repeat it with the full address.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
            "django.db.backends": {"level": "ERROR"},
        },
    }
