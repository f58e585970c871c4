"""Checklist before publishing a consultation: blocking requirements and recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.choices import PolicyKind
from engagements.models import Consultation, PolicyVersion, Question
from engagements.rules.consultation_window import WINDOW_DAYS, days_open, is_short
from engagements.rules.intake import is_notice_awaited

# Texts that must exist in Hindi before publication.
MAIN_TEXTS = ("title", "summary", "background")
OTHER_TEXTS = ("organiser", "ministry", "venue", "window_reason")


@dataclass(frozen=True)
class ChecklistItem:
    """One item: whether it is met, whether it blocks publication, and where to fix it."""

    name: str
    sentence: str
    is_met: bool
    is_blocking: bool
    # Field of the consultation's form, or page: "questions", "privacy".
    place: str


def checks_of(consultation: Consultation, *, at: datetime) -> list[ChecklistItem]:
    """Return the checklist of a stored consultation, blocking items first."""
    notice = PolicyVersion.objects.in_force(PolicyKind.PRIVACY).first()
    questions = list(consultation.questions.current().with_options())
    return [
        _window(consultation),
        _ends_in_future(consultation, at=at),
        _background(consultation),
        _main_hindi(consultation),
        _notice(notice, at=at),
        _challenges(consultation),
        _focus_areas(consultation),
        _announced_end(consultation),
        _sessions(consultation),
        _chair(consultation),
        _other_hindi(consultation, questions),
    ]


def unmet_blocking(checks: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """Return the unmet items that block publication."""
    return [check for check in checks if check.is_blocking and not check.is_met]


def lacks_hindi(question: Question) -> bool:
    """Return whether any text of a question has no Hindi translation."""
    texts = [(question.wording, question.wording_hi), (question.help_text, question.help_text_hi)]
    texts += [(question.unit, question.unit_hi), *((one.label, one.label_hi) for one in question.options.all())]
    return any(english and not hindi for english, hindi in texts)


def _check(name: str, problem: str, good: str, *, place: str, is_blocking: bool = True) -> ChecklistItem:
    """Return an item, met if there is no problem."""
    return ChecklistItem(name, problem or good, is_met=not problem, is_blocking=is_blocking, place=place)


def _recommendation(name: str, problem: str, good: str, *, place: str) -> ChecklistItem:
    return _check(name, problem, good, place=place, is_blocking=False)


def _window(consultation: Consultation) -> ChecklistItem:
    good = _("It is open for 30 days or more.")
    problem = ""
    if is_short(consultation.opens_at, consultation.closes_at):
        good = _("It is open for fewer than 30 days and gives the reason publicly. A lead must publish it.")
        problem = "" if consultation.window_reason else _short_window_text(consultation)
    return _check("window", problem, good, place="closes_at")


def _short_window_text(consultation: Consultation) -> str:
    assert consultation.closes_at is not None  # noqa: S101 - only a window with an end is short
    days = days_open(consultation.opens_at, consultation.closes_at)
    told = ngettext("It is open for only %(days)d day.", "It is open for only %(days)d days.", days) % {"days": days}
    remedy = _(
        "Choose a later closing date, or explain why it cannot be open for %(least)d days. A "
        "lead is responsible for it."
    )
    return f"{told} {remedy % {'least': WINDOW_DAYS}}"


def _ends_in_future(consultation: Consultation, *, at: datetime) -> ChecklistItem:
    is_past = consultation.closes_at is not None and consultation.closes_at <= at
    problem = _("Its submission period has already ended. Choose a later closing date.") if is_past else ""
    return _check("end", problem, _("Its submission period is open or in the future."), place="closes_at")


def _background(consultation: Consultation) -> ChecklistItem:
    problem = "" if consultation.background.strip() else _("The explanatory note is missing. Write the background.")
    return _check("background", problem, _("It has an explanatory note."), place="background")


def _main_hindi(consultation: Consultation) -> ChecklistItem:
    lacking = _lacking(consultation, MAIN_TEXTS)
    problem = (
        _("Hindi is missing: %(texts)s.") % {"texts": capfirst(", ".join(label for _name, label in lacking))}
        if lacking
        else ""
    )
    place = f"{lacking[0][0]}_hi" if lacking else "title_hi"
    return _check("hindi", problem, _("The title, summary and background are in Hindi."), place=place)


def _notice(notice: PolicyVersion | None, *, at: datetime) -> ChecklistItem:
    problem = ""
    if notice is None:
        problem = _("No privacy notice has been published. Ventures must confirm it when they send a submission.")
    elif is_notice_awaited():
        problem = _("The privacy notice has entries to be filled in. Complete it and publish a version.")
    elif notice.review_on < timezone.localdate(at):
        problem = _("The review date of the privacy notice has passed. Review it and publish a new version.")
    return _check("notice", problem, _("The privacy notice is current."), place="privacy")


def _challenges(consultation: Consultation) -> ChecklistItem:
    is_met = bool(consultation.asked_challenges.all())
    problem = "" if is_met else _("It has no challenge to ask about. Add one.")
    return _check("challenges", problem, _("It asks about a challenge."), place="asked_challenges")


def _focus_areas(consultation: Consultation) -> ChecklistItem:
    problem = "" if consultation.focus_areas.all() else _("It has no focus area. Choose one.")
    return _check("focus_areas", problem, _("It has a focus area."), place="focus_areas")


def _announced_end(consultation: Consultation) -> ChecklistItem:
    problem = (
        ""
        if consultation.closes_at
        else _("No closing date has been announced. A closing date helps ventures to plan.")
    )
    return _recommendation("announced", problem, _("Its closing date is announced."), place="closes_at")


def _sessions(consultation: Consultation) -> ChecklistItem:
    closes_on = timezone.localdate(consultation.closes_at) if consultation.closes_at else None
    late = [session for session in consultation.sessions.all() if closes_on and session.held_on > closes_on]
    problem = _("A session takes place after the submission period ends. Check the dates.") if late else ""
    return _recommendation("sessions", problem, _("No session is held after the window is over."), place="sessions")


def _chair(consultation: Consultation) -> ChecklistItem:
    problem = "" if consultation.chair_id else _("No chair is named.")
    return _recommendation("chair", problem, _("The chair is named."), place="chair")


def _other_hindi(consultation: Consultation, questions: list[Question]) -> ChecklistItem:
    lacking = [label for _name, label in _lacking(consultation, OTHER_TEXTS)]
    lacking += [str(part) for part in _parts(consultation) if _lacking_part(part)]
    lacking += [question.wording for question in questions if lacks_hindi(question)]
    problem = _("Readers of Hindi will see English here: %(texts)s") % {"texts": "; ".join(lacking)} if lacking else ""
    place = "questions" if any(map(lacks_hindi, questions)) else "organiser_hi"
    return _recommendation("other_hindi", problem, _("All other texts are also available in Hindi."), place=place)


def _parts(consultation: Consultation) -> list[Model]:
    asked = [row.challenge for row in consultation.asked_challenges.all()]
    figures, sessions = consultation.key_figures.all(), consultation.sessions.all()
    return [*sessions, *figures, *asked, *consultation.focus_areas.all()]


def _lacking_part(part: Model) -> bool:
    names = {field.name for field in part._meta.concrete_fields}
    pairs = [name for name in names if f"{name}_hi" in names]
    return any(getattr(part, name) and not getattr(part, f"{name}_hi") for name in pairs)


def _lacking(consultation: Consultation, names: Iterable[str]) -> list[tuple[str, str]]:
    """Return name and label of the texts that have English but no Hindi."""
    lacking = [name for name in names if getattr(consultation, name) and not getattr(consultation, f"{name}_hi")]
    return [(name, str(consultation._meta.get_field(name).verbose_name)) for name in lacking]  # type: ignore[union-attr]
