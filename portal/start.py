"""Before anything else: files for this account alone, and settings, or plain sentences that say what they lack."""

import os
import sys

# gunicorn stops the whole server, instead of trying again for ever, when a worker ends with this code.
CANNOT_BOOT = 3


def load_settings() -> None:
    """Import the settings, or end the process with the sentences that say what to set.

    From here on, what the process writes is readable by its own account alone: database, files, mails, static files.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.env import SettingsMissing

    try:
        __import__(os.environ["DJANGO_SETTINGS_MODULE"])
    except SettingsMissing as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(CANNOT_BOOT)
