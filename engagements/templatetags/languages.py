"""Say in which language a text of other people is written, for the `lang` around it."""

from django import template

from engagements.rules.text_cleaning import written_language

register = template.Library()


@register.filter
def language_of(text: str) -> str:
    """Give the language of a text by its letters: hi or en."""
    return written_language(str(text))
