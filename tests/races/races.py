"""The races: the same POST twice at one moment, and two officials who save the same submission at one moment."""

import http.client
import json
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.races.inside import SLUG
from tests.site import PASSWORD, Site

# Pairs that are under way at the same time, each on two connections of its own.
PAIRS_AT_ONCE = 8
CSRF = "c" * 32
SECONDS_TO_ANSWER = 120


@dataclass(frozen=True)
class Outcome:
    """How often the portal answered with which status, and what it then held."""

    statuses: Counter[tuple[int, int]]
    left: dict[str, int]

    @property
    def failures(self) -> int:
        """How many answers were errors of the server."""
        return sum(count for pair, count in self.statuses.items() for status in pair if status >= 500)


def double_clicks(site: Site, pairs: int, *, keys_apart: int = 0) -> Outcome:
    """Send the whole form of so many drafts, each twice at the same moment.

    For `keys_apart` of them the second click comes from another draft that says the same, as it would reach a portal
    that did not know a click again: the race has to notice that.
    """
    drafts = inside(site, "drafts_to_send", pairs)
    others = inside(site, "drafts_to_send", keys_apart)
    twins = [*others, *drafts[keys_apart:]]
    statuses = at_once(lambda pair: _send(site, pair), list(zip(drafts, twins, strict=True)))
    return Outcome(statuses, inside(site, "sent", pairs))


def lost_updates(site: Site, rounds: int) -> Outcome:
    """Let a lead and an officer take up the same submission at the same moment, so many times."""
    officials = [log_in(site, role) for role in ("lead", "officer")]
    pages = inside(site, "submissions_to_work_on", rounds)
    pairs = [[(cookies, page) for cookies in officials] for page in pages]
    statuses = at_once(lambda one: _take_up(site, *one), pairs)
    return Outcome(statuses, inside(site, "steps", rounds))


def inside(site: Site, word: str, count: int) -> Any:
    """Ask the portal's own code for something, in a process of its own."""
    return json.loads(site.run("-m", "tests.races.inside", word, str(count)))


def at_once(act: Callable[[Any], int], pairs: list[Any]) -> Counter[tuple[int, int]]:
    """Let both of each pair act at the same moment; return how often which two statuses came, the lower one first."""

    def race(pair: Any) -> tuple[int, int]:
        start = Barrier(2)

        def run(one: Any) -> int:
            start.wait()
            return act(one)

        with ThreadPoolExecutor(2) as runners:
            first, second = sorted(runners.map(run, pair))
        return first, second

    with ThreadPoolExecutor(PAIRS_AT_ONCE) as lanes:
        return Counter(lanes.map(race, pairs))


def post(site: Site, path: str, fields: dict[str, Any], *, cookies: dict[str, str]) -> http.client.HTTPResponse:
    """Send a form on a connection of its own, as a browser would; return the answer, read to its end."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=SECONDS_TO_ANSWER)
    jar = "; ".join(f"{name}={value}" for name, value in {"csrftoken": CSRF, **cookies}.items())
    headers = {"Cookie": jar, "Content-Type": "application/x-www-form-urlencoded", "Referer": site.url + path}
    connection.request("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def log_in(site: Site, role: str) -> dict[str, str]:
    """Log an official of the demonstration in; return the cookies of the session."""
    answer = post(
        site, "/accounts/login/", {"login": f"{role}@example.org", "password": PASSWORD}, cookies={}
    )  # fmt: skip
    given = SimpleCookie()
    for header in answer.headers.get_all("Set-Cookie") or []:
        given.load(header)
    session = [name for name in given if re.search("session", name)]
    assert session, f"{role} could not log in: {answer.status}"
    return {name: morsel.value for name, morsel in given.items()}


def _send(site: Site, draft: dict[str, Any]) -> int:
    path = f"/consultations/{SLUG}/submit/check/"
    return post(site, path, {"version": draft["version"]}, cookies={"draft": draft["token"]}).status


def _take_up(site: Site, cookies: dict[str, str], page: dict[str, Any]) -> int:
    path = f"/admin/engagements/submission/{page['pk']}/act/take_up/"
    csrf = cookies.get("csrftoken", CSRF)
    fields = {"csrfmiddlewaretoken": csrf, "version": page["version"]}
    return post(site, path, fields, cookies=cookies).status
