"""Files into tables: every encoding and kind of cell, and what is refused."""

from datetime import date

import pytest

from engagements.choices import ImportPurpose
from engagements.errors import ActionRefused
from engagements.inspection.spreadsheets import table_in
from engagements.rules.spreadsheets.columns import heading_aliases
from engagements.rules.vocabulary import normalise_label
from tests.hostile.making_files import SHEET, XML, xlsx_parts, zipped
from tests.making_spreadsheets import POINT_HEADINGS, csv_of, point_row, workbook, xlsx_of

KNOWN = heading_aliases(ImportPurpose.POINTS)


def table(name, body):
    return table_in(name, body, knows=lambda heading: normalise_label(heading) in KNOWN)


def refusal(name, body):
    with pytest.raises(ActionRefused) as refused:
        table(name, body)
    return refused.value.message


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_each_separator(separator):
    found = table(
        "sheet.csv", csv_of([["Company", "Summary"], ["Acme, Ltd; sons", "Line\nbreak"]], separator=separator)
    )

    assert (found.headings, found.rows, found.remark) == (
        ["Company", "Summary"],
        [(2, ["Acme, Ltd; sons", "Line\nbreak"])],
        "",
    )


def test_csv_with_a_byte_order_mark_is_read_without_it():
    assert table("sheet.csv", b"\xef\xbb\xbfCompany\nAcme").headings == ["Company"]


def test_csv_of_windows_is_read_with_a_remark():
    found = table("sheet.csv", "Company,Summary\nCafé “Défense” – Pune,Late".encode("cp1252"))

    assert found.rows == [(2, ["Café “Défense” – Pune", "Late"])]
    assert "1252" in found.remark


def test_csv_in_hindi_is_read():
    found = table("sheet.csv", csv_of([["कंपनी का नाम", "सारांश"], ["उदाहरण उद्यम", "भुगतान देर से"]]))

    assert (found.headings, found.rows) == (["कंपनी का नाम", "सारांश"], [(2, ["उदाहरण उद्यम", "भुगतान देर से"])])


def test_rows_keep_their_numbers_where_some_are_empty_and_a_title_stands_above():
    rows = [["Record of 24 March"], [], ["Company", "Summary"], ["Acme", "Late"], ["", ""], ["Beta", "Later"]]

    for name, body in (("sheet.csv", csv_of(rows)), ("sheet.xlsx", xlsx_of(rows, merged="A1:B1"))):
        found = table(name, body)
        assert (found.headings, found.rows) == (
            ["Company", "Summary"],
            [(4, ["Acme", "Late"]), (6, ["Beta", "Later"])],
        )


@pytest.mark.parametrize("strings", [True, False])
def test_workbook_gives_texts_numbers_and_days_as_they_are_read(strings):
    rows = [
        ["Company", "Impact", "Date", "Days lost", "x"],
        ["Acme", 3, date(2025, 3, 24), 0.1 + 0.2, "₹2 crore & <b>"],
    ]

    assert table("sheet.xlsx", xlsx_of(rows, strings=strings)).rows == [
        (2, ["Acme", "3", "2025-03-24", "0.3", "₹2 crore & <b>"])
    ]


def test_formula_counts_as_the_value_that_was_saved_with_it():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Company</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>CONCATENATE("Ac","me")</f><v>Acme</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5" t="b"><v>1</v></c></row>'
    )
    sheet = f'{XML}<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>'

    assert table("sheet.xlsx", workbook(sheet)).rows == [(2, ["Acme"]), (5, ["yes"])]


def test_cells_that_begin_like_a_formula_stay_text_and_lose_only_our_own_apostrophe():
    rows = [["Company", "Summary"], ["=HYPERLINK(1)", "'+91 98765 43210"], ["'quoted'", "@x"]]

    assert table("sheet.csv", csv_of(rows)).rows == [
        (2, ["=HYPERLINK(1)", "+91 98765 43210"]),
        (3, ["'quoted'", "@x"]),
    ]


def test_headings_that_are_empty_or_repeated_can_be_told_apart():
    assert table("sheet.csv", csv_of([["Company", "", "Company"], ["a", "b", "c"]])).headings == [
        "Company (column 1)",
        "(column 2)",
        "Company (column 3)",
    ]


