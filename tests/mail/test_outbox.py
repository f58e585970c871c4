"""One mail that cannot be sent stops no other; each has its time, and is sent once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from subprocess import PIPE

import pytest
from django.core.management import call_command

from engagements.choices import DeliveryStatus, MessageKind
from engagements.mail import outbox
from engagements.models import OutgoingMessage
from tests import mailserver
from tests.factories import AT
from tests.races.server import database_for

pytestmark = pytest.mark.django_db

SENT, QUEUED, FAILED, SENDING = (
    DeliveryStatus.SENT, DeliveryStatus.QUEUED, DeliveryStatus.FAILED, DeliveryStatus.SENDING
)  # fmt: skip
# Their bytes stand for what gets through a form one day: an address that no mail can be sent to.
RIGHT_TO_LEFT = "ravi@example.org\u200f"
TOO_LONG_IN_PUNYCODE = f"ravi@{'क' * 63}.org"


@pytest.fixture
def server(settings):
    """Run a mail server that the settings know."""
    with mailserver.running() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield running


@pytest.fixture
def mail_folder(settings, tmp_path) -> Path:
    """Have mail written into a folder."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def queued(recipient: str, **fields) -> OutgoingMessage:
    """Queue a mail to an address, as it stands in the outbox whatever the form says today."""
    message = outbox.queue(
        kind=MessageKind.REPLY, submission=None, recipient=recipient, language="en", subject="We have replied",
        body="Open your page.\n", at=AT,
    )  # fmt: skip
    OutgoingMessage.objects.filter(pk=message.pk).update(**fields)
    return message


def deliver(at=AT) -> Counter[DeliveryStatus]:
    return outbox.deliver_due(clock=lambda: at)


def outcome(message: OutgoingMessage) -> tuple[str, int, str]:
    message.refresh_from_db()
    return message.status, message.attempts, message.last_error


def hundred_with(recipient: str) -> OutgoingMessage:
    """Queue a hundred mails, of which the fiftieth is to this address."""
    rest = [queued(f"v{number}@example.org") for number in range(49)]
    bad = queued(recipient)
    rest += [queued(f"v{number}@example.org") for number in range(49, 99)]
    return bad


@pytest.mark.parametrize("recipient", [RIGHT_TO_LEFT, TOO_LONG_IN_PUNYCODE, "a@b\nBcc: c@example.org", ""])
def test_one_mail_among_a_hundred_that_cannot_be_made_fails_visibly_over_smtp(server, recipient):
    bad = hundred_with(recipient)

    done = deliver()

    assert (done[SENT], done[FAILED], len(server.taken)) == (99, 1, 99)
    status, attempts, word = outcome(bad)
    assert (status, attempts, bool(word), "ravi" in word) == (FAILED, 1, True, False)


def test_one_mail_among_a_hundred_that_cannot_be_made_fails_visibly_into_a_folder(mail_folder, capsys):
    bad = hundred_with(RIGHT_TO_LEFT)

    call_command("deliver_mail")

    assert capsys.readouterr().out == "sent=99 queued=0 failed=1\n"
    written = b"".join(file.read_bytes() for file in mail_folder.iterdir())
    assert (written.count(b"Message-ID:"), outcome(bad)[0]) == (99, FAILED)


def test_mail_that_a_server_refuses_waits_and_the_others_are_sent(server):
    refused, hung_up, fine = queued("refused@example.org"), queued("hangs-up@example.org"), queued("v@example.org")

    assert deliver() == Counter({QUEUED: 2, SENT: 1})

    assert outcome(refused) == (QUEUED, 1, "SMTPRecipientsRefused 550")
    assert outcome(hung_up) == (QUEUED, 1, "SMTPServerDisconnected")
    assert outcome(fine) == (SENT, 1, "")


def test_mail_without_a_server_waits(settings, server):
    settings.EMAIL_PORT = 1
    message = queued("v@example.org")

    assert (deliver(), outcome(message)) == (Counter({QUEUED: 1}), (QUEUED, 1, "ConnectionRefusedError"))


