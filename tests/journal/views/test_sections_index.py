"""One kind of section read across people: of a day, of a team, of a person."""

import pytest
from django.urls import reverse

from journal.actions.posts import PostText, delete_post, save_post
from journal.models.sections import Section
from tests.factories import make_member, make_post
from tests.journal.views.browsing import asks_to_sign_in, browser, links, query_count, statuses, words

PATH = reverse("sections.index", args=["ai-tech", "retrospective"])
BODY = "## 학습 내용\n\n배움 {said}\n\n## 피어세션 & 멘토링\n\n모임 {said}\n\n## 과제\n\n## 회고\n\n돌아봄 {said}\n"


def log(author, cohort, said, day=6, **more):
    return make_post(author, cohort, title=f"Of {said}", body=BODY.format(said=said), day=day, **more)


def told(answer):
    return [each.post.title for each in answer.context["noted"]]


def test_all_retrospectives_of_a_day_stand_on_one_page(cast):
    log(cast.author, cast.cohort, "minji")
    log(cast.camper, cast.cohort, "sol")
    log(cast.camper, cast.cohort, "later", day=7)
    answer = browser(cast.camper).get(f"{PATH}?day=6")
    page = words(answer)
    assert "돌아봄 minji" in page and "돌아봄 sol" in page
    assert "later" not in page and "배움" not in page and "모임" not in page
    assert "Retrospective" in page and "Day 6" in page


def test_without_narrowing_the_newest_day_stands_first(cast):
    log(cast.author, cast.cohort, "minji")
    log(cast.camper, cast.cohort, "sol")
    log(cast.camper, cast.cohort, "later", day=7)
    assert told(browser(cast.camper).get(PATH)) == ["Of later", "Of sol", "Of minji"]


def test_a_section_of_two_kinds_is_among_both_and_an_empty_one_among_none(cast):
    log(cast.author, cast.cohort, "minji")
    for kind, count in (("peer_session", 1), ("mentoring", 1), ("assignment", 0)):
        answer = browser(cast.camper).get(reverse("sections.index", args=["ai-tech", kind]))
        assert len(told(answer)) == count, kind
    assert "모임 minji" in words(browser(cast.camper).get(reverse("sections.index", args=["ai-tech", "mentoring"])))


def test_narrowing_is_said_kept_and_taken_back(cast):
    team = cast.cohort.teams.get(name="1조")
    log(cast.author, cast.cohort, "minji")
    log(cast.team_mate, cast.cohort, "bora")
    log(cast.camper, cast.cohort, "sol")
    answer = browser(cast.camper).get(f"{PATH}?day=6&team={team.pk}&person=minji")
    assert told(answer) == ["Of minji"]
    found = links(answer)
    assert f"?day=6&team={team.pk}" in found and f"?team={team.pk}&person=minji" in found
    assert f"{reverse('sections.index', args=['ai-tech', 'learning'])}?day=6&team={team.pk}&person=minji" in found
    assert told(browser(cast.camper).get(f"{PATH}?team={team.pk}")) == ["Of bora", "Of minji"]


def test_section_under_a_line_in_bold_is_cut_out_alone(cast):
    make_post(cast.author, cast.cohort, body="## 기록\n\n**학습 내용**\n\n배움\n\n**회고**\n\n돌아봄\n", day=6)
    page = words(browser(cast.camper).get(PATH))
    assert "돌아봄" in page and "배움" not in page


@pytest.mark.parametrize("visibility", ["mentors", "team"])
def test_nothing_is_there_of_posts_that_the_reader_may_not_see(cast, visibility):
    log(cast.author, cast.cohort, "secret", visibility=visibility)
    log(cast.author, cast.cohort, "secret", day=7, publish=False)
    delete_post(post=log(cast.author, cast.cohort, "secret", day=8))
    page = browser(cast.camper).get(PATH).content.decode()
    assert "secret" not in page
    assert "돌아봄 secret" in words(browser(cast.organiser).get(PATH))


def test_rows_follow_the_text(cast):
    post = log(cast.author, cast.cohort, "minji")
    before = Section.objects.get(post=post, kind="retrospective").pk
    text = PostText("Of minji", "## 오늘\n\n말\n\n## 회고\n\n바뀌었다\n", cast.cohort.calendar.date_of(9), "cohort")
    save_post(post=post, editor=cast.author, text=text, version=post.version, publish=True)
    kept = {section.kind: section for section in Section.objects.filter(post=post)}
    assert set(kept) == {"other", "retrospective"} and kept["retrospective"].pk == before
    assert {section.shown_on for section in kept.values()} == {cast.cohort.calendar.date_of(9)}


def test_none_is_shown_twice_or_skipped_while_others_arrive(cast):
    wanted = {log(make_member(cast.cohort), cast.cohort, f"number {at}").pk for at in range(43)}
    client, path, seen = browser(cast.camper), f"{PATH}?day=6", []
    while path:
        answer = client.get(path)
        seen += [each.post.pk for each in answer.context["noted"]]
        older = [link for link in links(answer) if "before=" in link]
        path = PATH + older[0] if older else None
        log(make_member(cast.cohort), cast.cohort, "arrived")
    assert len(seen) == len(set(seen)) and set(seen) >= wanted


@pytest.mark.parametrize(
    "asks", ["day=0", "day=9999", "day=x", "team=987654", "team=x", "person=nobody", "person=%00", "before=x"]
)
def test_address_that_no_page_has_is_not_there(cast, asks):
    assert browser(cast.camper).get(f"{PATH}?{asks}").status_code == 404


def test_unknown_kind_is_not_there(cast):
    assert browser(cast.camper).get(reverse("sections.index", args=["ai-tech", "none"])).status_code == 404


def test_nothing_written_says_so(cast):
    assert "Nothing of this kind stands here yet." in words(browser(cast.camper).get(f"{PATH}?day=50"))


def test_day_leads_there(cast):
    assert f"{PATH}?day=4" in links(browser(cast.camper).get(reverse("cohorts.day", args=["ai-tech", 4])))


def test_visitor_is_asked_to_sign_in_and_comes_back(cast):
    assert asks_to_sign_in(browser().get(PATH), PATH)


@pytest.mark.parametrize("role", ["stranger", "withdrawn"])
def test_who_is_no_member_finds_nothing(cast, role):
    assert browser(cast.people[role]).get(PATH).status_code == 404


def test_answers_reading_methods_only(cast):
    assert statuses(browser(cast.camper), PATH, "post", "put", "delete") == {405}


def test_costs_the_same_for_one_item_and_for_thirty(cast):
    client = browser(cast.camper)
    path = f"{PATH}?day=6&team={cast.cohort.teams.first().pk}&person=minji"
    log(cast.author, cast.cohort, "minji")
    one, narrowed = query_count(client, PATH), query_count(client, path)
    for _turn in range(25):
        log(make_member(cast.cohort), cast.cohort, "crowd")
    assert query_count(client, PATH) == one <= 10
    assert query_count(client, path) == narrowed <= 12
