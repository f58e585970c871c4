"""A browser behind the proxy that the page describes: forms, cookies, and what the proxy adds."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

SECONDS_TO_ANSWER = 60
REDIRECTS = {301, 302, 303}
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """A page: where it was, its status, its text."""

    path: str
    status: int
    text: str

    @property
    def words(self) -> str:
        """The text as a person reads it."""
        return unescape(" ".join(re.sub(r"<[^>]+>", " ", self.text).split()))

    def form(self, *, having: str = "") -> dict[str, list[str]]:
        """Return what the first form with a field of this name would send as it stands, without its buttons."""
        reader = _Forms()
        reader.feed(self.text)
        return next(form for form in reader.forms if having in form or not having)

    def values_of(self, name: str) -> list[str]:
        """Return the values that the boxes of a name offer."""
        return re.findall(rf'<input[^>]*name="{name}"[^>]*value="([^"]+)"', self.text)


@dataclass
class Browser:
    """Speaks to the portal's port as the proxy does for a visitor of its site."""

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    at: Answer = Answer("", 0, "")

    def open(self, path: str) -> Answer:
        """Open a page and follow where it leads."""
        return self._follow(self._ask("GET", path))

    def send(self, *, having: str = "", to: str = "", **given: str | list[str]) -> Answer:
        """Send the form of the page one is on that has a field of this name, with some of its fields filled in."""
        fields: dict[str, str | list[str]] = {**self.at.form(having=having), **given}
        body = urlencode(fields, doseq=True)
        return self._follow(self._ask("POST", to or self.at.path, body))

    def _follow(self, asked: tuple[Answer, str]) -> Answer:
        answer, location = asked
        for _turn in range(MOST_REDIRECTS):
            if answer.status not in REDIRECTS:
                break
            parts = urlsplit(urljoin(answer.path, location))
            answer, location = self._ask("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
        self.at = answer
        return answer

    def _ask(self, method: str, path: str, body: str = "") -> tuple[Answer, str]:
        headers = {
            "Host": self.host,
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{self.host}"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        try:
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(path, response.status, text), response.headers.get("Location", "")


class _Forms(HTMLParser):
    """Reads the forms of a page with what is filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "textarea" and self.forms:
            self.area = name
            self.forms[-1][name] = [""]
        elif tag == "input" and name and self.forms:
            kind = given.get("type", "text")
            if kind in {"checkbox", "radio"}:
                self.forms[-1].setdefault(name, []).extend([given.get("value", "on")] if "checked" in given else [])
            elif kind not in {"submit", "file"}:
                self.forms[-1].setdefault(name, []).append(given.get("value", ""))
        elif tag == "select" and name and self.forms:
            self.forms[-1].setdefault(name, [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser leaves out the line break that follows the tag.
            written = self.forms[-1][self.area]
            written[0] = written[0].removeprefix("\r\n").removeprefix("\n")
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area][0] += data
