"""One's own writing as a zip, at any time."""

import io
import zipfile

from django.urls import reverse

from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words
from tests.journal.views.crowd import many_posts

PATH = reverse("transfers.export")


def names(answer) -> list[str]:
    """Return the names of the posts in a downloaded zip."""
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return [name for name in archive.namelist() if name.startswith("posts/")]


def test_says_what_the_zip_holds_and_gives_it(cast):
    client = browser(cast.author)
    assert "Download my writing" in words(client.get(PATH))
    answer = client.post(PATH)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/zip",
        'attachment; filename="haru-minji.zip"',
    )
    assert len(names(answer)) == len(cast.posts)


def test_is_never_anybody_else_s(cast):
    for role in ("team_mate", "mentor", "organiser", "staff", "stranger"):
        assert names(browser(cast.people[role]).post(PATH)) == [], role


def test_who_left_still_takes_their_own_along(cast):
    for state in ("withdrawn", "graduated", "on_leave"):
        cast.author.memberships.update(state=state)
        assert len(names(browser(cast.author).post(PATH))) == len(cast.posts)


def test_is_found_from_where_one_would_look(cast):
    client = browser(cast.author)
    assert PATH in links(client.get(reverse("posts.trash")))
    assert PATH in links(client.get(reverse("accounts.profile")))
    assert PATH in client.get("/").content.decode()


def test_visitor_is_asked_to_sign_in_and_comes_back(db):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_answers_its_methods_only(cast):
    assert statuses(browser(cast.author), PATH, "put", "delete", "patch") == {405}


def test_page_costs_the_same_for_one_post_and_for_thirty(cast):
    client = browser(cast.camper)
    many_posts(cast.cohort, 1, author=cast.camper)
    one = query_count(client, PATH)
    many_posts(cast.other, 30, author=cast.camper)
    assert query_count(client, PATH) == one
