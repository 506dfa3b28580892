"""One's own templates, and those of one's cohorts."""

from django.urls import reverse

from journal.actions.templates import keep_template
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("templates.index")


def test_list_holds_ones_own_and_the_cohort_s_and_nobody_else_s(cast):
    cast.cohort.section_template = "## 학습 내용\n<b>"
    cast.cohort.save()
    mine = keep_template(owner=cast.author, name="회고만", body="## 회고", is_default=True)
    keep_template(owner=cast.team_mate, name="Theirs", body="x", is_default=False)
    answer = browser(cast.author).get(PATH)
    page = words(answer)
    assert "회고만 My new journals start with it" in page and "## 학습 내용 <b>" in page
    assert "Theirs" not in page
    assert {reverse("templates.edit", args=[mine.pk]), f"{reverse('posts.new')}?template={mine.pk}"} <= set(
        links(answer)
    )
    assert reverse("cohorts.template", args=["ai-tech"]) not in links(answer)


def test_organisers_find_the_way_to_the_cohort_s(cast):
    assert reverse("cohorts.template", args=["ai-tech"]) in links(browser(cast.organiser).get(PATH))


def test_full_list_says_so_and_offers_no_more(cast):
    client = browser(cast.author)
    assert reverse("templates.new") in links(client.get(PATH))
    for number in range(10):
        keep_template(owner=cast.author, name=f"No {number}", body="x", is_default=False)
    answer = client.get(PATH)
    assert reverse("templates.new") not in links(answer)
    assert "You keep ten templates already." in words(answer)


def test_visitor_signs_in_and_only_reading_is_answered(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)
    assert statuses(browser(cast.author), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_all(cast):
    client = browser(cast.author)
    keep_template(owner=cast.author, name="0", body="x", is_default=False)
    one = query_count(client, PATH)
    for number in range(1, 10):
        keep_template(owner=cast.author, name=str(number), body="x", is_default=False)
    assert query_count(client, PATH) == one
