"""The sample cohorts' files: what the demo shows must be whole, varied and allowed by its own rules."""

import io
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations

import pytest
from PIL import Image

from journal.transfer.demo_files import (
    DemoPost,
    fill_dates,
    fill_pictures,
    headings,
    picture_ids,
    read_demo,
)
from journal.transfer.demo_pictures import PICTURES, draw

DEMO = read_demo()
POSTS = {post.key: post for post in DEMO.posts}
COHORTS = {cohort.slug: cohort for cohort in DEMO.cohorts}
LEAVES = {(cohort.slug, state.handle): state.day for cohort in DEMO.cohorts for state in cohort.states}


def readers(post: DemoPost) -> set[str]:
    """Who of the cohort may see the post, by PRODUCT.md's table (a public post: everyone of its cohort)."""
    cohort = COHORTS[post.cohort]
    team = next(team for team in cohort.teams if post.author in team.campers)
    everyone = {*cohort.campers, *cohort.mentors, *cohort.organisers}
    return {
        "draft": {post.author},
        "mentors": {post.author, *team.mentors, *cohort.organisers},
        "team": {*team.campers, *team.mentors, *cohort.organisers},
        "cohort": everyone,
        "public": everyone,
    }[post.visibility]


def test_the_promised_sign_ins_exist():
    people = {person.email: person for person in DEMO.people}
    ai, web = COHORTS["ai-tech"], COHORTS["web-dev"]
    assert "minji" in ai.campers and "minji@haru.example" in people
    assert "seoyeon" in ai.mentors and "seoyeon@haru.example" in people
    assert "haeun" in ai.organisers and "haeun@haru.example" in people
    assert "jiho" in web.campers and "jiho@haru.example" in people
    assert [person.handle for person in DEMO.people if person.is_staff] == ["admin"]


def test_cohorts_have_their_promised_sizes():
    ai, web = COHORTS["ai-tech"], COHORTS["web-dev"]
    assert (len(ai.teams), len(ai.campers), len(ai.mentors), len(ai.organisers)) == (5, 25, 3, 1)
    assert (len(web.teams), len(web.campers), len(web.mentors), len(web.organisers)) == (1, 4, 1, 1)
    count = Counter(post.cohort for post in DEMO.posts)
    assert count["ai-tech"] >= 66 and count["web-dev"] == 5
    assert len(DEMO.comments) + sum(len(comment.replies) for comment in DEMO.comments) >= 90


def test_every_person_is_in_one_cohort_and_every_handle_is_known():
    members = [h for c in DEMO.cohorts for h in (*c.campers, *c.mentors, *c.organisers)]
    assert sorted([*members, "admin"]) == sorted(person.handle for person in DEMO.people)


def test_lectures_and_events_are_on_days_of_their_cohort():
    for cohort in DEMO.cohorts:
        names = [topic.name for topic in cohort.topics]
        assert len(set(names)) == len(names)
        assert all(1 <= topic.hue <= 8 for topic in cohort.topics)
        assert all(lecture.topic in names and 1 <= lecture.day <= cohort.days for lecture in cohort.lectures)
        assert all(1 <= event.day <= cohort.days for event in cohort.events)
        codes = [(lecture.topic, lecture.code) for lecture in cohort.lectures]
        assert len(set(codes)) == len(codes)


def test_posts_are_by_campers_on_days_that_have_come():
    for post in DEMO.posts:
        cohort = COHORTS[post.cohort]
        assert post.author in cohort.campers, post.key
        assert 1 <= post.written <= cohort.today, post.key
        assert post.day is None or 1 <= post.day <= post.written, post.key
        assert post.written < LEAVES.get((post.cohort, post.author), cohort.today + 1), post.key
        name = post.key.rsplit("/", 1)[1]
        assert name.startswith(f"note-{post.author}" if post.day is None else f"day{post.day:02}-{post.author}")


def test_a_camper_has_one_journal_a_day():
    journals = Counter((post.cohort, post.author, post.day) for post in DEMO.posts if post.day)
    assert [journal for journal, times in journals.items() if times > 1] == []


def test_minji_writes_most_days_and_not_yet_today():
    days = sorted(post.day for post in DEMO.posts if post.author == "minji" and post.day)
    assert days == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]


def test_sizes_are_within_bounds():
    for post in DEMO.posts:
        assert 600 <= len(post.body) <= 5000, (post.key, len(post.body))
        assert 0 < len(post.title) <= 100, post.key
    for comment in DEMO.comments:
        assert all(0 < len(text) <= 2000 for text in (comment.body, *(reply.body for reply in comment.replies)))


def test_every_visibility_is_shown():
    count = Counter(post.visibility for post in DEMO.posts)
    assert count["draft"] == 2 and count["team"] >= 2 and count["mentors"] >= 2 and count["public"] >= 3
    assert count["cohort"] > len(DEMO.posts) * 0.7


