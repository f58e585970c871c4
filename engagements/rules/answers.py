"""Format answers to extra questions for pages and exports."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from engagements.choices import QuestionKind
from engagements.models import Answer, Question
from engagements.models.base import localised
from engagements.rules.dates import day_text
from engagements.rules.numerals import exact_rupees, format_number
from engagements.rules.questions import CHOSEN_KINDS


def answer_text(answer: Answer) -> tuple[str, ...]:
    """Return an answer as one text, or one text for each chosen option with “other” last.

    Needs the question and the chosen options prefetched.
    """
    question = answer.question
    if question.kind in CHOSEN_KINDS:
        chosen = tuple(option.text for option in answer.chosen.all())
        return (*chosen, other_in_words(answer.other)) if answer.other else chosen
    if answer.number is not None:
        return (number_in_words(question, answer.number),)
    if answer.date is not None:
        return (day_in_words(answer.date),)
    if question.kind == QuestionKind.YES_NO:
        return (yes_no_in_words(answer.text),)
    return (answer.text,)


def is_free_text(question: Question) -> bool:
    """Return whether answers are in the venture's own words and language."""
    return question.kind in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT)


def other_in_words(text: str) -> str:
    """Return the text of an “other” answer."""
    return _("Other: %(text)s") % {"text": text}


def names_in_words(names: Iterable[str]) -> str:
    """Return file names as one table cell."""
    return "; ".join(names)


def number_in_words(question: Question, number: Decimal | int) -> str:
    """Return a number with its unit, currency sign or end of scale."""
    if question.kind == QuestionKind.RUPEES:
        return exact_rupees(number)
    if question.kind == QuestionKind.SCALE:
        _first, last = ends_of(question)
        return _("%(number)s of %(last)s") % {"number": format_number(number), "last": last}
    unit = localised(question, "unit")
    return f"{format_number(number)} {unit}" if unit else format_number(number)


def day_in_words(day: date) -> str:
    """Return a date in words."""
    return day_text(day)


def yes_no_in_words(value: str) -> str:
    """Return a stored “yes” or “no” in the reader's language."""
    return _("Yes") if value == "yes" else _("No")


def ends_of(question: Question) -> tuple[int, int]:
    """Return the first and last value of a scale; 1 and 5 by default."""
    first = 1 if question.minimum is None else int(question.minimum)
    last = 5 if question.maximum is None else int(question.maximum)
    return first, last
