"""The page that closes an account: a choice, the password, a refusal in words, and a way back."""

import pytest

from accounts.models import User
from journal.models.posts import Post
from tests.guards import query_budget
from tests.journal.views.browsing import asks_to_sign_in, browser, statuses, words

PATH, WORD = "/privacy/close/", "haru-backpropagation"


@pytest.fixture
def minji(cast):
    """Minji's browser, and her password."""
    cast.author.set_password(WORD)
    cast.author.save()
    return browser(cast.author)


def test_an_account_is_closed_and_its_posts_stay(cast, minji):
    answer = minji.post(PATH, {"posts": "keep", "password": WORD}, follow=True)
    assert "Your account is closed." in words(answer) and not answer.wsgi_request.user.is_authenticated
    assert not User.objects.filter(handle="minji").exists()
    assert Post.objects.get(pk=cast.posts["cohort"].pk).author.handle.startswith("left")
    assert minji.get(PATH).status_code == 302


def test_an_account_is_closed_and_its_posts_go(cast, minji):
    minji.post(PATH, {"posts": "delete", "password": WORD})
    assert not Post.objects.filter(pk=cast.posts["cohort"].pk).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"posts": "keep"}, "required"),
        ({"posts": "keep", "password": "wrong"}, "password"),
        ({"password": WORD}, "Choose what becomes of your writing."),
        ({"posts": "\x00", "password": "\x00"}, ""),
        ({"posts": "keep", "password": "x" * 100_000}, ""),
    ],
)
def test_nothing_happens_without_choice_and_password(cast, minji, sent, said):
    answer = minji.post(PATH, sent)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert said.casefold() in words(answer).casefold()
    assert User.objects.filter(handle="minji").exists()


def test_the_password_is_guessed_five_times(cast, minji):
    said = [minji.post(PATH, {"posts": "keep", "password": f"wrong {n}"}).status_code for n in range(7)]
    assert said == [200] * 5 + [429] * 2


def test_the_last_organiser_is_told_which_cohort_needs_them(cast):
    cast.organiser.set_password(WORD)
    cast.organiser.save()
    client = browser(cast.organiser)
    page = words(client.post(PATH, {"posts": "keep", "password": WORD}))
    assert "ai-tech has no other organiser. Make somebody one first." in page
    assert client.get(PATH).status_code == 200


def test_visitors_sign_in_and_other_methods_are_refused(cast, minji):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert set(statuses(minji, PATH, "put", "delete", "patch")) == {405}
    with query_budget(12):
        minji.get(PATH)
