"""A cohort's end: said before it happens, read-only afterwards, and nobody is locked out."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from journal.models.cohorts import Cohort
from journal.models.moderation import Act
from journal.models.posts import Post
from tests.factories import make_cohort
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.world import set_state

PATH = reverse("endings.show", args=["ai-tech"])


def step(person, name: str, **sent):
    """Take a step, having read what it does."""
    return browser(person).post(PATH, {"step": name, "sure": "1", **sent})


def state(cast) -> str:
    """Return the cohort's state now."""
    return Cohort.objects.get(pk=cast.cohort.pk).state


def test_it_is_said_what_happens_and_nothing_happens_before_that_is_read(cast):
    client = browser(cast.organiser)
    page = words(client.get(PATH))
    assert "Its 8 members keep reading everything as before." in page and "You may end it now." in page
    assert "Archive" not in page and "Open it again" not in page
    refused = client.post(PATH, {"step": "end"})
    assert "Please say that you have read it." in words(refused) and state(cast) == "open"
    assert client.post(PATH, {"step": "nonsense", "sure": "1"}).status_code == 200 and state(cast) == "open"


def test_ended_archived_and_opened_again_each_by_who_may_with_a_line_in_the_log(cast):
    assert step(cast.organiser, "archive").status_code == 403  # it has not ended
    for name, after in (("end", "ended"), ("archive", "archived")):
        assert step(cast.organiser, name).status_code == 302
        assert state(cast) == after
        assert step(cast.organiser, name).status_code == 403  # a second press
    assert step(cast.organiser, "reopen").status_code == 403
    assert "ask the site's staff" in words(browser(cast.organiser).get(PATH))
    assert step(cast.staff, "reopen").status_code == 302
    assert state(cast) == "open"
    set_state(cast.cohort, "ended")
    assert step(cast.staff, "archive").status_code == 403  # PRODUCT.md: its organisers do
    assert list(Act.objects.order_by("pk").values_list("actor", "verb")) == [
        (cast.organiser.pk, "ended"), (cast.organiser.pk, "archived"), (cast.staff.pk, "reopened")
    ]  # fmt: skip
    log = words(browser(cast.organiser).get(reverse("acts.index", args=["ai-tech"])))
    assert "ended the cohort" in log and "opened the cohort again" in log and "a post that is gone" not in log


def test_where_nobody_organises_any_more_the_staff_archive_it_too(cast):
    set_state(cast.cohort, "ended")
    client = browser(cast.staff)
    assert "Archive it" not in words(client.get(PATH))
    cast.organiser.memberships.update(state="graduated")
    page = words(client.get(PATH))
    assert "Archive it" in page and "Nobody organises it any more" in page and "Open it again" in page
    assert step(cast.author, "archive").status_code == 403
    assert step(cast.staff, "archive").status_code == 302 and state(cast) == "archived"
    assert step(cast.staff, "reopen").status_code == 302 and state(cast) == "open"
    assert step(cast.staff, "archive").status_code == 403  # it has to end first
    assert list(Act.objects.order_by("pk").values_list("verb", flat=True)) == ["archived", "reopened"]


def test_an_organiser_whose_account_is_closed_runs_nothing(cast):
    set_state(cast.cohort, "ended")
    cast.organiser.is_active = False
    cast.organiser.save()
    assert step(cast.staff, "archive").status_code == 302 and state(cast) == "archived"


def test_a_cohort_in_preparation_cannot_end(cast):
    set_state(cast.cohort, "draft")
    assert step(cast.organiser, "end").status_code == 403
    assert "cannot end" in words(browser(cast.organiser).get(PATH))


