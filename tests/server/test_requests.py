"""What the real server makes of requests that no browser sends."""

import json
import re

import pytest

HOST = b"Host: feedback.example.org\r\n"
CLOSE = b"Connection: close\r\n\r\n"
TOKEN = b"a-secret-of-a-link"
PRIVATE = b"/resume/" + TOKEN + b"/"


@pytest.fixture(scope="module")
def bare(serve):
    """A server without a proxy in front: no header may say what only a proxy knows."""
    with serve() as server:
        yield server


@pytest.fixture(scope="module")
def behind(serve):
    """A server behind one proxy."""
    with serve(TRUSTED_PROXY_COUNT="1") as server:
        yield server


def asked(server, *lines: bytes, path: bytes = b"/", host: bytes = HOST) -> tuple[int, dict[str, str], str]:
    """Send a request with some header lines; return status, headers and body."""
    head = b"GET %s HTTP/1.1\r\n" % path + host + b"".join(line + b"\r\n" for line in lines) + CLOSE
    return read(server.raw(head))


def read(answer: bytes) -> tuple[int, dict[str, str], str]:
    head, _, body = answer.decode().partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize(
    "line",
    [
        *(
            b"X-Forwarded-Proto: https",
            b"X-Forwarded-Protocol: ssl",
            b"X-Forwarded-Ssl: on",
            b"X_Forwarded_Proto: https",
        ),
        *(
            b"HTTPS: on",
            b"wsgi.url_scheme: https",
            b"Forwarded: proto=https",
            b"Front-End-Https: on",
            b"X-Scheme: https",
        ),
    ],
)
def test_nobody_says_that_a_request_came_encrypted_where_no_proxy_is(bare, line):
    status, headers, _ = asked(bare, line)

    assert (status, headers["Location"]) == (301, "https://feedback.example.org/")
    assert "Strict-Transport-Security" not in headers


def test_proxy_says_that_a_request_came_encrypted(behind):
    assert asked(behind, b"X-Forwarded-Proto: https", path=b"/nothing-here/")[0] == 404
    assert asked(behind, b"X-Forwarded-Proto: http", path=b"/nothing-here/")[0] == 301
    assert asked(behind, path=b"/nothing-here/")[0] == 301


@pytest.mark.parametrize(
    "name", [b"SCRIPT_NAME", b"Script-Name", b"script_name", b"PATH_INFO", b"X-Script-Name", b"X-Forwarded-Prefix"]
)
@pytest.mark.parametrize(
    "value", [b"/resume", b"/", b"/x", b"/resume/" + TOKEN, b"https://evil.example.org", b"//evil"]
)
def test_no_header_moves_a_page(behind, name, value):
    status, headers, body = asked(behind, b"X-Forwarded-Proto: https", name + b": " + value, path=PRIVATE)

    assert (status, headers["Cache-Control"], headers["X-Robots-Tag"]) == (503, "no-store", "noindex, nofollow")
    assert "evil" not in body
    assert TOKEN.decode() not in behind.written()


@pytest.mark.parametrize(
    "line",
    [
        *(b"REMOTE_USER: lead@example.org", b"Remote-User: lead@example.org", b"X-Remote-User: lead@example.org"),
        *(
            b"REMOTE_ADDR: 192.0.2.1",
            b"Proxy: http://evil.example.org",
            b"X-Original-URL: /admin/",
            b"X-Rewrite-URL: /admin/",
        ),
        *(
            b"X-HTTP-Method-Override: DELETE",
            b"X_HTTP_METHOD_OVERRIDE: DELETE",
            b"Content_Length: 5",
            b"X-Forwarded-Host: evil.org",
        ),
    ],
)
def test_header_that_other_servers_obey_changes_nothing(behind, line):
    plain = asked(behind, b"X-Forwarded-Proto: https", path=b"/accounts/login/")
    given = asked(behind, b"X-Forwarded-Proto: https", line, path=b"/accounts/login/")

    assert without_tokens(given) == without_tokens(plain)


def without_tokens(answer) -> tuple[int, set[str], str]:
    status, headers, body = answer
    return status, set(headers), re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)


@pytest.mark.parametrize(
    "host",
    [
        *(
            b"",
            b"Host:\r\n",
            b"Host: evil.example.org\r\n",
            b"Host: feedback.example.org.evil.org\r\n",
            b"Host: 127.0.0.1\r\n",
        ),
        *(
            b"Host: feedback.example.org@evil.org\r\n",
            b"Host: feedback.example.org/evil\r\n",
            b"Host: a b\r\n",
            b"Host: *\r\n",
        ),
        *(HOST + HOST, HOST + b"Host: evil.example.org\r\n", b"Host: evil.example.org\r\n" + HOST),
        *(b"X-Forwarded-Host: feedback.example.org\r\nHost: evil.org\r\n", b"Host: feedback.example.org:80:90\r\n"),
    ],
)
def test_host_that_is_not_ours_is_refused(behind, host):
    status, headers, body = asked(behind, b"X-Forwarded-Proto: https", path=b"/nothing-here/", host=host)

    assert (status, "Location" in headers, "evil" in body) == (400, False, False)


