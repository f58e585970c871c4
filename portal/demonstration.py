"""`make run`: prepares a data folder and runs the production programs on this machine.

It differs from production in what `DEMONSTRATION` sets: plain HTTP, no second factor, emails written to a folder,
well-known accounts. All its files are in the data folder and are kept.
"""

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import MutableMapping

from portal.processes import ProcessGroup, Shutdown
from portal.start import load_settings

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
SECONDS_TO_START = 60
CONSULTATION = "march-2025-start-up-and-msme-sessions"


def main() -> int:
    """Prepare and serve until stopped; return the exit code."""
    try:
        port = wanted_port(os.environ)
        check_port_is_free(port)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    set_environment(os.environ, port=port)
    load_settings()
    prepare()
    return serve(port)


def wanted_port(environment: MutableMapping[str, str]) -> int:
    """Return the port to serve on; raise ValueError with a message if PORT is invalid."""
    given = environment.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise ValueError(f"PORT is “{given}”: set it to a number from 1 to 65535.")
    return int(given)


def check_port_is_free(port: int) -> None:
    """Raise ValueError with a message if the port is already in use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            advice = f"choose another one, for example: PORT={port + 123 if port < 65000 else 8123} make run"
            raise ValueError(f"Port {port} cannot be used ({error.strerror}): {advice}") from error


def set_environment(environment: MutableMapping[str, str], *, port: int) -> None:
    """Set the environment of a demonstration for this process and its children; DATABASE_URL is kept if set."""
    environment["DEMONSTRATION"] = "1"
    environment.setdefault("SITE_URL", f"http://{HOST}:{port}")
    # One line per request would bury the URLs and accounts.
    environment.setdefault("LOG_LEVEL", "WARNING")


def prepare() -> None:
    """Bring database, static files, example data and accounts up to date; existing data is kept."""
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command

    from portal.statics import collect_changed

    for name in ("mail", "media"):
        (settings.DATA_DIR / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    django.setup()
    say("Preparing the database ...")
    call_command("migrate", verbosity=0, interactive=False)
    collect_changed()
    seed()
    try:
        call_command("write_checkpoint", verbosity=0)
    except CommandError as error:
        say(str(error))


def seed() -> None:
    """Load the March 2025 consultation with marked examples and accounts, unless it exists.

    Examples that were cleared since are not restored.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.db import transaction

    if apps.get_model("engagements", "Consultation").objects.filter(slug=CONSULTATION).exists():
        return
    say("Loading the sessions of March 2025 with illustrative examples ...")
    with transaction.atomic():  # all or nothing: after an interruption the next run loads everything
        call_command("load_march_2025", "--with-examples", verbosity=0)
        call_command("create_demonstration_accounts", verbosity=0)


def serve(port: int) -> int:
    """Run the server, mail delivery and text comparison until a signal arrives."""
    family = ProcessGroup()
    server = family.start("server", "-m", "gunicorn", "-c", "python:portal.serving", "--bind", f"{HOST}:{port}")
    family.start("mail delivery", "manage.py", "deliver_mail", "--watch")
    family.start("comparing of texts", "manage.py", "find_campaigns", "--watch")
    try:
        family.wait_until(lambda: answers(port), seconds=SECONDS_TO_START, what=server)
        say(welcome(port))
        family.wait()
    except Shutdown as stopped:
        if stopped.reason:
            sys.stderr.write(f"{stopped.reason}\n")
        return stopped.code
    finally:
        family.stop()
    return 0


def answers(port: int) -> bool:
    """Return whether the server responds."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def welcome(port: int) -> str:
    """Return the text with URLs and accounts."""
    from django.apps import apps
    from django.conf import settings

    officials = apps.get_model("engagements", "Official").objects.filter(email__endswith="@example.org")
    logins = [f"  {official.email:<32}{official.designation}" for official in officials.order_by("pk")]
    site = f"http://{HOST}:{port}"
    lines = [
        "",
        f"Public pages    {site}/",
        f"Officials       {site}/admin/",
        f"Policy reports  {site}/policy/",
        "",
        f"Log-ins, all with the password {settings.DEMONSTRATION_PASSWORD} (demonstration only):",
        *logins,
        "",
        f"Mail is written to {settings.MAILBOX.folder}; everything is kept in {settings.DATA_DIR}.",
        "Stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def say(text: str) -> None:
    """Print a line to the terminal and flush it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
