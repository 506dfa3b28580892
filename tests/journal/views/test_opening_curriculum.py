"""A curriculum, pasted or as a file: every line is looked at first, then it is applied, once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models.cohorts import Cohort
from journal.models.curriculum import Lecture
from tests.factories import make_post
from tests.journal.transfer.workbook_files import workbook
from tests.journal.views.browsing import apply_seen, asks_to_sign_in, browser, query_count, statuses, words

PATH = reverse("opening.curriculum", args=["ai-tech"])
TEXT = "일차,주제,코드,제목\r\n4,Python,4-1,객체 지향\r\nDay 4,python,4-2,<b>모듈</b>\r\n2021-08-05,AI Math,8,베이즈\r\n,,9,CNN"


def lectures(cast) -> list:
    return [(row.topic.name, row.code, row.title, row.study_on) for row in cast.cohort.lectures.select_related("topic")]


def test_each_line_is_looked_at_and_nothing_is_changed(cast):
    Lecture.objects.create(cohort=cast.cohort, topic=cast.cohort.topics.get(slug="python"), code="4-1", title="객체")
    answer = browser(cast.organiser).post(
        PATH, {"text": TEXT + "\r\n999,Python,7,밖\r\n4,Python,4-1,또\r\n곧,Python,6,x"}
    )
    page = words(answer)
    for said in (
        "2 Not taken in", "1 Twice in it", "1 Changed", "3 New", "객체 → 객체 지향", "Day 4 Aug 5", "A new topic of the curriculum.",
        "“999” is no study day of this cohort.", "“곧” is no day. Write Day 4, 4 or 2026-03-02.", "Line 2 is the same lecture already.", "<b>모듈</b>", "Apply 4 lines",
    ):  # fmt: skip
        assert said in page, said
    assert answer.context["form"]["text"].value().startswith("일차,주제")
    assert cast.cohort.lectures.count() == 1


def test_a_press_applies_it_and_the_same_again_changes_nothing(cast):
    Cohort.objects.filter(pk=cast.cohort.pk).update(state="draft")
    client, on = browser(cast.organiser), date(2021, 8, 5)
    answer = apply_seen(client, PATH, {"text": TEXT})
    assert answer.url == reverse("rosters.new", args=["ai-tech"])  # the next step
    assert lectures(cast) == [
        ("Python", "4-1", "객체 지향", on), ("Python", "4-2", "<b>모듈</b>", on), ("AI Math", "8", "베이즈", on), ("AI Math", "9", "CNN", on),
    ]  # fmt: skip
    topics = {
        topic.name: (topic.is_curated, topic.hue > 0)
        for topic in cast.cohort.topics.filter(name__in=["Python", "AI Math"])
    }
    assert topics == {"Python": (True, True), "AI Math": (True, True)}
    rows = list(Lecture.objects.values())
    page = words(client.post(PATH, {"text": TEXT}))
    assert "4 As it is already" in page and "Apply" not in page
    assert "Nothing of it was new." in words(client.post(PATH, {"text": TEXT, "apply": "1"}, follow=True))
    assert list(Lecture.objects.values()) == rows


def test_a_lecture_without_a_day_stays_on_its_day_and_one_with_another_moves(cast):
    client = browser(cast.organiser)
    apply_seen(client, PATH, {"text": TEXT})
    apply_seen(client, PATH, {"text": "주제,코드,제목\nPython,4-1,객체\n"})
    apply_seen(client, PATH, {"text": "5,Python,4-2,모듈"})
    assert ("Python", "4-1", "객체", date(2021, 8, 5)) in lectures(cast)
    assert ("Python", "4-2", "모듈", date(2021, 8, 6)) in lectures(cast)


@pytest.mark.parametrize(
    "data", [TEXT.encode("cp949"), TEXT.encode(), workbook([line.split(",") for line in TEXT.splitlines()])]
)
def test_a_file_is_shown_as_text_and_the_text_is_applied(cast, data):
    client = browser(cast.organiser)
    answer = client.post(PATH, {"file": SimpleUploadedFile("c.csv", data), "apply": "1"})  # nobody has seen it yet
    assert answer.status_code == 200 and "4 New" in words(answer) and not lectures(cast)
    apply_seen(client, PATH, {"text": answer.context["form"]["text"].value()})
    assert len(lectures(cast)) == 4


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose a file, or paste a table."), ({"text": ",,,"}, "There is nothing in this table."), ({"text": "a\x00b"}, "invisible character (NUL)"),
        ({"text": "x\n" * 10_002}, "at most 10,000 lines fit"), ({"file": SimpleUploadedFile("c.csv", b"MZ\x00\x01")}, "no table that we can read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(cast, sent, sentence):
    answer = browser(cast.organiser).post(PATH, sent | {"apply": "1"})
    assert answer.status_code == 200 and sentence in words(answer)
    assert answer.context["form"]["text"].value() == sent.get("text")


def test_posts_that_note_a_lecture_are_tied_to_it(cast):
    make_post(cast.author, cast.cohort, title="Day 6", day=6, body="## 학습 내용\n\n### Python\n\n#### 6-1 함수\n\n글.")
    apply_seen(browser(cast.organiser), PATH, {"text": "6,Python,6-1,함수"})
    assert Lecture.objects.get(code="6-1").notes.count() == 1


def test_a_whole_table_takes_out_what_it_lacks_and_posts_keep_what_they_noted(cast):
    client = browser(cast.organiser)
    apply_seen(client, PATH, {"text": TEXT})
    note = make_post(
        cast.author, cast.cohort, title="Day 6", day=6, body="## 학습 내용\n\n### AI Math\n\n#### 8 베이즈\n\n글."
    )
    sent = {"text": "5,파이썬없음,9-9,새 강의\n5,Python,4-1,객체 지향\n곧,Python,4-2,x", "whole": "on"}
    page = words(client.post(PATH, sent))
    for said in (
        "2 Taken out",
        "1 New",
        "1 Changed",
        "Day 4 → Day 5",
        "Noted in 1 post, which stays.",
        "Apply 4 lines",
    ):
        assert said in page, said
    assert "베이즈" not in words(client.post(PATH, sent | {"whole": ""}))
    apply_seen(client, PATH, sent)
    assert {code for _topic, code, *_more in lectures(cast)} == {"9-9", "4-1", "4-2"}  # 4-2's line cannot be read
    assert note.lecture_notes.get().lecture is None
    assert "+ 1 · → 1 · − 2" in words(client.get(reverse("acts.index", args=["ai-tech"])))


def test_a_table_that_was_looked_at_before_somebody_elses_is_refused(cast):
    client = browser(cast.organiser)
    mark = client.post(PATH, {"text": TEXT}).context["mark"]
    apply_seen(client, PATH, {"text": "5,Python,4-1,객체 지향"})
    answer = client.post(PATH, {"text": TEXT, "apply": "1", "seen": mark})
    assert "Somebody else has changed the calendar or the curriculum" in words(answer)
    assert "1 Changed" in words(answer) and len(lectures(cast)) == 1
    assert client.post(PATH, {"text": TEXT, "apply": "1", "seen": answer.context["mark"]}).status_code == 302


def test_doors_and_budget(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert browser(cast.stranger).get(PATH).status_code == 404
    assert browser(cast.mentor).post(PATH, {"text": TEXT}).status_code == 403
    client = browser(cast.organiser)
    assert statuses(client, PATH, "put", "delete", "patch") == {405}
    assert query_count(client, PATH) < 7
