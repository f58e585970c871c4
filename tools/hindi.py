"""What a page says in Hindi, which English words are among it, and rows whose every text is in Hindi.

With those rows, an English word on a page is one of ours that was not translated.
"""

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client

from engagements.models import Consultation, Submission
from tests import factories

# Of one kind of page, with other numbers and references in its address, so many are read.
OF_A_KIND = 2

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "code", "kbd", "samp", "textarea"}
ATTRIBUTES = ("alt", "aria-label", "data-label", "placeholder", "title")
# What is neither word of one language nor of the other: addresses, numbers with letters in them, placeholders.
NO_WORD = re.compile(r"\S+@\S+|https?://\S+|[A-Z]{2,6}/\d{4}-\d{2}/\S+|\{\w+\}|\b(?:\w+-)*\w*\d\w*(?:-\w+)*\b")
NAMES = {"CIN", "DIPP", "DPIIT", "DPSU", "IFSC", "IST", "Udyam", "iDEX"} | {
    *("CSV", "DOCX", "HTML", "JPEG", "KB", "MB", "PDF", "PNG", "UTF", "XLSX", "Markdown"),
    *("Alt", "Control", "Option", "Shift"),  # keys, as they are printed on keyboards
}


def english_words(page: str) -> set[str]:
    """Return the English words outside the runs that are marked as English, names apart; a page without is good."""
    return {word for text in Reader.texts_of(page) for word in _words(text)}


def plain_english_words(text: str) -> set[str]:
    """Return the English words of a text without markup, such as a mail."""
    return set(_words(text))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Za-z]{2,}", NO_WORD.sub(" ", text)) if word not in NAMES]


class Reader(HTMLParser):
    """Collects the text and the spoken attributes that a page gives as Hindi, and the links it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []
        self.links: list[str] = []

    @classmethod
    def texts_of(cls, page: str) -> list[str]:
        """Return what a page says in Hindi."""
        return cls.of(page).found

    @classmethod
    def of(cls, page: str) -> "Reader":
        """Read a page to its end; an element that is never closed would hide what follows."""
        reader = cls()
        reader.feed(page)
        reader.close()
        assert reader.open == [], reader.open
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.language)
        if language == "hi":
            self.found += [given[name] for name in ATTRIBUTES if name in given]
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag not in VOID:
            is_read = tag not in UNREAD and given.get("translate") != "no"
            self.open.append((tag, language if is_read else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.language == "hi" and data.strip():
            self.found.append(data.strip())

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""


def english_on_pages(client: Client, addresses: list[str], *, within: tuple[str, ...] = ("/",)) -> dict[str, set[str]]:
    """Follow the links from some pages on, within some folders; return what is not Hindi on each page."""
    waiting, seen, kinds, found = list(addresses), set(), Counter(), {}
    while waiting:
        address = waiting.pop()
        kind = "".join("0" if letter.isdigit() else letter for letter in urlsplit(address).path)
        if address in seen or kinds[kind] == OF_A_KIND:
            continue
        seen.add(address)
        kinds[kind] += 1
        response = client.get(address)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            found[address] = english_words(page)
            links = [urljoin(address, link).partition("#")[0] for link in Reader.of(page).links]
            waiting += [link for link in links if link.startswith(within)]
    assert found
    return {address: words for address, words in found.items() if words}


def consultation_in_hindi() -> Consultation:
    """Make a consultation with a session, a source and a figure, and what its form offers beside it."""
    made = factories.consultation(
        **both(title="स्टार्ट-अप सत्र", summary="उद्यमों को क्या रोकता है?", background="दो दिन की बैठकें।"),
        **both(organiser="परीक्षण विभाग", ministry="परीक्षण मंत्रालय", venue="परीक्षण भवन"),
        chair=factories.office_holder(**both(name="श्री परीक्षक", office="सचिव")),
        challenges=[factories.challenge(**both(name="वित्त तक पहुँच", prompt="क्या देर से मिलता है?"))],
        focus_areas=[factories.focus_area(**both(name="ड्रोन"))],
    )
    factories.session(made, **both(title="पहला दिन", venue="परीक्षण भवन"), held_on=date(2025, 3, 24))
    factories.scheme(**both(name="योजना"))
    factories.contract_stage(**both(name="परीक्षण"))
    factories.key_figure(made, **both(value="लगभग 16,000", label="उद्यम", as_of="फ़रवरी 2025"))
    made.sources.update(publisher="समाचार पत्र", title="सत्र हुए")
    made.asked_challenges.update(source=made.sources.get())
    return made


def both(**texts: str) -> dict[str, str]:
    """Give each text as the field of its name and as the one for Hindi."""
    return texts | {f"{name}_hi": text for name, text in texts.items()}


def submission_in_hindi(to: Consultation) -> Submission:
    """Make a submission of a venture that writes in Hindi."""
    return factories.submission(
        to,
        venture="परीक्षण उद्यम",
        person={"name": "आशा राव", "email": "asha@example.org"},
        envelope={"language": "hi"},
        summary="भुगतान देर से मिलता है",
        experience="अक्टूबर में हस्ताक्षर हुए।",
    )
