"""What search keeps of posts and comments: written with what is published, never with what is not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from journal.actions import search as search_actions
from journal.actions.comments import delete_comment, edit_comment
from journal.actions.posts import PostText, delete_post, purge_post, save_post
from journal.actions.search import mark_stale, move_in_time, reindex_posts
from journal.models.search import SearchEntry, unzipped
from journal.text.search_documents import ANALYSER_VERSION
from journal.text.search_queries import read_query
from tests.factories import make_comment, make_post


def found(words: str) -> set[str]:
    """Return the beginnings of the texts of all entries that match, whoever may see them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT text FROM {SearchEntry._meta.db_table} WHERE vector @@ %s::tsquery", [read_query(words).match]
        )
        return {unzipped(text)[:30] for (text,) in cursor.fetchall()}


def edit(post, body: str, *, publish: bool):
    text = PostText(title=post.title, body=body, study_on=post.study_on, visibility=post.visibility)
    return save_post(post=post, editor=post.author, text=text, version=post.working_copy.version, publish=publish)


def test_a_published_post_is_found_by_title_topic_and_text(cast):
    make_post(cast.author, cast.cohort, title="역전파의 날", body="연쇄법칙을 **배웠다**.", topics=["AI Math"], day=9)
    assert found("역전파") == found("연쇄 법칙") == found("AI Math") == {"연쇄법칙을 배웠다."}


def test_a_draft_is_not_kept_until_it_is_published(cast):
    draft = make_post(cast.author, cast.cohort, title="초안", body="연쇄법칙", publish=False)
    assert not SearchEntry.objects.filter(post=draft).exists()
    edit(draft, "연쇄법칙", publish=True)
    assert found("연쇄법칙") == {"연쇄법칙"}


def test_an_edit_that_waits_is_not_kept_and_one_that_is_published_replaces(cast):
    post = make_post(cast.author, cast.cohort, title="글", body="연쇄법칙")
    edited = edit(post, "경사하강법", publish=False)
    assert (found("경사하강법"), found("연쇄법칙")) == (set(), {"연쇄법칙"})
    edit(edited, "경사하강법", publish=True)
    assert (found("경사하강법"), found("연쇄법칙")) == ({"경사하강법"}, set())
    assert SearchEntry.objects.filter(post=post).count() == 1


def test_what_fails_to_be_published_leaves_what_is_found(cast, monkeypatch):
    post = make_post(cast.author, cast.cohort, title="글", body="연쇄법칙")
    monkeypatch.setattr("journal.actions.posts.Revision.objects.create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        edit(post, "경사하강법", publish=True)
    assert found("연쇄법칙") == {"연쇄법칙"}


def test_a_comment_is_found_edited_and_gone(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "연쇄법칙이 뭔가요?")
    assert found("연쇄법칙") == {"연쇄법칙이 뭔가요?"}
    edit_comment(comment=comment, body="경사하강법이 뭔가요?")
    assert (found("연쇄법칙"), found("경사하강법")) == (set(), {"경사하강법이 뭔가요?"})
    delete_comment(comment=comment)
    assert found("경사하강법") == set()


def test_a_stub_holds_no_words(cast):
    comment = make_comment(cast.camper, cast.posts["cohort"], "연쇄법칙이 뭔가요?")
    make_comment(cast.author, cast.posts["cohort"], "답이에요.", parent=comment)
    assert delete_comment(comment=comment).deleted_at
    assert found("연쇄법칙") == set()


def test_a_purged_post_goes_with_all_its_words(cast):
    post = make_post(cast.author, cast.cohort, title="글", body="연쇄법칙")
    make_comment(cast.camper, post, "연쇄법칙!")
    purge_post(post=delete_post(post=post))
    assert found("연쇄법칙") == set()


def test_a_post_moved_in_time_takes_its_entry_along(cast):
    post = make_post(cast.author, cast.cohort)
    post.published_at = timezone.now() - timedelta(days=400)
    move_in_time(post=post)
    assert SearchEntry.objects.get(post=post).written_at == post.published_at


@pytest.mark.parametrize(
    "title", ["'", "\\", "a'b\\c", "%s %(x)s", "=cohort 1", "cohort=1", "<b>", "😀", "ㅋㅋㅋ", "_"]
)
def test_every_title_can_be_kept(cast, title):
    post = make_post(cast.author, cast.cohort, title=title, body=title)
    assert SearchEntry.objects.filter(post=post).exists()


def test_the_longest_text_can_be_kept(cast):
    words = " ".join(f"낱말{chr(0xAC00 + at % 11_172)}{at}" for at in range(11_000))
    post = make_post(cast.author, cast.cohort, title="긴 글", body=words[:100_000])
    assert SearchEntry.objects.filter(post=post).exists()


def test_reindexing_reads_what_is_missing_or_older_and_nothing_else(cast):
    one, two, three = (make_post(cast.author, cast.cohort, title=f"글 {at}") for at in range(3))
    SearchEntry.objects.filter(post=one).delete()
    assert mark_stale(posts=[two.pk]) == 1
    SearchEntry.objects.filter(post=three).update(text="untouched")
    assert list(reindex_posts()) == [(1, 2), (2, 2)]
    assert set(SearchEntry.objects.filter(post__in=[one, two, three]).values_list("version", flat=True)) == {
        ANALYSER_VERSION
    }
    assert SearchEntry.objects.get(post=three).text == "untouched"


def test_reindexing_goes_on_where_it_was_stopped(cast, monkeypatch):
    monkeypatch.setattr(search_actions, "BATCH", 2)
    SearchEntry.objects.all().delete()
    first = reindex_posts()
    assert [next(first), next(first)] == [(1, 4), (2, 4)]
    first.close()
    assert list(reindex_posts()) == [(1, 2), (2, 2)]
    assert SearchEntry.objects.count() == 4


def test_the_command_says_how_far_it_is_and_indexes_no_draft(cast, capsys):
    make_comment(cast.camper, cast.posts["cohort"])
    SearchEntry.objects.all().delete()
    call_command("reindex_search")
    assert capsys.readouterr().out.split("\n")[:2] == ["4 of 4 posts indexed", "1 of 1 comments indexed"]
    assert not SearchEntry.objects.filter(post=cast.posts["draft"]).exists()
    call_command("reindex_search", "--all")
    assert "4 of 4 posts" in capsys.readouterr().out
