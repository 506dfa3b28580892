"""What one was told: one line for each post and kind, and nothing of what one may not see any more."""

import pytest

from journal.actions.notifications import notify, read_notification
from journal.models.notifications import Kind, Notification
from tests.factories import make_comment, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.leak_ways import HEARS, TABLE, WAYS, tell

PATH = "/notifications/"


def tell_of_check(recipient, actor, post):
    (pk,) = notify(recipients=[recipient], kind=Kind.CHECKED, actor=actor, post=post)
    return Notification.objects.get(pk=pk)


def told_in(answer) -> list[Notification]:
    return answer.context["pager"].items


def test_says_who_did_what_where_in_one_line_a_post(cast):
    for actor in (cast.mentor, cast.organiser):
        tell_of_check(cast.author, actor, cast.posts["cohort"])
    page = browser(cast.author).get(PATH)
    assert "Haeun and 1 other has read your post" in words(page).replace("have", "has")
    assert cast.posts["cohort"].get_absolute_url() in links(page)
    assert len(told_in(page)) == 1


def test_korean_counts_people_and_joins_particles(cast):
    for actor in (cast.mentor, cast.organiser):
        tell_of_check(cast.author, actor, cast.posts["cohort"])
    client = browser(cast.author)
    type(cast.author).objects.update(language="ko")
    assert "Haeun 님 외 1명이 내 글을 확인했어요" in words(client.get(PATH))


def test_leads_to_the_comment_that_was_made_last(cast):
    comment = make_comment(cast.mentor, cast.posts["cohort"])
    notify(recipients=[cast.author], kind=Kind.REPLY, actor=cast.mentor, post=cast.posts["cohort"], comment=comment)
    assert f"{cast.posts['cohort'].get_absolute_url()}#comment-{comment.pk}" in links(browser(cast.author).get(PATH))


def test_newest_first_by_kind_and_unread(cast):
    old = tell_of_check(cast.author, cast.mentor, cast.posts["team"])
    new = tell_of_check(cast.author, cast.mentor, cast.posts["cohort"])
    (asked,) = notify(recipients=[cast.author], kind=Kind.RESOLVED, actor=cast.mentor, post=cast.posts["team"])
    client = browser(cast.author)
    assert [told.pk for told in told_in(client.get(PATH))] == [asked, new.pk, old.pk]
    assert told_in(client.get(f"{PATH}?kind=checked")) == [new, old]
    read_notification(notification=new)
    assert [told.pk for told in told_in(client.get(f"{PATH}?unread=1"))] == [asked, old.pk]
    assert client.get(f"{PATH}?kind=love").status_code == 404


def test_only_whose_answers_campers_is_offered_what_teams_ask(cast):
    assert "Questions and requests of my teams" in words(browser(cast.mentor).get(PATH))
    assert "Questions and requests of my teams" not in words(browser(cast.author).get(PATH))


@pytest.mark.parametrize(("kind", "way"), TABLE)
def test_what_became_unseen_is_not_listed_counted_or_opened(cast, kind, way):
    role, told = HEARS[kind], tell(cast, kind)
    title = cast.posts["team"].title
    assert [each.pk for each in told_in(browser(cast.fresh(role)).get(PATH))] == [told.pk]
    WAYS[way].happens(cast, role)
    client, hidden = browser(cast.fresh(role)), WAYS[way].hides(kind)
    page = client.get(PATH)
    assert (told_in(page) == []) == hidden
    assert (page.context["unread"] == "") == hidden
    assert not (hidden and (title in page.content.decode() or "Haeun" in words(page)))
    count = client.get("/notifications/count/").content.decode()
    assert ("unseen" in count) != hidden
    assert (client.post(f"/notifications/{told.pk}/read/").status_code == 404) == hidden


def test_pages_cost_the_same_however_much_there_is(cast):
    client = browser(cast.author)
    tell_of_check(cast.author, cast.mentor, cast.posts["cohort"])
    few = query_count(client, PATH)
    for _ in range(25):
        tell_of_check(cast.author, cast.mentor, make_post(cast.author, cast.cohort))
    assert query_count(client, PATH) == few <= 5
    page = client.get(PATH)
    assert len(told_in(page)) == 20
    rest = told_in(client.get(f"{PATH}?before={page.context['pager'].before}"))
    assert len(rest) == 6
    assert not set(rest) & set(told_in(page))


def test_where_nothing_is_it_says_so(cast):
    client = browser(cast.author)
    assert "Nothing yet." in words(client.get(PATH))
    assert "Nothing here." in words(client.get(f"{PATH}?unread=1"))


def test_refusals(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert statuses(browser(cast.author), PATH, "post", "put", "delete") == {405}
    assert browser(cast.author).get(f"{PATH}?before=zq").status_code == 404
