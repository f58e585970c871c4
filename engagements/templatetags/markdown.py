"""Renders officials' Markdown as HTML; the only place where text becomes markup."""

from collections.abc import Sequence
from functools import lru_cache

import nh3
from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

register = template.Library()

TAGS = {
    "a", "abbr", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"https", "http", "mailto", "tel"}

# Characters at which the parser branches, and lines. A page of 10,000 words has about 3,000 of them.
SIGNS = "\n!#$%&*+-:<=>@[\\]^_`{}~|.()"
SIGNS_MAX = 10_000
# Raw HTML stays text. Images are off because the content security policy refuses other hosts.
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _demote(tokens: Sequence[Token]) -> None:
    """Start headings at level 3, since the page has its own levels 1 and 2; set the scope of table headers."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        if token.type == "th_open":
            token.attrs = {"scope": "col"}


@register.filter
def markdown(text: str | None) -> SafeString:
    """Render Markdown as sanitised HTML: allowed tags and URL schemes, no styles, no images.

    A text with more than SIGNS_MAX syntax characters is shown unrendered, to bound the parsing time.
    """
    written = text or ""
    if sum(map(written.count, SIGNS)) > SIGNS_MAX:
        return SafeString(nh3.clean(linebreaks(written, autoescape=True), tags=TAGS))
    return _rendered(written)


@lru_cache(maxsize=64)
def _rendered(text: str) -> SafeString:
    tokens = PARSER.parse(text)
    _demote(tokens)
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    return SafeString(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))
