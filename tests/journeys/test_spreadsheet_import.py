"""Importing what was said in the room: 200 rows with 7 bad ones, mended and imported again, exactly 200."""

import csv
import io
import re

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.watch import barriers
from tests.making_spreadsheets import POINT_HEADINGS, point_row, xlsx_of

ROWS = 200
# Two hundred points are stored with their trail and mail in one request, on a machine that may do other things.
MILLISECONDS_FOR_THE_ROWS = 90_000
BAD = {
    12: {"challenge": "Parking"},
    30: {"email": "founder at example"},
    57: {"severity": 9},
    88: {"summary": ""},
    101: {"focus_areas": "Submarines"},
    150: {"said_on": "31/02/2025"},
    199: {"venture_name": ""},
}


def rows(*, bad):
    return [
        point_row(f"J-{number}", **{"venture_name": f"Room Venture {number}"} | bad.get(number, {}))
        for number in range(1, ROWS + 1)
    ]


def upload(page, body, name):
    page.goto("/admin/engagements/spreadsheetimport/add/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": body})
    page.get_by_role("button", name="Upload, and match the columns").click()
    page.get_by_role("button", name="Check every row").click()


def recorded(page):
    page.goto("/admin/engagements/recordedsubmission/?q=Room+Venture")
    return int(re.search(r"([0-9]+) recorded submissions", page.locator("#list-caption").inner_text())[1])


def test_sheet_with_seven_bad_rows_is_imported_mended_and_imported_again(visit, log_in):
    page = visit(DESK)
    page.context.set_default_timeout(MILLISECONDS_FOR_THE_ROWS)
    page.set_default_timeout(MILLISECONDS_FOR_THE_ROWS)
    log_in(page, "officer")
    page.goto("/admin/engagements/spreadsheetimport/add/")
    assert barriers(page) == []

    upload(page, xlsx_of([POINT_HEADINGS, *rows(bad=BAD)], strings=True), "room.xlsx")
    assert barriers(page) == []
    expect(page.get_by_role("button", name="Import the 193 valid rows; 7 not imported")).to_be_visible()
    page.get_by_role("link", name="With an error").click()
    expect(page.locator("tbody tr")).to_have_count(7)
    expect(page.locator("tbody tr").first).to_contain_text("“Parking” is not in the list.")
    page.get_by_role("button", name="Import the 193 valid rows; 7 not imported").click()
    expect(page.get_by_text("193 rows imported.")).to_be_visible(timeout=MILLISECONDS_FOR_THE_ROWS)
    assert barriers(page) == []

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows with errors (CSV)").click()
    rest = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row[0] for row in rest[1:]] == [f"J-{number}" for number in BAD]
    assert recorded(page) == 193

    upload(page, xlsx_of([POINT_HEADINGS, *rows(bad={})]), "mended.xlsx")
    page.get_by_role("button", name="Import the 7 valid rows").click()
    expect(page.get_by_text("7 rows imported.")).to_be_visible()
    assert recorded(page) == 200

    upload(page, xlsx_of([POINT_HEADINGS, *rows(bad={})]), "again.xlsx")
    expect(page.get_by_text("There is nothing new in this spreadsheet.")).to_be_visible()


def test_session_s_list_is_kept_on_a_phone_without_javascript(visit, log_in):
    page = visit(PHONE, javascript=False)
    log_in(page, "triage")
    page.goto("/admin/engagements/attendance/")
    page.locator("#result_list a").first.click()
    page.get_by_label("Name of the venture").fill("Journey Seat")
    page.get_by_role("button", name="Add it to the list").click()
    expect(page.get_by_text("Journey Seat has been added to the list.")).to_be_visible()
    page.get_by_label("Journey Seat was invited").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Journey Seat was invited")).to_be_checked()

    with_scripts = visit(PHONE)
    log_in(with_scripts, "triage")
    for path in ("attendance/", "heard/", "heard/add/", "sheet/", "sheet/add/"):
        with_scripts.goto(f"/admin/engagements/{path}")
        assert barriers(with_scripts) == []
    with_scripts.goto(page.url)
    assert barriers(with_scripts) == []
