"""Forms of a spreadsheet import: upload, and matching of columns to fields."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.admin.limited_choices import limited_choices
from engagements.choices import ImportPurpose, Severity, State, VentureKind
from engagements.models import Consultation, Session, SpreadsheetImport
from engagements.models.base import localised
from engagements.rules.dates import day_text
from engagements.rules.parsers import parse_int
from engagements.rules.recorded_submission_parser import CHANNELS
from engagements.rules.spreadsheets.columns import COLUMNS, SpreadsheetColumn

NOT_THERE = ("", gettext_lazy("Not in this spreadsheet"))
# Maximum length of the sample cell shown beside a column's heading.
SAMPLE_MAX = 40


class UploadForm(forms.Form):
    """Form to upload a file and say what its rows are."""

    fields: dict[str, Any]

    purpose = forms.ChoiceField(
        label=gettext_lazy("What does the spreadsheet contain?"),
        choices=ImportPurpose.choices,
        widget=forms.RadioSelect,
    )
    consultation = forms.ModelChoiceField(
        Consultation.objects.none(), label=gettext_lazy("Consultation"), empty_label=None
    )
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=gettext_lazy("Session"),
        required=False,
        empty_label=gettext_lazy("None, or given in each row"),
        help_text=gettext_lazy("An attendance list always belongs to one session."),
    )
    sheet = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "XLSX or CSV: up to 5 MB, 2,000 rows and 60 columns. Only the first sheet of a workbook "
            "is read. Unclassified information only."
        ),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )

    def __init__(self, *arguments: Any, consultations: QuerySet[Consultation], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["consultation"].queryset = limited_choices(consultations, chosen=[self._given("consultation")])
        sessions = Session.objects.filter(consultation__in=consultations.order_by()).order_by("-held_on", "pk")
        chosen = limited_choices(sessions, chosen=[self._given("session")])
        self.fields["session"].queryset = chosen.select_related("consultation")
        self.fields["session"].label_from_instance = _session_label
        self.fields["purpose"].choice_hints = {
            str(ImportPurpose.POINTS): _("Each row is one submission from one venture."),
            str(ImportPurpose.ATTENDANCE): _("Each row is one venture that was invited or attended."),
        }

    def _given(self, name: str) -> int | None:
        """Return the id sent for a field, or its initial value."""
        return parse_int(str(self.data.get(name) or self.initial.get(name) or ""))

    def clean(self) -> dict[str, Any]:
        """Check that the session belongs to the consultation, and is given for attendance lists."""
        given = dict(super().clean() or {})
        session, consultation = given.get("session"), given.get("consultation")
        if given.get("purpose") == ImportPurpose.ATTENDANCE and session is None:
            self.add_error("session", _("Choose the session that this list is for."))
        if session and consultation and session.consultation_id != consultation.pk:
            self.add_error("session", _("This session belongs to another consultation."))
        return given


def _session_label(session: Session) -> str:
    return f"{day_text(session.held_on)} – {localised(session, 'title')}"


class MatchForm(forms.Form):
    """For each field, the column that contains it or a fixed value for all rows."""

    fields: dict[str, Any]

    def __init__(self, *arguments: Any, sheet: SpreadsheetImport, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sheet = sheet
        columns = [
            NOT_THERE,
            *[(str(place), f"{heading}{_sample(sheet, place)}") for place, heading in enumerate(sheet.headings)],
        ]
        for column in COLUMNS[ImportPurpose(sheet.purpose)]:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.label), choices=columns, required=False, help_text=str(column.hint)
            )
            self.initial.setdefault(column.name, str(sheet.columns.get(column.name, "")))
            if column.may_be_fixed:
                self._add_fixed(column)

    def _add_fixed(self, column: SpreadsheetColumn) -> None:
        choices = _fixed_choices(column.name, self.sheet)
        label = _("%(field)s: same for all rows") % {"field": column.label}
        name = f"all_{column.name}"
        if choices:
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        else:
            self.fields[name] = forms.CharField(label=label, required=False, max_length=300)
        self.initial.setdefault(name, self.sheet.fixed.get(column.name, ""))

    def rows(self) -> list[tuple[SpreadsheetColumn, Any, Any]]:
        """Return each field with its column choice and, if allowed, its fixed value."""
        fixed = {column.name: self[f"all_{column.name}"] for column in self._columns() if column.may_be_fixed}
        return [(column, self[column.name], fixed.get(column.name)) for column in self._columns()]

    def places(self) -> dict[str, int]:
        """Return the column indexes of a valid form, by field."""
        chosen = {column.name: self.cleaned_data[column.name] for column in self._columns()}
        return {name: int(place) for name, place in chosen.items() if place != ""}

    def fixed(self) -> dict[str, str]:
        """Return the fixed values of a valid form, by field."""
        chosen = {
            column.name: self.cleaned_data[f"all_{column.name}"] for column in self._columns() if column.may_be_fixed
        }
        return {name: text.strip() for name, text in chosen.items() if text.strip()}

    def _columns(self) -> tuple[SpreadsheetColumn, ...]:
        return COLUMNS[ImportPurpose(self.sheet.purpose)]


def _sample(sheet: SpreadsheetImport, place: int) -> str:
    filled = (cells[place] for _number, cells in sheet.rows if place < len(cells) and cells[place])
    first = " ".join(next(filled, "").split())
    return f" – {first[:SAMPLE_MAX]}{'…' if len(first) > SAMPLE_MAX else ''}" if first else ""


def _fixed_choices(name: str, sheet: SpreadsheetImport) -> list[tuple[str, Any]]:
    """Return the choices of a fixed value; empty for free text."""
    consultation = sheet.consultation
    offered: dict[str, Any] = {
        "kind": lambda: VentureKind.choices,
        "state": lambda: State.choices,
        "severity": lambda: [(str(one.value), f"{one.value} – {one.label}") for one in Severity],
        "channel": lambda: [(channel.value, channel.label) for channel in CHANNELS],
        "challenge": lambda: [(one.slug, one.label) for one in consultation.challenges.filter(is_active=True)],
        "focus_areas": lambda: [(one.slug, one.label) for one in consultation.focus_areas.filter(is_active=True)],
        "session": lambda: [(f"#{one.pk}", _session_label(one)) for one in consultation.sessions.all()],
        "is_invited": lambda: [("yes", _("Yes"))],
        "is_present": lambda: [("yes", _("Yes"))],
    }
    return [("", "–"), *offered[name]()] if name in offered else []
