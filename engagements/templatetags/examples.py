"""Marks illustrative records."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def example_mark(record: Any) -> SafeString:
    """Return the “illustrative” mark if a record is an example; it follows the record's name or summary."""
    if not record.is_example:
        return SafeString("")
    return format_html('<span class="mark-example">{}</span>', _("illustrative"))
