"""A restart fails no request and runs the code of now; a new server that cannot start leaves the old one alone."""

import os
import re
import signal
import time
from contextlib import contextmanager

import pytest

from tests.server.restarts import restart, stop_and_start, visitors

SECONDS_BEFORE = 1.5
VISITORS = 4
PAGE = b"GET /nothing-here/ HTTP/1.0\r\nHost: feedback.example.org\r\nX-Forwarded-Proto: https\r\n\r\n"


@pytest.fixture
def code(tmp_path):
    """Let servers read their settings from a file that a test writes; return the function that writes it."""

    def write(text: str) -> None:
        (tmp_path / "settings_of_this_test.py").write_text(f"from portal.settings import *\n{text}\n")

    write('ORGANISATION_NAME = "Before"')
    write.environment = {
        "PYTHONPATH": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "settings_of_this_test",
        "TRUSTED_PROXY_COUNT": "1",
        "LOG_LEVEL": "ERROR",
    }
    return write


@contextmanager
def every_kind_of_visitor(server):
    """Let some visitors open a connection for each request, and others keep theirs."""
    with (
        visitors(server, keep_alive=False, count=VISITORS) as fresh,
        visitors(server, keep_alive=True, count=VISITORS) as kept,
    ):
        yield fresh, kept


def name_shown(server) -> str:
    [title] = re.findall(r"<title>([^<]*)</title>", server.raw(PAGE).decode())
    return " ".join(title.split()).rpartition(" – ")[2]


def test_restart_on_a_socket_that_stays_open_fails_no_request(serve, code):
    with serve(**code.environment) as server, every_kind_of_visitor(server) as (fresh, kept):
        time.sleep(SECONDS_BEFORE)
        code('ORGANISATION_NAME = "The new code"')
        restart(server)
        time.sleep(SECONDS_BEFORE)
        name = name_shown(server)

    assert (fresh.failures, kept.failures, name) == ([], [], "The new code")
    assert min(fresh.answered, kept.answered) > 2 * VISITORS


@pytest.mark.parametrize("opens_port", [False, True])
def test_new_server_beside_the_old_one_fails_no_request(serve, code, opens_port):
    with serve(**code.environment) as server:
        if opens_port:
            stop_and_start(server)
        before, former = name_shown(server), server.pid
        with every_kind_of_visitor(server) as (fresh, kept):
            time.sleep(SECONDS_BEFORE)
            code('ORGANISATION_NAME = "The new code"')
            server.renew()
            time.sleep(SECONDS_BEFORE)
            name = name_shown(server)

    assert (fresh.failures, kept.failures, before, name) == ([], [], "Before", "The new code")
    assert min(fresh.answered, kept.answered) > 2 * VISITORS
    assert server.pid != former


def test_new_server_that_cannot_start_leaves_the_old_one(serve, code):
    with serve(**code.environment) as server:
        server.told()
        code("this is no code")
        os.kill(server.pid, signal.SIGUSR2)
        deadline = time.monotonic() + 60
        while "invalid syntax" not in server.written():
            assert time.monotonic() < deadline, "the new server was not started"
            time.sleep(0.2)
        assert (name_shown(server), server.told()) == ("Before", [])

        code('ORGANISATION_NAME = "The mended code"')
        time.sleep(2)  # the old server notices within a second that the new one has ended
        server.renew()
        assert name_shown(server) == "The mended code"


def test_port_that_closes_is_noticed_by_the_harness(serve):
    with serve(TRUSTED_PROXY_COUNT="1") as server, visitors(server, keep_alive=False, count=2) as asked:
        time.sleep(0.5)
        stop_and_start(server)

    assert {"ConnectionRefusedError", "ConnectionResetError"} & set(asked.failures)
