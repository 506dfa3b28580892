"""Excel's files: the first sheet's cells as text, and nothing that a file can do to whoever reads it."""

import zipfile

import pytest
from django.utils import translation

from journal.transfer.archives import Refused
from journal.transfer.workbooks import read_workbook
from tests.journal.transfer.workbook_files import MAIN, workbook


def rows(data: bytes) -> list[list[str]]:
    return [cells for _number, cells in read_workbook(data)]


def sheet(inside: str) -> dict:
    return {"xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{inside}</sheetData></worksheet>"}


def test_text_numbers_days_and_gaps():
    data = workbook([["이름", "조", "날"], ["민지 & <b>", 1, (1, 44413)], [None, 4.5, (2, 44413.5)]])
    assert rows(data) == [["이름", "조", "날"], ["민지 & <b>", "1", "2021-08-05"], ["", "4.5", "2021-08-05 12:00"]]


def test_days_of_an_old_mac():
    assert rows(workbook([[(1, 42951)]], workbook_pr='<workbookPr date1904="1"/>')) == [["2021-08-05"]]


def test_rich_text_readings_inline_text_formulas_and_errors():
    parts = {
        "xl/sharedStrings.xml": f"<sst {MAIN}><si><r><t>민</t></r><r><t>지</t></r><rPh sb='0' eb='1'><t>ミンジ</t></rPh></si></sst>",
        **sheet(
            '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="inlineStr"><is><t>안녕</t></is></c>'
            '<c r="C3" t="str"><f>A1&amp;"x"</f><v>계산</v></c><c r="D3" t="e"><v>#N/A</v></c><c t="n"><v>7</v></c></row>'
        ),
    }
    assert list(read_workbook(workbook([], parts=parts))) == [(3, ["민지", "안녕", "계산", "", "7"])]


def test_a_hidden_sheet_is_passed_over():
    hidden = '<sheet name="숨김" sheetId="2" r:id="rId2" state="hidden"/><sheet name="명단" sheetId="1" r:id="rId1"/>'
    assert rows(workbook([["a"]], sheets=hidden)) == [["a"]]


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": None}, {"xl/_rels/workbook.xml.rels": None}, {"xl/worksheets/sheet1.xml": None},
        {"xl/worksheets/sheet1.xml": "<worksheet><row>"}, {"xl/workbook.xml": "no xml"}, sheet('<row r="x"/>'),
        sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>'), sheet('<row r="1"><c r="A1"><v>nan</v></c></row>'),
        sheet('<row r="1"><c r="A1" s="1"><v>1e300</v></c></row>'), sheet('<row r="1"><c r="A1"><v>1e999</v></c></row>'),
        {"xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>'},
        {"xl/_rels/workbook.xml.rels": '<R><Relationship Id="rId1" TargetMode="External" Target="http://x.org/a.xml"/></R>'},
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_in_words(parts):
    with pytest.raises(Refused):
        rows(workbook([["a"]], parts=parts))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_xml_that_grows_or_fetches_is_refused(name):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><x>&b;&c;</x>'
    with pytest.raises(Refused):
        rows(workbook([["a"]], parts={name: bomb}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = f"<sst {MAIN}><si><t>{' ' * 30_000_000}</t></si></sst>"
    data = workbook([["a"]], parts={"xl/sharedStrings.xml": bomb})
    assert len(data) < 100_000
    with translation.override("en"), pytest.raises(Refused, match="more in this Excel file"):
        rows(data)


def test_a_size_that_lies_is_found_out():
    data = workbook([["a" * 500]], compression=zipfile.ZIP_STORED)
    at = data.index(b"a" * 500)
    with pytest.raises(Refused):
        rows(data[:at] + b"b" + data[at + 1 :])  # its checksum says so


def test_a_sheet_with_endless_rows_ends():
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 15_000))
    assert len(rows(workbook([], parts=sheet(many)))) <= 15_000
    with pytest.raises(Refused):
        rows(workbook([], parts=sheet("<row/>" * 51_000)))
