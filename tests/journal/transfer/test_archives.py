"""Archives are opened without trusting a word of them: what could hurt is refused in words."""

import io
import os
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from django.utils import translation

from journal.transfer import archives
from journal.transfer.archives import Refused, open_archive
from tests.journal.text.yardstick import days_of
from tests.journal.transfer.zips import named_raw, with_flag, with_link, zipped


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def opened(data: bytes, name: str = "a.zip") -> dict[str, bytes]:
    with open_archive(io.BytesIO(data), name) as archive:
        return {path: archive.read(path, archives.MAX_PICTURE) for path in archive.entries}


def refusal(data: bytes, name: str = "a.zip") -> str:
    said = []

    def work():
        with pytest.raises(Refused) as error:
            opened(data, name)
        said.append(str(error.value))

    assert days_of(work, at_most=12) < 12
    return said[-1]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "notes/day").mkdir(parents=True)
    (tmp_path / "notes/day/4.md").write_text("# 4")
    (tmp_path / "notes/.git").mkdir()
    (tmp_path / "notes/.git/HEAD").write_text("ref")
    (tmp_path / "notes/a.png").write_bytes(b"png")
    return tmp_path / "notes"


def test_a_folder_and_a_zip_of_it_are_the_same(folder):
    packed = zipped(
        {"notes/day/4.md": "# 4", "notes/a.png": b"png", ".git/HEAD": "ref", "__MACOSX/._a.png": b"x", "day/": b""}
    )
    with open_archive(folder, "notes") as there, open_archive(io.BytesIO(packed), "notes.zip") as here:
        assert {path: entry.fingerprint for path, entry in there.entries.items()} == {
            path: entry.fingerprint for path, entry in here.entries.items()
        }
        assert set(there.entries) == {"day/4.md", "a.png"}
        assert there.read("day/4.md", 10) == here.read("day/4.md", 10) == b"# 4"


def test_folders_around_everything_fall_away():
    assert set(opened(zipped({"TIL/a/4.md": "x", "TIL/a/p/1.png": b"y"}))) == {"4.md", "p/1.png"}
    assert set(opened(zipped({"TIL/4.md": "x", "5.md": "y"}))) == {"TIL/4.md", "5.md"}
    assert set(opened(zipped({"TIL/4.md": "x"}))) == {"4.md"}


def test_one_markdown_file_is_an_archive_too(folder):
    assert opened("# 행렬".encode(), "C:\\글\\행렬.MD") == {"행렬.MD": "# 행렬".encode()}
    with open_archive(folder / "day/4.md", "4.md") as archive:
        assert list(archive.entries) == ["4.md"]


@pytest.mark.parametrize("data", [b"", b"text", b"\x89PNG", b"PK", b"Rar!\x1a\x07"])
def test_what_is_neither_is_refused(data):
    assert "neither a zip nor a Markdown file" in refusal(data, "a.bin")


def test_a_zip_in_the_zip_is_opened_as_notion_makes_them():
    inner = zipped({"Page 1.md": "# 1", "Page 1/a.png": b"png"})
    assert opened(zipped({"Export/Part-1.zip": inner, "Export/b.md": "b"})) == {
        "Page 1.md": b"# 1", "Page 1/a.png": b"png", "b.md": b"b",
    }  # fmt: skip
    assert "zips inside of zips" in refusal(zipped({"a.zip": zipped({"b.zip": inner})}))


@pytest.mark.parametrize(
    "name", ["../a.md", "a/../../b.md", "/etc/a.md", "C:\\a.md", "c:/a.md", "..\\a.md", "\\\\host\\a.md", "a/.."]
)
def test_a_name_that_leads_out_is_refused(name):
    assert "leads out of the archive" in refusal(zipped({"ok.md": "ok", name: "x"}))
    assert "leads out of the archive" in refusal(zipped({"in.zip": zipped({name: "x"})}))


def test_a_colon_or_dots_in_a_name_lead_nowhere():
    assert set(opened(zipped({"C: 언어.md": "x", "a..b/c..md": "y", "./c.md": "z"}))) == {
        "C: 언어.md",
        "a..b/c..md",
        "c.md",
    }


@pytest.mark.parametrize("name", [b"a\x00b.md", b"a\nb.md", b"a\x7f.md"])
def test_a_name_with_an_invisible_character_is_refused(name):
    assert refusal(named_raw(name))


def test_links_are_refused(folder):
    assert "is a link" in refusal(with_link("a.md", "/etc/passwd"))
    os.symlink("/etc", folder / "etc")
    with pytest.raises(Refused, match="etc.* is a link"):
        open_archive(folder, "notes")
    (folder / "etc").unlink()
    os.mkfifo(folder / "pipe.md")
    with pytest.raises(Refused):
        open_archive(folder, "notes")


def test_what_is_locked_is_refused():
    assert "password" in refusal(with_flag({"a.md": "x"}, 1))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings_are_refused(packing):
    assert "packed in a way" in refusal(zipped({"a.md": "x" * 100}, packing))


