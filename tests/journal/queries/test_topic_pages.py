"""What stands around a topic: for each reader what their own query finds, though it is spelled once for many."""

from journal.actions.topics import curate_topic
from journal.models.readers import rows_for
from journal.queries.topic_pages import AROUND, _around
from tests.cast import ROLES
from tests.factories import make_cohort, make_comment, make_member, make_post


def test_every_reader_reads_what_their_own_query_would(cast):
    topics = [curate_topic(cohort=cast.cohort, name=name, position=at) for at, name in enumerate(("Python", "AI Math"))]
    elsewhere = make_cohort()
    make_member(elsewhere, handle="two_cohorts")
    topics.append(curate_topic(cohort=cast.other, name="Python", position=1))
    body = "[Docs](https://{0}.example)\n\n> [!QUESTION]\n> Why {0}?"
    writers = ((cast.author, "mentors"), (cast.author, "team"), (cast.camper, "team"), (cast.camper, "public"))
    for day, (author, visibility) in enumerate(writers, start=20):
        text = body.format(f"{author.handle}-{visibility}")
        post = make_post(author, cast.cohort, body=text, day=day, visibility=visibility, topics=["Python", f"t{day}"])
        make_comment(cast.mentor, post, f"https://comment-{day}.example")
    make_post(cast.stranger, cast.other, body=body.format("other"), day=3, topics=["Python"])
    answers = set()
    for role in ROLES[1:]:
        for topic in topics:
            user = cast.fresh(role)
            rows = rows_for(user, AROUND, True, topic=topic.pk, cohort=topic.cohort_id)
            alone = list(_around(cast.fresh(role), topic, True))
            assert sorted(map(str, rows)) == sorted(map(str, alone)), (role, topic)
            answers.add(str(sorted(map(str, rows))))
    assert len(answers) > 6  # so that there is something to mix up
