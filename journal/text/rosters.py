"""A roster: who is in a cohort, out of a table with a line a person. Nothing here knows who is in it already."""

from dataclasses import dataclass

from journal.text.mail_addresses import clean_address
from journal.text.tables import Line
from journal.text.topic_names import topic_key

MAX_NAME, MAX_TEAM = 50, 40
MAX_TEAMS = 30  # of one mentor
COLUMNS = ("name", "email", "team", "role")
HEADS = {
    "name": ("이름", "성명", "성함", "name", "fullname", "displayname", "학생명", "수강생", "참가자", "실명"),
    "email": (
        "이메일", "메일", "이메일주소", "전자우편", "email", "mail", "emailaddress", "e메일", "계정", "아이디(이메일)",
    ),
    "team": ("조", "팀", "소속조", "팀명", "조이름", "team", "group", "teamname", "분반", "반"),
    "role": ("역할", "구분", "유형", "role", "type", "직책", "신분"),
}  # fmt: skip
ROLES = {
    "camper": ("", "캠퍼", "학생", "수강생", "교육생", "훈련생", "참가자", "camper", "student", "learner", "member"),
    "mentor": ("멘토", "조교", "튜터", "mentor", "tutor", "ta"),
    "organiser": (
        "운영자", "운영진", "운영", "매니저", "관리자", "organiser", "organizer", "manager", "operator", "staff",
    ),
}  # fmt: skip
_COLUMN_OF = {topic_key(word): column for column, words in HEADS.items() for word in words}
_ROLE_OF = {topic_key(word): role for role, words in ROLES.items() for word in words}


@dataclass(frozen=True)
class Entry:
    """A line of a roster. `fault` says why it cannot be taken in, "" where it can; then `email` is as it was typed.

    "email" (none, or no address), "name" (none), "name_long", "team_long", "teams" (too many), "role" (unknown).
    """

    line: int
    name: str
    email: str
    teams: tuple[str, ...]  # one of a camper; those that a mentor has
    role: str
    fault: str = ""


def read_roster(lines: list[Line]) -> list[Entry]:
    """Return the people of a table.

    The first line names the columns, in Korean or English and any order, or is a person already: then the columns are
    name, e-mail, team and role; where the second has no address and another one has, that is taken for the address.
    A mentor may have several teams, separated by commas or semicolons. A role that is not said is a camper's.
    """
    columns, has_heads = _columns(lines[0].cells)
    if not has_heads:
        columns = _guessed(lines)
    return [_entry(line, columns) for line in lines[has_heads:]]


def _columns(cells: tuple[str, ...]) -> tuple[dict[str, int], bool]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if column := _COLUMN_OF.get(topic_key(cell)):
            found.setdefault(column, at)
    is_head = "email" in found and not any(clean_address(cell) for cell in cells)
    return (found, True) if is_head else ({}, False)


def _guessed(lines: list[Line]) -> dict[str, int]:
    first = lines[0].cells
    at = next((at for at, cell in enumerate(first) if clean_address(cell)), 1)
    if at == 0:
        return {"email": 0, "name": 1, "team": 2, "role": 3}
    return {"name": 0, "email": at, "team": at + 1, "role": at + 2}


def _entry(line: Line, columns: dict[str, int]) -> Entry:
    person, email, team, role = (_cell(line, columns.get(column)) for column in COLUMNS)
    address, known = clean_address(email), _ROLE_OF.get(topic_key(role))
    teams = _teams(team, known)
    faults = {
        "email": address is None,
        "name": not topic_key(person),
        "name_long": len(person) > MAX_NAME,
        "role": known is None,
        "team_long": any(len(each) > MAX_TEAM for each in teams),
        "teams": len(teams) > MAX_TEAMS,
    }
    fault = next((name for name, is_so in faults.items() if is_so), "")
    return Entry(line.number, person[:100], address or email[:100], teams, known or role[:40], fault)


def _cell(line: Line, at: int | None) -> str:
    return line.cells[at] if at is not None and at < len(line.cells) else ""


def _teams(text: str, role: str | None) -> tuple[str, ...]:
    if role != "mentor":
        return (text,) if text and role != "organiser" else ()
    parts = text.replace(";", ",").replace("/", ",").replace("·", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