def test_korean_windows_names_are_read():
    assert opened(named_raw("하루/4일차 회고.md".encode("cp949"))) == {"4일차 회고.md": b"text"}
    assert list(opened(named_raw("하루.md".encode()))) == ["하루.md"]
    assert list(opened(zipped({"하루.md": "x"}))) == ["하루.md"]
    assert list(opened(named_raw(b"caf\x82.md"))) == ["café.md"]


def test_names_are_composed():
    nfd = "\u1112\u1161\u1105\u116e.md"
    assert list(opened(zipped({nfd: "x"}))) == ["하루.md"]
    assert "same name" in refusal(zipped({nfd: "x", "하루.md": "y"}))


@pytest.mark.parametrize("name", ["zeros.md", "zeros.png", "inner.zip"])
def test_a_bomb_is_refused(name):
    assert "grows too much" in refusal(zipped({name: bytes(30_000_000)}))


def test_bombs_of_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_UNPACKED", 3_000_000)
    parts = {f"{n}.png": os.urandom(16) * 50_000 for n in range(4)}
    assert "larger than" in refusal(zipped(parts))
    inner = {f"{n}.zip": zipped({"a.bin": os.urandom(1_600_000)}, zipfile.ZIP_STORED) for n in range(2)}
    assert "larger than" in refusal(zipped(inner, zipfile.ZIP_STORED))


def test_a_size_that_lies_unpacks_no_more_than_it_says():
    data = bytearray(zipped({"a.md": b"x" * 5_000}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    with open_archive(io.BytesIO(bytes(data)), "a.zip") as archive, pytest.raises(Refused, match="damaged"):
        archive.read("a.md", 1_000_000)


def test_two_thousand_files_are_too_many():
    files = {f"{n}.md": "" for n in range(1_999)}
    assert len(opened(zipped({**files, "a.png": b"", ".hidden": b""}))) == 2_000
    assert "at most 1,999" in refusal(zipped({**files, "one.md": ""}))


def test_the_files_of_a_folder_are_counted_too(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TEXTS", 3)
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text("")
    with pytest.raises(Refused, match="at most 3"):
        open_archive(tmp_path, "x")


def test_a_list_of_names_without_end_is_not_even_read():
    data = zipped({"a.md": "x"})
    at = data.index(b"PK\x05\x06")
    long = data[: at + 12] + struct.pack("<L", 2**31) + data[at + 16 :]
    assert "files in it" in refusal(long)
    # The same said by a zip64 record, which `zipfile` believes more.
    record = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, 2**40, 0)
    locator = b"PK\x06\x07" + struct.pack("<LQL", 0, at, 1)
    assert "files in it" in refusal(data[:at] + record + locator + data[at:])
    # A second mark inside of the last record leads no other way.
    tricky = (
        data[: at + 4]
        + b"PK\x05\x06"
        + data[at + 8 : at + 12]
        + struct.pack("<L", 2**31)
        + struct.pack("<L", 9)
        + b"\0\0"
    )
    assert refusal(tricky)


def test_too_large_a_file_is_refused_by_its_own_row():
    with open_archive(io.BytesIO(zipped({"a.md": os.urandom(2_000)})), "a.zip") as archive:
        with pytest.raises(Refused, match="too large"):
            archive.read("a.md", 1_000)


def test_what_is_damaged_is_refused_by_its_own_row():
    data = bytearray(zipped({"a.md": b"x" * 50, "b.md": b"fine"}, zipfile.ZIP_STORED))
    data[data.index(b"x" * 50) + 3] = 0
    with open_archive(io.BytesIO(bytes(data)), "a.zip") as archive:
        assert archive.read("b.md", 10) == b"fine"
        with pytest.raises(Refused, match="damaged"):
            archive.read("a.md", 100)


@pytest.mark.parametrize("cut", range(1, 120, 7))
def test_half_a_zip_never_breaks_anything(cut):
    data = zipped({"a.md": "text", "b/c.md": zlib.compress(b"x")})
    for broken in (data[:-cut], data[cut:], data[:30] + b"\xff" * cut + data[30 + cut :]):
        try:
            opened(broken)
        except Refused as refused:
            assert str(refused)


def test_a_size_that_lies_is_not_unpacked_behind_its_back():
    data = bytearray(zipped({"a.md": b"\0" * 60_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(signature) + offset, 100)
    with open_archive(io.BytesIO(data), "til.zip") as archive:
        tracemalloc.start()
        with pytest.raises(Refused):
            archive.read("a.md", 1_000)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("name", ["a.md", "a.zip"])
@pytest.mark.parametrize(
    ("signature", "offset", "words"),
    [(b"PK\x01\x02", 42, b"\xf0\xff\0\0"), (b"PK\x01\x02", 8, b"\x20\0"), (b"PK\x03\x04", 26, b"\xff\xff")],
)
def test_headers_that_do_not_fit_are_refused_in_words(name, signature, offset, words):
    data = bytearray(zipped({name: zipped({"b.md": "text"}, zipfile.ZIP_STORED)}))
    at = (data.rindex if signature == b"PK\x01\x02" else data.index)(signature) + offset
    data[at : at + len(words)] = words
    with pytest.raises(Refused), open_archive(io.BytesIO(data), "til.zip") as archive:
        archive.read("a.md", 10_000)
