"""Small Excel files for tests, written by hand as Excel writes them."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>'
)
SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{SHEET}" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{SHEET}" Target="worksheets/sheet2.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="m&quot;월&quot;\\ d&quot;일&quot;"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def workbook(rows, *, sheets=None, parts=None, compression=zipfile.ZIP_DEFLATED, workbook_pr="") -> bytes:
    """Return an .xlsx of these rows: a cell is text (shared), a number, None, or (style, number)."""
    strings: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(at, number, cell, strings) for at, cell in enumerate(row) if cell is not None)
        lines.append(f'<row r="{number}">{cells}</row>')
    shared = "".join(f"<si><t xml:space='preserve'>{escape(text)}</t></si>" for text in strings)
    sheets = sheets or '<sheet name="명단" sheetId="1" r:id="rId1"/>'
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "xl/workbook.xml": f"<workbook {MAIN} {OFFICE}>{workbook_pr}<sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as book:
        for name, text in (files | (parts or {})).items():
            if text is not None:
                book.writestr(name, text)
    return out.getvalue()


def _cell(at: int, number: int, cell, strings: list[str]) -> str:
    where = f"{chr(65 + at)}{number}"
    if isinstance(cell, str):
        strings.append(cell)
        return f'<c r="{where}" t="s"><v>{len(strings) - 1}</v></c>'
    style, value = cell if isinstance(cell, tuple) else (0, cell)
    return f'<c r="{where}" s="{style}"><v>{value}</v></c>'