def test_who_types_at_that_moment_keeps_the_text(cast):
    """Sent by hand it is shown again, to be copied or downloaded; the editor's script is told in words."""
    client, draft = browser(cast.author), cast.posts["draft"]
    step(cast.organiser, "end")
    text = "쓰던 글 <b>\n" * 3
    for path in (reverse("posts.edit", args=[draft.pk]), f"{reverse('posts.new')}?cohort=ai-tech"):
        answer = client.post(path, {"title": "오늘", "body": text, "publish": "1"})
        said = words(answer)
        assert answer.status_code == 403 and "What you had written" in said and text.split()[0] in said
        assert "This cohort has ended." in said and "&lt;b&gt;" in answer.content.decode()
        [address] = [link for link in links(answer) if link.startswith("data:text/markdown")]
        assert address.startswith("data:text/markdown;charset=utf-8,%23%20%EC%98%A4%EB%8A%98%0A%0A%EC%93%B0")
    sent = {"post": draft.pk, "writer": cast.author.pk, "client": "0" * 31 + "1", "turn": 1, "version": 1, "body": text}
    saved = client.post(reverse("drafts.save"), sent)
    assert saved.status_code == 403 and "Your text is kept on this device." in saved.json()["said"]
    comment = client.post(reverse("comments.add", args=[cast.posts["cohort"].pk]), {"body": "한마디"})
    assert comment.status_code == 403 and "한마디" in words(comment)
    assert "What you had written" not in words(client.get(reverse("posts.edit", args=[draft.pk])))
    assert Post.objects.get(pk=draft.pk).body == draft.body  # and the draft is there, for its author
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_past_cohorts_are_listed_for_their_members_and_nobody_is_locked_out(cast):
    step(cast.organiser, "end")
    for role in ("author", "mentor", "on_leave", "graduated", "organiser"):
        client = browser(cast.people[role])
        home = client.get("/")
        assert "Past cohorts ai-tech Ended" in words(home)
        assert home.content.decode().count(f'href="{cast.cohort.get_absolute_url()}"') >= 3  # the header, the menu
        assert client.get(cast.cohort.get_absolute_url()).status_code == 200
    assert "Past cohorts" not in browser(cast.withdrawn).get("/").content.decode()
    assert "Past cohorts" not in browser(cast.stranger).get("/").content.decode()
    step(cast.organiser, "archive")
    home = browser(cast.author).get("/")
    assert "Past cohorts ai-tech Archived" in words(home)
    assert home.content.decode().count("Past cohorts") == 1  # it left the menu


def test_a_cohort_whose_last_day_is_over_is_offered_its_end_in_its_own_time_zone(cast, monkeypatch):
    def offered(person) -> bool:
        return PATH in links(browser(person).get("/"))

    last = cast.cohort.last_on
    moment = datetime.combine(last + timedelta(days=1), datetime.min.time(), UTC) - timedelta(hours=9)  # Seoul's 00:00
    monkeypatch.setattr("journal.models.cohorts.timezone.now", lambda: moment - timedelta(seconds=1))
    assert not offered(cast.organiser)
    monkeypatch.setattr("journal.models.cohorts.timezone.now", lambda: moment)
    assert offered(cast.organiser) and not offered(cast.mentor) and not offered(cast.author)
    opening = browser(cast.organiser).get(reverse("opening.show", args=["ai-tech"]))
    assert "The last day of this cohort was" in words(opening)
    step(cast.organiser, "end")
    assert not offered(cast.organiser)


def test_it_is_for_who_runs_the_cohort(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    for person, status in ((cast.stranger, 404), (cast.author, 403), (cast.mentor, 403), (cast.staff, 200)):
        assert browser(person).get(PATH).status_code == status
        if status != 200:
            assert step(person, "end").status_code == status and state(cast) == "open"
    assert statuses(browser(cast.organiser), PATH, "put", "delete", "patch") == {405}


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_and_the_home_page_cost_the_same_for_one_past_cohort_and_for_many(cast, number):
    for at in range(number):
        past = make_cohort(f"past-{at}")
        set_state(past, "ended")
        cast.organiser.memberships.create(cohort=past, role="organiser")
    client = browser(cast.organiser)
    assert query_count(client, PATH) <= 8 and query_count(client, "/") <= 10
