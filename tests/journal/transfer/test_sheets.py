"""An uploaded table: in any encoding that Korean spreadsheets write, and no other file, whatever its name."""

import codecs
import unicodedata

import pytest
from django.utils import translation

from journal.transfer.archives import Refused
from journal.transfer.sheets import MAX_FILE, lines_of_file, lines_of_text
from tests.journal.transfer.workbook_files import workbook

TEXT = "이름,이메일\r\n민지,minji@x.org\r\n"
READ = [("이름", "이메일"), ("민지", "minji@x.org")]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("cp949"), unicodedata.normalize("NFD", TEXT).encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_LE + TEXT.replace(",", "\t").encode("utf-16-le"),  # Excel's "Unicode text"
        workbook([["이름", "이메일"], ["민지", "minji@x.org"]]),
    ],
)  # fmt: skip
def test_every_writing_is_read(data):
    assert [line.cells for line in lines_of_file(data)] == READ


def test_syllables_that_only_cp949_has():
    assert lines_of_file("뷁,펲,똠방각하".encode("cp949"))[0].cells == ("뷁", "펲", "똠방각하")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200, "no table"), (b"\x7fELF\x02\x01\x01\x00", "no table"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "no table"), (b"\x89PNG\r\n\x1a\n\x00\x00", "no table"), (b"\xff\xfe\x00", "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"), (b"PK\x03\x04 not a zip", "damaged"),
        (b"", "nothing in this table"), (b"\n \n,,\n", "nothing in this table"), (b"a,b\n" * 10_002, "at most 10,000 lines"),
        (b"a" * (MAX_FILE + 1), "at most 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(data, sentence):
    with pytest.raises(Refused) as refused:
        lines_of_file(data)
    with translation.override("en"):
        assert sentence in str(refused.value)


def test_an_empty_paste_is_refused_in_words():
    with translation.override("en"), pytest.raises(Refused, match="nothing in this table"):
        lines_of_text("\n")
