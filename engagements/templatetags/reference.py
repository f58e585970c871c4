"""Show references and access codes so that they can be read aloud, typed back and copied."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

CHUNK = 4


@register.filter
def reference(value: Any) -> SafeString:
    """Draw a reference: never translated, broken only after a slash."""
    parts = format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in str(value).split("/")))
    return format_html('<span class="ref" translate="no">{}</span>', parts)


@register.filter
def access_code(value: Any) -> SafeString:
    """Draw an access code in groups of four; the gaps are drawn, so that a copy holds the code alone."""
    code = str(value)
    chunks = ((code[start : start + CHUNK],) for start in range(0, len(code), CHUNK))
    return format_html(
        '<span class="code" translate="no">{}</span>', format_html_join("", "<span>{}</span>", chunks)
    )
