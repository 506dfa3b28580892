"""Who waits for an answer, told as what people say one after the other (journal/queries/waiting.py has the rules)."""

import pytest
from django.db import connection

from journal.actions.claims import dismiss_waiting, take_back_dismissal
from journal.actions.comments import delete_comment, edit_comment
from journal.actions.people import change_membership
from journal.actions.posts import PostText, delete_post, restore_post, save_post
from journal.actions.questions import (
    ask_at_heading,
    ask_for_feedback,
    join_question,
    reopen_question,
    resolve_question,
    separate_question,
    take_back_feedback,
    take_back_question,
)
from journal.models.people import Membership
from journal.models.questions import Question
from journal.models.waiting import Waiting
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
ASKS = "## 학습\n\n### Python\n\n> [!QUESTION]\n> 왜 그런가요?\n\n## 회고\n\n- 끝\n"


@pytest.fixture
def post(cast):
    return make_post(cast.author, cast.cohort, title="Asks", body=ASKS, day=10)


@pytest.fixture
def plain(cast):
    return make_post(cast.author, cast.cohort, title="Plain", day=11)


def where(post):
    """The anchor at which the post asks."""
    return post.questions.get(comment=None).anchor


def waits(post=None):
    """Who waits, as what, with which words."""
    rows = Waiting.objects.filter(post=post) if post else Waiting.objects.all()
    return [(row.kind, row.asker.handle, row.words) for row in rows.order_by("asked_at", "pk")]


def state(post):
    return post.questions.get(comment=None).state


QUESTION, FEEDBACK = ("question", "minji", "왜 그런가요?"), ("feedback", "minji", "Plain")


def test_question_of_a_text_waits_until_the_staff_answer_at_its_heading(cast, post):
    assert waits() == [QUESTION]
    make_comment(cast.mentor, post, "잘 썼어요")  # on the whole post
    make_comment(cast.mentor, post, "회고도요", section=post.toc[-1]["anchor"])
    make_comment(cast.team_mate, post, "저도 궁금해요", section=where(post))
    assert (waits(), state(post)) == ([QUESTION], "open")
    make_comment(cast.mentor, post, "이래서요", section=where(post))
    assert (waits(), state(post)) == ([], "answered")
    assert post.questions.get().answered_by == cast.mentor


def test_question_under_no_heading_is_answered_on_the_whole_post(cast):
    post = make_post(cast.author, cast.cohort, body="> [!QUESTION]\n> 왜 그런가요?\n")
    assert waits() == [QUESTION]
    make_comment(cast.organiser, post, "이래서요")
    assert waits() == []


def test_asking_again_waits_again_since_that_word(cast, post):
    first = make_comment(cast.mentor, post, "이래서요", section=where(post))
    again = make_comment(cast.author, post, "그럼 이건요?", parent=first)
    more = make_comment(cast.author, post, "이것도요", section=where(post))
    assert (waits(), state(post)) == ([QUESTION], "answered")
    assert Waiting.objects.get().asked_at == again.created_at
    assert post.questions.get().answered_at == first.created_at
    last = make_comment(cast.organiser, post, "네", parent=more)
    assert (waits(), state(post)) == ([], "answered")
    assert (post.questions.get().answered_at, post.questions.get().answered_by) == (last.created_at, cast.organiser)


def test_deleted_answer_reopens_it_since_it_was_asked(cast, post):
    asked_at = Waiting.objects.get().asked_at
    answer = make_comment(cast.mentor, post, "이래서요", section=where(post))
    delete_comment(comment=answer)
    assert (waits(), state(post)) == ([QUESTION], "open")
    assert Waiting.objects.get().asked_at == asked_at


def test_answer_that_became_a_stub_is_none(cast, post):
    answer = make_comment(cast.mentor, post, "이래서요", section=where(post))
    make_comment(cast.team_mate, post, "아하", parent=answer)
    assert waits() == [("reply", "bora", "아하")]
    delete_comment(comment=answer)
    assert waits() == [QUESTION]


def test_answer_stays_one_when_its_mentor_leaves_or_becomes_a_camper(cast, post):
    make_comment(cast.mentor, post, "이래서요", section=where(post))
    membership = Membership.objects.get(user=cast.mentor)
    membership.role, membership.state = "camper", "withdrawn"
    change_membership(membership=membership)
    assert (waits(), state(post)) == ([], "answered")


def test_words_before_somebody_became_a_mentor_are_no_answer(cast, post):
    make_comment(cast.team_mate, post, "이래서요", section=where(post))
    membership = Membership.objects.get(user=cast.team_mate)
    membership.role = "mentor"
    change_membership(membership=membership)
    assert waits() == [QUESTION]


