"""Renders references, access codes and receipts so that they can be read aloud, typed and copied."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.rules import codes, receipts

register = template.Library()


@register.filter
def reference(value: Any) -> SafeString:
    """Render a reference: not translated, with line breaks only after a slash."""
    parts = format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in str(value).split("/")))
    return format_html('<span class="ref" translate="no">{}</span>', parts)


@register.filter
def access_code(value: Any) -> SafeString:
    """Render an access code in groups; the gaps are CSS, so that a copy holds only the code."""
    groups = format_html_join("", "<span>{}</span>", ((group,) for group in codes.format_code(str(value)).split("-")))
    return format_html('<span class="code" translate="no">{}</span>', groups)


@register.filter
def receipt(value: Any) -> SafeString:
    """Render a receipt in groups; the gaps are CSS, so that a copy holds only the receipt."""
    groups = format_html_join(
        "", "<span>{}</span>", ((group,) for group in receipts.format_receipt(str(value)).split())
    )
    return format_html('<span class="code code-long" translate="no">{}</span>', groups)


@register.filter
def format_receipt(value: Any) -> str:
    """Format a receipt in groups as plain text."""
    return receipts.format_receipt(str(value))