def test_mail_waits_from_a_minute_to_an_hour_for_two_days_and_is_given_up_then(server):
    message, at, waits = queued("refused@example.org"), AT, []
    while message.status == QUEUED:
        deliver(at)
        message.refresh_from_db()
        waits.append((message.next_attempt_at - at) // timedelta(minutes=1))
        at = message.next_attempt_at

    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert message.status == FAILED
    assert timedelta(hours=48) < at - timedelta(minutes=waits[-1]) - AT <= timedelta(hours=49)


def test_answer_that_drips_costs_the_time_of_one_mail(server, monkeypatch):
    monkeypatch.setattr(outbox, "LONGEST_DELIVERY", timedelta(seconds=1))
    monkeypatch.setattr(outbox, "LONGEST_FAREWELL", timedelta(seconds=0.5))
    dripping, fine = queued("drips@example.org"), queued("v@example.org")
    began = time.monotonic()

    assert deliver() == Counter({QUEUED: 1, SENT: 1})

    assert time.monotonic() - began < 10
    status, attempts, word = outcome(dripping)
    assert (status, attempts, word in {"TookTooLong", "SMTPServerDisconnected"}) == (QUEUED, 1, True)
    assert outcome(fine)[0] == SENT
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_claim_is_dated_when_its_mail_is_taken(server):
    """The second mail is taken a quarter of an hour after the first: nobody takes it for left behind."""
    queued("v1@example.org"), queued("v2@example.org")
    moments = iter([AT, AT, AT + timedelta(minutes=14), AT + timedelta(minutes=15), *[AT + timedelta(minutes=16)] * 3])

    outbox.deliver_due(clock=lambda: next(moments))

    claims = list(OutgoingMessage.objects.order_by("pk").values_list("claimed_at", flat=True))
    assert claims == [AT, AT + timedelta(minutes=15)]


def test_mail_of_a_process_that_died_is_sent_and_in_the_end_given_up(server):
    left, given_up, under_way = (
        queued(f"v{number}@example.org", status=SENDING, claimed_at=AT, attempts=3) for number in range(3)
    )
    OutgoingMessage.objects.filter(pk=given_up.pk).update(queued_at=AT - timedelta(hours=49))
    OutgoingMessage.objects.filter(pk=under_way.pk).update(claimed_at=AT + timedelta(minutes=5))

    deliver(AT + timedelta(minutes=11))

    assert outcome(left) == (SENT, 4, "")
    assert outcome(given_up) == (FAILED, 3, "BrokenOff")
    assert outcome(under_way) == (SENDING, 3, "")


def test_delivery_stops_after_the_mail_under_way(server):
    for number in range(5):
        queued(f"v{number}@example.org")
    answers = iter([False, False, True])

    assert outbox.deliver_due(clock=lambda: AT, is_told_to_stop=lambda: next(answers)) == Counter({SENT: 2})
    assert OutgoingMessage.objects.filter(status=QUEUED, claimed_at=None).count() == 3


@pytest.fixture
def elsewhere(tmp_path) -> Iterator[dict[str, str]]:
    """Give a test the environment of a portal of its own, on the database that the suite runs on, and a slow server."""
    with mailserver.running() as server, database_for("outbox") as address:
        own = {
            "DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": address or f"sqlite:///{tmp_path / 'portal.sqlite3'}",
            "EMAIL_URL": server.address,
        }
        yield {**os.environ, **own, "server": server}


def test_process_told_to_stop_ends_within_the_mail_under_way_and_none_is_sent_twice(elsewhere):
    server = elsewhere.pop("server")
    manage(elsewhere, "migrate", "--verbosity=0")
    manage(elsewhere, "shell", "-c", QUEUE_NINE)

    first = started(elsewhere, "deliver_mail", "--watch")
    wait_until(lambda: len(server.taken) == 2)
    first.terminate()
    code, taken = first.wait(20), len(server.taken)
    stood = manage(elsewhere, "shell", "-c", COUNT)
    others = [started(elsewhere, "deliver_mail") for _turn in range(2)]
    codes = [other.wait(60) for other in others]

    assert (code, codes) == (0, [0, 0])
    # The third was under way, or began while the signal was on its way.
    assert (taken in (2, 3, 4), stood) == (True, f"sent={taken} sending=0 queued={9 - taken}")
    assert (len(server.taken), len(set(server.taken))) == (9, 9)
    assert manage(elsewhere, "shell", "-c", COUNT) == "sent=9 sending=0 queued=0"


QUEUE_NINE = """
from django.utils import timezone
from engagements.mail import outbox
for number in range(9):
    outbox.queue(kind="reply", submission=None, recipient=f"slow{number}@example.org", language="en", subject="s",
                 body="b", at=timezone.now())
"""
COUNT = """
from engagements.models import OutgoingMessage
print(*(f"{state}={OutgoingMessage.objects.filter(status=state).count()}" for state in ("sent", "sending", "queued")))
"""


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command and return the last line that it prints."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, env=environment, check=True, stdout=PIPE, text=True)
    return (done.stdout.strip().splitlines() or [""])[-1]


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", *arguments], env=environment)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
