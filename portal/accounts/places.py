"""Origin of a sign-in: network block, browser and system, and whether the account knows the device."""

import secrets
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

# Prefix lengths as in the rate limits of the public pages: one customer of a provider, or part of an office.
IPV4_BLOCK, IPV6_BLOCK = 24, 48
# How long a device stays known, and to how many accounts.
KNOWN_FOR = 180 * 24 * 3600
ACCOUNTS_MAX = 5
SALT = "portal.accounts.known_device"

# In search order: each of these user agents also contains the names after it.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def network_of(request: HttpRequest) -> str:
    """Return the network block of the client, such as 203.0.113.0/24; empty if unknown."""
    address = request.META.get("REMOTE_ADDR", "")
    if not address:
        return ""
    size = IPV4_BLOCK if ip_address(address).version == 4 else IPV6_BLOCK
    return str(ip_network((address, size), strict=False))


def device_of(request: HttpRequest) -> str:
    """Return browser and system, such as “Firefox, Windows”; the rest of the user agent is not kept."""
    told = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in names.items() if mark in told), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def known_device(request: HttpRequest, email: str) -> str:
    """Return the device id if the browser's cookie proves an earlier sign-in to this account, otherwise empty."""
    return _devices(request).get(_mark_of(email), "")


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Set the known-device cookie for this account: it grants nothing except shorter delays."""
    devices = {name: number for name, number in _devices(request).items() if name != _mark_of(email)}
    kept = [*devices.items()][1 - ACCOUNTS_MAX :]
    response.set_cookie(
        settings.KNOWN_DEVICE_COOKIE_NAME,
        signing.dumps(dict([*kept, (_mark_of(email), secrets.token_hex(8))]), salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _devices(request: HttpRequest) -> dict[str, str]:
    held = request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, "")
    try:
        return dict(signing.loads(held, salt=SALT, max_age=KNOWN_FOR))
    except signing.BadSignature:
        return {}


def _mark_of(email: str) -> str:
    """Return a keyed digest of an email address, so that the cookie identifies no one."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