def test_mentor_of_another_cohort_does_not_answer(cast, post):
    Membership.objects.filter(user=cast.stranger).update(role="mentor")
    make_comment(cast.stranger, post, "이래서요", section=where(post))
    assert waits() == [QUESTION]


@pytest.mark.parametrize(("change", "left"), [({"state": "withdrawn"}, []), ({"state": "on_leave"}, [QUESTION]), ({"role": "mentor"}, [])])  # fmt: skip
def test_only_a_camper_to_whom_the_cohort_is_open_waits(cast, post, change, left):
    membership = Membership.objects.get(user=cast.author)
    for name, value in change.items():
        setattr(membership, name, value)
    change_membership(membership=membership)
    assert waits() == left
    membership.state, membership.role = "active", "camper"
    change_membership(membership=membership)
    assert waits() == [QUESTION]


def test_trash_waits_for_nobody(cast, post):
    delete_post(post=post)
    assert waits() == []
    restore_post(post=post)
    assert waits() == [QUESTION]


def test_draft_waits_once_it_is_published(cast):
    post = make_post(cast.author, cast.cohort, body=ASKS, publish=False)
    assert waits() == []
    save_post(post=post, editor=cast.author, text=PostText("Asks", ASKS, None, "team"), version=1, publish=True)
    assert waits() == [QUESTION]
    assert Waiting.objects.get().visibility == "team"


def test_edited_post_keeps_who_claims_it_and_follows_visibility_and_words(cast, post):
    Waiting.objects.update(claimed_by=cast.mentor)
    text = PostText("Asks", ASKS.replace("왜 그런가요?", "왜 그런 건가요?"), post.study_on, "mentors")
    save_post(post=post, editor=cast.author, text=text, version=1, publish=True)
    row = Waiting.objects.get()
    assert (row.words, row.visibility, row.claimed_by) == ("왜 그런 건가요?", "mentors", cast.mentor)
    save_post(post=post, editor=cast.author, text=PostText("Asks", "None.", None, "team"), version=2, publish=True)
    assert waits() == []


def test_resolved_question_waits_no_more_and_what_its_asker_says_then_is_a_reply(cast, post):
    answer = make_comment(cast.mentor, post, "이래서요", section=where(post))
    make_comment(cast.author, post, "아직요", parent=answer)
    resolve_question(question=post.questions.get(), by=cast.author)
    assert (waits(), state(post)) == ([], "resolved")
    make_comment(cast.author, post, "다시 해 보니 안 돼요", parent=answer)
    assert waits() == [("reply", "minji", "다시 해 보니 안 돼요")]


def test_asker_who_opens_it_again_asks_again(cast, post):
    make_comment(cast.mentor, post, "이래서요", section=where(post))
    for by, then in ((cast.mentor, "answered"), (cast.author, "open")):
        question = resolve_question(question=post.questions.get(), by=by)
        assert reopen_question(question=question, by=by).state == then
    assert waits() == [QUESTION]


def test_comment_that_asks_waits_for_a_word_in_its_thread(cast, plain):
    comment = make_comment(cast.team_mate, plain, "**어떻게** 하나요?\n\n궁금해요", asks=True)
    asked = ("question", "bora", "어떻게 하나요?")
    assert waits() == [asked]
    make_comment(cast.mentor, plain, "Elsewhere")
    make_comment(cast.author, plain, "이렇게요", parent=comment)
    assert waits() == [asked]
    answer = make_comment(cast.mentor, plain, "네", parent=comment)
    assert (waits(), comment.question.state) == ([], "open")
    comment.question.refresh_from_db()
    assert comment.question.state == "answered"
    make_comment(cast.team_mate, plain, "그럼요?", parent=answer)
    assert waits() == [asked]
    edit_comment(comment=comment, body="무엇을 하나요?")
    assert waits() == [("question", "bora", "무엇을 하나요?")]
    delete_comment(comment=comment)  # a stub stays, and asks nothing
    assert waits() == [("reply", "bora", "그럼요?")]


def test_staff_ask_nobody_by_a_comment(cast, plain):
    make_comment(cast.mentor, plain, "왜 그랬나요?", asks=True)
    assert (waits(), Question.objects.filter(comment__isnull=False).count()) == ([], 0)


