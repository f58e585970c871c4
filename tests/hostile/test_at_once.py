"""Files that cost much, sent to a running portal several at once: the others are answered meanwhile."""

import http.client
import re
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.hostile.costly_uploads import endless_marker, long_comment, scans_without_end
from tests.hostile.test_uploads import MULTIPART, body_of
from tests.races.inside import SLUG
from tests.races.races import CSRF, SECONDS_TO_ANSWER, inside
from tests.races.server import database_for
from tests.site import Site, running_site

# What is asked of the portal while it is under way; a machine that is busy otherwise makes it wait, too.
SECONDS = 10.0
TAKES_TOO_MUCH, BUSY = "too much time or memory", "Many files are being checked just now"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("at_once") / "data"
    with database_for("at_once") as address, running_site(data, database=address) as running:
        yield running


def asked(site: Site, draft: dict, method: str, body: bytes = b"") -> tuple[int, str]:
    """Ask for the step with the files, as the browser that holds a draft; return status and page."""
    path = f"/consultations/{SLUG}/submit/point/"
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=SECONDS_TO_ANSWER)
    cookies = f"csrftoken={CSRF}; draft={draft['token']}"
    connection.request(method, path, body, {"Cookie": cookies, "Content-Type": MULTIPART, "Referer": site.url + path})
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, page


def send(site: Site, draft: dict, name: str, content: bytes) -> tuple[int, str]:
    """Attach a file to a draft in the real form, with a text beside it; return status and page."""
    was = re.search(r'name="was"[^>]*value="([^"]*)"', asked(site, draft, "GET")[1])
    assert was
    fields = {"add": "attachments", "was": was[1], "summary": "Typed beside it", "csrfmiddlewaretoken": CSRF}
    return asked(site, draft, "POST", body_of(name, content, **fields))


def healthz_seconds(site: Site) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(f"{site.url}/healthz", timeout=120) as answer:
        assert answer.status == 200
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("name", "make", "count"),
    [("x.jpg", endless_marker, 4), ("x.docx", long_comment, 2), ("y.jpg", scans_without_end, 8)],
)
def test_costly_files_at_once_cost_the_others_nothing(site, name, make, count):
    drafts, content = inside(site, "drafts_to_send", count), make()
    with ThreadPoolExecutor(count) as senders:
        sent = [senders.submit(send, site, draft, name, content) for draft in drafts]
        waited = []
        while not all(each.done() for each in sent):
            waited.append(healthz_seconds(site))
            time.sleep(0.05)
    answers = [each.result() for each in sent]

    print(f"{name} × {count}: healthz_s≤{max(waited):.2f} asked={len(waited)}")
    assert max(waited) < SECONDS
    assert {status for status, _page in answers} <= {200, 303}
    for status, page in answers:
        said = re.search(f"{TAKES_TOO_MUCH}|{BUSY}|picture is damaged", page)
        assert status == 303 or (said and "Typed beside it" in page)
