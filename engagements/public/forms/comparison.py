"""Compares two versions of one step, question by question."""

from dataclasses import dataclass

from engagements.public.forms.base import FormRow, StepForm


@dataclass(frozen=True)
class AnswerDifference:
    """One question with two different answers, each as a tuple of texts, empty if not answered."""

    field: str
    term: str
    stored: tuple[str, ...]
    yours: tuple[str, ...]


def answer_differences(stored: StepForm, yours: StepForm) -> list[AnswerDifference]:
    """Return the questions that two filled forms of one step answer differently, in order."""
    theirs, mine = _texts_by_row(stored), _texts_by_row(yours)
    # A question may be on one side only: whether it is asked can depend on another answer.
    pairs = {row: (theirs.get(row, ()), mine.get(row, ())) for row in theirs | mine}
    return [AnswerDifference(field, term, *pair) for (field, term), pair in pairs.items() if pair[0] != pair[1]]


def _texts_by_row(form: StepForm) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row.field, row.term): _texts(row, form) for row in _rows(form)}


def _rows(form: StepForm) -> list[FormRow]:
    form.full_clean()
    return form.rows()


def _texts(row: FormRow, form: StepForm) -> tuple[str, ...]:
    """Return an answer as text; an invalid one as typed, so that it is not overwritten unseen."""
    if row.value or row.parts:
        return row.parts or (row.value,)
    typed = form.data.get(row.field) if row.field in form.errors else None
    return (str(typed),) if typed else ()
