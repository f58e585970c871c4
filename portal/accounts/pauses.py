"""Pauses between wrong passwords: longer with each one from a place, and never in the way of a device that is known.

A pause is counted from the last try of the same place for the same account, so that nobody else can prolong it. What
comes from elsewhere shortens the patience with places that are new; their first try is always taken. No process sleeps:
a pause that held a thread would stop the portal for everyone. See docs/decisions/0025-roles-granted-by-two.md.
"""

import time
from dataclasses import dataclass
from hashlib import sha256

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache
from django.http import HttpRequest

from portal.accounts.places import known_device, network_of

# Wrong passwords are forgotten after an hour; no more of them than this are counted.
REMEMBERED = 3600
COUNTED_MAX = 200
# So many tries of one place for one account need no pause; a typing mistake is not an attack.
FREE = 5
# From so many wrong passwords for one account within the hour on, from all places together, it is one.
ATTACK = 20
FREE_UNDER_ATTACK = 1
# Seconds: the first pause, doubled with each try; the longest, and the longest that an attack can make of it.
FIRST_PAUSE, LONGEST_PAUSE, LONGEST_UNDER_ATTACK = 15, 60, 600
# Wrong passwords of one network for all accounts together, and the seconds within which they are counted.
NETWORK_MAX, NETWORK_SECONDS = 100, 300


class TooSoon(Exception):
    """A password that is not checked yet; `seconds` says when it would be."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = max(1, round(seconds))


@dataclass(frozen=True)
class LoginAttempt:
    """One password that is being checked, and where it is counted until it proves right."""

    at: float
    counters: tuple[str, ...]


def begin(request: HttpRequest, email: str) -> LoginAttempt:
    """Count a password before it is checked, as if it were wrong; raise TooSoon where its place has to wait."""
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
    """Count a password no longer: it was right. Earlier ones stay, so that somebody's own log-ins hide no guessing."""
    for name in this.counters:
        _keep(name, [at for at in _tries(name, now=this.at) if at != this.at])


def pause_after(tries: int, *, total: int) -> int:
    """Return how many seconds a place waits after so many wrong tries, while an account had so many from everywhere."""
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
