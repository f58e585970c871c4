"""Detects the language of a text, for its `lang` attribute."""

from django import template

from engagements.rules.text_cleaning import written_language

register = template.Library()


@register.filter
def language_of(text: str) -> str:
    """Return the language of a text by its script: hi or en."""
    return written_language(str(text))
