"""Turn officials' Markdown into HTML; the one place where text becomes markup."""

from collections.abc import Sequence

import nh3
from django import template
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

# Raw HTML stays text; pictures would come from other hosts, which the content security policy refuses.
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _demote(tokens: Sequence[Token]) -> None:
    """Let headings begin at the third level: the page has its own first and second."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        if token.type == "th_open":
            token.attrs = {"scope": "col"}


@register.filter
def markdown(text: str | None) -> SafeString:
    """Render Markdown as clean HTML: known tags, safe addresses, no styles, no pictures."""
    tokens = PARSER.parse(text or "")
    _demote(tokens)
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    return SafeString(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))
