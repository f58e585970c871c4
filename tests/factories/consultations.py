"""Consultations with what belongs to them: sources, key figures, questions."""

from datetime import date, datetime, timedelta
from typing import Any

from engagements.actions import questions
from engagements.choices import ConsultationStatus, QuestionKind
from engagements.models import AskedChallenge, Challenge, Consultation, FocusArea, KeyFigure, Question, Source
from engagements.rules.actors import Actor
from tests.factories.basis import OPENS_AT, numbers
from tests.factories.taxonomy import challenge, focus_area, office_holder

IN_HINDI = {
    "title_hi": "परामर्श",
    "summary_hi": "सारांश",
    "background_hi": "पृष्ठभूमि",
    "organiser_hi": "विभाग",
    "ministry_hi": "मंत्रालय",
    "venue_hi": "भवन",
}


def consultation(
    *, challenges: list[Challenge] | None = None, focus_areas: list[FocusArea] | None = None, **fields: Any
) -> Consultation:
    """Make a published consultation, open since 24 March 2025 without a closing date; it asks one thing in one area."""
    number = next(numbers)
    defaults = {
        "slug": f"consultation-{number}",
        "title": f"Consultation {number}",
        "summary": f"What consultation {number} is about.",
        "status": ConsultationStatus.PUBLISHED,
        "opens_at": OPENS_AT,
        "organiser": "Department of Tests",
        "ministry": "Ministry of Tests",
        "venue": "Test Block",
    }
    made = Consultation.objects.create(**defaults | fields)
    made.focus_areas.set(focus_areas if focus_areas is not None else [focus_area()])
    for asked in challenges if challenges is not None else [challenge()]:
        AskedChallenge.objects.create(consultation=made, challenge=asked)
    return made


def source(of: Consultation, **fields: Any) -> Source:
    """Make a source of a consultation."""
    number = next(numbers)
    defaults = {"publisher": f"Publisher {number}", "title": f"Report {number}", "published_on": date(2025, 3, 28)}
    return Source.objects.create(consultation=of, **defaults | fields)


def key_figure(of: Consultation, **fields: Any) -> KeyFigure:
    """Make a key figure of a consultation, with a source of its own."""
    number = next(numbers)
    defaults = {"value": f"{number},000", "label": f"things of kind {number}", "as_of": "February 2025"}
    return KeyFigure.objects.create(consultation=of, **{"source": source(of), **defaults} | fields)


def question(
    to: Consultation, column: str, *options: str, at: datetime = OPENS_AT, by: Actor | None = None, **facts: Any
) -> Question:
    """Ask a question, or word the one of this column anew; `options` are its codes, and the answers like them.

    `shown_if` is the column and the value of another question that it depends on.
    """
    parent, value = facts.pop("shown_if", ("", ""))
    defaults = {
        "column": column,
        "kind": QuestionKind.SINGLE if options else QuestionKind.SHORT_TEXT,
        "wording": f"What about {column}?",
        "position": next(numbers),
        "shown_if_column": parent,
        "shown_if_value": value,
    }
    offered = [questions.NewOption(code, code.capitalize()) for code in options]
    return questions.record_question(to, defaults | facts, offered, by=by or Actor.system("test"), at=at)


def complete_draft(**fields: Any) -> Consultation:
    """Make a draft in which nothing is missing, in either language, apart from what a test takes away."""
    defaults = {
        "status": ConsultationStatus.DRAFT,
        "background": "Why we ask.",
        "closes_at": OPENS_AT + timedelta(days=45, seconds=-1),
        "chair": office_holder(),
        "focus_areas": [focus_area(name_hi="क्षेत्र")],
        "challenges": [challenge(name_hi="चुनौती", prompt_hi="क्या?")],
    }
    return consultation(**defaults | IN_HINDI | fields)
