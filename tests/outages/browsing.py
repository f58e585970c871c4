"""A browser without a screen: it keeps cookies, reads the form of a page, fills it in and sends it."""

import http.client
import re
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

# So long somebody would not wait; nothing here depends on how long it really takes.
SECONDS_TO_ANSWER = 60
CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Control:
    """One field of a form with the value that is sent."""

    name: str
    value: str
    kind: str


@dataclass
class Form:
    """The form in the main part of a page."""

    action: str = ""
    takes_files: bool = False
    controls: list[Control] = field(default_factory=list)

    def filled(self, **values: Any) -> list[tuple[str, str]]:
        """Return what is sent, with some values changed."""
        kept = [(one.name, one.value) for one in self.controls if one.name not in values and one.kind != "file"]
        return kept + list(values.items())


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: str

    @property
    def form(self) -> Form:
        """The form in the main part of the page; empty where there is none."""
        reader = _FormReader()
        reader.feed(self.body)
        return reader.form


class Browser:
    """One person's browser."""

    def __init__(self, url: str, **cookies: str) -> None:
        self.url, self.cookies = url, cookies

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def send(self, path: str, fields: list[tuple[str, str]], *, file: tuple[str, str, bytes] | None = None) -> Answer:
        """Send a form; a file is given by the name of its field, its own name and its bytes."""
        if file is None:
            return self._ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        edge = secrets.token_hex(16)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\n\r\n'
        body = "".join([*parts, head]).encode() + file[2] + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS_TO_ANSWER)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Content-Type": kind, "Referer": self.url + path} if body is not None else {}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(answer.status, answer.headers, text)


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.is_in_main = self.is_in_form = False
        self.area, self.text = "", ""
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self.is_in_main = True
        elif tag == "form" and self.is_in_main and given.get("method") == "post" and not self.form.controls:
            self.is_in_form = True
            self.form.action, self.form.takes_files = given.get("action", ""), "multipart" in given.get("enctype", "")
        elif self.is_in_form:
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_in_form = False
        elif tag == "textarea" and self.area:
            # As browsers do: the first line break after the tag is not part of the text.
            self.form.controls.append(Control(self.area, re.sub(r"\A\n", "", self.text), "textarea"))
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in given):
            self.form.controls.append(Control(name, given.get("value", ""), kind))
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.form.controls.append(Control(self.select, given.get("value", ""), "select"))
