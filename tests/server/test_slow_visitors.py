"""Slow visitors hold up nobody, get what they asked for, and are given up where they are too slow."""

import os
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.server.slow import FORM_LINES, HOST_LINES, KINDS, QUICK, SMALLEST_BUFFER, longest_wait, slow, styles

HANG = 20
HURRIED = ("-c", "python:tests.server.hurried")


@pytest.fixture(scope="module")
def server(serve):
    with serve(TRUSTED_PROXY_COUNT="1") as server:
        yield server


@pytest.fixture(scope="module")
def hurried(serve):
    with serve(*HURRIED, TRUSTED_PROXY_COUNT="1") as server:
        yield server


def answers(client, count: int = 1) -> list[bytes]:
    """Read so many answers with a length from one connection; return their bodies."""
    stream = client.makefile("rb")
    bodies = []
    for _ in range(count):
        status, *lines = iter(lambda: stream.readline().rstrip(b"\r\n"), b"")
        length = next(int(line.split()[1]) for line in lines if line.lower().startswith(b"content-length:"))
        bodies.append(status.split()[1] + b" " + stream.read(length))
    return bodies


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [8, 40])
def test_slow_visitors_hold_up_nobody(server, kind, count):
    with slow(server, kind, count):
        assert longest_wait(server, most=HANG) < HANG


def test_threads_of_gunicorn_alone_are_held_which_the_harness_notices(serve):
    with serve("--worker-class", "gthread") as server, slow(server, "body", 40):
        assert longest_wait(server, most=3) >= 3


def test_form_that_comes_slowly_is_answered(server):
    body = b"language=hi&next=/help/"
    with server.connect() as client:
        client.sendall(b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: %d\r\n" % len(body))
        client.sendall(b"Cookie: __Host-csrftoken=%s; csrftoken=%s\r\n\r\n" % (b"c" * 32, b"c" * 32))
        for letter in body:
            time.sleep(0.02)
            client.sendall(bytes([letter]))

        assert client.recv(20).startswith(b"HTTP/1.1 403")  # a whole form, without the field against forged ones


def test_answer_that_is_read_slowly_comes_whole(server):
    with server.connect(receive_buffer=SMALLEST_BUFFER) as client:
        client.sendall(styles(server) * 40)
        time.sleep(1)
        bodies = answers(client, 40)

    assert len(set(bodies)) == 1
    assert bodies[0].startswith(b"200 ")
    assert len(bodies[0]) > 30_000


def test_requests_sent_in_one_go_are_answered_one_after_the_other(server):
    form = b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: 11\r\n\r\nlanguage=hi"
    with server.connect() as client:
        client.sendall(styles(server) + form + styles(server))
        first, second, third = answers(client, 3)

    assert (first == third, first[:4], second[:4]) == (True, b"200 ", b"403 ")


def test_body_is_asked_for_where_a_client_waits_for_that(server):
    with server.connect() as client:
        client.sendall(
            b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        )
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"a=b&c")
        assert b"HTTP/1.1 403" in client.recv(1000)


def test_body_without_a_length_is_refused(server):
    request = b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"

    assert server.raw(request).startswith(b"HTTP/1.1 411 Length Required\r\n")


def test_body_larger_than_any_page_takes_is_refused_unread_and_no_request_is_found_in_it(server):
    within = b"GET /healthz HTTP/1.1\r\n" + HOST_LINES + b"\r\n"
    request = b"POST /help/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: 999999999\r\n\r\n" + within

    answer = server.raw(request)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert (answer.count(b"HTTP/1.1 "), b"\r\nConnection: close\r\n" in answer) == (1, True)


def test_form_that_does_not_arrive_in_time_is_told(hurried):
    with slow(hurried, "body", 1) as [visitor]:
        answer = b"".join(iter(lambda: visitor.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"\r\nContent-Security-Policy: default-src 'none'" in answer
    assert "Please send it again." in answer.decode()


def test_visitor_who_says_nothing_is_let_go_without_a_word(hurried):
    with slow(hurried, "silent", 1) as [visitor]:
        assert visitor.recv(100) == b""


def test_visitor_who_reads_nothing_is_given_up(hurried):
    with slow(hurried, "reading", 1) as [visitor]:
        time.sleep(6)
        with pytest.raises(ConnectionResetError):
            visitor.sendall(styles(hurried))
            time.sleep(0.5)
            visitor.sendall(styles(hurried))


def test_form_that_comes_steadily_may_take_longer(hurried):
    size = 20_000
    with hurried.connect() as client:
        client.sendall(b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: %d\r\n\r\n" % size)
        for _ in range(10):
            time.sleep(0.5)
            client.sendall(b"a" * (size // 10))

        assert client.recv(20).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("kind", ["silent", "head"])
def test_more_visitors_than_there_is_room_for_push_out_who_has_waited_longest(hurried, kind):
    with slow(hurried, kind, 30) as visitors:
        assert hurried.raw(QUICK).startswith(b"HTTP/1.0 200 ")
        assert visitors[0].recv(100) == b""


def test_bodies_larger_than_memory_push_out_who_began_first(hurried):
    request = b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: 900000\r\n\r\n" + b"a" * 700_000
    with hurried.connect() as first, hurried.connect() as second:
        first.sendall(request)
        time.sleep(0.2)
        second.sendall(request)
        assert first.recv(100).startswith(b"HTTP/1.1 408 ")
        second.sendall(b"a" * 200_000)
        assert second.recv(100).startswith(b"HTTP/1.1 403 ")


def test_requests_larger_than_memory_that_wait_for_a_thread_are_refused(hurried):
    request = b"POST /language/ HTTP/1.1\r\n" + FORM_LINES + b"Content-Length: 1200000\r\n\r\n" + b"a" * 1_200_000

    assert hurried.raw(request).startswith(b"HTTP/1.1 503 ")
    assert hurried.raw(QUICK).startswith(b"HTTP/1.0 200 ")


def test_visitor_who_speaks_just_when_pushed_out_ends_no_process(hurried):
    [process] = (int(word) for word in Path(f"/proc/{hurried.pid}/task/{hurried.pid}/children").read_text().split())
    with ExitStack() as ends:
        visitors = [ends.enter_context(hurried.connect()) for _ in range(19)]
        time.sleep(0.5)
        os.kill(process, signal.SIGSTOP)  # the loop then finds all of the following in one turn
        one_more = ends.enter_context(hurried.connect())
        for visitor in visitors:
            visitor.sendall(b"GET / HTTP/1.1\r\n")
        os.kill(process, signal.SIGCONT)
        one_more.sendall(QUICK)
        assert one_more.recv(20).startswith(b"HTTP/1.0 200 ")

    assert "Exception in worker process" not in hurried.written()
