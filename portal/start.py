"""Start-up of every process: umask, and settings or messages about what they lack."""

import os
import sys

# gunicorn stops the whole server on this exit code of a worker, instead of retrying for ever.
CANNOT_BOOT = 3


def load_settings() -> None:
    """Import the settings, or exit with messages that say what to set.

    Also sets the umask: files written from here on are readable by this account only.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.env import SettingsMissing

    try:
        __import__(os.environ["DJANGO_SETTINGS_MODULE"])
    except SettingsMissing as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(CANNOT_BOOT)
