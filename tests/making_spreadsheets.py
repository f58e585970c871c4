"""Sheets made in memory for tests: CSV and XLSX from rows of plain values."""

from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from tests.hostile.making_files import OPEN_XML, SHEET, XML, xlsx_parts, zipped

STYLES = (
    f'{XML}<styleSheet xmlns="{SHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
POINT_HEADINGS = ["S. No.", "Company", "E-mail ID", "Challenge", "Focus area", "Summary", "Details", "Impact", "Date"]


def csv_of(rows: list[list[Any]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Make a CSV file."""
    lines = (separator.join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(rows: list[list[Any]], *, merged: str = "", strings: bool = False) -> bytes:
    """Make a workbook of one page; `strings` puts its texts into the shared part, as office programs do."""
    shared: list[str] = []
    body = "".join(_row(number, row, shared if strings else None) for number, row in enumerate(rows, start=1))
    merges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    sheet = f'{XML}<worksheet xmlns="{SHEET}"><sheetData>{body}</sheetData>{merges}</worksheet>'
    return workbook(sheet, shared=shared)


def workbook(sheet: str, *, shared: list[str] | None = None, **parts: str) -> bytes:
    """Make a workbook around the XML of its page."""
    made: dict[str, str | bytes] = dict(xlsx_parts(sheet=sheet, **parts))
    kinds = {"styles": STYLES}
    if shared:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
        kinds["sharedStrings"] = f'{XML}<sst xmlns="{SHEET}">{items}</sst>'
    for name, body in kinds.items():
        made[f"xl/{name}.xml"] = body
        kind = f'<Override PartName="/xl/{name}.xml" ContentType="{OPEN_XML}spreadsheetml.{name}+xml"/></Types>'
        made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace("</Types>", kind)
    return zipped(made)


def point_row(number: int, **replaced: Any) -> list[Any]:
    """Make one good row under POINT_HEADINGS."""
    row = {
        "own_id": number,
        "venture_name": f"SpreadsheetImport Venture {number}",
        "email": f"founder{number}@sheet.example.org",
        "challenge": "Access to funding",
        "focus_areas": "Drones",
        "summary": f"Point {number}: the milestone was paid late",
        "experience": f"Acceptance number {number} was signed in October; the tranche came in March.",
        "severity": 3,
        "said_on": "24/03/2025",
    }
    return list((row | replaced).values())


def _row(number: int, row: list[Any], shared: list[str] | None) -> str:
    cells = "".join(_cell(f"{_letters(place)}{number}", value, shared) for place, value in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _letters(place: int) -> str:
    return (chr(64 + place // 26) if place >= 26 else "") + chr(65 + place % 26)


def _cell(place: str, value: Any, shared: list[str] | None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        days = (datetime(value.year, value.month, value.day) - datetime(1899, 12, 30)).days
        return f'<c r="{place}" s="2"><v>{days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    if shared is not None:
        shared.append(str(value))
        return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
