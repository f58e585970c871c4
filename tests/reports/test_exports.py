"""Names of files: table, scope and day, in characters that any system takes."""

from datetime import date

from engagements.reports.exports import file_name
from engagements.reports.scope import NOT_NAMED, Scope

DAY = date(2025, 11, 22)


def test_file_name_of_everything_is_table_and_day():
    assert file_name("overview", Scope(), on=DAY) == "overview_2025-11-22.csv"


def test_file_name_carries_the_parts_of_the_scope():
    scope = Scope(consultation="march", received_from=date(2025, 4, 1), status="under_review", focus_area=NOT_NAMED)

    assert file_name("submissions", scope, on=DAY) == (
        "submissions_march_from-2025-04-01_focus-area-none_status-under-review_2025-11-22.csv"
    )
