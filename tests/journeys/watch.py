"""What a browser complains of while somebody uses the portal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

# Tells of every violation of the content security policy, also where the console stays silent.
LISTENER = """
document.addEventListener('securitypolicyviolation', event =>
  window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} on ${event.documentURI}`))
"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# To say which elements are without fault takes axe as long as to find those that are not.
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
# What axe judges of a page: its elements with their attributes, whether each has text, and the window's width. Words,
# addresses and numbers are left out: two pages that differ in nothing else have the same barriers.
STRUCTURE = """
() => [innerWidth, document.title !== '', ...[...document.querySelectorAll('*')].map(element => [
  element.tagName, element.parentElement ? element.parentElement.children.length : 0,
  [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''),
  ...[...element.attributes].map(({name, value}) => ['href', 'src', 'value', 'content', 'action', 'title', 'alt']
    .includes(name) ? `${name}:${value.trim() !== ''}` : `${name}:${value.replace(/[0-9]+/g, '0')}`)
].join(' '))].join('\\n')
"""
# Whether a page scrolls sideways.
IS_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

Look = Callable[[Page], list[str]]

_without_barriers: set[bytes] = set()


@dataclass
class Watch:
    """Collects the faults of every page of one browser context."""

    hosts: frozenset[str]
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Listen to a context from its first page on."""
        context.expose_binding("reportViolation", lambda source, text: self.note(f"policy: {text}"))
        context.add_init_script(LISTENER)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.note(f"script: {error.error}"))
        context.on("request", self.on_request)
        context.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        # The browser itself calls every answer of 4xx an error; the journeys that want one look at it themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.note(f"console: {message.text}")

    def on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc not in self.hosts:
            self.note(f"other host: {request.url}")

    def on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.note(f"status {response.status}: {response.url}")

    def note(self, fault: str) -> None:
        self.faults.append(fault)


def barriers(page: Page) -> list[str]:
    """Return what axe finds on a page: where, the rule, its impact, and the elements it concerns.

    A page that is built like one which had no barriers is not examined a second time.
    """
    page.wait_for_load_state()
    structure = sha256(page.evaluate(STRUCTURE).encode()).digest()
    if structure in _without_barriers:
        return []
    results = Axe().run(page, options=AXE_OPTIONS)
    found = [f"{page.url}: {_described(violation)}" for violation in results.response["violations"]]
    if not found:
        _without_barriers.add(structure)
    return found


def faults_of(page: Page, language: str) -> list[str]:
    """Return what is wrong with a page: it is to be in this language, no wider than its window, without barriers."""
    page.wait_for_load_state()
    wrong = {
        f"is not marked as {language}": page.locator("html").get_attribute("lang") != language,
        "is wider than its window": page.evaluate(IS_WIDER),
    }
    return [f"{page.url} {fault}" for fault, is_so in wrong.items() if is_so] + barriers(page)


def _described(violation: dict[str, Any]) -> str:
    elements = ", ".join(str(node["target"]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {elements}"
