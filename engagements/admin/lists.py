"""Change lists and filters of the admin: one filter form, active filters as chips, page links."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, SEARCH_VAR, ChangeList
from django.db.models import Choices, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from engagements.admin.limited_choices import limited_choices
from engagements.admin.paging import page_range
from engagements.rules.dates import day_text
from engagements.rules.numerals import format_number
from engagements.rules.parsers import parse_int

Options = Iterable[tuple[Any, Any]]
Words = str | Promise


@dataclass(frozen=True)
class ActiveFilter:
    """One active filter, with the URL of the list without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True)
class FilterLink:
    """One filter option shown as a link above the list."""

    label: Words
    url: str
    is_on: bool


class ListFilter(ABC, SimpleListFilter):
    """A filter that accepts only its own options; `apply` filters the rows."""

    # Shown as links above the list instead of in the filter form.
    is_prominent = False
    # Shown as a date control instead of a select.
    is_day = False

    def lookups(self, request: HttpRequest, model_admin: Any) -> Options:
        return [(str(value), label) for value, label in self.options(request)]

    @abstractmethod
    def options(self, request: HttpRequest) -> Options:
        """Return the options as (value, label)."""

    @abstractmethod
    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Return the rows that match an option."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        if value not in {key for key, _label in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.apply(request, queryset, value)

    @property
    def chosen(self) -> str:
        """The label of the active option, or ""."""
        return next((str(label) for key, label in self.lookup_choices if key == self.value()), "")


class DayFilter(ListFilter):
    """A filter by date; `narrow_to` filters the rows."""

    is_day = True

    def has_output(self) -> bool:
        return True

    def options(self, request: HttpRequest) -> Options:
        return []

    @abstractmethod
    def narrow_to(self, queryset: QuerySet[Any], day: date) -> QuerySet[Any]:
        """Return the rows that match a day."""

    def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return self.narrow_to(queryset, date.fromisoformat(value))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        try:
            return self.apply(request, queryset, value)
        except (ValueError, OverflowError) as wrong:
            raise IncorrectLookupParameters from wrong

    @property
    def chosen(self) -> str:
        return day_text(date.fromisoformat(self.value() or ""))


def by_choices(field: str, title: Words, choices: type[Choices], *, path: str = "") -> type[ListFilter]:
    """Return a filter on a field with choices; `path` is the lookup if the field is on a related model."""
    return _filter(field, title, path or field, lambda request: choices.choices)


def by_flag(field: str, title: Words) -> type[ListFilter]:
    """Return a filter on a yes/no field."""
    return _filter(field, title, field, lambda request: [(1, _("Yes")), (0, _("No"))])


def by_record(field: str, title: Words, rows: Callable[[], QuerySet[Any]], *, path: str = "") -> type[ListFilter]:
    """Return a filter on a relation, offering the first `rows` and the one that the URL names."""

    def offer(request: HttpRequest) -> Options:
        return [(row.pk, str(row)) for row in limited_choices(rows(), chosen=[parse_int(request.GET.get(field, ""))])]

    return _filter(field, title, path or field, offer)


def _filter(name: str, heading: Words, path: str, offer: Callable[[HttpRequest], Options]) -> type[ListFilter]:
    class FieldFilter(ListFilter):
        title = heading  # type: ignore[assignment]
        parameter_name = name

        def options(self, request: HttpRequest) -> Options:
            return offer(request)

        def apply(self, request: HttpRequest, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
            return queryset.filter(**{path: value})

    return FieldFilter


class OfficialsChangeList(ChangeList):
    """A change list with its request, filters, chips and page URLs."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request, *args, **kwargs)

    @property
    def filters(self) -> list[ListFilter]:
        """The filters of this project, without stock ones."""
        return [spec for spec in self.filter_specs if isinstance(spec, ListFilter)]

    @property
    def pills(self) -> list[FilterLink]:
        """The options of the prominent filter as links, “all” first."""
        spec = next((spec for spec in self.filters if spec.is_prominent), None)
        if spec is None:
            return []
        options = [("", pgettext("filter", "All")), *spec.lookup_choices]
        chosen, name = spec.value() or "", spec.parameter_name or ""
        return [FilterLink(label, self._url_with({name: key}), chosen == key) for key, label in options]

    @property
    def form_filters(self) -> list[ListFilter]:
        """The filters shown in the filter form."""
        return [spec for spec in self.filters if not spec.is_prominent]

    @property
    def filter_controls(self) -> list[tuple[ListFilter, list[tuple[str, str]]]]:
        """The filters of the form with their options, with row counts if the list has facets."""
        return [(spec, self._options_of(spec)) for spec in self.form_filters]

    def _options_of(self, spec: ListFilter) -> list[tuple[str, str]]:
        options = [(key, str(label)) for key, label in spec.lookup_choices]
        if not self.add_facets or spec.is_day:
            return options
        counts = spec.get_facet_queryset(self)
        return [(key, f"{label} ({format_number(counts[f'{i}__c'])})") for i, (key, label) in enumerate(options)]

    @property
    def has_form(self) -> bool:
        """Whether to show the search and filter form."""
        return bool(self.result_list or self.is_narrowed) and bool(self.search_fields or self.form_filters)

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """Parameters that the filter form passes on: ordering and the prominent filter."""
        shown = {spec.parameter_name for spec in self.form_filters} | {SEARCH_VAR}
        return [(name, value) for name, value in self.params.items() if name not in shown and value]

    @property
    def chips(self) -> list[ActiveFilter]:
        """The active filters and the search, each removable on its own."""
        on = [(str(spec.title), spec.chosen, spec.parameter_name or "") for spec in self.form_filters if spec.value()]
        words = [(str(_("Search")), self.query, SEARCH_VAR)] if self.query else []
        return [ActiveFilter(name, value, self._url_with({parameter: ""})) for name, value, parameter in words + on]

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or filter is active, so that an empty result does not mean an empty table."""
        return bool(self.query) or any(spec.value() for spec in self.filters)

    @property
    def unfiltered_url(self) -> str:
        """The URL of the unfiltered list."""
        return self.request.path

    @property
    def count_text(self) -> str:
        """The number of matching rows, with the noun."""
        noun = self.opts.verbose_name if self.result_count == 1 else self.opts.verbose_name_plural
        return f"{format_number(self.result_count)} {noun}"

    @property
    def range(self) -> str:
        """The range of rows on this page; "" if there is one page."""
        if not self.multi_page:
            return ""
        first = (self.page_num - 1) * self.list_per_page + 1
        return page_range(first, first + len(self.result_list) - 1, of=self.result_count)

    @property
    def previous_url(self) -> str:
        """The URL of the previous page; "" on the first."""
        return self._url_with({PAGE_VAR: str(self.page_num - 1)}) if self.page_num > 1 else ""

    @property
    def next_url(self) -> str:
        """The URL of the next page; "" on the last."""
        return self._url_with({PAGE_VAR: str(self.page_num + 1)}) if self.page_num < self.paginator.num_pages else ""

    def _url_with(self, changes: dict[str, str]) -> str:
        """Return the URL of this list with some parameters changed; an empty value removes one."""
        parameters = {name: value for name, value in {**self.params, **changes}.items() if value}
        return f"{self.request.path}?{urlencode(parameters)}" if parameters else self.request.path
