"""Where a sign-in comes from: a block of addresses, a kind of device, and whether the account knows the device."""

import secrets
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

# As the counters of the public pages have it: what one customer of a provider gets, or a floor of an office.
IPV4_BLOCK, IPV6_BLOCK = 24, 48
# A device is known for half a year, and to so many accounts at most.
KNOWN_FOR = 180 * 24 * 3600
ACCOUNTS_MAX = 5
SALT = "portal.accounts.known_device"

# In the order in which they are looked for: each of these names the ones behind it as well.
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
    """Return the block of addresses that a request comes from, such as 203.0.113.0/24; nothing where none is known."""
    address = request.META.get("REMOTE_ADDR", "")
    if not address:
        return ""
    size = IPV4_BLOCK if ip_address(address).version == 4 else IPV6_BLOCK
    return str(ip_network((address, size), strict=False))


def device_of(request: HttpRequest) -> str:
    """Return browser and system by their names, such as “Firefox, Windows”; nothing more of what a browser tells."""
    told = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in names.items() if mark in told), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def known_device(request: HttpRequest, email: str) -> str:
    """Return the number of the device where its browser holds the mark of a sign-in to this account, else nothing."""
    return _devices(request).get(_mark_of(email), "")


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let the browser hold a mark by which it is known to this account: it opens nothing, it only spares pauses."""
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
    """Return an address as a keyed digest: the cookie names nobody."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
