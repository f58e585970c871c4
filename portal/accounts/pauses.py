"""Increasing delays after wrong passwords, per account and network or known device.

A delay counts from the last attempt of the same source for the same account, so no one else can prolong it. Attempts
from other sources shorten the allowance of new ones, but each one's first attempt is always checked. Requests are
refused, never delayed: a sleeping thread would block the portal. See docs/decisions/0025-roles-granted-by-two.md.
"""

import time
from dataclasses import dataclass
from hashlib import sha256

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache
from django.http import HttpRequest

from portal.accounts.places import known_device, network_of

# Seconds after which wrong passwords are forgotten, and the maximum counted.
REMEMBERED = 3600
COUNTED_MAX = 200
# Attempts of one source for one account without delay, for typing mistakes.
FREE = 5
# Wrong passwords for one account within the hour, from all sources, from which it counts as under attack.
ATTACK = 20
FREE_UNDER_ATTACK = 1
# Seconds: the first delay, doubled with each attempt; the longest; and the longest under attack.
FIRST_PAUSE, LONGEST_PAUSE, LONGEST_UNDER_ATTACK = 15, 60, 600
# Limit of wrong passwords per network for all accounts, and its time window in seconds.
NETWORK_MAX, NETWORK_SECONDS = 100, 300


class TooSoon(Exception):
    """Raised if a password may not be checked yet; `seconds` is the remaining delay."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = max(1, round(seconds))


@dataclass(frozen=True)
class LoginAttempt:
    """A password being checked, with the counters it was added to."""

    at: float
    counters: tuple[str, ...]


def begin(request: HttpRequest, email: str) -> LoginAttempt:
    """Count a password as wrong before it is checked; raise TooSoon if its source must wait."""
    account, now = email.strip().lower(), time.time()
    device = known_device(request, account)
    network, everywhere = f"network {network_of(request)}", f"all {account}"
    others = () if device else (everywhere, network)
    if not device:
        _check_network(network, now=now)
    counter = f"device {device} {account}" if device else f"{network} {account}"
    with cache_lock(_key(counter)) as is_held:
        here = _tries(counter, now=now)
        total = 0 if device else len(_tries(everywhere, now=now))
        wait = here[-1] + pause_after(len(here), total=total) - now if here else 0
        if wait > 0 or not is_held:
            raise TooSoon(wait)
        _keep(counter, [*here, now])
    for name in others:
        _keep(name, [*_tries(name, now=now), now])
    return LoginAttempt(now, (counter, *others))


def undo(this: LoginAttempt) -> None:
    """Remove a correct password from the counters; earlier wrong ones stay, so that a sign-in hides no guessing."""
    for name in this.counters:
        _keep(name, [at for at in _tries(name, now=this.at) if at != this.at])


def pause_after(tries: int, *, total: int) -> int:
    """Return the delay in seconds after `tries` wrong attempts of one source and `total` for the account."""
    free = FREE_UNDER_ATTACK if total >= ATTACK else FREE
    longest = min(LONGEST_PAUSE * max(total // ATTACK, 1), LONGEST_UNDER_ATTACK)
    return 0 if tries < free else min(FIRST_PAUSE << min(tries - free, 10), longest)


def _check_network(name: str, *, now: float) -> None:
    lately = [at for at in _tries(name, now=now) if at > now - NETWORK_SECONDS]
    if len(lately) >= NETWORK_MAX:
        raise TooSoon(lately[-NETWORK_MAX] + NETWORK_SECONDS - now)


def _tries(name: str, *, now: float) -> list[float]:
    return [at for at in cache.get(_key(name), []) if at > now - REMEMBERED]


def _keep(name: str, tries: list[float]) -> None:
    cache.set(_key(name), tries[-COUNTED_MAX:], REMEMBERED)


def _key(name: str) -> str:
    return f"wrong-passwords:{sha256(name.encode(errors='surrogatepass')).hexdigest()}"
