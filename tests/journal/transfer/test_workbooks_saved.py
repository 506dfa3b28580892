"""Excel's files as programs save them: several sheets, formulas, merged cells, days, numbers that are no whole ones."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from journal.transfer.archives import Refused
from journal.transfer.workbooks import read_workbook
from tests.journal.transfer.workbook_files import MAIN, STYLES, workbook


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data: bytes) -> list[list[str]]:
    return [cells for _number, cells in read_workbook(data)]


def one_row(*values) -> bytes:
    book = Workbook()
    book.active.append(values)
    return saved(book)


def test_numbers_days_and_hours_say_what_excel_shows():
    data = one_row(4, 4.0, 4.5, 1e20, True, date(2021, 8, 5), datetime(2021, 8, 5, 19, 30), time(19, 30), " 조 ")
    said = ["4", "4", "4.5", "1e+20", "1", "2021-08-05", "2021-08-05 19:30", "19:30", " 조 "]
    assert rows(data) == [said]


@pytest.mark.parametrize("number", [27, 31, 36, 50, 58])
def test_days_as_excel_shows_them_in_korea(number):
    styles = STYLES.replace('<xf numFmtId="14"/>', f'<xf numFmtId="{number}"/>')
    assert rows(workbook([[(1, 44413)]], parts={"xl/styles.xml": styles})) == [["2021-08-05"]]


def test_a_float_that_another_program_wrote_is_a_whole_number():
    assert rows(workbook([[(0, "4.0"), (0, "1E3"), (0, "0.1")]])) == [["4", "1000", "0.1"]]


def test_the_first_sheet_is_read_and_no_other():
    book = Workbook()
    book.active.append(["첫째"])
    book.create_sheet("둘째").append(["다른 것"])
    assert rows(saved(book)) == [["첫째"]]
    book.active.sheet_state = "hidden"
    assert rows(saved(book)) == [["다른 것"]]


def test_a_formula_without_a_result_is_empty_and_merged_cells_are_their_first():
    book = Workbook()
    book.active.append(["민지", '=A1&"x"', "1조"])
    book.active.append(["보라", None, None])
    book.active.append(["끝"])
    book.active.merge_cells("A2:C2")
    assert rows(saved(book)) == [["민지", "", "1조"], ["보라"], ["끝"]]


def test_rows_keep_their_numbers_over_gaps():
    book = Workbook()
    book.active["A2"], book.active["A70000"] = "둘", "멀리"
    assert list(read_workbook(saved(book))) == [(2, ["둘"]), (70_000, ["멀리"])]


def test_a_file_that_says_it_is_smaller_than_it_is():
    sheet = f'<worksheet {MAIN}><dimension ref="A1"/><sheetData><row r="1"><c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData></worksheet>'
    assert rows(workbook([], parts={"xl/worksheets/sheet1.xml": sheet})) == [["", "1"], ["2"]]


def test_what_stands_around_a_table_does_no_harm():
    book = Workbook()
    sheet = book.active
    sheet.append(["이메일"])
    for number in range(2, 300):
        sheet.cell(number, 1, f"p{number}@test.example").hyperlink = f"mailto:p{number}@test.example"
    sheet.add_data_validation(DataValidation(type="list", formula1='"camper,mentor"', sqref="B2:B300"))
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", "A1:A299"
    sheet.column_dimensions["A"].width = 40
    assert len(rows(saved(book))) == 299


def test_a_workbook_that_is_none():
    book = Workbook()
    book.create_chartsheet()
    book.active.sheet_state = "hidden"
    with pytest.raises(Refused):
        rows(saved(book))
