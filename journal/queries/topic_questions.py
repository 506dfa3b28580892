"""What campers ask in a topic's posts, as bare rows: a page shows up to a hundred and fifty of them."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Coalesce

from journal.models.cohorts import Cohort
from journal.models.listed import post_address
from journal.models.prepared import Prepared
from journal.models.questions import Question
from journal.models.readers import rows_for
from journal.models.topics import AnyTopic, Topic
from journal.text.tex_words import without_tex

ABOUT = 50  # of a state
STATES = (Question.State.OPEN, Question.State.ANSWERED, Question.State.RESOLVED)


class TopicQuestion(NamedTuple):
    """A question as a topic's page shows it. Policies ask it what they ask a Question and its post."""

    pk: int
    state: str
    post_id: int
    position: int
    title: str
    anchor: str
    same_as_id: int | None
    comment_id: int | None
    asker_id: int
    asker: str  # by the name that they chose
    post_title: str
    published_at: datetime
    team_id: int | None
    cohort_id: int
    cohort: Cohort  # not the database's
    may_resolve: bool = False

    is_asked = True

    @property
    def post(self) -> "TopicQuestion":
        """Where it stands, as far as policies ask."""
        return self

    @property
    def words(self) -> str:
        """The title, its formulas as signs that can be read."""
        return without_tex(self.title)

    @property
    def address(self) -> str:
        """Where it stands in its post."""
        address = post_address(self.post_id, self.post_title)
        return f"{address}#{self.anchor}" if self.anchor else address

    def get_state_display(self) -> str:
        """Return its state in words."""
        return str(Question.State(self.state).label)


def questions_about(user, topic: Topic) -> dict[str, list[TopicQuestion]]:
    """Return what campers ask in a topic's posts by its state (open, answered, resolved), the newest fifty of each."""
    found: dict[str, list[TopicQuestion]] = {state: [] for state in STATES}
    for row in rows_for(user, ASKED, topic=topic.pk, cohort=topic.cohort_id):
        question = TopicQuestion(*row, topic.cohort)
        found[question.state].append(question)
    return {state: sorted(rows, key=lambda row: (-row.post_id, row.position)) for state, rows in found.items()}


def _asked(reader):
    topic = AnyTopic()
    asked = Question.objects.visible_to(reader).filter(cohort=topic.cohort_id, post__published_at__isnull=False)
    asked = asked.filter(post__topic_links__tag=topic).order_by("-post_id", "position")
    columns = ["pk", "state", "post_id", "position", "title", "anchor", "same_as_id", "comment_id"]
    columns += ["asker_key", "asker_name", "post__title", "post__published_at", "post__team_id", "cohort_id"]
    asked = asked.annotate(
        asker_key=Coalesce(F("comment__author_id"), F("post__author_id")),
        asker_name=Coalesce(F("comment__author__display_name"), F("post__author__display_name")),
    )
    first, *rest = (asked.filter(state=state).values_list(*columns)[:ABOUT] for state in STATES)
    return first.union(*rest, all=True)


ASKED = Prepared(_asked)