def test_hidden_pages_are_passed_over_and_further_ones_mentioned():
    parts = xlsx_parts()
    pages = '<sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Now" sheetId="2" r:id="rId2"/>'
    names = str(parts["xl/workbook.xml"]).replace('<sheet name="Delays" sheetId="1" r:id="rId1"/>', pages)
    links = str(parts["xl/_rels/workbook.xml.rels"])
    second = links[links.index("<Relationship ") : links.index("/>") + 2].replace("rId1", "rId2")
    links = links.replace("</Relationships>", second.replace("sheet1", "sheet2") + "</Relationships>")
    page = xlsx_parts()["xl/worksheets/sheet1.xml"]
    parts |= {"xl/workbook.xml": names, "xl/_rels/workbook.xml.rels": links}
    body = str(page).replace("</row>", "</row><row r='2'><c r='A2'><v>7</v></c></row>")

    found = table("sheet.xlsx", zipped(parts | {"xl/worksheets/sheet2.xml": body}))

    assert (found.headings, found.rows, found.remark) == (["240"], [(2, ["7"])], "")


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("sheet.pdf", b"%PDF-1.7", "ends in .xlsx or .csv"),
        ("sheet.xls", b"\xd0\xcf\x11\xe0", "file type is not accepted"),
        ("sheet.xlsx", b"Company,Summary\nAcme,Late", "does not match its name"),
        ("sheet.csv", b"PK\x03\x04" + b"x" * 60, "does not match its name"),
        ("sheet.csv", b"", "empty"),
        ("sheet.csv", b"Company\x00,Summary\nAcme,Late", "invisible control"),
        ("sheet.csv", "Company\nAcme".encode("utf-16"), "not in UTF-8"),
        ("sheet.csv", b"Company,Summary", "no rows"),
        ("sheet.csv", b'Company\n"Acme', "quotation mark"),
        ("sheet.csv", csv_of([["Company"], *([["x"]] * 2_001)]), "more than 2,000 rows"),
        ("sheet.csv", csv_of([["h"] * 61, ["x"] * 61]), "more than 60 columns"),
        ("sheet.xlsx", xlsx_of([["h"] * 61, ["x"] * 61]), "more than 60 columns"),
        ("sheet.csv", csv_of([["Company"], ["x" * 6_001]]), "In row 2 a cell is longer"),
        ("sheet.csv", b"Company\n" + b"x" * 5_300_000, "larger than 5 MB"),
        ("../sheet.csv", b"Company\nAcme", "slashes"),
    ],
)
def test_what_is_no_sheet_or_too_much_is_refused_in_words(name, body, says):
    assert says in refusal(name, body)


def test_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(xlsx_parts() | {"xl/worksheets/sheet2.xml": b"<a>" + b"\x20" * 60_000_000 + b"</a>"})

    assert len(bomb) < 100_000
    assert "is too large when opened" in refusal("sheet.xlsx", bomb)


def test_document_type_in_a_page_is_refused():
    sheet = f'<!DOCTYPE x [<!ENTITY e "boom">]><worksheet xmlns="{SHEET}"><sheetData/></worksheet>'

    assert "cannot be read safely" in refusal("sheet.xlsx", workbook(sheet))


@pytest.mark.parametrize(
    "cell", ['t="s"><v>99999999', f't="s"><v>{"9" * 5_000}', f's="{"9" * 5_000}"><v>7', 't="s"><v>x']
)
def test_number_of_a_text_or_a_style_that_no_workbook_has_is_refused(cell):
    rows = f'<row r="1"><c r="A1" t="str"><v>Company</v></c></row><row r="2"><c r="A2" {cell}</v></c></row>'
    sheet = f'{XML}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'

    assert "damaged" in refusal("sheet.xlsx", workbook(sheet, shared=["Acme"]))


def numbered(*numbers):
    """Make a workbook whose rows claim numbers; `None` claims none."""
    claims = ["" if number is None else f' r="{number}"' for number in numbers]
    rows = "".join(f'<row{claim}><c t="str"><v>x{place}</v></c></row>' for place, claim in enumerate(claims))
    return workbook(f'{XML}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>')


def test_rows_without_numbers_follow_one_another():
    found = table("sheet.xlsx", numbered(1, None, 5, None))

    assert found.rows == [(2, ["x1"]), (5, ["x2"]), (6, ["x3"])]


@pytest.mark.parametrize("second", ["1", "0", "-1", "x", "9" * 5_000, "1048577", "1.5"])
def test_row_that_goes_back_is_refused_and_never_dropped(second):
    assert "cannot be read safely" in refusal("sheet.xlsx", numbered(1, second))


def test_cell_far_away_is_too_many_columns_and_not_a_million_blanks():
    sheet = (
        f'{XML}<worksheet xmlns="{SHEET}"><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert "more than 60 columns" in refusal("sheet.xlsx", workbook(sheet))


def test_two_hundred_rows_are_read_alike_from_both_kinds():
    rows = [POINT_HEADINGS, *(point_row(number) for number in range(1, 201))]

    assert table("sheet.xlsx", xlsx_of(rows)) == table("sheet.csv", csv_of(rows))
