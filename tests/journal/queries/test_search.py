"""Search as the database does it: over the words' index and no table, and what a cursor pins."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import search_ranking
from journal.models.search import SearchEntry
from journal.models.search_ranking import plan_for_search
from journal.queries.search import Asked, search
from journal.queries.search_names import suggestions
from tests.cast import Cast, cast_again
from tests.factories import make_comment, make_post
from tests.replay import Replay

WALKED = re.compile(r"(?:Seq Scan on|Index Scan using (\w+) on) (journal_(?:post|comment|searchentry))\b")


def planned(statement: str, is_search: bool = True) -> str:
    """Return how the database would answer a statement."""
    with transaction.atomic(), connection.cursor() as cursor:
        if is_search:
            plan_for_search()
        cursor.execute("EXPLAIN " + statement)
        return "\n".join(line for (line,) in cursor.fetchall())


def statement_of(user, cohort, asked: Asked) -> str:
    with CaptureQueriesContext(connection) as seen:
        search(user, cohort, asked)
    return next(query["sql"] for query in seen.captured_queries if "weighed" in query["sql"])


def secondary_indexes(*tables: str) -> set[str]:
    """Return the names of the indexes of these tables, but for those of their keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s)", [[f"journal_{table}" for table in tables]]
        )
        return {name for (name,) in cursor.fetchall() if not name.endswith("_pkey")}


def make_library() -> Cast:
    """Make sixty posts with a comment each."""
    cast = cast_again()
    for at in range(60):
        post = make_post(cast.author, cast.cohort, title=f"글 {at}", body=f"연쇄 낱말{at}")
        make_comment(cast.camper, post, "연쇄")
    return cast


library_again = Replay(make_library)


@pytest.fixture
def library(db) -> Cast:
    """The cast with sixty posts and a comment each, of which the planner knows."""
    cache.clear()
    cast = library_again()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return cast


@pytest.mark.parametrize(
    "text",
    ["연쇄", "낱말7", "연쇄 from:@minji", "연쇄 kind:comment", "연쇄 has:code", "연쇄 day:9 is:question", "from:@sol"],
)
@pytest.mark.parametrize("by_time", [False, True])
def test_matches_come_out_of_the_words_index_and_no_table_is_walked(library, text, by_time):
    plan = planned(statement_of(library.camper, library.cohort, Asked(text, by_time=by_time)))
    assert "Seq Scan" not in plan
    walks = set(re.findall(r"Bitmap Index Scan on (\w+)", plan)) & secondary_indexes("post", "comment", "searchentry")
    assert walks == {"search_words"}, plan
    assert {index for index, table in WALKED.findall(plan) if table == "journal_searchentry"} <= {
        "journal_searchentry_pkey"
    }, plan


def test_later_pages_are_walked_in_the_same_way(library):
    first = search(library.camper, library.cohort, Asked("연쇄"))
    plan = planned(statement_of(library.camper, library.cohort, Asked("연쇄", after=first.after)))
    assert "Seq Scan" not in plan and "search_words" in plan


def test_titles_are_suggested_out_of_an_index(library):
    with CaptureQueriesContext(connection) as seen:
        suggestions(library.camper, library.cohort, "글")
    titles = next(query["sql"] for query in seen.captured_queries if "initials" in query["sql"])
    assert "search_titles" in planned("(" + titles + ")")


def test_no_more_is_weighed_than_the_newest_matches(library, monkeypatch):
    monkeypatch.setattr(search_ranking, "TITLES", 3)
    monkeypatch.setattr("journal.queries.search.NEWEST", 10)
    monkeypatch.setattr(search_ranking.Wanted, "__init__", _with_newest(search_ranking.Wanted.__init__, 10))
    answer = search(library.camper, library.cohort, Asked("연쇄"))
    assert (answer.count, answer.is_more) == (10, True)
    newest = SearchEntry.objects.order_by("-written_at", "-pk").values_list("post__title", flat=True)[:10]
    assert {hit.post.title for hit in answer.hits} == set(newest)


def _with_newest(init, newest: int):
    return lambda self, **columns: init(self, **{"newest": newest, **columns})


def test_the_newest_matches_are_those_that_the_reader_may_see(cast, monkeypatch):
    make_post(cast.author, cast.cohort, title="알려진 글", body="연쇄")
    for at in range(12):
        make_post(cast.author, cast.cohort, title=f"비밀 {at}", body="연쇄", visibility="mentors")
    monkeypatch.setattr(search_ranking.Wanted, "__init__", _with_newest(search_ranking.Wanted.__init__, 10))
    answer = search(cast.camper, cast.cohort, Asked("연쇄"))
    assert [hit.post.title for hit in answer.hits] == ["알려진 글"]


def test_a_score_fades_by_the_moment_the_search_began(library):
    first = search(library.camper, library.cohort, Asked("연쇄"))
    second = search(library.camper, library.cohort, Asked("연쇄", after=first.after))
    again = search(library.camper, library.cohort, Asked("연쇄", after=first.after))
    assert [hit.href for hit in second.hits] == [hit.href for hit in again.hits]
    assert not {hit.href for hit in first.hits} & {hit.href for hit in second.hits}


@pytest.mark.parametrize("text", ["연쇄", "연쇄 낱말7", "낱말3", "글", "연쇄 kind:comment", "연쇄 from:@minji", "역쇄"])
@pytest.mark.parametrize("by_time", [False, True])
def test_the_newest_days_walked_first_find_nothing_else(library, monkeypatch, text, by_time):
    for at, entry in enumerate(SearchEntry.objects.order_by("pk")):
        SearchEntry.objects.filter(pk=entry.pk).update(written_at=entry.written_at - timedelta(days=at % 11, hours=at))
    together = everything_found(library, text, by_time)
    for first in (1, 30, 119):
        monkeypatch.setattr(search_ranking, "WALKED_FIRST", first)
        with transaction.atomic():
            assert plan_for_search()
        assert everything_found(library, text, by_time) == together


def test_entries_of_many_years_are_walked_together(library, monkeypatch):
    monkeypatch.setattr(search_ranking, "WALKED_FIRST", SearchEntry.objects.count() - 1)
    with transaction.atomic():
        assert plan_for_search()
        first = SearchEntry.objects.earliest("written_at")
        SearchEntry.objects.filter(pk=first.pk).update(written_at=first.written_at - timedelta(days=500))
        assert plan_for_search() == []


def test_the_newest_days_are_asked_of_the_words_index(library, monkeypatch):
    monkeypatch.setattr(search_ranking, "WALKED_FIRST", 10)
    plan = planned(statement_of(library.camper, library.cohort, Asked("연쇄")))
    assert "Seq Scan" not in plan and "search_moments" not in plan
    assert re.search(r"Index Cond: \(\(vector @@ .*\) AND \(ARRAY\[.*\] && ", plan), plan


def everything_found(library, text: str, by_time: bool) -> list:
    """Return what all pages of a search show, with their counts and facets."""
    pages, after = [], ""
    for _ in range(9):
        answer = search(library.camper, library.cohort, Asked(text, by_time=by_time, after=after))
        pages.append(([hit.href for hit in answer.hits], answer.count, answer.facets, answer.repair))
        if not (after := answer.after):
            return pages
    raise AssertionError("it has no last page")