def test_thread_of_a_comment_that_asks_is_no_other_questions_place(cast, post):
    comment = make_comment(cast.team_mate, post, "어떻게요?", section=where(post), asks=True)
    make_comment(cast.mentor, post, "이렇게요", parent=comment)
    assert waits() == [QUESTION]


def test_reply_to_a_mentor_waits_once_a_thread(cast, plain):
    word = make_comment(cast.mentor, plain, "여기는 왜요?")
    assert waits() == []
    first = make_comment(cast.author, plain, "이래서요", parent=word)
    make_comment(cast.team_mate, plain, "저도요", parent=word)
    make_comment(cast.author, plain, "그렇죠", parent=word)
    assert waits() == [("reply", "minji", "이래서요")]
    row = Waiting.objects.get()
    assert (row.thread, row.comment, row.asked_at) == (word, first, first.created_at)
    make_comment(cast.organiser, plain, "네", parent=word)
    assert waits() == []


def test_thread_among_campers_waits_for_nobody(cast, plain):
    word = make_comment(cast.team_mate, plain, "좋아요")
    make_comment(cast.author, plain, "고마워요", parent=word)
    assert waits() == []


def test_no_thread_waits_both_as_a_question_and_as_a_reply(cast, post):
    answer = make_comment(cast.mentor, post, "이래서요", section=where(post))
    make_comment(cast.author, post, "그럼 이건요?", parent=answer)
    make_comment(cast.team_mate, post, "저는 안 돼요", parent=answer)
    assert waits() == [QUESTION]
    make_comment(cast.mentor, post, "이것도요", section=where(post))  # not in the thread
    assert waits() == [("reply", "bora", "저는 안 돼요")]  # to whom nobody said anything


def test_feedback_waits_until_the_staff_say_anything(cast, plain):
    ask_for_feedback(post=plain)
    assert waits() == [FEEDBACK]
    make_comment(cast.team_mate, plain, "좋아요")
    assert waits() == [FEEDBACK]
    word = make_comment(cast.mentor, plain, "좋아요")
    assert waits() == []
    make_comment(cast.author, plain, "고마워요", parent=word)
    assert waits() == [("reply", "minji", "고마워요")]
    make_comment(cast.author, plain, "고쳤어요, 다시 봐 주세요")
    assert waits() == [("reply", "minji", "고마워요"), FEEDBACK]


def test_feedback_asked_again_waits_again_and_may_be_taken_back(cast, plain):
    make_comment(cast.mentor, plain, "Early")
    asked_at = ask_for_feedback(post=plain).feedback_at
    assert ask_for_feedback(post=plain).feedback_at == asked_at
    make_comment(cast.mentor, plain, "좋아요")
    assert ask_for_feedback(post=plain).feedback_at > asked_at
    assert waits() == [FEEDBACK]
    take_back_feedback(post=plain)
    assert waits() == []


def test_what_needs_no_answer_waits_no_more_until_the_next_word(cast, post):
    answer = make_comment(cast.mentor, post, "이래서요", section=where(post))
    make_comment(cast.author, post, "고마워요", parent=answer)
    dismissal = dismiss_waiting(waiting=Waiting.objects.get(), by=cast.mentor)
    assert (waits(), state(post)) == ([], "answered")
    take_back_dismissal(dismissal=dismissal)
    assert (waits(), state(post)) == ([QUESTION], "answered")
    dismiss_waiting(waiting=Waiting.objects.get(), by=cast.mentor)
    make_comment(cast.author, post, "그런데요", parent=answer)
    assert waits() == [QUESTION]


def test_never_answered_question_that_needs_none_stays_open(cast, post):
    dismiss_waiting(waiting=Waiting.objects.get(), by=cast.mentor)
    assert (waits(), state(post)) == ([], "open")


@pytest.mark.parametrize("kind", ["feedback", "reply"])
def test_feedback_and_replies_may_need_no_answer_too(cast, plain, kind):
    if kind == "feedback":
        ask_for_feedback(post=plain)
    else:
        make_comment(cast.author, plain, "고마워요", parent=make_comment(cast.mentor, plain, "좋아요"))
    before = waits()
    dismissal = dismiss_waiting(waiting=Waiting.objects.get(), by=cast.mentor)
    assert waits() == []
    take_back_dismissal(dismissal=dismissal)
    assert waits() == before


def test_joined_question_waits_in_the_one_that_stands_for_it_as_long_as_that_stands(cast, post):
    other = make_post(cast.camper, cast.cohort, title="Other", body=ASKS)
    other_asks = ("question", "sol", "왜 그런가요?")
    assert waits() == [QUESTION, other_asks]
    join_question(question=other.questions.get(), into=post.questions.get(), by=cast.mentor)
    assert waits() == [QUESTION]
    delete_post(post=post)
    assert waits() == [other_asks]
    restore_post(post=post)
    assert waits() == [QUESTION]
    separate_question(question=other.questions.get())
    assert waits() == [QUESTION, other_asks]


