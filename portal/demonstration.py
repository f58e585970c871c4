"""`make run`: prepare a data folder, then run what production runs, on this machine alone.

It differs from production in what `DEMONSTRATION` means in the settings: plain HTTP, no second factor,
mail into a folder, well-known log-ins. Everything it makes lies in the data folder and is kept.
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
    """Prepare and serve until told to stop; return the exit code."""
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
    """Return the port to serve on; raise ValueError with a sentence when PORT is no port."""
    given = environment.get("PORT", "").strip() or str(DEFAULT_PORT)
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise ValueError(f"PORT is “{given}”: set it to a number from 1 to 65535.")
    return int(given)


def check_port_is_free(port: int) -> None:
    """Raise ValueError with a sentence when something already listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            advice = f"choose another one, for example: PORT={port + 123 if port < 65000 else 8123} make run"
            raise ValueError(f"Port {port} cannot be used ({error.strerror}): {advice}") from error


def set_environment(environment: MutableMapping[str, str], *, port: int) -> None:
    """Make this process and its children a demonstration; a DATABASE_URL that is set stays."""
    environment["DEMONSTRATION"] = "1"
    environment.setdefault("SITE_URL", f"http://{HOST}:{port}")
    # A line for every request would bury the addresses and log-ins.
    environment.setdefault("LOG_LEVEL", "WARNING")


def prepare() -> None:
    """Bring database, static files, example data and log-ins up to date; what is there already stays."""
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
    """Load the March 2025 consultation with marked examples and log-ins, unless an earlier run did.

    Examples that were cleared since stay away.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.db import transaction

    if apps.get_model("engagements", "Consultation").objects.filter(slug=CONSULTATION).exists():
        return
    say("Loading the sessions of March 2025 with illustrative examples ...")
    with transaction.atomic():  # whole or not at all: a run that is stopped here begins anew next time
        call_command("load_march_2025", "--with-examples", verbosity=0)
        call_command("create_demonstration_accounts", verbosity=0)


def serve(port: int) -> int:
    """Keep the server, the mail delivery and the comparing of texts running until a signal comes."""
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
    """Say whether the server answers yet."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def welcome(port: int) -> str:
    """Return what to open and how to log in."""
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
    """Tell the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
