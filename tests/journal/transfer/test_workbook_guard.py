"""What is refused before openpyxl reads a word: what would cost more than a table ever does."""

import io
import zipfile

import pytest
from django.utils import translation
from openpyxl.xml import DEFUSEDXML

from journal.transfer import workbook_guard
from journal.transfer.archives import Refused
from journal.transfer.workbook_guard import check_workbook
from journal.transfer.workbooks import read_workbook
from tests.journal.transfer.workbook_files import MAIN, RELATIONS, workbook

TOO_MUCH, DAMAGED, NO_WORKBOOK = "more in this Excel file", "damaged", "no Excel file"


def sheet(inside: str, after: str = "") -> dict:
    return {"xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{inside}</sheetData>{after}</worksheet>"}


def noise(number: int) -> str:
    """Return attributes that are not packed to nothing."""
    return f'a{number * 7919 % 100_003}="{number * 104_729 % 1_000_003}"'


def styles(inside: str) -> dict:
    return {"xl/styles.xml": f"<styleSheet {MAIN}>{inside}</styleSheet>"}


WIDE = "".join(f"<c {noise(n)}><v>{n}</v></c>" for n in range(40_000))
RUNS = "".join(f"<r><t>{n * 7919 % 100_003}</t></r>" for n in range(1_000))
CELLS = "".join(f"<c {noise(n)}/>" for n in range(10_000))
TOO_LARGE = {
    "a row as wide as no sheet": (sheet(f"<row>{WIDE}</row>"), TOO_MUCH),
    "a cell with a book in it": (
        sheet(f'<row><c t="inlineStr"><is>{"".join(f"<t>{n} of a text</t>" for n in range(12_000))}</is></c></row>'),
        DAMAGED,
    ),
    "a row after the last": (sheet('<row r="1048577"><c><v>1</v></c></row>'), DAMAGED),
    "a row a billion lines down": (sheet('<row r="1000000000"><c><v>1</v></c></row>'), DAMAGED),
    "rows in no order": (sheet('<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>'), DAMAGED),
    "a row that is no number": (sheet('<row r="four"><c><v>1</v></c></row>'), DAMAGED),
    "very many texts": (
        {"xl/sharedStrings.xml": f"<sst {MAIN}>{''.join(f'<si><t>{n}</t></si>' for n in range(200_001))}</sst>"},
        TOO_MUCH,
    ),
    "texts of very many pieces": (
        {"xl/sharedStrings.xml": f"<sst {MAIN}>{''.join(f'<si>{RUNS}</si>' for _ in range(300))}</sst>"},
        TOO_MUCH,
    ),
    "very many cells": (sheet("".join(f"<row>{CELLS}</row>" for _ in range(81))), TOO_MUCH),
    "very many formats": (
        styles("".join(f'<numFmt numFmtId="{n}" formatCode="0.{n}"/>' for n in range(164, 1_200))),
        TOO_MUCH,
    ),
    "a format that takes for ever": (styles(f'<numFmt numFmtId="164" formatCode="{"[" * 7_000}"/>'), DAMAGED),
    "very many styles": (styles("".join(f'<xf {noise(n)} numFmtId="14"/>' for n in range(50_001))), TOO_MUCH),
    "very many ranges": (
        sheet("", "".join(f'<dataValidation sqref="{" ".join(f"A{n}" for n in range(k, k + 900))}"/>' for k in range(30))),
        TOO_MUCH,
    ),
    "an address without an end": (sheet("", f'<hyperlink ref="A1" display="{"x" * 8_001}"/>'), TOO_MUCH),
    "very many rules inside of rows": (
        sheet("".join(f'<row>{"".join(f"<cfRule {noise(n + k)}/>" for n in range(1_000))}</row>' for k in range(51))),
        TOO_MUCH,
    ),
    "very deep": (sheet("<a>" * 100 + "</a>" * 100), DAMAGED),
}  # fmt: skip


def refused(data: bytes) -> str:
    with translation.override("en"), pytest.raises(Refused) as found:
        check_workbook(data)
    with translation.override("en"):
        return str(found.value)


@pytest.mark.parametrize(("parts", "words"), TOO_LARGE.values(), ids=TOO_LARGE)
def test_what_costs_more_than_a_table(parts, words):
    assert words in refused(workbook([["a"]], parts=parts))


def test_sizes_are_added_up(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MAX_TOTAL", 3_000)
    check_workbook(workbook([["a"]]))
    many = {f"xl/media/{n}.png": "not small" * 20 for n in range(20)}
    assert TOO_MUCH in refused(workbook([["a"]], parts=many))


def test_parts_are_counted(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MAX_PARTS", 10)
    check_workbook(workbook([["a"]]))
    assert NO_WORKBOOK in refused(workbook([["a"]], parts={f"x{n}": "" for n in range(9)}))


def test_a_part_that_hides_under_another_name_is_counted_too():
    """What is a sheet, the file says itself: any part may be one."""
    hidden = RELATIONS.replace("worksheets/sheet1.xml", "media/picture.png")
    parts = {"xl/_rels/workbook.xml.rels": hidden, "xl/media/picture.png": f"<a><row>{WIDE}</row></a>"}
    assert TOO_MUCH in refused(workbook([["a"]], parts=parts))


def test_pictures_are_passed_over():
    check_workbook(workbook([["a"]], parts={"xl/media/image1.png": "\x89PNG no xml", "docProps/thumbnail.jpeg": "<"}))


@pytest.mark.parametrize("name", ["word/document.xml", "mimetype", "a.txt"])
def test_other_archives_are_no_workbooks(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    assert NO_WORKBOOK in refused(out.getvalue())


def test_a_size_that_lies_unpacks_no_more_than_it_says():
    data = workbook([["a" * 3_000]])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = book.getinfo("xl/sharedStrings.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    with translation.override("en"), pytest.raises(Refused, match=DAMAGED):
        read_workbook(lying)


@pytest.mark.parametrize("cut", [30, 300, -30])
def test_half_an_archive(cut):
    with translation.override("en"), pytest.raises(Refused, match=DAMAGED):
        read_workbook(workbook([["a"]])[:cut])


def test_a_password_of_an_archive():
    data = bytearray(workbook([["a"]]))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    with translation.override("en"), pytest.raises(Refused, match=DAMAGED):
        read_workbook(bytes(data))


def test_a_workbook_leads_nowhere_else():
    for target in ("../../../etc/passwd", "/etc/passwd", "http://other.example/a.xml"):
        away = RELATIONS.replace("worksheets/sheet1.xml", target)
        with translation.override("en"), pytest.raises(Refused, match=DAMAGED):
            read_workbook(workbook([["a"]], parts={"xl/_rels/workbook.xml.rels": away}))


def test_openpyxl_reads_with_defusedxml():
    assert DEFUSEDXML


def test_elements_are_added_up_over_all_parts(monkeypatch):
    monkeypatch.setattr(workbook_guard, "MAX_INSIDE", 50)
    check_workbook(workbook([["a"]]))
    many = {f"xl/worksheets/sheet{n}.xml": "<a><row><c><v>1</v></c></row></a>" for n in range(2, 40)}
    assert TOO_MUCH in refused(workbook([["a"]], parts=many))
