"""Mark what is invented, wherever it stands."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def example_mark(record: Any) -> SafeString:
    """Mark a record as illustrative if it is; its name or its point stands before the mark."""
    if not record.is_example:
        return SafeString("")
    return format_html('<span class="mark-example">{}</span>', _("illustrative"))
