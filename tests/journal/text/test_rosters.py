"""A roster out of a table: names of columns in Korean or English, roles, teams, and what is wrong with a line."""

import pytest

from journal.text.rosters import Entry, read_roster
from journal.text.tables import read_table


def read(text: str) -> list[Entry]:
    return read_roster(read_table(text))


MINJI = Entry(2, "민지", "minji@x.org", ("1조",), "camper")


@pytest.mark.parametrize(
    "head",
    [
        "이름,이메일,조,역할",
        "성명,메일,팀,구분",
        "name,e-mail,team,role",
        "Name,E-Mail Address,Team Name,Role",
        "이 름,이메일 주소,소속조,역 할",
    ],
)
@pytest.mark.parametrize("role", ["캠퍼", "camper", "Camper", "수강생", ""])
def test_the_columns_have_names_in_either_language(head, role):
    assert read(f"{head}\n민지,Minji@X.org,1조,{role}") == [MINJI]


def test_columns_stand_in_any_order_and_others_are_passed_over():
    assert read("번호,역할,이메일,전화,이름,조\n1,,minji@x.org,010,민지,1조") == [MINJI]


def test_without_names_of_columns_the_first_line_is_a_person():
    assert read("민지,minji@x.org,1조,camper\n보라,bora@x.org")[1] == Entry(2, "보라", "bora@x.org", (), "camper")
    assert read("minji@x.org\t민지\t1조") == [Entry(1, "민지", "minji@x.org", ("1조",), "camper")]


def test_a_mentor_has_several_teams_and_an_organiser_none():
    rows = read(
        '이름,이메일,조,역할\n서연,s@x.org,"1조, 2조;3조",멘토\n하은,h@x.org,1조,운영자\n솔,c@x.org,"1조, 2조",'
    )
    assert [(row.teams, row.role) for row in rows] == [
        (("1조", "2조", "3조"), "mentor"), ((), "organiser"), (("1조, 2조",), "camper"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("민지,minji,1조,", "email"), ("민지,,1조,", "email"), ("민지", "email"), (",minji@x.org,1조,", "name"), ("\u3164,minji@x.org,1조,", "name"),
        ("가" * 51 + ",minji@x.org,,", "name_long"), ("민지,minji@x.org," + "가" * 41 + ",", "team_long"),
        ("민지,minji@x.org,1조,대장", "role"), (f"민지,minji@x.org,\"{','.join(map(str, range(31)))}\",mentor", "teams"),
        ("=cmd|'/c calc'!A0,minji@x.org,1조,", ""),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_in_says_why(line, fault):
    [row] = read(f"이름,이메일,조,역할\n{line}")
    assert row.fault == fault and row.line == 2