def test_question_that_others_are_joined_to_outlives_an_edit(cast, post):
    other = make_post(cast.camper, cast.cohort, title="Other", body=ASKS)
    join_question(question=other.questions.get(), into=post.questions.get(), by=cast.mentor)
    save_post(post=post, editor=cast.author, text=PostText("Asks", "Nothing.", None, "cohort"), version=1, publish=True)
    assert waits() == [QUESTION]
    assert where(post) == ""


def test_marked_heading_asks_and_survives_edits(cast, plain):
    body = "## 학습\n\n### 왜 느린가\n\nText.\n"
    text = PostText("Plain", body, None, "cohort")
    post = save_post(post=plain, editor=cast.author, text=text, version=1, publish=True)
    question = ask_at_heading(post=post, anchor=post.toc[1]["anchor"])
    assert ask_at_heading(post=post, anchor=post.toc[1]["anchor"]) == question
    assert waits() == [("question", "minji", "왜 느린가")]
    assert post.body == body
    for version, (edit, anchor) in enumerate(
        [("# 앞\n\n" + body, question.anchor), (body + "\n## 뒤", question.anchor), ("Gone.", "")], start=2
    ):
        text = PostText("Plain", edit, None, "cohort")
        post = save_post(post=post, editor=cast.author, text=text, version=version, publish=True)
        assert (waits(), where(post)) == ([("question", "minji", "왜 느린가")], anchor)
    take_back_question(question=post.questions.get())
    assert waits() == []


def test_marked_note_of_an_event_becomes_a_note_again(cast):
    post = make_post(cast.author, cast.cohort, body="## 0805 Master Class\n\n### FAQ\n\n#### 왜 그런가요?\n\n- 답\n")
    question = post.questions.get()
    asked = ask_at_heading(post=post, anchor=question.anchor)
    assert (asked.pk, asked.state, waits()) == (question.pk, "open", [QUESTION])
    take_back_question(question=asked)
    assert (state(post), waits()) == ("note", [])


def test_second_heading_of_the_same_words_asks_for_itself(cast):
    post = make_post(cast.author, cast.cohort, body="## 정리\n\nOne.\n\n## 정리\n\nTwo.\n")
    anchors = [ask_at_heading(post=post, anchor=entry["anchor"]).anchor for entry in post.toc]
    assert len(set(anchors)) == 2
    save_post(
        post=post,
        editor=cast.author,
        text=PostText("A title", post.body + "x", None, "cohort"),
        version=1,
        publish=True,
    )
    assert sorted(post.questions.values_list("anchor", flat=True)) == sorted(anchors)


def test_who_sees_what_waits(cast):
    posts = {
        name: make_post(cast.author, cast.cohort, title=name, body=ASKS, visibility=name)
        for name in ("mentors", "team", "cohort", "public")
    }
    seen = {
        role: {row.post.title for row in Waiting.objects.visible_to(cast.fresh(role)).select_related("post")}
        for role in cast.people
    }
    everything, open_ones = set(posts), {"cohort", "public"}
    assert {role: titles for role, titles in seen.items() if titles} == {
        "mentor": everything, "organiser": everything, "other_mentor": open_ones,
    }  # fmt: skip
    mine = {
        role: Waiting.objects.of_my_teams(cast.fresh(role)).count() for role in ("mentor", "other_mentor", "organiser")
    }
    assert mine == {"mentor": 4, "other_mentor": 0, "organiser": 4}


@pytest.mark.parametrize("of_team", [False, True])
def test_oldest_items_of_a_cohort_come_in_the_order_of_an_index(cast, post, of_team):
    first = Waiting.objects.get()
    rows = [Waiting(cohort_id=first.cohort_id, team_id=first.team_id, visibility="cohort", post=make_post(cast.author, cast.cohort, title="x"), kind="feedback", asker=cast.author, asked_at=first.asked_at) for _at in range(3)]  # fmt: skip
    Waiting.objects.bulk_create(rows)
    items = Waiting.objects.filter(cohort=cast.cohort).oldest_first()
    items = items.filter(team=first.team) if of_team else items
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = items[:20].explain()
    assert ("waiting_oldest_of_team" if of_team else "waiting_oldest") in plan
    assert "Sort" not in plan
