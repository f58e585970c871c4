"""`make run` says what is wrong before it starts, keeps its processes running, and stops as a whole."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from portal import demonstration
from portal.processes import ProcessGroup, Shutdown

SLEEPS = ("-c", "import time; time.sleep(60)")


@pytest.fixture
def family():
    """Give a test a family, and put the signals back afterwards."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    family = ProcessGroup()
    yield family
    family.stop()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_port_is_the_usual_one_unless_said_otherwise():
    assert demonstration.wanted_port({}) == 8000
    assert demonstration.wanted_port({"PORT": "8123"}) == 8123


@pytest.mark.parametrize("given", ["eighty", "0", "65536", "-1"])
def test_port_malformed_says_what_to_set(given):
    with pytest.raises(ValueError, match=f"PORT is “{given}”: set it to a number from 1 to 65535."):
        demonstration.wanted_port({"PORT": given})


def test_port_taken_says_how_to_choose_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(ValueError, match=rf"Port {port} cannot be used \(Address already in use\): choose another"):
            demonstration.check_port_is_free(port)
    demonstration.check_port_is_free(port)


def test_port_taken_ends_the_command_with_one_sentence(python):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = python("-m", "portal.demonstration", PORT=str(taken.getsockname()[1]))

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_environment_of_a_demonstration_keeps_what_is_set():
    environment = {"SITE_URL": "http://laptop.local:8000", "DATABASE_URL": "postgres://x/y", "DEMONSTRATION": "0"}
    demonstration.set_environment(environment, port=8000)

    assert environment == {
        "SITE_URL": "http://laptop.local:8000",
        "DATABASE_URL": "postgres://x/y",
        "DEMONSTRATION": "1",
        "LOG_LEVEL": "WARNING",
    }


def test_family_stops_when_told(family):
    member = family.start("sleeper", *SLEEPS)
    os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(Shutdown) as stopped:
        family.wait()
    assert stopped.value.code == 0
    family.stop()
    assert family.members[member].process.returncode == -signal.SIGTERM


def test_family_starts_a_member_again_that_ends_and_says_so(family, capsys, tmp_path):
    starts = tmp_path / "starts"
    family.start("sleeper", *SLEEPS)
    family.start("mail delivery", "-c", f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(7)")
    family.members["mail delivery"].pause = 0.05
    first = family.members["sleeper"].process

    family.wait_until(lambda: starts.exists() and len(starts.read_text()) == 3, seconds=60, what="sleeper")

    said = capsys.readouterr().err.splitlines()
    assert said[0] == "The mail delivery ended by itself (code 7); it is started again in 0 s."
    assert len(said) >= 2
    assert (family.members["sleeper"].process, first.poll()) == (first, None)


def test_family_waits_longer_each_time_and_a_minute_at_the_most(family, capsys, monkeypatch):
    moments = iter(range(0, 100_000, 50))
    family.start("mail delivery", "-c", "raise SystemExit(7)")
    member = family.members["mail delivery"]
    member.process.wait(60)
    monkeypatch.setattr(member, "start", lambda: setattr(member, "again_at", None))
    monkeypatch.setattr("portal.processes.time.monotonic", lambda: float(next(moments)))
    member.started_at = float("inf")
    for _turn in range(20):
        member.keep_running()

    pauses = [int(line.rsplit(" ", 2)[1]) for line in capsys.readouterr().err.splitlines()]
    assert pauses[:8] == [1, 2, 4, 8, 16, 32, 60, 60]


def test_family_gives_up_where_the_server_cannot_start(family):
    family.start("sleeper", *SLEEPS)
    server = family.start("server", "-c", "import sys; sys.exit(7)")

    with pytest.raises(Shutdown) as stopped:
        family.wait_until(lambda: False, seconds=60, what=server)
    assert (stopped.value.code, stopped.value.reason) == (1, "The server could not start (code 7).")


def test_family_waits_for_an_answer_and_not_for_ever(family):
    family.start("server", *SLEEPS)
    family.wait_until(lambda: True, seconds=1, what="server")

    with pytest.raises(Shutdown) as stopped:
        family.wait_until(lambda: False, seconds=0.3, what="server")
    assert stopped.value.code == 1


def test_family_ends_members_that_do_not_listen(family, monkeypatch):
    monkeypatch.setattr("portal.processes.SECONDS_TO_STOP", 0.5)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    member = family.members[family.start("sleeper", "-c", deaf)].process
    time.sleep(1)
    family.stop()

    assert member.returncode == -signal.SIGKILL


def test_static_files_are_collected_once_and_again_when_one_changes(settings, tmp_path):
    from portal.statics import collect_changed

    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("p {}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "static"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    from django.contrib.staticfiles.finders import get_finder

    get_finder.cache_clear()
    collect_changed()
    collected = settings.STATIC_ROOT / "page.css"
    first = collected.stat().st_ino, collected.stat().st_mtime_ns
    collect_changed()
    assert (collected.stat().st_ino, collected.stat().st_mtime_ns) == first

    (source / "page.css").write_text("p { margin: 0 }")
    collect_changed()
    assert collected.read_text() == "p { margin: 0 }"
    get_finder.cache_clear()


def test_server_reads_its_settings_from_the_environment():
    probe = (
        "import tests.settings, portal.serving as s; print(s.wsgi_app, s.workers, s.threads, s.control_socket_disable)"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "WEB_WORKERS": "5", "WEB_THREADS": "3"}
    done = subprocess.run([sys.executable, "-c", probe], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "portal.wsgi 5 3 True\n"
