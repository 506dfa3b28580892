"""A roster is uploaded or pasted; what cannot be read is said in words, and what was typed stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models.people import Membership
from journal.models.rosters import Roster
from tests.journal.transfer.workbook_files import workbook
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("rosters.new", args=["ai-tech"])
TEXT = "이름,이메일,조,역할\r\n민지,minji@test.example,1조,캠퍼\r\n\r\n새 사람,new@x.org,9조,\r\n"


def sent(data: bytes, name: str = "명단.csv") -> dict:
    return {"file": SimpleUploadedFile(name, data)}


@pytest.mark.parametrize(
    "form",
    [
        lambda: {"pasted": TEXT.replace(",", "\t")},
        lambda: sent(TEXT.encode("cp949")),
        lambda: sent(b"\xef\xbb\xbf" + TEXT.encode(), "r.txt"),
        lambda: sent(workbook([line.split(",") for line in TEXT.splitlines()]), "명단.xlsx"),
    ],
)
def test_a_table_is_looked_at_first_and_changes_nothing(cast, form):
    before = Membership.objects.count()
    answer = browser(cast.organiser).post(PATH, form(), follow=True)
    roster = Roster.objects.get()
    assert answer.redirect_chain == [(reverse("rosters.apply", args=["ai-tech", roster.key]), 302)]
    assert "Apply 1 line" in words(answer) and "새 사람" in words(answer)
    assert [entry.email for entry in roster.entries] == ["minji@test.example", "new@x.org"]
    assert Membership.objects.count() == before


@pytest.mark.parametrize(
    ("form", "field", "sentence"),
    [
        (dict, "__all__", "Choose a file, or paste a table."),
        (lambda: {"pasted": " \n"}, "__all__", "Choose a file, or paste a table."),
        (lambda: {"pasted": ",,\n"}, "pasted", "There is nothing in this table."),
        (lambda: {"pasted": "이름,이메일,조,역할"}, "pasted", "There is nobody in this table"),
        (lambda: {"pasted": "a\x00b"}, "pasted", "invisible character (NUL)"),
        (lambda: sent(b"MZ\x90\x00\x03\x00" * 50, "roster.csv"), "file", "This file is no table that we can read."),
        (lambda: sent(b"PK\x03\x04", "r.xlsx"), "file", "This Excel file is damaged."),
        (lambda: sent(b"x" * 5_300_000), "file", "This file is too large"),
        (lambda: sent(b"a,b\n" * 10_002), "file", "at most 10,000 lines fit"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(cast, form, field, sentence):
    data = form()
    answer = browser(cast.organiser).post(PATH, data)
    assert answer.status_code == 200 and sentence in words(answer)
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["pasted"].value() == data.get("pasted")
    assert not Roster.objects.exists()


def test_the_way_there_and_the_doors(cast):
    client = browser(cast.organiser)
    assert PATH in links(client.get(reverse("opening.show", args=["ai-tech"])))
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).post(PATH, {"pasted": TEXT}).status_code == 403
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    assert query_count(client, PATH) < 6
