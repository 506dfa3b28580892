"""What the filters of a search leave over: OR within a kind of filter, AND between kinds."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.names import display_key, handle_key
from journal.models.cohorts import Cohort, Visibility
from journal.models.posts import Post
from journal.models.prepared import Prepared, Spelled, number
from journal.models.questions import Question
from journal.models.readers import spelled_for
from journal.models.search_ranking import weighed
from journal.models.topics import PostTopic, Topic
from journal.text.search_filters import PARTS
from journal.text.search_literals import any_of, facet_query
from journal.text.search_queries import SearchQuery
from journal.text.topic_names import topic_key

ASKED = (Question.State.OPEN, Question.State.ANSWERED, Question.State.RESOLVED)
HELD = {"code": Q(has_code=True), "math": Q(has_math=True), "image": ~Q(first_image="")}

OF_POSTS = ("day", "topic", "is", "has", "kind")  # filters that ask something of the posts themselves


@dataclass(frozen=True)
class Narrowed:
    """What is left: of these posts (as far as the reader may see), the entries that also match `needs`.

    `has_entries` is False where only names of things are asked for, or nothing can be left.
    """

    posts: QuerySet | Spelled
    needs: list[str] = field(default_factory=list)  # tsquery literals: what the index can leave out at once
    has_entries: bool = True


def narrow(user, cohort: Cohort, query: SearchQuery, *, everywhere: bool) -> Narrowed:
    """Return what the filters of a query leave over of what `user` may read, in `cohort` or everywhere."""
    needs = [] if everywhere else [facet_query("cohort", [cohort.pk])]
    kind, has_entries = _kind_of(query)
    days = _days(cohort, query)
    if days:
        # A comment's entry does not know the day of its post; the post is asked.
        needs.append(any_of((facet_query("day", days), facet_query("kind", ["comment"]))))
    author_ids = _authors(query)
    has_entries &= bool(author_ids or not query.values("from")) and bool(days or not query.values("day"))
    needs += [facet_query("author", author_ids), facet_query("kind", [kind] if kind else ["post", "comment"])]
    posts = _posts(user, cohort, query, days, everywhere)
    return Narrowed(posts, [need for need in needs if need], has_entries)


def _posts(user, cohort: Cohort, query: SearchQuery, days: list[date], everywhere: bool) -> QuerySet | Spelled:
    if not any(query.values(key) for key in OF_POSTS):
        return spelled_for(user, SEEN, everywhere, cohort=cohort.pk)
    posts = _seen(user, None if everywhere else cohort.pk)
    if days:
        posts = posts.filter(study_on__in=days)
    return _of_kinds(user, _of_topics(posts, cohort, query, everywhere), query)


def _seen(user, cohort) -> QuerySet:
    posts = Post.objects.visible_to(user).published()
    return posts if cohort is None else posts.filter(cohort=cohort)


SEEN = Prepared(lambda reader, everywhere: weighed(_seen(reader, None if everywhere else number("cohort"))))


def topics_named(cohort: Cohort | None, names: tuple[str, ...]) -> QuerySet:
    """Return the topics of these names, or other names of theirs, in one cohort or in all."""
    keys = [topic_key(name) for name in names]
    topics = Topic.objects.filter(Q(key__in=keys) | Q(aliases__key__in=keys))
    return topics.filter(cohort=cohort) if cohort else topics


def _days(cohort: Cohort, query: SearchQuery) -> list[date]:
    dates = (cohort.calendar.date_of(int(number)) for number in query.values("day"))
    return [day for day in dates if day]


def _authors(query: SearchQuery) -> tuple[int, ...]:
    names = query.values("from")
    if not names:
        return ()
    called = Q(handle_key__in=[handle_key(name) for name in names])
    called |= Q(display_key__in=[display_key(name) for name in names])
    return tuple(User.objects.filter(called).values_list("pk", flat=True)[:100])


def _of_topics(posts: QuerySet, cohort: Cohort, query: SearchQuery, everywhere: bool) -> QuerySet:
    names = query.values("topic")
    if not names:
        return posts
    tags = list(topics_named(None if everywhere else cohort, names).values_list("pk", flat=True)[:500])
    return posts.filter(Exists(PostTopic.objects.filter(content_object=OuterRef("pk"), tag__in=tags)))


def _of_kinds(user, posts: QuerySet, query: SearchQuery) -> QuerySet:
    """Keep posts of the asked states, with what they hold, and with sections of the asked kinds."""
    if states := query.values("is"):
        posts = posts.filter(_in_state(user, states))
    held = Q()
    for value in query.values("has"):
        held |= HELD[value]
    sections = [value for value in query.values("kind") if value not in PARTS]
    kinds = Q()
    for value in sections:
        kinds |= Q(outline__sections__contains=[{"kinds": [value]}])
    return posts.filter(held, kinds)


def _in_state(user, states: tuple[str, ...]) -> Q:
    asked = {"question": Question.State.values, "open": ASKED[:1], "answered": ASKED[1:2], "resolved": ASKED[2:]}
    wanted = [state for value in states for state in asked.get(value, ())]
    kept = Q(pk__in=[])
    if wanted:
        questions = Question.objects.visible_to(user).filter(post=OuterRef("pk"), state__in=wanted)
        kept |= Q(Exists(questions))
    if "note" in states:
        kept |= Q(study_on=None)
    if "public" in states:
        kept |= Q(visibility=Visibility.PUBLIC)
    return kept


def _kind_of(query: SearchQuery) -> tuple[str, bool]:
    """Return whether posts or comments alone are asked for, and whether any of them are."""
    kinds = query.values("kind")
    parts = [kind for kind in kinds if kind in PARTS]
    of_posts = bool(query.values("is") or query.values("has") or len(parts) < len(kinds))
    named = [kind for kind in parts if kind in ("post", "comment")]
    if parts and not named and len(parts) == len(kinds):
        return "", False
    if of_posts or not (query.match or named or query.values("from")):
        return "post", not named or "post" in named  # without a word: the posts, not what is said under each
    return (named[0] if len(set(named)) == 1 else ""), True
