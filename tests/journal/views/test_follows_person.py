"""Following a person."""

from journal.models.follows import Follow
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH, PERSON = "/@minji/follow/", "/@minji/"


def test_the_person_s_page_has_the_button_and_says_when_one_follows(cast):
    client = browser(cast.camper)
    assert "Follow" in words(client.get(PERSON))
    assert client.post(PATH).url == PERSON
    assert client.post(PATH).url == PERSON
    assert "Following" in words(client.get(PERSON))
    assert Follow.objects.get().person == cast.author
    client.post(PATH, {"on": "0"})
    assert not Follow.objects.exists()


def test_nobody_follows_themselves(cast):
    assert "Follow" not in words(browser(cast.author).get(PERSON))
    assert browser(cast.author).post(PATH).status_code == 403


def test_nobody_learns_who_follows_them(cast):
    browser(cast.camper).post(PATH)
    before = browser(cast.author).get(PERSON).content.decode()
    assert "Follow" not in before.replace("What I follow", "")


def test_visitor_sees_no_button_and_is_asked_to_sign_in(cast):
    assert "Follow" not in words(browser().get(PERSON))
    assert asks_to_sign_in(browser().post(PATH), PATH)


def test_somebody_unseen_cannot_be_followed(cast):
    assert browser(cast.stranger).post("/@bora/follow/").status_code == 404
    assert browser(cast.stranger).post("/@nobody/follow/").status_code == 404


def test_answers_posting_only(cast):
    assert statuses(browser(cast.camper), PATH, "get", "put", "delete") == {405}
