"""Show references and access codes so that they can be read aloud, typed back and copied."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.rules import codes, receipts

register = template.Library()


@register.filter
def reference(value: Any) -> SafeString:
    """Draw a reference: never translated, broken only after a slash."""
    parts = format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in str(value).split("/")))
    return format_html('<span class="ref" translate="no">{}</span>', parts)


@register.filter
def access_code(value: Any) -> SafeString:
    """Draw an access code in the groups that mails use; the gaps are drawn, so that a copy holds the code alone."""
    groups = format_html_join("", "<span>{}</span>", ((group,) for group in codes.format_code(str(value)).split("-")))
    return format_html('<span class="code" translate="no">{}</span>', groups)


@register.filter
def receipt(value: Any) -> SafeString:
    """Draw a receipt in groups; the gaps are drawn, so that a copy holds the receipt alone."""
    groups = format_html_join(
        "", "<span>{}</span>", ((group,) for group in receipts.format_receipt(str(value)).split())
    )
    return format_html('<span class="code code-long" translate="no">{}</span>', groups)


@register.filter
def format_receipt(value: Any) -> str:
    """Write a receipt in groups, where nothing can be drawn."""
    return receipts.format_receipt(str(value))
