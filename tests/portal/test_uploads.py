"""Bodies are limited by their address before they are read; the scanner's address is read from the environment."""

import pytest
from django.test import RequestFactory
from django.urls import ResolverMatch

from engagements.uploads import LeftOut
from portal.addresses import AddressError, scanner_from
from portal.env import Environment
from portal.middleware import BodyLimit, most_bytes

MIB = 1024 * 1024
MULTIPART = "multipart/form-data; boundary=x"


def sent(view_name: str, content_type: str, length: object):
    request = RequestFactory().generic("POST", "/", b"x", content_type=content_type, CONTENT_LENGTH=str(length))
    namespace, _colon, name = view_name.rpartition(":")
    request.resolver_match = ResolverMatch(print, (), {}, url_name=name, namespaces=[namespace])
    return request


@pytest.mark.parametrize(
    ("view_name", "content_type", "most"),
    [
        ("public:form_step", MULTIPART, 40 * MIB),
        ("public:answer", MULTIPART, 40 * MIB),
        ("public:form_step", "application/x-www-form-urlencoded", MIB),
        ("public:check", MULTIPART, MIB),
        ("public:status", MULTIPART, MIB),
    ],
)
def test_body_is_limited_by_what_its_address_takes(view_name, content_type, most):
    assert most_bytes(sent(view_name, content_type, 0)) == most


@pytest.mark.parametrize("length", ["", "0", "-1", "x", MIB])
def test_body_within_the_limit_is_let_through(length):
    assert BodyLimit(print).process_view(sent("public:check", MULTIPART, length), None, [], {}) is None


def test_every_upload_route_exists(settings):
    from django.urls import get_resolver

    known = {
        f"{namespace}:{name}"
        for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert set(settings.UPLOAD_ROUTES) <= known


def test_file_that_was_left_out_holds_nothing():
    left_out = LeftOut("a.pdf", 5, reason="Why.")

    assert (left_out.name, left_out.size, left_out.reason, left_out.read()) == ("a.pdf", 5, "Why.", b"")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("127.0.0.1:3310", "tcp://127.0.0.1:3310"),
        ("clamd.example.org:3310", "tcp://clamd.example.org:3310"),
        ("[::1]:3310", "tcp://[::1]:3310"),
        ("/run/clamav/clamd.sock", "unix:///run/clamav/clamd.sock"),
    ],
)
def test_scanner_is_a_host_with_its_port_or_a_socket(written, address):
    assert scanner_from(written) == address


@pytest.mark.parametrize("written", ["clamd", ":3310", "clamd:x", "clamd:99999", "tcp://h:1", "h:1/x", "u@h:1"])
def test_scanner_written_any_other_way_is_refused(written):
    with pytest.raises(AddressError, match=r"127\.0\.0\.1:3310"):
        scanner_from(written)


def test_scanner_in_the_environment_is_read_or_named_as_a_problem():
    none, good, bad = Environment({}), Environment({"CLAMD": "h:1"}), Environment({"CLAMD": "clamd"})

    assert [env.scanner("CLAMD", meaning="Scanner.") for env in (none, good, bad)] == ["", "tcp://h:1", ""]
    assert [len(env.problems) for env in (none, good, bad)] == [0, 0, 1]
    assert bad.problems[0].startswith("CLAMD is not where a scanner listens: set it to host:port")
