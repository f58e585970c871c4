"""How tests read a page: as it was sent, in plain characters, without its markup, its main part alone, or masked."""

import re
from html import unescape

from django.http import HttpResponse


def html_of(response: HttpResponse) -> str:
    """Return the markup of a page on one line."""
    return " ".join(response.content.decode().split())


def words_of(response: HttpResponse) -> str:
    """Return the markup of a page on one line, with every character as a reader sees it."""
    return unescape(html_of(response))


def tight_of(response: HttpResponse) -> str:
    """Return the markup of a page on one line, without the blanks at the edges of tags, where a browser shows none."""
    return re.sub(r"\s*(</?(?:title|a|h[1-6]|p|ul|ol|li|dl|dt|dd|table|tr|th|td)\b[^>]*>)\s*", r"\1", html_of(response))


def title_of(html: str) -> str:
    """Return the title of a page, on one line."""
    return " ".join(unescape(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]).split())


def text_of(response: HttpResponse) -> str:
    """Return what stands on a page between its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def main_of(response: HttpResponse) -> str:
    """Return the main part of a page, which holds no tokens against forged requests where it has no form."""
    return response.content.decode().split("<main")[1].split("</main>")[0]


def masked(response: HttpResponse, word: str = "") -> str:
    """Return the markup of a page without its tokens and without a word, to be compared with another page."""
    html = re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", response.content.decode())
    return html.replace(word, "")
