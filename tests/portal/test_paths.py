"""What is private and what is for officials is judged by the path that finds the page, whatever stands before it."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from engagements.choices import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls")]

# What a server may say of where the application lies.
PREFIXES = ["/x", "/portal/", "/track", "/admin", "//evil.example.org"]


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["/s/DDP-1/", "/resume/secret/", "/consultations/x/submit/", "/accounts/login/"])
def test_private_page_is_kept_by_nobody_below_a_prefix(visitor, prefix, path):
    headers = visitor.get(path, SCRIPT_NAME=prefix).headers

    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_public_page_has_no_session_below_a_prefix(prefix):
    client = Client()
    client.force_login(factories.official(Role.LEAD))

    assert client.get("/answers/x/", SCRIPT_NAME=prefix).content == b"AnonymousUser 0"
    assert not client.get("/policy/answers/", SCRIPT_NAME=prefix).content.startswith(b"AnonymousUser")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_second_factor_is_asked_for_below_a_prefix(settings, prefix):
    settings.MFA_REQUIRED = True
    official, client = factories.official(Role.LEAD), Client()
    TOTP.activate(official, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.force_login(official)

    assert client.get("/policy/answers/", SCRIPT_NAME=prefix).status_code == 302
    assert client.get("/accounts/2fa/", SCRIPT_NAME=prefix).status_code == 302


@pytest.mark.parametrize("prefix", PREFIXES)
def test_session_that_has_lasted_too_long_ends_below_a_prefix(settings, prefix):
    client = Client()
    client.force_login(factories.official(Role.LEAD))
    settings.SESSION_LIMIT = -1

    assert client.get("/policy/answers/", SCRIPT_NAME=prefix).status_code == 302
