"""Headers and request id stand on every answer, whatever kind it is."""

import re

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

from portal.middleware import ClientAddress

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
KINDS = {
    "/healthz": 200,
    "/accounts/login/": 200,
    "/nothing-here/": 404,
    "/forbids/": 403,
    "/suspects/": 400,
    "/fails/": 500,
    "/no-database/": 503,
    "/admin/login/": 302,
    "/static/css/base.css": 200,
}


@pytest.fixture
def served_static(tmp_path, settings):
    """Let WhiteNoise serve one stylesheet, as it does in production."""
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "css").mkdir(parents=True)
    (settings.STATIC_ROOT / "css" / "base.css").write_text("p {}")


@pytest.mark.parametrize(("path", "status"), KINDS.items())
def test_headers_stand_on_every_kind_of_answer(visitor, served_static, path, status):
    response = visitor.get(path)

    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "geolocation=()" in response["Permissions-Policy"]
    assert re.fullmatch("[0-9a-f]{32}", response["X-Request-ID"])


def test_headers_stand_on_a_refused_form(served_static):
    response = Client(enforce_csrf_checks=True).post("/policy/answers/")

    assert (response.status_code, response["Content-Security-Policy"]) == (403, POLICY)


def test_headers_stand_on_an_unknown_host(visitor):
    response = visitor.get("/healthz", headers={"host": "elsewhere.example.org"})

    assert (response.status_code, response["Content-Security-Policy"]) == (400, POLICY)


def test_policy_set_by_a_view_stays(visitor):
    assert visitor.get("/hands-out/")["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_policy_allows_nothing_inline_and_no_other_host():
    sources = {source for group in settings.SECURE_CSP.values() for source in group}

    assert sources == {"'none'", "'self'", "data:"}
    assert settings.SECURE_CSP["script-src"] == settings.SECURE_CSP["style-src"] == ["'self'"]


@pytest.mark.parametrize(
    "path",
    ["/s/DDP-1/", "/track/", "/my/", "/admin/", "/policy/answers/", "/accounts/login/", "/consultations/x/submit/"],
)
def test_private_pages_are_neither_kept_nor_indexed(visitor, path):
    response = visitor.get(path)

    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


@pytest.mark.parametrize("path", ["/answers/x/", "/static/css/base.css"])
def test_public_pages_may_be_kept_and_indexed(visitor, served_static, path):
    response = visitor.get(path)

    assert "X-Robots-Tag" not in response.headers
    assert response.headers.get("Cache-Control", "") != "no-store"


def test_transport_security_is_demanded_over_https_alone(visitor):
    assert visitor.get("/healthz", secure=True)["Strict-Transport-Security"] == (
        "max-age=63072000; includeSubDomains; preload"
    )
    assert "Strict-Transport-Security" not in visitor.get("/healthz").headers


def test_plain_http_is_sent_to_https_except_for_health():
    with override_settings(SECURE_SSL_REDIRECT=True):
        visitor = Client()
        assert visitor.get("/answers/x/")["Location"] == "https://testserver/answers/x/"
        assert visitor.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "FIND"])
def test_method_that_no_page_takes_is_refused_in_good_order(visitor, method):
    answer = visitor.generic(method, "/healthz")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("given", ["0f07aa1866f24dc7", "proxy-42_abcdef"])
def test_request_id_of_a_proxy_is_kept(visitor, given):
    assert visitor.get("/healthz", headers={"x-request-id": given})["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["short", "x" * 65, 'a"b c{d}efgh', "-leading-dash"])
def test_request_id_that_could_harm_is_replaced(visitor, given):
    assert re.fullmatch("[0-9a-f]{32}", visitor.get("/healthz", headers={"x-request-id": given})["X-Request-ID"])


def test_static_files_are_hashed_and_compressed_in_production():
    from portal import settings as production

    backend = production.STORAGES["staticfiles"]["BACKEND"]
    assert backend.endswith(f".{CompressedManifestStaticFilesStorage.__name__}")


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", None, 1, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", 0, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", 1, "203.0.113.9"),
        ("192.0.2.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("192.0.2.1", "198.51.100.1, 203.0.113.9, 192.0.2.2", 2, "203.0.113.9"),
        ("192.0.2.1", "203.0.113.9", 2, "192.0.2.1"),
        ("2001:db8:1:2::9", None, 0, "2001:db8:1:2::9"),
        ("192.0.2.1", "no address", 1, ""),
        ("", None, 0, ""),
    ],
)
def test_client_address_is_the_one_that_our_own_proxy_saw(rf, settings, peer, forwarded, proxies, expected):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = rf.get("/", headers=headers, REMOTE_ADDR=peer)

    ClientAddress(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == expected


def test_client_address_of_a_server_that_names_none_is_empty(rf):
    request = rf.get("/")
    del request.META["REMOTE_ADDR"]

    ClientAddress(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == ""