@cache
def shingles(key: str) -> frozenset[str]:
    """The runs of five letters of a post's prose: code, formulas and the curriculum's own titles say the same."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", POSTS[key].body, flags=re.S)
    for lecture in COHORTS[POSTS[key].cohort].lectures:
        text = text.replace(lecture.title, "")
    text = re.sub(r"\s+", " ", text)
    return frozenset(text[i : i + 5] for i in range(len(text) - 4))


def test_no_text_is_repeated():
    for one, other in combinations(POSTS, 2):
        a, b = shingles(one), shingles(other)
        assert len(a & b) / min(len(a), len(b)) < 0.3, (one, other)


def test_several_people_note_the_same_talk_with_questions_as_headings():
    notes = [post for post in DEMO.posts if post.cohort == "ai-tech" and post.day == 4 and "Master Class" in post.body]
    assert len({post.author for post in notes}) >= 5
    assert sum(title.endswith("?") for post in notes for title in headings(post.body)) >= 10


def test_likes_come_from_people_who_can_see_the_post():
    for post in DEMO.posts:
        assert len(set(post.likes)) == len(post.likes), post.key
        assert set(post.likes) <= readers(post) - {post.author}, post.key


def test_every_comment_has_its_post_and_section_and_an_author_who_can_see_it():
    for comment in DEMO.comments:
        post = POSTS[comment.post]
        assert comment.section is None or comment.section in headings(post.body), (comment.post, comment.section)
        authors = [comment.author, *(reply.author for reply in comment.replies)]
        assert set(authors) <= readers(post), comment.post
        for author in authors:
            assert post.written < LEAVES.get((post.cohort, author), 10_000), (comment.post, author)


def test_replies_come_after_what_they_answer():
    for comment in DEMO.comments:
        hours = [comment.hours, *(reply.hours for reply in comment.replies)]
        assert hours == sorted(hours) and hours[0] > 0, (comment.post, comment.author)


def test_questions_are_asked_by_campers_and_answered_by_mentors():
    states = Counter()
    for comment in DEMO.comments:
        cohort = COHORTS[POSTS[comment.post].cohort]
        if comment.question:
            states[comment.question] += 1
            assert comment.author in cohort.campers
            by_mentor = any(reply.author in cohort.mentors for reply in comment.replies)
            assert by_mentor == (comment.question != "open"), comment.post
        if comment.answers:
            assert comment.author in cohort.mentors and comment.section
    assert set(states) == {"open", "answered", "resolved"} and states["open"] >= 3


def test_mentions_name_people_of_the_cohort():
    texts = [(post.cohort, post.body) for post in DEMO.posts]
    texts += [
        (POSTS[comment.post].cohort, text)
        for comment in DEMO.comments
        for text in (comment.body, *(reply.body for reply in comment.replies))
    ]
    found = []
    for slug, text in texts:
        prose = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.S)
        known = {*COHORTS[slug].campers, *COHORTS[slug].mentors, *COHORTS[slug].organisers}
        found += [(handle, handle in known) for handle in re.findall(r"(?<![\w@])@([a-z][\w-]+)", prose)]
    assert found and all(known for _, known in found), found


def test_every_picture_is_shown_and_can_be_drawn():
    assert {name for post in DEMO.posts for name in picture_ids(post.body)} == set(PICTURES)
    assert all(re.search(r"!\[[^\]]+\]\(picture:", post.body) for post in DEMO.posts if picture_ids(post.body))


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_a_png_1200_wide_and_always_the_same(name):
    data = draw(name)
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG" and image.width == 1200 and len(data) < 300_000
    assert draw(name) == data


def test_dates_and_addresses_are_filled_in():
    assert fill_dates("## {{mmdd:4}} Master Class", {4: date(2021, 8, 5)}) == "## 0805 Master Class"
    assert fill_pictures("![가](picture:a-b)", {"a-b": "/uploads/1/"}) == "![가](/uploads/1/)"
    with pytest.raises(KeyError):
        fill_dates("{{mmdd:99}}", {4: date(2021, 8, 5)})
    for post in DEMO.posts:
        days = {event.day: date(2021, 8, 5) for event in COHORTS[post.cohort].events}
        body = fill_pictures(fill_dates(post.body, days), dict.fromkeys(PICTURES, "/x/"))
        assert "{{" not in body and "picture:" not in body, post.key


def test_headings_in_code_are_not_headings():
    assert headings("# 하나\n```\n# 주석\n```\n~~~~\n## 코드\n~~~\n~~~~\n### 둘 ###") == ["하나", "둘"]


def test_links_lead_only_to_examples_and_public_documentation():
    hosts = {host for post in DEMO.posts for host in re.findall(r"https?://([^/\s)]+)", post.body)}
    assert hosts <= {"example.com", "docs.python.org", "pytorch.org", "numpy.org", "matplotlib.org", "www.youtube.com"}
