"""Where Chromium is on this machine."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """Return the path of the browser: the one CHROMIUM names, or the first one installed."""
    named = os.environ.get("CHROMIUM", "")
    return shutil.which(named) if named else next((path for name in NAMES if (path := shutil.which(name))), None)