@pytest.mark.parametrize(
    "host",
    [b"Host: FEEDBACK.example.org\r\n", b"Host: feedback.example.org:443\r\n", b"Host: feedback.example.org.\r\n"],
)
def test_host_written_otherwise_is_ours(behind, host):
    assert asked(behind, b"X-Forwarded-Proto: https", path=b"/nothing-here/", host=host)[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        *(
            b"//evil.example.org/",
            b"//evil.example.org/%2e%2e",
            b"///evil.example.org",
            b"/\\evil.example.org",
            b"//admin/",
        ),
        *(b"http://evil.example.org/nothing/", b"https://feedback.example.org/nothing/", b"ftp://evil.example.org/x"),
        *(
            b"/./admin",
            b"/%2fadmin/",
            b"/ADMIN/",
            b"/%00",
            b"/%ff",
            b"/%0d%0aSet-Cookie:a=b",
            b"/;/admin/",
            b"/admin%2f",
        ),
        *(b"*", b"evil", b"?", b"feedback.example.org:443", b"/" + b"a/" * 2_000),
    ],
)
def test_target_that_is_no_page_leads_to_no_other_site(behind, path):
    status, headers, _ = asked(behind, b"X-Forwarded-Proto: https", path=path)

    assert 300 < status < 500
    assert headers.get("Location", "/").startswith(("/", "https://feedback.example.org/"))
    assert not headers.get("Location", "/").startswith("//")
    assert "evil.example.org" not in headers.get("Location", "")
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", [b"http://evil.example.org/resume/", b"http://feedback.example.org/resume/"])
def test_private_page_asked_for_by_a_whole_address_is_kept_by_nobody(behind, path):
    status, headers, _ = asked(behind, b"X-Forwarded-Proto: https", path=path + TOKEN + b"/")

    assert (status, headers["Cache-Control"]) == (503, "no-store")


MALFORMED = [
    b"GET " + PRIVATE + b" " + TOKEN + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET " + PRIVATE + b" HTTP/9.9\r\n" + HOST + b"\r\n",
    b"get " + PRIVATE + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET " + PRIVATE + b"\xff HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"No colon " + TOKEN + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Name : " + TOKEN + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Folded: a\r\n " + TOKEN + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Nul: \x00" + TOKEN + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Expect: " + TOKEN + b"\r\n\r\n",
    b"GET /" + TOKEN * 300 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Long: " + TOKEN * 600 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Many: a\r\n" * 70 + b"\r\n",
    b"GET / HTTP/1.1\r\n" + HOST + b"Endless: " + b"a" * 70_000,
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: -5\r\n\r\n",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5, 5\r\n\r\nhello",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +5\r\n\r\nhello",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: \xb2\r\n\r\nhello",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\nhello",
    b"\r\n\r\nGET / HTTP/1.1\r\n" + HOST + b"\r\n",
]


@pytest.mark.parametrize("request_sent", MALFORMED, ids=range(len(MALFORMED)))
def test_request_that_cannot_be_read_is_refused_with_the_headers_of_every_answer(behind, request_sent):
    status, headers, body = read(behind.raw(request_sent))

    assert 400 <= status < 500
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert {
        name: headers[name] for name in ("X-Content-Type-Options", "Connection", "Cache-Control", "X-Frame-Options")
    } == {
        "X-Content-Type-Options": "nosniff",
        "Connection": "close",
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
    }
    assert TOKEN.decode() not in body
    assert TOKEN.decode() not in behind.written()


@pytest.mark.parametrize("length", [b"5", b"0005", b"0" * 40 + b"5", b" \t5\t "])
def test_request_begins_where_the_body_before_it_ends(behind, length):
    first = b"POST /nothing-here/ HTTP/1.1\r\n" + HOST + b"Content-Length: " + length + b"\r\n\r\nhello"
    answer = behind.raw(first + b"GET /healthz HTTP/1.1\r\n" + HOST + CLOSE)

    assert [line.split()[1] for line in answer.splitlines() if line.startswith(b"HTTP/1.1 ")] == [b"301", b"200"]


@pytest.mark.parametrize("length", [b"99999999", b"9" * 30, b"0" * 30 + b"9" * 30])
def test_no_request_is_found_in_a_body_that_is_too_large(behind, length):
    first = b"POST /nothing-here/ HTTP/1.1\r\n" + HOST + b"Content-Length: " + length + b"\r\n\r\n"
    answer = behind.raw(first + b"GET /healthz HTTP/1.1\r\n" + HOST + CLOSE)

    assert (answer.count(b"HTTP/1.1 "), b"\r\nConnection: close\r\n" in answer) == (1, True)


def test_method_that_is_unknown_is_refused_by_the_portal(behind):
    answer = behind.raw(b"FIND / HTTP/1.1\r\n" + HOST + b"X-Forwarded-Proto: https\r\n" + CLOSE)

    assert read(answer)[0] == 405


def test_every_line_of_the_log_is_json(behind):
    behind.raw(MALFORMED[0])

    lines = [json.loads(line) for line in behind.written().splitlines()]
    assert [line for line in lines if "request refused" in line["event"]]
